import type { nothing, TemplateResult } from 'lit'
import type { LessonExplanation } from '../lesson/explain-lesson.js'
import type { LessonCaptions } from '../lesson/lesson-captions.js'
import type { LearnerProgress } from './learner-progress.js'

/** What the element draws of its lesson. */
export interface LessonView {
  readonly title?: string | undefined
  /** URL of the granted still. */
  readonly poster?: string | undefined
  /** The player, to be placed into the page. */
  readonly stage?: HTMLElement | undefined
  readonly ready: boolean
  readonly offline: boolean
  /** Words cover the video. */
  readonly covered: boolean
  /** What is drawn above the video: a notice, how evidence stands, the words that cover it. */
  readonly status: TemplateResult | typeof nothing
}

/** The lesson of an element, once its code is there. */
export interface LoadedLesson {
  readonly started: boolean
  readonly view: LessonView
  readonly watched: TimeRanges
  readonly progress: LearnerProgress | null
  readonly pending: number
  readonly sessionId: string | null
  /** Mux Player itself. */
  readonly player: HTMLElement | null
  /** `askedAt`: when its grant was asked for, where that was earlier than now. */
  start(askedAt?: number): void
  retry(): void
  /** Ends the session; what it holds is queued. */
  stop(): void
  /** Ends everything; the queue is tried once more on the way. */
  close(): void
  /** Somebody wants to play: looks whether that may be. */
  check(): void
  /** The element is taken out of the page and may be put back within this task. */
  suspend(): void
  /** The element is in its own document, which may be another one. */
  moved(): void
  /** Attributes or properties have changed. */
  configure(): void
  signInChanged(): void
  signInOffered(): void
  online(): void
  flush(): Promise<{ pending: number }>
  explain(): Promise<LessonExplanation>
  /** Opens the list of what counts, once there is a player. */
  showWhatCounts(): void
  captions(): Promise<LessonCaptions>
}
