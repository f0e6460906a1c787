import type { Localization } from '@enhancedhr/element-kit'
import { html, nothing, svg, type TemplateResult } from 'lit'
import { formatCount } from '../i18n/format-number.js'
import type { TranscriptMessages } from './messages.js'
import type { TranscriptSearch } from './transcript-search.js'

/** What is operated above the text, and what it does. */
export interface ControlsShown {
  readonly search: TranscriptSearch
  readonly tracks: readonly { readonly label: string }[]
  readonly chosen: number
  readonly isFollowing: boolean
  look(query: string): void
  step(by: number): void
  choose(track: number): void
  follow(isWanted: boolean): void
}

const icon = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${path} />`}</svg>`

/** Draws search, languages and the button that follows. */
export function transcriptControls(
  localization: Localization<TranscriptMessages>,
  { search, tracks, chosen, isFollowing, look, step, choose, follow }: ControlsShown,
): TemplateResult {
  const typed = ({ target }: Event): void => look((target as HTMLInputElement).value)
  const keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    step(event.shiftKey ? -1 : 1)
  }
  const chosenBy = ({ target }: Event): void => choose((target as HTMLSelectElement).selectedIndex)
  const number = (count: number): string => formatCount(count, localization.language())
  const found =
    search.count > 0
      ? localization.formatter('transcriptMatch')(number(search.current + 1), number(search.count))
      : localization.message('transcriptNoMatch')
  const stepper = (by: number, name: string, path: string): TemplateResult =>
    html`<button
      type="button"
      class="step"
      aria-label=${name}
      title=${name}
      ?disabled=${search.count === 0}
      @click=${() => step(by)}
    >
      ${icon(path)}
    </button>`
  return html`<button
      type="button"
      class="follow controls"
      part="follow"
      aria-pressed=${isFollowing ? 'true' : 'false'}
      @click=${() => follow(!isFollowing)}
    >
      ${icon('M12 4v14M6 12l6 6 6-6')} ${localization.message('transcriptFollow')}
    </button>
    ${
      tracks.length > 1
        ? html`<select
            class="controls"
            part="language"
            aria-label=${localization.message('transcriptLanguage')}
            @change=${chosenBy}
          >
            ${tracks.map(({ label }, index) => html`<option ?selected=${index === chosen}>${label}</option>`)}
          </select>`
        : nothing
    }
    <div class="search controls" part="search" role="search">
      <input
        type="search"
        aria-label=${localization.message('transcriptSearch')}
        placeholder=${localization.message('transcriptSearch')}
        autocomplete="off"
        .value=${search.query}
        @input=${typed}
        @keydown=${keyed}
      />
      <span class="count" role="status">${search.query.trim() === '' ? nothing : found}</span>
      ${stepper(-1, localization.message('transcriptPrevious'), 'M6 15l6-6 6 6')}
      ${stepper(1, localization.message('transcriptNext'), 'M6 9l6 6 6-6')}
    </div>`
}
