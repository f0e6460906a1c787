import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Message } from '../../i18n/messages.js'

/** What the panel over the video shows. */
export interface Panel {
  readonly message: Message
  /** A further sentence, or none. */
  readonly note: string | null
  /** It goes on by itself, so a screen reader does not interrupt for it. */
  readonly passing: boolean
  /** Words that count down; they are for the eye, as hearing every second would be a nuisance. */
  readonly countdown: string | null
  /** Words on the button; `null`: there is nothing to press. */
  readonly button: string | null
  /** What pressing it does. */
  readonly action: 'retry' | 'sign-in'
  /** It is being tried right now. */
  readonly busy: boolean
}

const WAITING = svg`<circle cx="12" cy="12" r="9" /><path d="M12 7.5V12l3 2" />`
const STOPPED = svg`<circle cx="12" cy="12" r="9" /><path d="M12 8v4.5M12 16h.01" />`

/** The panel that explains why the lesson does not play, and what can be done. */
export function messagePanel(
  { message, note, passing, countdown, button, busy }: Panel,
  press: () => void,
): TemplateResult {
  return html`
    <div class="layer message" part="message">
      <div class="words">
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${passing ? WAITING : STOPPED}</svg>
        <div role=${passing ? 'status' : 'alert'}>
          <p class="title" dir="auto">${message.title}</p>
          <p class="text" dir="auto">${message.text}</p>
          ${note === null ? nothing : html`<p class="text" dir="auto">${note}</p>`}
        </div>
        ${countdown === null ? nothing : html`<div class="countdown" aria-hidden="true">${countdown}</div>`}
        ${
          button === null
            ? nothing
            : html`<button
                class="button"
                part="message-button"
                type="button"
                aria-disabled=${busy ? 'true' : 'false'}
                @click=${busy ? null : press}
              >
                ${button}
              </button>`
        }
      </div>
    </div>
  `
}
