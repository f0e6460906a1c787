import { css } from 'lit'

/**
 * The transcript below the video, and beside it in full screen, also where the page says how the player is displayed. Only the video keeps the
 * shape of the player.
 */
export const transcriptPanelStyles = css`
  :host([transcript]) {
    aspect-ratio: auto;
  }
  :host([transcript]) .surface {
    position: relative;
    aspect-ratio: var(--ehr-aspect-ratio, 16 / 9);
  }
  ehr-lesson-transcript {
    --ehr-accent-color: var(--accent);
    --ehr-radius: 0;
    border-width: 1px 0 0;
  }
  :host([transcript]:fullscreen) {
    display: grid !important;
    grid-template-columns: minmax(0, 1fr) min(24rem, 40%);
  }
  :host([transcript]:fullscreen) .surface {
    aspect-ratio: auto;
  }
  :host(:fullscreen) ehr-lesson-transcript {
    --ehr-transcript-height: calc(100vh - 10rem);
    border-width: 0;
  }
`
