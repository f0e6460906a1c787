import type { StudioEventMap } from './element/events.js'
import type { LessonSettingsElement } from './element/lesson-settings-element.js'
import type { LessonUploaderElement } from './element/lesson-uploader-element.js'

export { LessonSettingsElement } from './element/lesson-settings-element.js'
export { LessonUploaderElement } from './element/lesson-uploader-element.js'
export type {
  SettingsSavedDetail,
  SettingsStateDetail,
  StudioErrorDetail,
  StudioEventMap,
  StudioSignInDetail,
  UploadProgressDetail,
  UploadReadyDetail,
  UploadStateDetail,
} from './element/events.js'
export type { UploadPhase } from './core/upload/upload-state.js'
export type { SettingsLabels, UploadLabels } from './i18n/messages.js'

declare global {
  interface HTMLElementTagNameMap {
    'ehr-lesson-settings': LessonSettingsElement
    'ehr-lesson-uploader': LessonUploaderElement
  }
}

/** What the studio adds to the events of an element, for `addEventListener`. */
export type StudioEvents = StudioEventMap
