import { css } from 'lit'

/**
 * The look of the transcript: the page's own colours, so that it fits a light page and a dark one.
 *
 * - What is current, found or watched differs by more than its colour: a bar, a thick line below, a tick.
 * - Only `.text` scrolls.
 */
export const transcriptStyles = css`
  :host {
    --mark: var(--ehr-accent-color, #2f62d9);
    display: block;
    border: 1px solid color-mix(in srgb, currentcolor 22%, transparent);
    border-radius: var(--ehr-radius, 12px);
    font: 400 1rem/1.6 var(--ehr-font, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif);
    overflow: hidden;
  }
  :host([hidden]) {
    display: none;
  }
  .panel {
    display: flex;
    flex-direction: column;
    max-block-size: inherit;
  }
  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    padding: 0.75rem 1rem;
    border-block-end: 1px solid color-mix(in srgb, currentcolor 14%, transparent);
  }
  .title {
    flex: 1 1 auto;
    margin: 0;
    font-size: 1.0625rem;
    font-weight: 600;
    line-height: 1.3;
  }
  .search {
    display: flex;
    flex: 1 1 12rem;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  input {
    flex: 1 1 11rem;
    min-inline-size: 0;
  }
  input,
  select,
  button {
    box-sizing: border-box;
    min-block-size: 2.75rem;
    max-inline-size: 100%;
    padding: 0.25rem 0.75rem;
    border: 1px solid color-mix(in srgb, currentcolor 55%, transparent);
    border-radius: 8px;
    background: transparent;
    color: inherit;
    font: inherit;
  }
  option {
    background: Canvas;
    color: CanvasText;
  }
  button {
    cursor: pointer;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .step {
    min-inline-size: 2.75rem;
    padding: 0;
  }
  .step svg,
  .follow svg {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    vertical-align: -0.2em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .follow[aria-pressed='true'] {
    border-color: var(--mark);
    background: color-mix(in srgb, var(--mark) 18%, transparent);
    box-shadow: inset 0 0 0 1px var(--mark);
  }
  .count {
    min-inline-size: 3.5em;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  .count:empty {
    display: none;
  }
  .text {
    position: relative;
    max-block-size: var(--ehr-transcript-height, 24rem);
    padding: 0.25rem 1rem 1rem;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  .chapter {
    margin: 1rem 0 0.25rem;
    font-size: 1rem;
    font-weight: 600;
  }
  .paragraph {
    margin: 0.5rem 0;
    overflow-wrap: anywhere;
  }
  .time {
    margin-inline-end: 0.5em;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
    unicode-bidi: isolate;
    opacity: 0.8;
  }
  .line {
    border-radius: 4px;
    cursor: pointer;
  }
  .line:hover {
    text-decoration: underline;
    text-underline-offset: 0.25em;
  }
  .line[aria-current] {
    background: color-mix(in srgb, var(--mark) 18%, transparent);
    box-decoration-break: clone;
    text-decoration: underline 2px var(--mark);
    text-underline-offset: 0.25em;
  }
  .tick {
    margin-inline-start: 0.2em;
    font-size: 0.75em;
    font-weight: 700;
  }
  mark {
    background: #ffe58a;
    color: #1b1b1b;
  }
  mark.match-current {
    background: #ffb84d;
    outline: 2px solid currentcolor;
  }
  .message {
    display: grid;
    justify-items: start;
    gap: 0.5rem;
    padding: 1rem;
  }
  .message p {
    margin: 0;
  }
  :focus-visible {
    outline: 2px solid var(--mark);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    .line[aria-current],
    .follow[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    mark {
      background: Mark;
      color: MarkText;
      forced-color-adjust: none;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
  @media print {
    :host {
      border: 0;
      overflow: visible;
    }
    .text {
      max-block-size: none;
      overflow: visible;
    }
    .controls {
      display: none;
    }
    .line[aria-current] {
      background: none;
      text-decoration: none;
    }
    .chapter {
      break-after: avoid;
    }
    .paragraph {
      break-inside: avoid;
    }
  }
  @media screen {
    .lesson {
      display: none;
    }
  }
`
