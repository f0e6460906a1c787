import { css } from 'lit'

/** What the theme looks like for touch, with less motion, and in forced colors; after its own sheet. */
export const adaptiveStyles = css`
  @media (pointer: coarse) {
    .fine {
      display: none;
    }
    [part~='menu-item'],
    [part~='menu']::part(menu-item),
    [part='back button'] {
      min-height: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .captions,
    [part='thumb'],
    .center media-play-button {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    :host {
      --accent: Highlight;
      --ink: CanvasText;
      --ground: Canvas;
      --panel: Canvas;
      --ehr-counted-color: Highlight;
      --ehr-pending-color: CanvasText;
      --ehr-open-color: GrayText;
      --ehr-required-color: CanvasText;
    }
    media-controller {
      forced-color-adjust: none;
      --media-secondary-color: Canvas;
      --media-primary-color: CanvasText;
      --media-control-hover-background: Canvas;
      --media-menu-border: 1px solid CanvasText;
      --media-menu-item-hover-outline: 2px solid Highlight;
    }
    .top::before,
    .bottom::before {
      background: Canvas;
      inset: 0;
    }
    .center media-play-button {
      border-color: CanvasText;
      background: Canvas;
    }
    [part='map'],
    [part='thumb'] {
      outline: 1px solid CanvasText;
    }
    :is(media-time-range, media-volume-range):focus-within {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`
