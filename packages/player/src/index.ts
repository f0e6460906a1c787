import type { LessonPlayerEventMap } from './element/events.js'
import type { LessonPlayerElement } from './element/lesson-player-element.js'

export { LessonPlayerElement } from './element/lesson-player-element.js'
export type {
  CompleteDetail,
  ErrorDetail,
  LessonPlayerEventMap,
  NextDetail,
  ProgressDetail,
  QualityDetail,
  ReadyDetail,
  SeekDeniedDetail,
  SignInDetail,
  SyncDetail,
} from './element/events.js'
export type { LessonExplanation } from './lesson/explain-lesson.js'
export type { CaptionCue } from './core/transcript/caption-cue.js'
export type { CaptionTrack, LessonCaptions } from './lesson/lesson-captions.js'
export { LessonCallError } from './lesson/lesson-call-error.js'
export type { LearnerProgress, LessonInfo } from './element/learner-progress.js'
export type { Labels, Message, Messages as Words } from './i18n/messages.js'
export type { ExtraHeaders, GetAuthToken } from './session.js'

declare global {
  interface HTMLElementTagNameMap {
    'ehr-lesson-player': LessonPlayerElement
  }
  interface HTMLElementEventMap extends LessonPlayerEventMap {}
}
