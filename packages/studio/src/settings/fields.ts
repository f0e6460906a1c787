import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { CallFailure } from '../core/upload/upload-events.js'
import { formatTime, parseTime } from '../core/settings/time-text.js'
import type { SettingsContext } from './settings-context.js'

/** A place in the lesson as an id within the element. */
export const idOf = (pointer: string): string => `field${pointer.replaceAll('/', '-')}`

/** Why the field of this place cannot be saved; the field names it as its description. */
export function faultText({ faults, words }: SettingsContext, pointer: string): TemplateResult | typeof nothing {
  const here = faults.filter((fault) => fault.pointer === pointer)
  if (here.length === 0) return nothing
  const texts = words.message('settingsFaults')
  return html`<div id="${idOf(pointer)}-fault" class="bad" part="message">
    ${here.map(({ code, detail }) => (detail === undefined ? html`<p>${texts[code]}</p>` : html`<p lang="en">${detail}</p>`))}
  </div>`
}

/** Why something had no effect: our words, and what the handler says besides, in English. */
export function failureText(words: string, { details = [] }: CallFailure): TemplateResult {
  return html`<div class="bad" role="alert" part="message">
    <div>
      <p>${words}</p>
      ${details.map((detail) => html`<p lang="en">${detail}</p>`)}
    </div>
  </div>`
}

export const isFaulty = ({ faults }: SettingsContext, pointer: string): boolean =>
  faults.some((fault) => fault.pointer === pointer)

interface TimeField {
  readonly pointer: string
  /** The place around it, whose faults are those of this field too. */
  readonly within?: string
  readonly name: string
  /** Seconds. */
  readonly value: number
  take(seconds: number): void
}

/** A position that is typed: the field keeps what cannot be read. */
export function timeField(
  context: SettingsContext,
  { pointer, within = pointer, name, value, take }: TimeField,
): TemplateResult {
  const { state, typed } = context
  const changed = ({ target }: Event): void => {
    const { value: text } = target as HTMLInputElement
    const seconds = parseTime(text)
    if (seconds === null) typed(pointer, text)
    else take(seconds)
  }
  const places = [...new Set([pointer, within])].filter((place) => isFaulty(context, place))
  const faulty = places.length > 0
  return html`<input
    class="time"
    inputmode="text"
    autocomplete="off"
    size="8"
    id=${idOf(pointer)}
    aria-label=${name}
    aria-invalid=${faulty ? 'true' : 'false'}
    aria-describedby=${faulty ? places.map((place) => `${idOf(place)}-fault`).join(' ') : nothing}
    .value=${live(state.typed[pointer] ?? formatTime(value))}
    @change=${changed}
  />`
}

export function checkField(name: string, isOn: boolean, take: (isOn: boolean) => void): TemplateResult {
  return html`<label class="check"
    ><input
      type="checkbox"
      .checked=${live(isOn)}
      @change=${({ target }: Event) => take((target as HTMLInputElement).checked)}
    /><span>${name}</span></label
  >`
}

/** A choice of a few values. */
export function choiceField<T>(
  name: string,
  value: T,
  choices: readonly (readonly [value: T, name: string])[],
  take: (value: T) => void,
): TemplateResult {
  const changed = ({ target }: Event): void => {
    const chosen = choices[(target as HTMLSelectElement).selectedIndex]
    if (chosen) take(chosen[0])
  }
  return html`<label class="field"
    ><span>${name}</span
    ><select @change=${changed}>
      ${choices.map(([each, words]) => html`<option ?selected=${each === value}>${words}</option>`)}
    </select></label
  >`
}
