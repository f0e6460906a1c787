import { compareVersions, mergeVersions } from './merge-versions.js'
import type { LessonVersion, SettingsDraft } from './settings-draft.js'
import { faultsOf, NO_SETTINGS, type SettingsEvent, type SettingsState } from './settings-state.js'

/**
 * What the settings become by an event.
 *
 * A newer version of the lesson that comes while somebody edits is put together with the edits, field by field. `saving` is what asks the shell to put
 * the draft.
 */
export function reduceSettings(state: SettingsState, event: SettingsEvent): SettingsState {
  switch (event.type) {
    case 'load':
      return state.phase === 'ready' ? state : { ...state, phase: 'loading', reason: null }
    case 'unavailable':
      return state.phase === 'ready' ? state : { ...state, phase: 'failed', reason: event.reason }
    case 'loaded':
      return loaded(state, event.lesson)
    case 'edit': {
      if (!state.draft) return state
      const { pointer } = event
      const refused = state.refused.filter((fault) => !isAbout(fault.pointer, pointer))
      const draft = { ...state.draft, ...event.change }
      const typed = without(state.typed, pointer)
      return { ...state, draft, refused, typed, saved: false, saveError: null }
    }
    case 'typed':
      return { ...state, typed: { ...state.typed, [event.pointer]: event.text }, saved: false }
    case 'save': {
      if (state.phase !== 'ready' || state.saving || !state.draft) return state
      const merged = resolved(state)
      if (faultsOf(merged).length > 0) return { ...merged, tried: true }
      return { ...merged, saving: merged.draft, saved: false, saveError: null, tried: true }
    }
    case 'saved':
      return {
        ...NO_SETTINGS,
        phase: 'ready',
        base: event.lesson,
        draft: afterSaving(state, event.lesson.draft),
        saved: true,
      }
    case 'refused':
      return { ...state, saving: null, refused: event.faults }
    case 'not-saved':
      return { ...state, saving: null, saveError: event.reason }
    case 'conflict':
      return conflict(state, event.theirs)
    case 'choose': {
      if (!state.conflict) return state
      const { difference } = event
      const differences = state.conflict.differences.map((each) =>
        each.field === difference.field ? difference : each,
      )
      return { ...state, conflict: { ...state.conflict, differences } }
    }
    case 'discard': {
      const base = state.conflict?.theirs ?? state.base
      return base ? { ...NO_SETTINGS, phase: 'ready', base, draft: base.draft } : state
    }
  }
}

function loaded(state: SettingsState, lesson: LessonVersion): SettingsState {
  const { base, draft } = state
  // While it is saved, the answer to that says what is new.
  if (state.saving || state.conflict) return state
  if (!base || !draft) return { ...NO_SETTINGS, phase: 'ready', base: lesson, draft: lesson.draft }
  const differences = compareVersions(base.draft, draft, lesson.draft)
  return { ...state, phase: 'ready', base: lesson, draft: mergeVersions(draft, lesson.draft, differences) }
}

/** While the answer was on its way somebody may have gone on editing. */
function afterSaving({ saving, draft }: SettingsState, answered: SettingsDraft): SettingsDraft {
  return saving && draft ? mergeVersions(draft, answered, compareVersions(saving, draft, answered)) : answered
}

function conflict(state: SettingsState, theirs: LessonVersion): SettingsState {
  const { base, draft } = state
  if (!base || !draft) return state
  const differences = compareVersions(base.draft, draft, theirs.draft)
  return { ...state, saving: null, conflict: { theirs, differences } }
}

/** With the choices made, it is saved as a change of their version. */
function resolved(state: SettingsState): SettingsState {
  if (!state.conflict || !state.draft) return state
  const { theirs, differences } = state.conflict
  return { ...state, base: theirs, draft: mergeVersions(state.draft, theirs.draft, differences), conflict: null }
}

/** Whether a fault is about a field that is changed: of it, within it, or around it. */
function isAbout(fault: string, field: string): boolean {
  return fault === field || fault.startsWith(`${field}/`) || field.startsWith(`${fault}/`)
}

/** What was typed into a list that is changed as a whole is gone with it. */
function without(typed: Readonly<Record<string, string>>, pointer: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(typed).filter(([name]) => name !== pointer && !name.startsWith(`${pointer}/`)),
  )
}
