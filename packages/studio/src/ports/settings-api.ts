import type { CallFailure } from '../core/upload/upload-events.js'
import type { FieldFault } from '../core/settings/check-draft.js'
import type { LessonVersion, SettingsDraft } from '../core/settings/settings-draft.js'
import type { CallResult } from './api.js'

/** What became of a lesson that was put. */
export type SaveResult =
  | { readonly kind: 'saved'; readonly lesson: LessonVersion }
  /** Somebody else saved first. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'failed'; readonly failure: CallFailure }

/** A new video that waits for a decision. */
export interface HeldUpload {
  readonly uploadId: string
  readonly reason: string | null
}

/** Captions or subtitles of a lesson. */
export interface LessonTrack {
  readonly trackId: string
  readonly language: string
  readonly name: string
  readonly state: string
}

export interface NewTrack {
  readonly language: string
  readonly name: string
  /** `null`: Mux writes the captions. */
  readonly file: { readonly format: 'srt' | 'vtt'; readonly text: string } | null
}

/** Asks the handler about a lesson and what belongs to it. */
export interface SettingsApi {
  load(lessonId: string): Promise<CallResult<LessonVersion>>
  save(lessonId: string, draft: SettingsDraft, base: LessonVersion): Promise<SaveResult>
  /** `null`: no video waits, or this handler has no uploads. */
  findHeld(lessonId: string): Promise<CallResult<HeldUpload | null>>
  apply(uploadId: string, credit: 'keep' | 'reset'): Promise<CallResult<null>>
  /** `null`: this handler knows no tracks. */
  tracks(lessonId: string): Promise<CallResult<readonly LessonTrack[] | null>>
  addTrack(lessonId: string, track: NewTrack): Promise<CallResult<null>>
  removeTrack(lessonId: string, trackId: string): Promise<CallResult<null>>
}
