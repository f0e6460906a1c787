import { html, type TemplateResult } from 'lit'
import type { Difference, Whose } from '../core/settings/merge-versions.js'
import type { DraftField, SettingsDraft } from '../core/settings/settings-draft.js'
import { formatTime } from '../core/settings/time-text.js'
import { formatPercent } from '../i18n/format.js'
import { rateName } from './more-sections.js'
import type { SettingsContext } from './settings-context.js'

/** Draws both versions of a lesson, field by field, for somebody to choose from. */
export function conflictView(context: SettingsContext, choose: (difference: Difference) => void): TemplateResult {
  const { state, draft, words } = context
  const { theirs, differences } = state.conflict!
  const one = ({ field, whose }: Difference, each: Whose, name: string, from: SettingsDraft): TemplateResult =>
    html`<label class="version ${whose === each ? 'chosen' : ''}"
      ><input
        type="radio"
        name=${`whose-${field}`}
        .checked=${whose === each}
        @change=${() => choose({ field, whose: each })}
      /><span class="quiet">${name}</span><span dir="auto">${valueText(context, field, from)}</span></label
    >`
  return html`<section class="conflict" part="conflict" aria-labelledby="conflict-title">
    <h3 id="conflict-title" tabindex="-1">${words.message('settingsConflict')}</h3>
    <p>${words.message('settingsConflictHint')}</p>
    ${differences.map(
      (difference) =>
        html`<fieldset class="versions">
          <legend>${fieldName(context, difference.field)}</legend>
          ${one(difference, 'mine', words.message('settingsYours'), draft)}
          ${one(difference, 'theirs', words.message('settingsTheirs'), theirs.draft)}
        </fieldset>`,
    )}
  </section>`
}

function fieldName({ words }: SettingsContext, field: DraftField): string {
  switch (field) {
    case 'title':
      return words.message('settingsTitle')
    case 'required':
      return words.message('settingsRequired')
    case 'threshold':
      return words.message('settingsThreshold')
    case 'parts':
      return words.message('settingsSegments')
    case 'mode':
      return words.message('settingsMode')
    case 'quiz':
      return words.message('settingsQuiz')
    case 'quizRequired':
      return words.message('settingsQuizRequired')
    case 'maxRate':
      return words.message('settingsMaxRate')
    case 'seek':
      return words.message('settingsSeek')
    case 'hiddenCounts':
      return words.message('settingsHidden')
    case 'mutedCounts':
      return words.message('settingsMuted')
    case 'chapters':
      return words.message('settingsChapters')
    case 'waiver':
      return words.message('settingsWaiver')
  }
}

/** A value of a field, as somebody reads it. */
function valueText({ words }: SettingsContext, field: DraftField, draft: SettingsDraft): string {
  const lang = words.language()
  const nothing = words.message('settingsNothing')
  const list = (items: readonly string[]): string =>
    items.length === 0 ? nothing : new Intl.ListFormat(lang, { type: 'unit' }).format(items)
  const yesNo = (isSo: boolean): string => (isSo ? words.message('settingsYes') : words.message('settingsNo'))
  const counts = (value: boolean | null): string => {
    if (value === null) return words.message('settingsDefault')
    return value ? words.message('settingsCounts') : words.message('settingsCountsNot')
  }
  switch (field) {
    case 'title':
      return draft.title
    case 'threshold':
      return draft.threshold === null ? nothing : formatPercent(draft.threshold, lang)
    case 'parts':
      return list(draft.parts.map(([from, to]) => `${formatTime(from)}–${formatTime(to)}`))
    case 'mode':
      return draft.mode === 'all' ? words.message('settingsModeAll') : words.message('settingsModeAny')
    case 'maxRate':
      return draft.maxRate === null ? words.message('settingsDefault') : rateName(draft.maxRate, lang)
    case 'seek':
      if (draft.seek === null) return words.message('settingsDefault')
      return draft.seek === 'free' ? words.message('settingsSeekFree') : words.message('settingsSeekWatched')
    case 'hiddenCounts':
    case 'mutedCounts':
      return counts(draft[field])
    case 'chapters':
      return list(draft.chapters.map(({ title, from }) => `${formatTime(from)} ${title}`))
    case 'waiver':
      return draft.waiver ?? nothing
    default:
      return yesNo(draft[field])
  }
}
