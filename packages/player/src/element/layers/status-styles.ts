import { css } from 'lit'

/**
 * The look of what is shown beside the video: the title and what is saved in one row, below it why something was not granted. All of it
 * is at the top, since captions, previews and controls are at the bottom.
 *
 * - `--bar` is the height of the controls at the bottom by width: what leaves them free ends there.
 * - The dot of what is being saved stands still: one that moves all evening would make every look at a style compute all of them again.
 * - `quiet` is a dot that becomes words under the pointer and with the focus, `gone` one that is only there for the focus. Where nobody
 *   looks, what lasts becomes a dot after a while (`folded`), and is words again with the controls.
 * - In the lowest player, the button that signs in says it all.
 * - Empty they stay in the page, so that screen readers hear what comes into them.
 */
export const statusStyles = css`
  .status > * {
    --bar: 68px;
  }
  .top {
    position: absolute;
    inset: 0 0 auto;
    z-index: 2;
    display: flex;
    align-items: flex-start;
    gap: 0.75rem;
    box-sizing: border-box;
    padding: 0.625rem 0.875rem;
    pointer-events: none;
  }
  .lesson-title,
  .time {
    min-width: 0;
    overflow: hidden;
    line-height: 1.5rem;
    text-overflow: ellipsis;
    text-shadow: 0 1px 3px rgb(0 0 0 / 80%);
    white-space: nowrap;
    transition: opacity 200ms ease;
  }
  .lesson-title {
    font-weight: 600;
  }
  .time {
    display: none;
    flex: none;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
  .away > :is(.lesson-title, .time) {
    opacity: 0;
  }
  .chips {
    display: flex;
    flex: 0 1 auto;
    flex-wrap: wrap;
    justify-content: flex-end;
    row-gap: 0.25rem;
    min-width: 1.5rem;
    margin-inline-start: auto;
  }
  .notice,
  .sync {
    box-sizing: border-box;
    border-radius: 1rem;
    background: rgb(14 18 27 / 88%);
    color: #dfe4f0;
    font-size: 0.8125rem;
    text-wrap: balance;
  }
  .sync {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-width: 0;
    padding: 0.125rem 0.75rem;
  }
  .sync::before {
    flex: none;
    width: 0.5rem;
    aspect-ratio: 1;
    border-radius: 50%;
    background: #58c48b;
    content: '';
  }
  .sync.saving {
    white-space: nowrap;
  }
  .sync.saving::before {
    background: var(--accent);
  }
  .sync.failing::before {
    background: #f2b84b;
  }
  .sync.quiet,
  .sync.folded {
    max-width: 1.5rem;
    max-height: 1.5rem;
    padding: 0.5rem;
    overflow: hidden;
    background: rgb(14 18 27 / 56%);
    color: transparent;
    white-space: nowrap;
  }
  .sync.quiet {
    pointer-events: auto;
  }
  .sync.folded {
    transition:
      color 160ms 6s,
      background 160ms 6s,
      padding 240ms 6.2s,
      max-width 240ms 6.2s,
      max-height 240ms 6.2s;
  }
  .sync.gone:not(:focus) {
    opacity: 0;
  }
  .sync.quiet:is(:hover, :focus) {
    max-width: 100%;
    padding: 0.125rem 0.75rem;
    background: rgb(14 18 27 / 88%);
    color: #dfe4f0;
  }
  .sync:not(:empty) ~ .sign-in {
    margin-inline-start: 0.5rem;
  }
  .sync:empty {
    padding: 0;
  }
  .sync:empty::before {
    display: none;
  }
  .chips .sign-in {
    flex: none;
    min-height: 1.75rem;
    margin-block: 0;
    padding: 0 0.875rem;
    font-size: 0.8125rem;
    pointer-events: auto;
  }
  .under {
    position: absolute;
    inset: 2.75rem 0.75rem auto;
    z-index: 2;
    display: grid;
    justify-items: center;
    gap: 0.5rem;
    pointer-events: none;
  }
  .notice {
    padding: 0.5rem 1rem;
    color: var(--text);
    text-align: center;
  }
  .notice:empty {
    padding: 0;
  }
  .sync:focus-visible {
    outline: 2px solid #fff;
    outline-offset: 1px;
    box-shadow: 0 0 0 4px var(--accent);
  }
  @media (pointer: coarse) {
    .chips .sign-in {
      min-height: 2.75rem;
    }
  }
  @container (min-width: 960px) {
    .status > * {
      --bar: 76px;
    }
    .top {
      padding: 1rem 1.25rem;
    }
    .lesson-title {
      font-size: 1.125rem;
    }
    .under {
      inset-block-start: 3.75rem;
    }
  }
  @container (min-width: 1440px) {
    .status > * {
      --bar: 98px;
    }
  }
  @container (max-width: 479.98px) {
    .lesson-title {
      display: none;
    }
    .time {
      display: block;
    }
    .top {
      padding: 0.375rem 0.625rem;
    }
    .chips {
      flex-wrap: nowrap;
    }
    .top:has(.failing:not(:empty, .folded)) .time {
      display: none;
    }
    .stage:has(> [menu]) ~ .status .top {
      opacity: 0;
    }
    .under {
      inset-block-start: 2.25rem;
    }
  }
  @container (max-width: 26rem) or (max-height: 14rem) {
    .notice,
    .sync {
      font-size: 0.75rem;
      line-height: 1.35;
    }
    .notice {
      padding: 0.25rem 0.75rem;
    }
  }
  @container (max-height: 9rem) {
    .under {
      inset: 0.25rem 0.375rem auto;
    }
    .sync:has(~ .sign-in) {
      position: absolute;
      opacity: 0;
    }
    .top:has(~ .under .notice:not(:empty)) {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .lesson-title,
    .time {
      transition: none;
    }
    .sync.folded {
      transition-duration: 0s;
    }
  }
  @media (forced-colors: active) {
    .notice,
    .sync {
      background: Canvas;
    }
    .notice:not(:empty) {
      border: 1px solid CanvasText;
    }
    .sync:not(:empty)::before {
      background: CanvasText;
    }
    .sync.folded,
    .sync.quiet:not(:hover, :focus) {
      color: Canvas;
    }
  }
`
