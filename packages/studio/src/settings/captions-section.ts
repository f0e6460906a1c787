import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { LessonTrack, NewTrack } from '../ports/settings-api.js'
import { checkField, failureText, faultText, idOf, isFaulty } from './fields.js'
import type { SettingsContext } from './settings-context.js'
import type { LessonExtras } from './settings-session.js'

const WAIVER = '/captions_waiver'
/** As the wire takes it. */
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

export interface CaptionActions {
  add(track: NewTrack): void
  remove(track: LessonTrack): void
}

/** Draws the captions of a lesson, where the handler knows any, and whether it may be published without. */
export function captionsSection(
  context: SettingsContext,
  { tracks, busy, error }: LessonExtras,
  actions: CaptionActions,
): TemplateResult | typeof nothing {
  const { base, draft, words, edit } = context
  if (tracks === null && !base.hasWaiver) return nothing
  return html`<fieldset part="section">
    <legend>${words.message('settingsTracks')}</legend>
    ${tracks === null ? nothing : trackList(context, tracks, busy, actions)}
    ${error?.of === 'tracks' ? failureText(words.message('settingsTrackFailed'), error.failure) : nothing}
    ${
      base.hasWaiver
        ? html`${checkField(words.message('settingsWaiver'), draft.waiver !== null, (isOn) =>
            edit({ waiver: isOn ? '' : null }, WAIVER),
          )}
          ${draft.waiver === null ? nothing : waiverReason(context, draft.waiver)} ${faultText(context, WAIVER)}`
        : nothing
    }
  </fieldset>`
}

function waiverReason(context: SettingsContext, reason: string): TemplateResult {
  const { words, edit } = context
  const faulty = isFaulty(context, WAIVER)
  return html`<label class="field wide"
    ><span>${words.message('settingsWaiverReason')}</span
    ><input
      maxlength="1000"
      dir="auto"
      aria-invalid=${faulty ? 'true' : 'false'}
      aria-describedby=${faulty ? `${idOf(WAIVER)}-fault` : nothing}
      .value=${live(reason)}
      @input=${({ target }: Event) => edit({ waiver: (target as HTMLInputElement).value }, WAIVER)}
  /></label>`
}

function trackList(
  { words, base }: SettingsContext,
  tracks: readonly LessonTrack[],
  busy: boolean,
  { add, remove }: CaptionActions,
): TemplateResult {
  const states: Readonly<Record<string, string>> = words.message('settingsTrackStates')
  const readLanguage = (event: Event): string | null => {
    const root = (event.currentTarget as Element).closest('.add-track')!
    const input = root.querySelector<HTMLInputElement>('.track-language')!
    if (LANGUAGE.test(input.value.trim())) return input.value.trim()
    input.focus()
    return null
  }
  const chosen = async (event: Event): Promise<void> => {
    const input = event.currentTarget as HTMLInputElement
    const language = readLanguage(event)
    const file = input.files?.[0]
    if (file && language) {
      const format = file.name.toLowerCase().endsWith('.srt') ? 'srt' : 'vtt'
      const text = await file.text()
      add({ language, name: languageName(language), file: { format, text } })
    }
    input.value = ''
  }
  const generate = (event: Event): void => {
    const language = readLanguage(event)
    if (language) add({ language, name: languageName(language), file: null })
  }
  return html`${tracks.length === 0 ? html`<p class="quiet">${words.message('settingsTracksNone')}</p>` : nothing}
    <ul class="rows">
      ${tracks.map(
        (track) =>
          html`<li class="track-row">
            <bdi class="grow">${track.name}</bdi><span class="quiet">${stateText(states, track.state)}</span
            ><button
              type="button"
              class="plain remove"
              part="button"
              ?disabled=${busy}
              aria-label=${words.formatter('settingsRemoveTrack')(track.name)}
              @click=${() => remove(track)}
            >
              ✕
            </button>
          </li>`,
      )}
    </ul>
    ${
      base.duration === null
        ? nothing
        : html`<div class="row add-track">
            <label class="field"
              ><span>${words.message('settingsTrackLanguage')}</span
              ><input
                class="track-language"
                size="8"
                autocomplete="off"
                .value=${words.language().slice(0, 2)}
                dir="ltr"
            /></label>
            <label class="file ${busy ? 'busy' : ''}"
              ><input type="file" accept=".vtt,.srt,text/vtt" class="unseen" ?disabled=${busy} @change=${chosen} /><span
                >${words.message('settingsTrackFile')}</span
              ></label
            >
            <button type="button" part="button" ?disabled=${busy} @click=${generate}>
              ${words.message('settingsTrackGenerate')}
            </button>
          </div>`
    }`
}

/** What is not known yet is in preparation. */
function stateText(states: Readonly<Record<string, string>>, state: string): string | undefined {
  return Object.hasOwn(states, state) ? states[state] : states['preparing']
}

/** The name of a language in that language, for whoever chooses captions. */
function languageName(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}
