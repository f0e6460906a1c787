import { css } from 'lit'

/**
 * The look of the element: dark and quiet, one accent, everything by custom properties. Comments stand here, since those in the
 * style sheet are sent to every page.
 *
 * - What only a loaded lesson shows has its styles with the lesson's code (`layers/`).
 * - `.status` is the container, and the player is not in it: there every look at a style would be a layout, and Mux Player looks at
 *   each time update.
 * - Words that do not fit scroll, and fade at the edge where more of them are.
 * - The still lies below the player, which is clear until it has a picture.
 */
export const styles = css`
  :host {
    --accent: var(--ehr-accent-color, #5b8cff);
    --surface: #0e121b;
    --text: #f4f6fb;
    display: block;
    position: relative;
    overflow: hidden;
    aspect-ratio: var(--ehr-aspect-ratio, 16 / 9);
    border-radius: var(--ehr-radius, 12px);
    background: radial-gradient(120% 120% at 50% 0%, #1c2436, var(--surface) 62%);
    color: var(--text);
    color-scheme: dark;
    font: 400 0.9375rem/1.5 var(--ehr-font, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif);
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]) {
    display: none;
  }
  :host(:fullscreen) {
    width: 100%;
    height: 100%;
    aspect-ratio: auto;
    border-radius: 0;
  }
  .surface,
  .status,
  .layer,
  .poster,
  .stage {
    position: absolute;
    inset: 0;
  }
  .surface {
    outline: none;
  }
  .status {
    z-index: 2;
    container-type: size;
    pointer-events: none;
  }
  .status .layer:not(.loading),
  ::slotted([slot='error']) {
    pointer-events: auto;
  }
  .stage {
    z-index: 1;
  }
  .layer {
    z-index: 2;
  }
  .poster {
    display: grid;
    transition: opacity 200ms ease;
  }
  .poster[hidden] {
    display: none;
  }
  .poster img,
  ::slotted([slot='poster']) {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .layer {
    display: grid;
    place-items: center;
  }
  .overlay {
    pointer-events: none;
  }
  ::slotted([slot='overlay']) {
    pointer-events: auto;
  }
  .loading {
    pointer-events: none;
    animation: appear 240ms ease 240ms backwards;
  }
  .spinner {
    width: clamp(2rem, 9cqi, 3.25rem);
    aspect-ratio: 1;
    border-radius: 50%;
    background: conic-gradient(from 90deg, transparent 12%, var(--accent));
    mask: radial-gradient(farthest-side, transparent calc(100% - 0.3rem), #000 calc(100% - 0.27rem));
    animation: turn 900ms linear infinite;
    filter: drop-shadow(0 0 0.75rem rgb(0 0 0 / 50%));
  }
  .start {
    display: grid;
    place-items: center;
    width: clamp(3.5rem, 14cqi, 5rem);
    aspect-ratio: 1;
    padding: 0;
    border: 2px solid rgb(255 255 255 / 85%);
    border-radius: 50%;
    background: rgb(14 18 27 / 82%);
    color: var(--ehr-primary-color, #fff);
    cursor: pointer;
    transition:
      transform 160ms ease,
      background 160ms ease;
  }
  .start:hover {
    background: var(--accent);
    transform: scale(1.05);
  }
  .start svg {
    width: 40%;
    fill: currentcolor;
    translate: 8% 0;
  }
  .message {
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    background: rgb(14 18 27 / 88%);
    backdrop-filter: blur(14px) saturate(1.2);
    text-align: center;
    animation: appear 200ms ease;
  }
  .words {
    --edge: 1rem;
    display: grid;
    justify-items: center;
    gap: 0.375rem;
    box-sizing: border-box;
    max-width: 28rem;
    max-height: 100%;
    padding: var(--edge) 1rem;
    overflow: auto;
    mask: linear-gradient(#0000, #000 var(--edge) calc(100% - var(--edge)), #0000);
    text-wrap: balance;
  }
  .title {
    margin: 0;
    font-size: 1.1875rem;
    font-weight: 600;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .text {
    margin: 0;
    color: #c3cadb;
  }
  .button {
    margin-top: 0.625rem;
    min-height: 2.75rem;
    padding: 0.5rem 1.375rem;
    border: 1px solid transparent;
    border-radius: 999px;
    background: #f4f6fb;
    color: #0e121b;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    transition: background 160ms ease;
  }
  .button:hover {
    background: #fff;
  }
  .button:focus-visible,
  .start:focus-visible {
    outline: 2px solid #fff;
    outline-offset: 3px;
    box-shadow: 0 0 0 5px var(--accent);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.35;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: breathe 2.4s ease-in-out infinite;
    }
    .start,
    .button,
    .poster {
      transition: none;
    }
    .message,
    .loading {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .spinner {
      border: 3px solid CanvasText;
      border-top-color: Highlight;
      background: none;
      mask: none;
    }
    .button,
    .start {
      border: 1px solid ButtonText;
    }
    .message {
      background: Canvas;
    }
  }
`
