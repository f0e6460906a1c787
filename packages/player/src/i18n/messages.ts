import type { LabelsOf, Translation } from '@enhancedhr/element-kit'
import type { ReasonCode } from '@enhancedhr/protocol'
import type { ControlLabels } from './control-labels.js'

/** A message for the learner: what happened, and what can be done. */
export interface Message {
  readonly title: string
  readonly text: string
}

/** Everything that the element says to a learner; a language is one such object. */
export interface Messages extends Translation {
  /** The labels of the controls. */
  controls: ControlLabels
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
  /** On the button of a learner who is signed out. */
  signIn: string
  close: string
  /** At the end of a lesson, and while it plays on. */
  completed: string
  lessonCompleted: string
  /** At the end, when all that was missing is on its way to the server. */
  completing: string
  /** What is missing, in one line: seconds still to be watched, rounded up. */
  missingTime: (seconds: number) => string
  /** So many parts that have to be watched in any case. */
  missingParts: (count: number) => string
  missingQuiz: string
  missingTimeAndQuiz: (seconds: number) => string
  watchMissing: string
  replay: string
  nextLesson: string
  /** Whole seconds until the next lesson begins by itself. */
  nextLessonIn: (seconds: number) => string
  stayHere: string
  /** Where the lesson goes on, as 12:40. */
  resumed: (at: string) => string
  startOver: string
  /** How much of the lesson is watched, as 90%. */
  shareWatched: (percent: string) => string
  requirementTime: (percent: string) => string
  requirementParts: string
  requirementQuiz: string
  /** Above requirements of which one is enough. */
  oneIsEnough: string
  requirementMet: string
  requirementOpen: string
  notWatched: string
  notCounted: string
  everythingCounts: string
  /** Where a stretch begins and ends, as 0:52. */
  stretch: (from: string, to: string) => string
  goThere: string
  /** Instead of the button, where the learner may not skip ahead to. */
  notReachable: string
  checking: string
  checkFailed: string
  /** Why something that was played does not count; `other`: any reason that this version does not know. */
  reasons: Readonly<Record<ReasonCode | 'other', string>>
  /** Heading of the list of keys. */
  keysTitle: string
  /** The keys, as a keyboard for this language has them. */
  keySpace: string
  keyHome: string
  keyEnd: string
  /** What the keys do. */
  keyPlays: string
  keyGoesBack: string
  keyGoesAhead: string
  keySetsVolume: string
  keyMutes: string
  keyShowsCaptions: string
  keyGoesFullScreen: string
  keyFloats: string
  keySetsSpeed: string
  keyGoesByFrame: string
  keyGoesToShare: string
  keyGoesToEnds: string
  keyOpensKeys: string
  /** Heading of the settings of captions. */
  captionSettings: string
  captionSize: string
  captionColor: string
  captionWhite: string
  captionYellow: string
  captionCyan: string
  captionGreen: string
  /** What lies behind the text. */
  captionGround: string
  captionTranslucent: string
  captionSolid: string
  captionNoGround: string
  captionPosition: string
  captionBottom: string
  captionTop: string
  /** Captions look as they do everywhere on the device. */
  captionNative: string
  /** Items of the player's menu. */
  speed: string
  captions: string
  quality: string
  chapters: string
  transcript: string
  whatCounts: string
  /** A place on the time bar, in words: where it is and how long the video is. */
  seekPosition: (at: string, length: string) => string
  /** A stretch of the time bar: where it begins and ends, as 0:52. Here one that counts. */
  stretchCounted: (from: string, to: string) => string
  /** Played, and not yet saved. */
  stretchPending: (from: string, to: string) => string
  stretchOpen: (from: string, to: string) => string
  /** Not watched, and has to be. */
  stretchRequired: (from: string, to: string) => string
}

/** The words that a host may replace, one by one. */
export type Labels = LabelsOf<Messages>
