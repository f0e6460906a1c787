import { css } from 'lit'

/**
 * The look of what is shown beside the video: words about what is saved, and why something was not granted.
 *
 * - The dot of what is being saved stands still: one that moves all evening would make every look at a style compute all of them again.
 * - Where nobody looks, what lasts becomes a dot after a while (`folded`), and is words again with the controls.
 * - Empty they stay in the page, so that screen readers hear what comes into them.
 */
export const statusStyles = css`
  .notice,
  .sync {
    z-index: 2;
    position: absolute;
    max-width: calc(100% - 1.5rem);
    box-sizing: border-box;
    padding: 0.25rem 0.75rem;
    border-radius: 1rem;
    background: rgb(14 18 27 / 80%);
    color: #dfe4f0;
    font-size: 0.8125rem;
    pointer-events: none;
  }
  .sync {
    inset-block-start: 0.75rem;
    inset-inline-end: 0.75rem;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    max-height: 100%;
  }
  .sync::before {
    flex: none;
    width: 0.5rem;
    aspect-ratio: 1;
    border-radius: 50%;
    background: #58c48b;
    content: '';
  }
  .sync.saving::before {
    background: var(--accent);
  }
  .sync.trouble::before {
    background: #f2b84b;
  }
  .notice {
    inset-block-end: 4.5rem;
    inset-inline: 0;
    width: fit-content;
    margin-inline: auto;
    padding-block: 0.5rem;
    background: rgb(14 18 27 / 92%);
    color: var(--text);
    text-align: center;
    text-wrap: balance;
  }
  .sync.folded {
    max-width: 1.5rem;
    max-height: 1.5rem;
    padding: 0.5rem;
    overflow: hidden;
    background: rgb(14 18 27 / 56%);
    color: transparent;
    transition:
      color 160ms 6s,
      background 160ms 6s,
      padding 240ms 6.2s,
      max-width 240ms 6.2s,
      max-height 240ms 6.2s;
  }
  .notice:empty,
  .sync:empty {
    padding: 0;
  }
  .sync:empty::before {
    display: none;
  }
  @container (max-width: 26rem) or (max-height: 14rem) {
    .notice,
    .sync {
      padding-block: 0.1875rem;
      font-size: 0.75rem;
      line-height: 1.35;
    }
    .sync {
      inset-block-start: 0.5rem;
      inset-inline-end: 0.5rem;
    }
    .notice {
      inset-block-end: 3.25rem;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .sync.folded {
      transition-duration: 0s;
    }
  }
  @media (forced-colors: active) {
    .notice,
    .sync {
      background: Canvas;
    }
    .sync.folded {
      color: Canvas;
    }
  }
`
