import type { PlaybackListener } from '../playback/playback-adapter.js'
import type { Reporting } from '../ports.js'
import type { PlaybackRestrictions } from './playback-restrictions.js'
import type { PlaybackErrors } from './playback-errors.js'
import type { RenewalController } from './renewal-controller.js'

/** What an adapter's news are for. */
export interface PlayedLesson extends Pick<PlaybackListener, 'choices' | 'ready' | 'quality' | 'mayPlay'> {
  readonly troubles: PlaybackErrors
  readonly restrictions: PlaybackRestrictions
  reporting(): Reporting | undefined
  renewal(): RenewalController | undefined
}

/** Hands what an adapter says and asks to the parts of the lesson that it concerns. */
export function lessonPlayback({
  troubles,
  restrictions,
  reporting,
  renewal,
  ...lesson
}: PlayedLesson): PlaybackListener {
  return {
    ...lesson,
    failed: (failure) => troubles.stopped(failure),
    refused: (needed) => troubles.refused(needed),
    interrupted: () => troubles.interrupt(),
    reloading: () => reporting()?.loadEpoch(),
    fresh: () => renewal()?.fresh() ?? null,
    refusedOnce: () => renewal()?.refused() ?? Promise.resolve(false),
    unanswered: () => troubles.unanswered(),
    restrictions,
  }
}
