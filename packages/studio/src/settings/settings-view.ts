import { html, nothing, type TemplateResult } from 'lit'
import type { Difference } from '../core/settings/merge-versions.js'
import { isDirty } from '../core/settings/settings-state.js'
import { captionsSection, type CaptionActions } from './captions-section.js'
import { conflictView } from './conflict-view.js'
import type { LinePointer } from './line-pointer.js'
import { failureText } from './fields.js'
import { chapterSection, policySection, titleSection } from './more-sections.js'
import { ruleSection } from './rule-section.js'
import type { SettingsContext } from './settings-context.js'
import type { LessonExtras } from './settings-session.js'

export interface SettingsActions extends CaptionActions {
  save(): void
  discard(): void
  choose(difference: Difference): void
  apply(credit: 'keep' | 'reset'): void
}

/** Draws the settings of a lesson that is there. */
export function settingsView(
  context: SettingsContext,
  extras: LessonExtras,
  pointer: LinePointer,
  actions: SettingsActions,
): TemplateResult {
  const { state, words, base } = context
  const states: Readonly<Record<string, string>> = words.message('settingsStatus')
  const submitted = (event: Event): void => {
    event.preventDefault()
    actions.save()
  }
  return html`<div class="head-row">
      ${
        Object.hasOwn(states, base.status)
          ? html`<span class="state ${base.status}" part="state">${states[base.status]}</span>`
          : nothing
      }
    </div>
    ${extras.held === null ? nothing : heldView(context, extras, actions)}
    <form novalidate @submit=${submitted}>
      ${state.conflict ? conflictView(context, actions.choose) : fields(context, extras, pointer, actions)}
      ${actionsView(context, actions)}
    </form>`
}

function fields(
  context: SettingsContext,
  extras: LessonExtras,
  pointer: LinePointer,
  actions: SettingsActions,
): TemplateResult {
  return html`${titleSection(context)}
    <slot name="preview"></slot>
    ${ruleSection(context, pointer)} ${captionsSection(context, extras, actions)} ${policySection(context)}
    ${chapterSection(context)}`
}

/** A new video that is not in use yet, why, and what becomes of progress with it. */
function heldView(
  { words }: SettingsContext,
  { held, busy, error, mayKeep }: LessonExtras,
  { apply }: SettingsActions,
): TemplateResult {
  const reason = held?.reason ?? null
  const reasons: Readonly<Record<string, string>> = words.message('uploadReasons')
  // Positions of a video of another length are not the same picture.
  const isSameLength = reason !== 'duration_differs'
  return html`<section class="held" part="held">
    <h3>${words.message('settingsHeld')}</h3>
    ${reason !== null && Object.hasOwn(reasons, reason) ? html`<p>${reasons[reason]}</p>` : nothing}
    <div class="row">
      <button type="button" class="primary" part="button" ?disabled=${busy} @click=${() => apply('reset')}>
        ${words.message('settingsHeldReset')}
      </button>
      ${
        isSameLength && mayKeep
          ? html`<button type="button" part="button" ?disabled=${busy} @click=${() => apply('keep')}>
              ${words.message('settingsHeldKeep')}
            </button>`
          : nothing
      }
    </div>
    ${error?.of === 'held' ? failureText(words.message('settingsSaveFailed'), error.failure) : nothing}
  </section>`
}

function actionsView(context: SettingsContext, { discard }: SettingsActions): TemplateResult {
  const { state, words, faults } = context
  const dirty = isDirty(state)
  return html`<div class="actions ${dirty || state.conflict ? 'unsaved' : ''}" part="actions">
    <button
      type="submit"
      class="primary"
      part="button"
      ?disabled=${state.saving !== null || (!dirty && !state.conflict)}
    >
      ${state.conflict ? words.message('settingsConflictDone') : words.message('settingsSave')}
    </button>
    <button
      type="button"
      class="plain"
      part="button"
      ?disabled=${state.saving !== null || (!dirty && !state.conflict)}
      @click=${discard}
    >
      ${words.message('settingsDiscard')}
    </button>
    <p role="status" part="status">${statusText(context, dirty, faults.length)}</p>
  </div>`
}

function statusText({ state, words }: SettingsContext, dirty: boolean, faults: number): string | typeof nothing {
  if (state.saving) return words.message('settingsSaving')
  if (state.saveError !== null) return words.message('settingsSaveFailed')
  if (state.tried && faults > 0) return words.message('settingsInvalid')
  if (dirty) return words.message('settingsUnsaved')
  return state.saved ? words.message('settingsSaved') : nothing
}
