import { checkDraft, type FieldFault } from './check-draft.js'
import type { Difference } from './merge-versions.js'
import { isSameDraft, type LessonVersion, type SettingsDraft } from './settings-draft.js'

/** The settings of a lesson as the page has them. */
export interface SettingsState {
  /** idle: nothing is asked for. failed: `reason` says why there is nothing to show. */
  readonly phase: 'failed' | 'idle' | 'loading' | 'ready'
  readonly reason: string | null
  readonly base: LessonVersion | null
  readonly draft: SettingsDraft | null
  /** What was typed and cannot be read, by the pointer of its field. */
  readonly typed: Readonly<Record<string, string>>
  /** What is being saved. */
  readonly saving: SettingsDraft | null
  readonly saved: boolean
  /** Somebody else saved meanwhile. */
  readonly conflict: { readonly theirs: LessonVersion; readonly differences: readonly Difference[] } | null
  /** What the handler refused, until the field is changed. */
  readonly refused: readonly FieldFault[]
  /** Code of why nothing was saved. */
  readonly saveError: string | null
  /** Somebody tried to save: from now on the page says what is missing. */
  readonly tried: boolean
}

export const NO_SETTINGS: SettingsState = {
  phase: 'idle',
  reason: null,
  base: null,
  draft: null,
  typed: {},
  saving: null,
  saved: false,
  conflict: null,
  refused: [],
  saveError: null,
  tried: false,
}

export type SettingsEvent =
  | { readonly type: 'load' }
  | { readonly type: 'loaded'; readonly lesson: LessonVersion }
  | { readonly type: 'unavailable'; readonly reason: string }
  | { readonly type: 'edit'; readonly change: Partial<SettingsDraft>; readonly pointer: string }
  /** What cannot be read as the value of a field. */
  | { readonly type: 'typed'; readonly pointer: string; readonly text: string }
  | { readonly type: 'save' }
  | { readonly type: 'saved'; readonly lesson: LessonVersion }
  | { readonly type: 'refused'; readonly faults: readonly FieldFault[] }
  | { readonly type: 'not-saved'; readonly reason: string }
  | { readonly type: 'conflict'; readonly theirs: LessonVersion }
  | { readonly type: 'choose'; readonly difference: Difference }
  | { readonly type: 'discard' }

/** Everything that cannot be saved: by the rules, by what was typed, and by what the handler said. */
export function faultsOf({ draft, base, typed, refused }: SettingsState): readonly FieldFault[] {
  if (!draft || !base) return []
  const unread = Object.keys(typed).map((pointer) => ({ pointer, code: 'time' }) as const)
  const found = [...checkDraft(draft, base.duration), ...unread]
  const known = new Set(found.map(({ pointer, code }) => `${pointer} ${code}`))
  return [...found, ...refused.filter(({ pointer, code }) => !known.has(`${pointer} ${code}`))]
}

export function isDirty({ draft, base, typed }: SettingsState): boolean {
  return Object.keys(typed).length > 0 || (draft !== null && base !== null && !isSameDraft(draft, base.draft))
}
