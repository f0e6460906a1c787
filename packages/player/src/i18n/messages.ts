import type { LabelsOf, Translation } from '@enhancedhr/element-kit'

/** A message for the learner: what happened, and what can be done. */
export interface Message {
  readonly title: string
  readonly text: string
}

/** Everything that the element says to a learner; a language is one such object. */
export interface Messages extends Translation {
  loading: string
  /** Name of the region while the lesson's title is not known. */
  lesson: string
  start: string
  retry: string
  retryNow: string
  retrying: string
  /** Whole seconds until it goes on by itself. */
  countdown: (seconds: number) => string
  noAccess: Message
  notFound: Message
  notReady: Message
  signedOut: Message
  manyRequests: Message
  busy: Message
  unreachable: Message
  interrupted: Message
  playbackFailed: Message
  accessLapsed: Message
  unsupported: Message
  broken: Message
  /** Under a message, while something that was played is kept on this device and not yet sent. */
  progressSafe: string
  /** The lesson's seek policy does not let the learner go there yet. */
  seekDenied: string
  /** The lesson's greatest speed, as in 1.5. */
  rateDenied: (maxRate: number) => string
  syncSaved: string
  syncSaving: string
  /** Kept here; it is tried again by itself. */
  syncWaiting: string
  syncOffline: string
  /** Kept here, until somebody signs in. */
  syncParked: string
  /** The browser keeps nothing: closing the page loses it. */
  syncUnkept: string
  syncParkedUnkept: string
  countedElsewhere: string
}

/** The words that a host may replace, one by one. */
export type Labels = LabelsOf<Messages>
