import { css } from 'lit'

/**
 * The look of the panel at the end. It ends where the bar begins, since the time bar shows where the gaps are; only a very low player has
 * no height for both. Its words scroll and fade as those of messages do. What is said beneath it is out of sight, but for what is
 * wrong. It makes way for a menu and for a dialog.
 */
export const endPanelStyles = css`
  .status .layer.end {
    inset-block-end: var(--bar);
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    box-sizing: border-box;
    background: rgb(14 18 27 / 84%);
    text-align: center;
    animation: appear 240ms ease;
  }
  .end > .words {
    --edge: 0.75rem;
    gap: 1rem;
    width: 100%;
    max-width: none;
  }
  .stage:has(> [menu]) ~ .status .end,
  .end:has(~ .dialog-ground) {
    visibility: hidden;
  }
  .top:has(~ .end) {
    z-index: 3;
  }
  .top:has(~ .end) .sync:not(.failing),
  .under:has(~ .end) {
    opacity: 0;
  }
  .status .top:has(.failing:not(:empty)) ~ .end {
    padding-block-start: 2.25rem;
  }
  .end-words {
    display: grid;
    gap: 0.25rem;
    max-width: 34rem;
    text-wrap: balance;
  }
  .end-title {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.625rem;
    margin: 0;
    font-size: clamp(1.125rem, 2.6cqi, 1.625rem);
    font-weight: 600;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .end-icon {
    flex: none;
    width: 1.5em;
    fill: none;
    stroke: #58c48b;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .end-share {
    margin: 0;
    color: #c3cadb;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }
  .end-buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5rem;
  }
  .end-buttons .button {
    margin: 0;
  }
  .button.plain {
    border-color: rgb(255 255 255 / 28%);
    background: rgb(14 18 27 / 40%);
    color: var(--text);
  }
  .button.plain:hover {
    background: rgb(255 255 255 / 14%);
  }
  @container (max-width: 26rem) or (max-height: 18rem) {
    .end > .words {
      --edge: 0.25rem;
      gap: 0.5rem;
      padding-inline: 0.5rem;
    }
    .end-title {
      gap: 0.375rem;
      font-size: 0.9375rem;
    }
    .end-share {
      font-size: 0.8125rem;
    }
    .end-buttons {
      flex-wrap: nowrap;
      max-width: 100%;
    }
    .end-buttons .button {
      min-height: 2.25rem;
      padding: 0.25rem 0.75rem;
      font-size: 0.8125rem;
      line-height: 1.15;
    }
  }
  .stage:has(~ .status > .end) > [short] mux-player::part(time range) {
    visibility: hidden;
  }
  @container (max-height: 159.98px) {
    .status .layer.end {
      inset-block-end: 44px;
    }
  }
  @container (max-height: 159.98px) or (max-height: 9rem) {
    .end > .words {
      gap: 0.25rem;
    }
    .status .top:has(.failing:not(:empty)) ~ .end {
      padding: 0;
    }
    .end-share,
    .top:has(~ .end) .chips {
      display: none;
    }
    .end-title {
      font-size: 0.75rem;
      line-height: 1.25;
    }
    .end-buttons {
      gap: 0.25rem;
    }
    .end-buttons .button {
      font-size: 0.75rem;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .status .layer.end {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .status .layer.end {
      background: Canvas;
    }
    .end-icon {
      stroke: CanvasText;
    }
  }
`
