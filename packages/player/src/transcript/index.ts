import type { LessonTranscriptElement } from './transcript-element.js'

export { LessonTranscriptElement } from './transcript-element.js'
export type { TranscriptLabels } from './messages.js'

declare global {
  interface HTMLElementTagNameMap {
    'ehr-lesson-transcript': LessonTranscriptElement
  }
}
