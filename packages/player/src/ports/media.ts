import type { Sample } from '../core/reporting/sample.js'
import type { Clock } from './clock.js'

/** The part of a media element that collecting reads and listens to. */
export type MediaLike = Pick<
  HTMLVideoElement,
  | 'currentTime'
  | 'duration'
  | 'ended'
  | 'muted'
  | 'paused'
  | 'playbackRate'
  | 'played'
  | 'readyState'
  | 'seeking'
  | 'textTracks'
  | 'volume'
  | 'addEventListener'
  | 'removeEventListener'
>

/** Reads a media element whenever something happens to it, and about four times a second while it plays. */
export interface MediaSampling {
  /** Reads it now, hands the sample to the listener, and gives it. */
  sample(cause: string): Sample
  stop(): void
}

/** Starts sampling; `isPageVisible` is asked at each sample. */
export type SampleMedia = (
  media: MediaLike,
  settings: { readonly clock: Clock; readonly isPageVisible: () => boolean; readonly take: (sample: Sample) => void },
) => MediaSampling
