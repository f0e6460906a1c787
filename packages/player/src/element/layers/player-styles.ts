import { css } from 'lit'

/**
 * How the player stands in the element. `::part(video)` is as Mux Player's own styles have it, for pages whose policy blocks those:
 * nothing of the picture is cut off.
 */
export const playerStyles = css`
  .stage > *,
  mux-player {
    position: absolute;
    inset: 0;
  }
  mux-player {
    width: 100%;
    height: 100%;
    --media-background-color: transparent;
    --media-accent-color: var(--accent);
    --media-primary-color: var(--ehr-primary-color);
    --media-secondary-color: var(--ehr-secondary-color);
    --media-font-family: var(--ehr-font, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif);
    --media-object-fit: contain;
    --media-focus-box-shadow: 0 0 0 2px #fff, 0 0 0 4px var(--accent);
  }
  mux-player::part(video) {
    display: block;
    width: 100%;
    height: 100%;
  }
  mux-player::part(pre-play) {
    --media-control-background: rgb(14 18 27 / 82%);
    --media-control-hover-background: var(--accent);
  }
`
