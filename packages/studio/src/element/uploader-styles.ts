import { css } from 'lit'

/** The look of the uploader. */
export const uploaderStyles = css`
  .surface {
    display: grid;
    gap: 1rem;
    padding: clamp(1rem, 4cqi, 1.5rem);
  }
  .surface.open {
    border: 2px dashed var(--edge);
  }
  .surface.over {
    border-color: var(--accent);
    background: var(--tint);
  }
  .drop {
    display: grid;
    justify-items: center;
    gap: 0.75rem;
    padding-block: 0.75rem;
    text-align: center;
  }
  .drop svg {
    inline-size: 2.5rem;
    block-size: 2.5rem;
    fill: none;
    stroke: var(--accent);
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .status {
    display: grid;
    gap: 0.5rem;
  }
  .name {
    font-weight: 600;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    font-variant-numeric: tabular-nums;
  }
  .bar {
    block-size: 0.625rem;
    border: 1px solid var(--edge);
    border-radius: 999px;
    overflow: hidden;
  }
  .bar div {
    block-size: 100%;
    background: var(--accent);
    transition: inline-size 200ms linear;
  }
  .bar.busy div {
    inline-size: 35% !important;
    animation: slide 1.6s ease-in-out infinite alternate;
  }
  .still {
    display: block;
    inline-size: 100%;
    aspect-ratio: 16 / 9;
    border-radius: 8px;
    background: #0e121b;
    object-fit: contain;
  }
  .done {
    display: grid;
    gap: 1rem;
    align-items: center;
  }
  @container (min-width: 30rem) {
    .done.pictured {
      grid-template-columns: minmax(0, 13rem) 1fr;
    }
  }
  @keyframes slide {
    from {
      margin-inline-start: 0;
    }
    to {
      margin-inline-start: 65%;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .bar div {
      transition: none;
    }
    .bar.busy div {
      inline-size: 100% !important;
      opacity: 0.4;
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .bar div {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`
