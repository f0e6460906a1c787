import { html, type TemplateResult } from 'lit'
import type { Message } from '../i18n/messages.js'

/** The sign of loading, with words for those who do not see it. */
export function loadingLayer(words: string): TemplateResult {
  return html`<div class="layer loading" role="status">
    <slot name="loading"><div class="spinner" part="spinner"></div></slot>
    <span class="unseen">${words}</span>
  </div>`
}

/** The button that waits for the learner where nothing may be loaded before. */
export function startLayer(label: string, media: { play(): Promise<void> }): TemplateResult {
  const start = (): void => {
    // A refusal shows as Mux Player's own play button.
    media.play().catch(() => undefined)
  }
  return html`<div class="layer">
    <button class="start" part="start-button" type="button" aria-label=${label} @click=${start}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4.5v15l12-7.5z" /></svg>
    </button>
  </div>`
}

/** Words where the lesson's code could not be loaded, with a button that tries again. */
export function failureLayer({ title, text }: Message, button: string, press: () => void): TemplateResult {
  return html`<div class="layer message" part="message">
    <div class="words">
      <div role="alert">
        <p class="title">${title}</p>
        <p class="text">${text}</p>
      </div>
      <button class="button" part="message-button" type="button" @click=${press}>${button}</button>
    </div>
  </div>`
}
