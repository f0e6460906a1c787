import type { Localization } from '@enhancedhr/element-kit'
import type { FieldFault } from '../core/settings/check-draft.js'
import type { LessonVersion, SettingsDraft } from '../core/settings/settings-draft.js'
import type { SettingsState } from '../core/settings/settings-state.js'
import type { SettingsMessages } from '../i18n/messages.js'

/** The player beside the time line. */
export interface Preview {
  /** Seconds; `null` while there is no player. */
  readonly position: number | null
  seek(position: number): void
}

/** What every section of the settings draws from. */
export interface SettingsContext {
  readonly state: SettingsState
  readonly draft: SettingsDraft
  readonly base: LessonVersion
  readonly words: Localization<SettingsMessages>
  /** Everything that cannot be saved; shown where it is. */
  readonly faults: readonly FieldFault[]
  readonly preview: Preview
  /** `pointer`: the place in the lesson. */
  edit(change: Partial<SettingsDraft>, pointer: string): void
  /** What was typed and cannot be read. */
  typed(pointer: string, text: string): void
}
