import { html, type TemplateResult } from 'lit'

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
