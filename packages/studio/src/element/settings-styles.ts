import { css } from 'lit'

/** The look of the settings. */
export const settingsStyles = css`
  .surface {
    padding: clamp(0.75rem, 3cqi, 1.5rem);
  }
  form,
  .block,
  .parts,
  fieldset {
    display: grid;
    gap: 1rem;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  form {
    gap: 1.5rem;
  }
  fieldset > legend,
  summary {
    padding: 0;
    font-size: 1.125rem;
    font-weight: 650;
  }
  fieldset > legend {
    margin-block-end: 0.75rem;
  }
  h3 {
    margin: 0;
    font-size: 1rem;
    font-weight: 650;
  }
  summary {
    min-block-size: 2.75rem;
    padding-block: 0.5rem;
    cursor: pointer;
  }
  details {
    border-block-start: 1px solid var(--line);
  }
  details[open] {
    padding-block-end: 0.5rem;
  }
  .head-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    margin-block-end: 1rem;
  }
  .state {
    padding: 0.125rem 0.75rem;
    border: 1px solid var(--edge);
    border-radius: 999px;
    font-size: 0.875rem;
    font-weight: 600;
  }
  .state.ready {
    border-color: #23804a;
    background: color-mix(in srgb, #23804a 16%, transparent);
  }
  .state.needs_attention,
  .state.needs_captions {
    border-color: #b3700f;
    background: color-mix(in srgb, #b3700f 18%, transparent);
  }
  .field {
    display: grid;
    gap: 0.25rem;
    justify-items: start;
    font-weight: 600;
  }
  .field input,
  .field select {
    font-weight: 400;
  }
  .field.wide {
    justify-items: stretch;
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: 0.625rem;
    min-block-size: 2.75rem;
    justify-self: start;
  }
  .check input,
  .version input {
    flex: none;
    inline-size: 1.25rem;
    min-block-size: 0;
    block-size: 1.25rem;
    margin: 0;
    accent-color: var(--accent);
  }
  .percent {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
  }
  .share {
    inline-size: 6rem;
  }
  .time {
    inline-size: 6.5rem;
    font-variant-numeric: tabular-nums;
    direction: ltr;
  }
  [aria-invalid='true'] {
    border: 2px solid #c6342b;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
    gap: 1rem;
  }
  .pair .field {
    justify-items: stretch;
  }
  ::slotted([slot='preview']) {
    max-inline-size: 40rem;
  }
  .line-box {
    display: grid;
    gap: 0.25rem;
    padding-inline: 0.75rem;
  }
  .line {
    position: relative;
    block-size: 3.5rem;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: color-mix(in srgb, currentcolor 7%, transparent);
    touch-action: pan-y;
    cursor: crosshair;
  }
  .stretch {
    position: absolute;
    inset-block: 0;
    min-inline-size: 2px;
    overflow: hidden;
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--accent) 38%, transparent) 0 6px,
      color-mix(in srgb, var(--accent) 20%, transparent) 6px 12px
    );
    pointer-events: none;
  }
  .stretch span {
    display: grid;
    place-items: center;
    block-size: 100%;
    font-weight: 700;
  }
  .drawn {
    outline: 2px dashed var(--accent);
  }
  .chapter {
    position: absolute;
    inset-block: auto 0;
    block-size: 0.75rem;
    border-inline-start: 2px solid var(--edge);
    pointer-events: none;
  }
  .head {
    position: absolute;
    inset-block: -0.25rem;
    border-inline-start: 2px solid currentcolor;
    pointer-events: none;
  }
  .handle {
    position: absolute;
    inset-block: -0.25rem;
    inline-size: 1.5rem;
    margin-inline-start: -0.75rem;
    border-radius: 6px;
    cursor: ew-resize;
    touch-action: none;
  }
  .handle::before {
    position: absolute;
    inset: 0.125rem calc(50% - 0.25rem);
    border: 1px solid Canvas;
    border-radius: 4px;
    background: var(--accent);
    content: '';
  }
  .handle.from {
    translate: -0.25rem 0;
  }
  .handle.to {
    translate: 0.25rem 0;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    font-variant-numeric: tabular-nums;
  }
  .rows {
    display: grid;
    gap: 0.75rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .part-row {
    display: grid;
    grid-template-columns: minmax(4rem, auto) auto 1fr;
    gap: 0.5rem 1rem;
    align-items: center;
  }
  .part-row .bad {
    grid-column: 1 / -1;
  }
  .times {
    display: flex;
    align-items: center;
    gap: 0.375rem;
  }
  .chapter-row,
  .track-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .chapter-row .bad {
    flex-basis: 100%;
  }
  .grow {
    flex: 1 1 8rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .remove {
    min-inline-size: 2.75rem;
    padding-inline: 0;
  }
  .add-chapter,
  .add-part {
    margin-block-start: 0.25rem;
  }
  .add-track {
    align-items: end;
  }
  .file span {
    display: inline-flex;
    align-items: center;
    min-block-size: 2.75rem;
    padding: 0.375rem 1rem;
    border: 1px solid var(--edge);
    border-radius: 8px;
    font-weight: 600;
    cursor: pointer;
  }
  .file span:hover {
    background: var(--tint);
  }
  .file.busy span {
    opacity: 0.55;
  }
  .file :focus-visible + span {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    margin-inline: calc(-1 * clamp(0.75rem, 3cqi, 1.5rem));
    margin-block-end: calc(-1 * clamp(0.75rem, 3cqi, 1.5rem));
    padding: 0.75rem clamp(0.75rem, 3cqi, 1.5rem);
    border-block-start: 1px solid var(--line);
    border-radius: 0 0 var(--ehr-radius, 12px) var(--ehr-radius, 12px);
  }
  .actions.unsaved {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    background: var(--ehr-surface-color, Canvas);
  }
  .held,
  .conflict {
    display: grid;
    gap: 0.75rem;
    margin-block-end: 1rem;
    padding: 1rem;
    border: 2px solid #b3700f;
    border-radius: 8px;
  }
  .versions {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
    gap: 0.5rem;
  }
  .versions > legend {
    margin-block-end: 0.25rem;
    font-size: 1rem;
  }
  .version {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 0.625rem;
    align-items: center;
    padding: 0.625rem 0.75rem;
    border: 1px solid var(--edge);
    border-radius: 8px;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .version input {
    grid-row: span 2;
  }
  .version.chosen {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
    background: var(--tint);
  }
  @container (max-width: 34rem) {
    .part-row {
      grid-template-columns: 1fr;
    }
  }
  @media (forced-colors: active) {
    .stretch {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .handle::before {
      background: ButtonText;
      forced-color-adjust: none;
    }
    .head {
      border-color: CanvasText;
    }
  }
`
