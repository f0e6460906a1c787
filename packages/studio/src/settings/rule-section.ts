import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { addPart, moveEdge, removeAt, type Edge } from '../core/settings/parts.js'
import { formatNumber } from '../i18n/format.js'
import { checkField, choiceField, faultText, idOf, isFaulty, timeField } from './fields.js'
import type { LinePointer } from './line-pointer.js'
import { PARTS } from './part-pointers.js'
import type { SettingsContext } from './settings-context.js'
import { timeLine } from './time-line.js'

const THRESHOLD = '/completion/threshold'
/** Percent, where somebody asks for a share for the first time. */
const USUAL_SHARE = 90

/** Draws what completes the lesson: a share of the video, parts of it, a quiz. */
export function ruleSection(context: SettingsContext, pointer: LinePointer): TemplateResult {
  const { draft, words, edit } = context
  return html`<fieldset part="section">
    <legend>${words.message('settingsRule')}</legend>
    ${faultText(context, '/completion')}
    <div class="row">
      ${checkField(words.message('settingsThresholdOn'), draft.threshold !== null, (isOn) =>
        edit({ threshold: isOn ? USUAL_SHARE : null }, THRESHOLD),
      )}
      ${draft.threshold === null ? nothing : share(context)}
    </div>
    ${faultText(context, THRESHOLD)} ${parts(context, pointer)}
    ${
      draft.threshold !== null && draft.parts.length > 0
        ? choiceField<'all' | 'any'>(
            words.message('settingsMode'),
            draft.mode,
            [
              ['any', words.message('settingsModeAny')],
              ['all', words.message('settingsModeAll')],
            ],
            (mode) => edit({ mode }, '/completion/mode'),
          )
        : nothing
    }
    ${checkField(words.message('settingsQuiz'), draft.quiz, (quiz) => edit({ quiz }, '/completion/quiz_required'))}
    ${
      draft.quiz
        ? checkField(words.message('settingsQuizRequired'), draft.quizRequired, (quizRequired) =>
            edit({ quizRequired }, '/completion/quiz_required'),
          )
        : nothing
    }
    ${faultText(context, '/completion/quiz_required')}
  </fieldset>`
}

function share(context: SettingsContext): TemplateResult {
  const { draft, words, edit } = context
  const typed = ({ target }: Event): void => {
    const { valueAsNumber } = target as HTMLInputElement
    edit({ threshold: Number.isNaN(valueAsNumber) ? 0 : valueAsNumber }, THRESHOLD)
  }
  const faulty = isFaulty(context, THRESHOLD)
  return html`<span class="percent"
    ><input
      class="share"
      type="number"
      min="0.1"
      max="100"
      step="0.1"
      id=${idOf(THRESHOLD)}
      aria-label=${words.message('settingsThreshold')}
      aria-invalid=${faulty ? 'true' : 'false'}
      aria-describedby=${faulty ? `${idOf(THRESHOLD)}-fault` : nothing}
      .value=${live(draft.threshold ? String(draft.threshold) : '')}
      @change=${typed}
    /><span aria-hidden="true">%</span></span
  >`
}

function parts(context: SettingsContext, pointer: LinePointer): TemplateResult {
  const { draft, base, words, edit, preview } = context
  const { duration } = base
  const add = (length: number) => (): void => {
    const last = draft.parts.at(-1)?.[1] ?? 0
    const at = preview.position ?? last
    edit({ parts: addPart(draft.parts, at, at, length) }, PARTS)
  }
  return html`<div class="parts">
    <h3>${words.message('settingsSegments')}</h3>
    ${
      duration === null
        ? html`<p class="quiet">${words.message('settingsSegmentsLater')}</p>`
        : html`<p class="quiet">${words.message('settingsSegmentsHint')}</p>
            ${timeLine(context, duration, pointer)}`
    }
    ${faultText(context, PARTS)}
    ${
      draft.parts.length === 0
        ? nothing
        : html`<ol class="rows">
            ${draft.parts.map((_, index) => onePart(context, index))}
          </ol>`
    }
    ${
      duration === null
        ? nothing
        : html`<div>
            <button type="button" part="button" class="add-part" @click=${add(duration)}>
              ${words.message('settingsAddSegment')}
            </button>
          </div>`
    }
  </div>`
}

function onePart(context: SettingsContext, index: number): TemplateResult {
  const { draft, base, words, edit, preview } = context
  const { duration } = base
  const [from, to] = draft.parts[index]!
  const number = formatNumber(index + 1, words.language())
  const place = `${PARTS}/${index.toString()}`
  // By hand a part may hold no time for a moment: the other end is typed next.
  const set = (edge: Edge) => (seconds: number) => {
    const part = edge === 'from' ? ([seconds, to] as const) : ([from, seconds] as const)
    edit({ parts: draft.parts.with(index, part) }, `${place}/${edge}`)
  }
  const setHere = (edge: Edge) => (): void => {
    if (preview.position === null || duration === null) return
    edit({ parts: moveEdge(draft.parts, index, edge, preview.position, duration) }, place)
  }
  const here = (edge: Edge, name: string): TemplateResult =>
    html`<button type="button" part="button" ?disabled=${preview.position === null} @click=${setHere(edge)}>
      ${name}
    </button>`
  return html`<li class="part-row">
    <strong>${words.formatter('settingsSegment')(number)}</strong>
    <div class="times">
      ${timeField(context, { pointer: `${place}/from`, name: words.formatter('settingsSegmentStart')(number), value: from, take: set('from') })}
      <span aria-hidden="true">–</span>
      ${timeField(context, { pointer: `${place}/to`, within: place, name: words.formatter('settingsSegmentEnd')(number), value: to, take: set('to') })}
    </div>
    <div class="row">
      ${here('from', words.message('settingsSetStart'))} ${here('to', words.message('settingsSetEnd'))}
      <button type="button" part="button" ?disabled=${preview.position === null} @click=${() => preview.seek(from)}>
        ${words.message('settingsGoThere')}
      </button>
      <button
        type="button"
        class="plain remove"
        part="button"
        aria-label=${words.formatter('settingsRemoveSegment')(number)}
        @click=${() => edit({ parts: removeAt(draft.parts, index) }, PARTS)}
      >
        ✕
      </button>
    </div>
    ${faultText(context, place)} ${faultText(context, `${place}/from`)} ${faultText(context, `${place}/to`)}
  </li>`
}
