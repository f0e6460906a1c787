import { css } from 'lit'

/** What all elements of the studio look like: the page's own colours, so that they fit a light page and a dark one; one accent. */
export const baseStyles = css`
  :host {
    --accent: var(--ehr-accent-color, #2f62d9);
    --line: color-mix(in srgb, currentcolor 22%, transparent);
    --edge: color-mix(in srgb, currentcolor 55%, transparent);
    --quiet: color-mix(in srgb, currentcolor 78%, transparent);
    --tint: color-mix(in srgb, var(--accent) 12%, transparent);
    display: block;
    container-type: inline-size;
    font: 400 1rem/1.5 var(--ehr-font, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif);
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
    color: CanvasText;
    background: Canvas;
  }
  :host([theme='dark']) {
    color-scheme: dark;
    color: CanvasText;
    background: Canvas;
  }
  * {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  .surface {
    border: 1px solid var(--line);
    border-radius: var(--ehr-radius, 12px);
    outline: none;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  p {
    margin: 0;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .quiet {
    color: var(--quiet);
    font-size: 0.875rem;
  }
  button,
  input,
  select {
    min-block-size: 2.75rem;
    max-inline-size: 100%;
    padding: 0.375rem 0.75rem;
    border: 1px solid var(--edge);
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
    padding-inline: 1rem;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    background: var(--tint);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--ehr-on-accent-color, #fff);
  }
  button.primary:hover {
    background: color-mix(in srgb, var(--accent) 85%, #000);
  }
  button.plain {
    border-color: transparent;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .bad {
    display: flex;
    gap: 0.5rem;
    padding-inline-start: 0.625rem;
    border-inline-start: 3px solid #c6342b;
    font-weight: 500;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    button.primary {
      border: 2px solid ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }
    button:disabled {
      color: GrayText;
      opacity: 1;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
`
