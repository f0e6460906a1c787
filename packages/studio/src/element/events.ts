import type { UploadPhase } from '../core/upload/upload-state.js'

/** Detail of `ehr-upload-state`. */
export interface UploadStateDetail {
  readonly state: UploadPhase
  readonly uploadId: string | null
  /** Code of why it is held, failed or was cancelled. */
  readonly reason: string | null
}

/** Detail of `ehr-upload-progress`, at most four a second. */
export interface UploadProgressDetail {
  /** Bytes that arrived. */
  readonly sent: number
  readonly total: number
  /** As far as anybody can know; `null` before that. */
  readonly secondsLeft: number | null
}

/** Detail of `ehr-upload-ready`. */
export interface UploadReadyDetail {
  readonly lessonId: string
  readonly mediaVersion: number | null
  /** Seconds. */
  readonly duration: number | null
}

/** Detail of `ehr-settings-saved`: the lesson as the handler answered it. */
export interface SettingsSavedDetail {
  readonly lesson: Readonly<Record<string, unknown>>
}

/** Detail of `ehr-settings-state`. */
export interface SettingsStateDetail {
  readonly dirty: boolean
  readonly saving: boolean
  readonly conflict: boolean
  readonly invalid: boolean
}

/** Detail of `ehr-error`. */
export interface StudioErrorDetail {
  readonly code: string
  /** Whether the same may succeed later without anybody changing anything. */
  readonly retryable: boolean
  /** English, for developers. */
  readonly message: string
}

/** Detail of `ehr-sign-in`, which is cancelable: the element would ask for the sign-in again and try with it. */
export interface StudioSignInDetail {
  readonly lessonId: string | null
}

/** The studio's own events by name. */
export interface StudioEventMap {
  'ehr-upload-state': CustomEvent<UploadStateDetail>
  'ehr-upload-progress': CustomEvent<UploadProgressDetail>
  'ehr-upload-ready': CustomEvent<UploadReadyDetail>
  'ehr-settings-saved': CustomEvent<SettingsSavedDetail>
  'ehr-settings-state': CustomEvent<SettingsStateDetail>
  'ehr-error': CustomEvent<StudioErrorDetail>
  'ehr-sign-in': CustomEvent<StudioSignInDetail>
}
