import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { removeAt } from '../core/settings/parts.js'
import type { SettingsDraft } from '../core/settings/settings-draft.js'
import { formatNumber } from '../i18n/format.js'
import { checkField, choiceField, faultText, idOf, isFaulty, timeField } from './fields.js'
import type { SettingsContext } from './settings-context.js'

/** Speeds that a lesson may be limited to. */
const RATES = [1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const
const CHAPTERS = '/chapters'

/** Draws the title, and whether the course needs the lesson. */
export function titleSection(context: SettingsContext): TemplateResult {
  const { draft, words, edit } = context
  const faulty = isFaulty(context, '/title')
  return html`<div class="block" part="section">
    <label class="field wide"
      ><span>${words.message('settingsTitle')}</span
      ><input
        id=${idOf('/title')}
        autocomplete="off"
        maxlength="500"
        dir="auto"
        aria-invalid=${faulty ? 'true' : 'false'}
        aria-describedby=${faulty ? `${idOf('/title')}-fault` : nothing}
        .value=${live(draft.title)}
        @input=${({ target }: Event) => edit({ title: (target as HTMLInputElement).value }, '/title')}
    /></label>
    ${faultText(context, '/title')}
    ${checkField(words.message('settingsRequired'), draft.required, (required) => edit({ required }, '/required'))}
  </div>`
}

/** Draws what a player allows; the first choice of each is the default of the site. */
export function policySection(context: SettingsContext): TemplateResult {
  const { draft, words, edit } = context
  const usual = [null, words.message('settingsDefault')] as const
  const rates =
    RATES.includes(draft.maxRate as (typeof RATES)[number]) || draft.maxRate === null
      ? RATES
      : [...RATES, draft.maxRate]
  const counts = (field: 'hiddenCounts' | 'mutedCounts', name: string, pointer: string): TemplateResult =>
    choiceField<boolean | null>(
      name,
      draft[field],
      [usual, [true, words.message('settingsCounts')], [false, words.message('settingsCountsNot')]],
      (value) => edit({ [field]: value }, pointer),
    )
  return html`<details part="section">
    <summary>${words.message('settingsPolicies')}</summary>
    <div class="pair">
      ${choiceField<number | null>(
        words.message('settingsMaxRate'),
        draft.maxRate,
        [usual, ...rates.map((rate) => [rate, rateName(rate, words.language())] as const)],
        (maxRate) => edit({ maxRate }, '/policies/max_playback_rate'),
      )}
      ${choiceField<SettingsDraft['seek']>(
        words.message('settingsSeek'),
        draft.seek,
        [usual, ['free', words.message('settingsSeekFree')], ['watched', words.message('settingsSeekWatched')]],
        (seek) => edit({ seek }, '/policies/seek_policy'),
      )}
      ${counts('hiddenCounts', words.message('settingsHidden'), '/policies/hidden_counts')}
      ${counts('mutedCounts', words.message('settingsMuted'), '/policies/muted_counts')}
    </div>
  </details>`
}

/** A speed, as the player writes it. */
export const rateName = (rate: number, lang: string): string => `${formatNumber(rate, lang)}×`

export function chapterSection(context: SettingsContext): TemplateResult {
  const { draft, base, words, edit, preview } = context
  const { chapters } = draft
  const isFaultyHere = context.faults.some(({ pointer }) => pointer.startsWith(CHAPTERS))
  const add = (): void => {
    const from = preview.position ?? (chapters.at(-1)?.from ?? -10) + 10
    const latest = base.duration ?? from
    edit({ chapters: [...chapters, { title: '', from: Math.min(Math.round(from * 10) / 10, latest) }] }, CHAPTERS)
  }
  return html`<details part="section" ?open=${isFaultyHere || nothing}>
    <summary>
      ${words.message('settingsChapters')} <span class="quiet">${formatNumber(chapters.length, words.language())}</span>
    </summary>
    <ol class="rows">
      ${chapters.map((_, index) => oneChapter(context, index))}
    </ol>
    <button type="button" part="button" class="add-chapter" @click=${add}>
      ${words.message('settingsAddChapter')}
    </button>
  </details>`
}

function oneChapter(context: SettingsContext, index: number): TemplateResult {
  const { draft, words, edit } = context
  const { chapters } = draft
  const { title, from } = chapters[index]!
  const number = formatNumber(index + 1, words.language())
  const place = `${CHAPTERS}/${index.toString()}`
  const change = (part: Partial<(typeof chapters)[number]>, pointer: string): void =>
    edit({ chapters: chapters.with(index, { title, from, ...part }) }, pointer)
  const faulty = isFaulty(context, `${place}/title`)
  return html`<li class="chapter-row">
    ${timeField(context, {
      pointer: `${place}/from`,
      name: words.formatter('settingsChapterStart')(number),
      value: from,
      take: (seconds) => change({ from: seconds }, `${place}/from`),
    })}
    <input
      class="grow"
      id=${idOf(`${place}/title`)}
      dir="auto"
      maxlength="500"
      aria-label=${words.formatter('settingsChapterTitle')(number)}
      aria-invalid=${faulty ? 'true' : 'false'}
      aria-describedby=${faulty ? `${idOf(`${place}/title`)}-fault` : nothing}
      .value=${live(title)}
      @input=${({ target }: Event) => change({ title: (target as HTMLInputElement).value }, `${place}/title`)}
    />
    <button
      type="button"
      class="plain remove"
      part="button"
      aria-label=${words.formatter('settingsRemoveChapter')(number)}
      @click=${() => edit({ chapters: removeAt(chapters, index) }, CHAPTERS)}
    >
      ✕
    </button>
    ${faultText(context, `${place}/title`)} ${faultText(context, `${place}/from`)} ${faultText(context, place)}
  </li>`
}
