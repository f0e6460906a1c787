import { css } from 'lit'

/** The look of the notice of where a lesson goes on. */
export const resumeStyles = css`
  .resume {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    box-sizing: border-box;
    padding-inline: 1rem 0.25rem;
    border-radius: 999px;
    background: rgb(14 18 27 / 88%);
    color: #dfe4f0;
    font-size: 0.8125rem;
    text-wrap: balance;
    pointer-events: auto;
    animation: appear 240ms ease;
  }
  .resume span {
    font-variant-numeric: tabular-nums;
  }
  .resume-button {
    min-height: 2.25rem;
    padding: 0 0.75rem;
    border: 0;
    border-radius: 999px;
    background: none;
    color: #fff;
    font: inherit;
    font-weight: 600;
    text-decoration: underline;
    text-decoration-color: rgb(255 255 255 / 50%);
    text-underline-offset: 0.2em;
    white-space: nowrap;
    cursor: pointer;
  }
  .resume-button:hover {
    text-decoration-color: currentcolor;
  }
  .resume-button:focus-visible {
    outline: 2px solid #fff;
    outline-offset: 1px;
    box-shadow: 0 0 0 4px var(--accent);
  }
  @media (pointer: coarse) {
    .resume-button {
      min-height: 2.75rem;
    }
  }
  @container (max-width: 26rem) or (max-height: 14rem) {
    .resume {
      font-size: 0.75rem;
      line-height: 1.35;
    }
  }
  @container (max-height: 9rem) {
    .top:has(~ .under .resume) {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .resume {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .resume {
      border: 1px solid CanvasText;
      background: Canvas;
    }
  }
`
