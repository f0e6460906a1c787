import { askPermission } from './ask-permission.js'
import type { Caller } from './caller.js'
import type { HostContext } from './host-context.js'
import type { Logger } from './logger.js'

/** What is asked when a course owner puts a video that belongs to others into a lesson. */
export interface PlaybackQuestion {
  readonly owner: Caller
  readonly playbackId: string
  readonly lesson: { readonly id: string; readonly courseId: string | null; readonly title: string }
}

/** Answers whether a course owner may use a video that other owners or another tenant use; at most 5 s. */
export type PlaybackAllowed = (question: PlaybackQuestion, context: HostContext) => boolean | Promise<boolean>

/** Asks the host; without the callback nobody may. */
export async function isPlaybackAllowed(
  playbackAllowed: PlaybackAllowed | null,
  question: PlaybackQuestion,
  context: HostContext,
  logger: Logger,
): Promise<boolean> {
  if (playbackAllowed === null) return false
  return askPermission('playbackAllowed', logger, () => playbackAllowed(question, context))
}
