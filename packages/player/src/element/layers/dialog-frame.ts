import { css, html, svg, type TemplateResult } from 'lit'

const CLOSE = svg`<path d="M6 6l12 12M18 6L6 18" />`
const MORE = svg`<path d="M7 10l5 5 5-5" />`

/** What stands around the content of a dialog. */
export interface DialogFrame {
  readonly title: string
  /** Name of the button that closes it. */
  readonly closeLabel: string
  close(): void
}

/** Draws a dialog above the player, with a title, a button that closes it, and Escape. */
export function dialogFrame({ title, closeLabel, close }: DialogFrame, content: TemplateResult): TemplateResult {
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return
    // A dialog of the page that the lesson is in stays open.
    event.preventDefault()
    event.stopPropagation()
    close()
  }
  return html`<div class="layer dialog-ground">
    <div
      class="dialog"
      part="dialog"
      role="dialog"
      aria-modal="true"
      aria-labelledby="dialog-title"
      tabindex="-1"
      @keydown=${pressed}
    >
      <div class="dialog-head">
        <h2 id="dialog-title">${title}</h2>
        <button class="dialog-close" type="button" aria-label=${closeLabel} @click=${close}>
          <svg viewBox="0 0 24 24" aria-hidden="true">${CLOSE}</svg>
        </button>
      </div>
      ${content}
      <div class="dialog-more" aria-hidden="true"><svg viewBox="0 0 24 24">${MORE}</svg></div>
    </div>
  </div>`
}

/**
 * The look of a dialog. An arrow sticks to its lower edge, above content that fades out, as a sign that there is more. What comes last covers it:
 * at the end nothing is left to scroll to.
 */
export const dialogStyles = css`
  .dialog-ground {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 0.5rem;
    background: rgb(14 18 27 / 56%);
  }
  .dialog {
    --dialog: #141a27;
    box-sizing: border-box;
    width: min(30rem, 100%);
    max-height: 100%;
    overflow: auto;
    padding: 0.75rem 1rem 0;
    scrollbar-width: thin;
    border: 1px solid rgb(255 255 255 / 14%);
    border-radius: 0.75rem;
    background: var(--dialog);
    color: var(--text);
    outline: none;
  }
  .dialog-more,
  .dialog::after {
    display: grid;
    place-items: end center;
    height: 2rem;
    background: linear-gradient(transparent, var(--dialog) 60%);
    pointer-events: none;
  }
  .dialog-more {
    position: sticky;
    bottom: 0;
  }
  .dialog::after {
    content: '';
    position: relative;
    margin-top: -2rem;
    background: var(--dialog);
  }
  .dialog-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
  }
  .dialog h2 {
    margin: 0;
    font-size: 1.0625rem;
    font-weight: 600;
    line-height: 1.3;
  }
  .dialog-close {
    display: grid;
    flex: none;
    place-items: center;
    width: 2.75rem;
    height: 2.75rem;
    margin: -0.25rem;
    margin-inline-end: -0.625rem;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  .dialog-close:hover {
    background: rgb(255 255 255 / 10%);
  }
  .dialog-close svg,
  .dialog-more svg {
    width: 1.25rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
  }
  .dialog :focus-visible {
    outline: 2px solid #fff;
    outline-offset: 2px;
    box-shadow: 0 0 0 4px var(--accent);
  }
  @container (max-height: 9rem) {
    .dialog-ground {
      padding: 0;
    }
    .dialog {
      height: 100%;
      padding: 0 0.75rem;
      border: 0;
      border-radius: 0;
      font-size: 0.8125rem;
    }
    .dialog h2 {
      font-size: 0.875rem;
    }
  }
  @media (forced-colors: active) {
    .dialog {
      --dialog: Canvas;
      border-color: CanvasText;
    }
    .dialog-more {
      background: Canvas;
    }
  }
`
