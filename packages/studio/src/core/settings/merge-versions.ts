import { DRAFT_FIELDS, isSameValue, type DraftField, type SettingsDraft } from './settings-draft.js'

export type Whose = 'mine' | 'theirs'

/** A field that differs between two versions, and which of them is taken unless somebody chooses. */
export interface Difference {
  readonly field: DraftField
  readonly whose: Whose
}

/**
 * Lists the fields in which my version differs from theirs, both made from `base`. What only they changed is taken from them, and what I
 * changed from me.
 */
export function compareVersions(
  base: SettingsDraft,
  mine: SettingsDraft,
  theirs: SettingsDraft,
): readonly Difference[] {
  return DRAFT_FIELDS.filter((field) => !isSameValue(mine[field], theirs[field])).map((field) => ({
    field,
    whose: isSameValue(mine[field], base[field]) ? 'theirs' : 'mine',
  }))
}

/** Puts two versions together, field by field. */
export function mergeVersions(
  mine: SettingsDraft,
  theirs: SettingsDraft,
  differences: readonly Difference[],
): SettingsDraft {
  const kept = differences.filter(({ whose }) => whose === 'mine').map(({ field }) => [field, mine[field]] as const)
  return { ...theirs, ...Object.fromEntries(kept) }
}
