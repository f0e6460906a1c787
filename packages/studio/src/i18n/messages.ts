import type { LabelsOf, Translation } from '@enhancedhr/element-kit'
import type { RuleFaultCode } from '@enhancedhr/protocol'

/** Why an upload came to nothing, is held, or was not begun. `other`: any reason that this version does not know. */
export type UploadReason =
  | 'asset_deleted'
  | 'audio_only'
  | 'cancelled_at_mux'
  | 'duration_differs'
  | 'duration_over_limit'
  | 'duration_unknown'
  | 'forbidden'
  | 'invalid_input'
  | 'lesson_archived'
  | 'lesson_not_found'
  | 'mux_refused'
  | 'not_signed'
  | 'other'
  | 'rule_unreachable'
  | 'superseded'
  | 'upload_in_progress'
  | 'upload_not_accepted'

/** What `<ehr-lesson-uploader>` says. */
export interface UploadMessages extends Translation {
  /** Name of the region. */
  uploadRegion: string
  /** Above the button. */
  uploadPrompt: string
  uploadChoose: string
  uploadChooseSame: string
  uploadReplaceVideo: string
  /** The largest file, as 20 GB. */
  uploadLimit: (size: string) => string
  uploadChecking: string
  uploadCreating: string
  uploadUploading: string
  uploadPaused: string
  /** After a reload, when the same file is needed: its name. */
  uploadWaitsFor: (name: string) => string
  uploadOffline: string
  uploadRetrying: string
  uploadProcessing: string
  uploadHeld: string
  uploadReady: string
  uploadFailed: string
  uploadCancelled: string
  uploadTimedOut: string
  /** How much has arrived, as 12 MB and 300 MB. */
  uploadProgress: (sent: string, total: string) => string
  /** Read out, as 50%. */
  uploadPercent: (percent: string) => string
  /** As 2 min. */
  uploadTimeLeft: (time: string) => string
  uploadPause: string
  uploadResume: string
  uploadCancel: string
  uploadStartOver: string
  /** On a button: the other upload of the lesson is cancelled. */
  uploadTakeOver: string
  uploadEmpty: string
  uploadNotVideo: string
  uploadOtherFile: (name: string) => string
  uploadTooLarge: (limit: string) => string
  uploadUnreadable: string
  uploadSignedOut: string
  uploadSignIn: string
  uploadReasons: Readonly<Record<UploadReason, string>>
}

export type SettingsFault = RuleFaultCode | 'chapter_title' | 'other' | 'time' | 'title' | 'waiver_reason'

/** What `<ehr-lesson-settings>` says. */
export interface SettingsMessages extends Translation, Pick<UploadMessages, 'uploadReasons'> {
  settingsRegion: string
  settingsLoading: string
  settingsUnavailable: string
  settingsNoAccess: string
  settingsNotFound: string
  settingsSignedOut: string
  settingsSignIn: string
  settingsRetry: string
  settingsStatus: Readonly<Record<'archived' | 'needs_attention' | 'needs_captions' | 'preparing' | 'ready', string>>
  settingsTitle: string
  /** Whether the course needs this lesson. */
  settingsRequired: string
  settingsRule: string
  settingsThresholdOn: string
  settingsThreshold: string
  settingsSegments: string
  settingsSegmentsHint: string
  settingsSegmentsLater: string
  settingsSegment: (number: string) => string
  settingsSegmentStart: (number: string) => string
  settingsSegmentEnd: (number: string) => string
  settingsSetStart: string
  settingsSetEnd: string
  settingsGoThere: string
  settingsRemoveSegment: (number: string) => string
  settingsAddSegment: string
  settingsMode: string
  settingsModeAny: string
  settingsModeAll: string
  settingsQuiz: string
  settingsQuizRequired: string
  settingsPolicies: string
  settingsMaxRate: string
  settingsDefault: string
  settingsSeek: string
  settingsSeekFree: string
  settingsSeekWatched: string
  settingsHidden: string
  settingsMuted: string
  settingsCounts: string
  settingsCountsNot: string
  settingsChapters: string
  settingsChapterTitle: (number: string) => string
  settingsChapterStart: (number: string) => string
  settingsRemoveChapter: (number: string) => string
  settingsAddChapter: string
  settingsTracks: string
  settingsTracksNone: string
  settingsTrackStates: Readonly<Record<'errored' | 'preparing' | 'ready' | 'skipped', string>>
  settingsTrackLanguage: string
  settingsTrackFile: string
  settingsTrackGenerate: string
  settingsTrackFailed: string
  settingsRemoveTrack: (name: string) => string
  settingsWaiver: string
  settingsWaiverReason: string
  settingsHeld: string
  settingsHeldReset: string
  settingsHeldKeep: string
  settingsSave: string
  settingsSaving: string
  settingsSaved: string
  settingsDiscard: string
  settingsUnsaved: string
  settingsInvalid: string
  settingsSaveFailed: string
  settingsConflict: string
  settingsConflictHint: string
  settingsYours: string
  settingsTheirs: string
  settingsConflictDone: string
  settingsYes: string
  settingsNo: string
  settingsNothing: string
  settingsFaults: Readonly<Record<SettingsFault, string>>
}

/** Everything that the studio says. */
export type Messages = SettingsMessages & UploadMessages
/** A language of the studio. What it lacks is said in English. */
export type Language = Partial<Messages> & Translation
/** The words that a host may replace, one by one. */
export type UploadLabels = LabelsOf<UploadMessages>
export type SettingsLabels = LabelsOf<SettingsMessages>
