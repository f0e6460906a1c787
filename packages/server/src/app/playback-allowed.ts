import { askPermission } from './ask-permission.js'
import type { Caller } from './caller.js'
import type { HostContext } from './host-context.js'
import type { Logger } from './logger.js'

/** What is asked when somebody puts a video into a lesson that does not have it. */
export interface PlaybackQuestion {
  /** Who puts it: a course owner, an admin or the host's own server. */
  readonly owner: Caller
  readonly playbackId: string
  readonly lesson: { readonly id: string; readonly courseId: string | null; readonly title: string }
}

/** Answers whether a lesson may be given a video, in place of the handler's rules; at most 5 s. */
export type PlaybackAllowed = (question: PlaybackQuestion, context: HostContext) => boolean | Promise<boolean>

/** Asks the host. */
export function isPlaybackAllowed(
  playbackAllowed: PlaybackAllowed,
  question: PlaybackQuestion,
  context: HostContext,
  logger: Logger,
): Promise<boolean> {
  return askPermission('playbackAllowed', logger, () => playbackAllowed(question, context))
}
