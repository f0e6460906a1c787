import { css } from 'lit'

/** The look of the list of what counts. The time axis runs from the left in every language, as on the time bar. */
export const whatCountsStyles = css`
  .counts-share {
    margin: 0.25rem 0 0.375rem;
    font-size: 1.375rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.01em;
  }
  .counts-map {
    display: block;
    width: 100%;
    height: 0.5rem;
    border-radius: 0.25rem;
    background: var(--accent);
    direction: ltr;
    fill: #333c50;
  }
  .counts-either,
  .counts-note {
    margin: 0.75rem 0 0;
    color: #c3cadb;
    font-size: 0.875rem;
  }
  .dialog h3 {
    margin: 1rem 0 0;
    font-size: 0.875rem;
    font-weight: 600;
  }
  .counts-list {
    display: grid;
    margin: 0.375rem 0 0;
    padding: 0;
    list-style: none;
    font-size: 0.875rem;
  }
  .counts-list li {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-height: 2rem;
  }
  .counts-list svg {
    flex: none;
    width: 1.25rem;
    fill: none;
    stroke: #8b94a8;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .counts-list .met svg {
    stroke: #58c48b;
  }
  .counts-list:has(button) li {
    min-height: 2.75rem;
    border-block-start: 1px solid rgb(255 255 255 / 10%);
  }
  .counts-stretch {
    display: grid;
    flex: 1;
    min-width: 0;
  }
  .counts-time {
    font-variant-numeric: tabular-nums;
  }
  .counts-reason {
    color: #c3cadb;
    font-size: 0.8125rem;
    line-height: 1.35;
  }
  .counts-go,
  .counts-again {
    flex: none;
    min-height: 2.25rem;
    padding: 0 0.875rem;
    border: 1px solid rgb(255 255 255 / 28%);
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    font-size: 0.8125rem;
    font-weight: 600;
    cursor: pointer;
  }
  .counts-go:hover,
  .counts-again:hover {
    background: rgb(255 255 255 / 12%);
  }
  @media (pointer: coarse) {
    .counts-go,
    .counts-again {
      min-height: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    .counts-map {
      forced-color-adjust: none;
      outline: 1px solid CanvasText;
      background: Highlight;
      fill: Canvas;
    }
    .counts-list svg,
    .counts-list .met svg {
      stroke: CanvasText;
    }
  }
`
