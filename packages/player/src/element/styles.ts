import { css } from 'lit'

/**
 * The look of the element: dark and quiet, one accent, everything by custom properties. Comments stand here, since those in the
 * style sheet are sent to every page.
 *
 * - `.status` is the container, and the player is not in it: there every look at a style would be a layout, and Mux Player looks at
 *   each time update.
 * - The still lies below the player, which is clear until it has a picture.
 * - `::part(video)` is as Mux Player's own styles have it, for pages whose policy blocks those: nothing of the picture is cut off.
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
  .stage,
  .stage > *,
  mux-player {
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
  mux-player {
    width: 100%;
    height: 100%;
    --media-background-color: transparent;
    --media-accent-color: var(--accent);
    --media-primary-color: var(--ehr-primary-color);
    --media-secondary-color: var(--ehr-secondary-color);
    --media-font-family: var(--ehr-font, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif);
    --media-object-fit: contain;
    --media-focus-box-shadow: 0 0 0 2px #fff, 0 0 0 4px var(--accent);
  }
  mux-player::part(video) {
    display: block;
    width: 100%;
    height: 100%;
  }
  mux-player::part(pre-play) {
    --media-control-background: rgb(14 18 27 / 82%);
    --media-control-hover-background: var(--accent);
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
    border: 1px solid rgb(255 255 255 / 22%);
    border-radius: 50%;
    background: rgb(40 50 72 / 72%);
    color: var(--ehr-primary-color, #fff);
    cursor: pointer;
    backdrop-filter: blur(8px);
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
    padding: 1rem;
    background: rgb(14 18 27 / 88%);
    backdrop-filter: blur(14px) saturate(1.2);
    text-align: center;
    overflow: auto;
    animation: appear 200ms ease;
  }
  .words {
    display: grid;
    justify-items: center;
    gap: 0.375rem;
    max-width: 26rem;
    text-wrap: balance;
  }
  .icon {
    width: 2.5rem;
    margin-bottom: 0.375rem;
    fill: none;
    stroke: var(--accent);
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
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
  .countdown {
    min-height: 1.5em;
    color: #c3cadb;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
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
  .button[aria-disabled='true'] {
    opacity: 0.7;
    cursor: default;
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
  @container (max-width: 26rem) or (max-height: 14rem) {
    .message {
      padding: 0.5rem 1rem;
      font-size: 0.8125rem;
    }
    .icon {
      display: none;
    }
    .title {
      font-size: 0.9375rem;
    }
    .words {
      gap: 0.125rem;
    }
    .countdown {
      font-size: 0.8125rem;
    }
    .button {
      margin-top: 0.375rem;
      min-height: 2.25rem;
      padding: 0.25rem 1.125rem;
    }
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
