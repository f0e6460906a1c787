import type { AdminMessages } from './admin-messages.js'
import type { EventMessages } from './event-messages.js'

/** A duration, a point in time or a percentage that is written out already, in the language of the page. */
type Written = string

/** Everything that the demo's pages say around the player, in one language. */
export interface Messages {
  /** A language tag. */
  readonly code: string
  /** The language's name for itself. */
  readonly name: string
  readonly dir: 'ltr' | 'rtl'

  readonly skipToLesson: string
  readonly language: string
  readonly footer: string

  readonly learners: string
  readonly learner: string
  readonly enrolled: string
  readonly notEnrolled: string
  readonly notEnrolledTitle: (name: string) => string
  readonly notEnrolledText: string
  readonly continueAs: (name: string) => string

  readonly yourCourse: string
  readonly progress: string
  readonly courseCompleted: string
  readonly lessonsCompleted: (done: number, total: number) => string
  readonly courseFacts: (lessons: number, length: Written) => string

  readonly lessons: string
  readonly currentLesson: string
  readonly lessonNumber: (order: number) => string
  readonly lessonOf: (order: number, total: number) => string
  readonly completed: string
  readonly notStarted: string
  readonly percentWatched: (percent: Written) => string
  readonly nextLesson: string
  readonly chapters: string
  readonly completedAndOn: string
  readonly completedLast: string

  readonly onlyWatchedCounts: string
  readonly skipToEnd: string
  readonly whatDidNotCount: string
  readonly stretches: string
  readonly stretchKeys: string
  readonly counted: string
  readonly saving: string
  readonly notWatched: string
  readonly mustWatch: string
  readonly stretch: (from: Written, to: Written, state: string) => string
  readonly requiredStretch: (from: Written, to: Written, state: string) => string
  readonly watchedOf: (watched: Written, length: Written) => string
  readonly ruleTitle: string
  readonly ruleShare: (percent: Written) => string
  readonly rulePart: (from: Written, to: Written) => string
  readonly met: string
  readonly open: string
  readonly skipped: (from: Written, to: Written) => string

  readonly everythingCounts: string
  readonly notCountedIntro: string
  readonly goThere: string
  readonly goThereTo: (from: Written) => string
  readonly reasons: Readonly<Record<string, string>>
  readonly otherReason: string

  readonly forDevelopers: string
  readonly snippetIntro: string
  readonly copy: string
  readonly copied: string
  readonly copyByHand: string
  readonly eventsIntro: string
  readonly events: string
  readonly sentEventsIntro: string
  readonly sentEventsLink: string

  readonly certificate: string
  readonly courseCertificate: string
  readonly sentEvents: EventMessages
  readonly admin: AdminMessages
}
