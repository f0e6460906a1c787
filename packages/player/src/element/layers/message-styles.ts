import { css } from 'lit'

/** The look of the panel over the video, beyond what the element itself needs of it. */
export const messageStyles = css`
  .icon {
    width: 2.5rem;
    margin-bottom: 0.375rem;
    fill: none;
    stroke: var(--accent);
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .countdown {
    min-height: 1.5em;
    color: #c3cadb;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .button[aria-disabled='true'] {
    opacity: 0.7;
    cursor: default;
  }
  @container (max-width: 26rem) or (max-height: 14rem) {
    .message {
      font-size: 0.8125rem;
    }
    .icon {
      display: none;
    }
    .title {
      font-size: 0.9375rem;
    }
    .words {
      --edge: 0.625rem;
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
  @container (max-height: 9rem) {
    .message {
      font-size: 0.75rem;
      line-height: 1.35;
    }
    .words {
      --edge: 0.375rem;
    }
    .countdown {
      font-size: inherit;
    }
    .title {
      font-size: 0.8125rem;
    }
    .button {
      min-height: 2rem;
      padding-block: 0;
    }
  }
`
