import { css } from 'lit'

/**
 * The look of the theme. Comments stand here, since those in the style sheet are sent to every page.
 *
 * - `--b` is the side of a button, `--r` the height of the row with the time bar, `--t` the thickness of the bar. By width: up to 479 px
 *   buttons of 44 px fill the row; the classes `xs`, `sm`, `ms` and `md` say from and up to which width a control is there, and `fine` that it
 *   is only for a mouse.
 * - The bar is drawn once the lesson plays, for its picture comes first. Until then the large button stays where the focus is, and says
 *   that it would pause.
 * - An open menu (`menu`) lies above the captions.
 * - On a small player menus cover the time bar, too: they need its height. One in the settings scrolls below its heading.
 */
export const themeStyles = css`
  :host {
    --accent: var(--media-accent-color, #5b8cff);
    --ink: var(--media-primary-color, #fff);
    --ground: #141a27;
    --panel: rgb(20 26 39 / 96%);
    --b: 44px;
    --i: 24px;
    --r: 24px;
    --t: 6px;
    display: inline-block;
    width: 100%;
    height: 100%;
    color: var(--ink);
  }
  media-controller {
    --media-icon-color: currentcolor;
    --media-text-color: var(--ink);
    --media-control-background: var(--media-secondary-color, transparent);
    --media-control-hover-background: rgb(255 255 255 / 16%);
    --media-font-size: 14px;
    --media-tooltip-background: var(--panel);
    --media-tooltip-border-radius: 6px;
    --media-tooltip-arrow-display: none;
    --media-tooltip-distance: 34px;
    --media-menu-background: var(--panel);
    --media-menu-border-radius: 12px;
    --media-menu-border: 1px solid rgb(255 255 255 / 14%);
    --media-menu-item-hover-background: rgb(255 255 255 / 12%);
    --media-menu-item-focus-shadow: inset 0 0 0 2px var(--ink);
    --media-menu-item-indicator-fill: var(--accent);
    --media-settings-menu-min-width: 208px;
  }
  [breakpointsm] {
    --media-menu-item-description-max-width: 160px;
  }
  [breakpointlg] {
    --b: 48px;
    --i: 26px;
    --r: 28px;
    --t: 8px;
  }
  [breakpointxl] {
    --b: 64px;
    --i: 34px;
    --r: 34px;
    --t: 10px;
    --media-font-size: 18px;
  }
  media-controller:not([breakpointsm]) .sm,
  media-controller:not([breakpointms]) .ms,
  media-controller:not([breakpointmd]) .md,
  [breakpointsm] .xs,
  .xs:has(media-captions-menu:not([mediasubtitleslist])),
  .chaptered:not(:has(media-chrome-menu-item)),
  [part~='settings']:has(media-captions-menu:not([mediasubtitleslist])) .captioned,
  :has(> [mediarenditionunavailable]) {
    display: none;
  }
  svg {
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .solid {
    fill: currentcolor;
  }
  .top,
  .bottom {
    isolation: isolate;
  }
  .bottom {
    display: var(--media-control-display, block);
    position: relative;
    align-self: stretch;
  }
  .top::before,
  .bottom::before {
    content: '';
    position: absolute;
    inset: -2.5rem 0 0;
    z-index: -1;
    background: linear-gradient(
      to top,
      rgb(8 11 18 / 84%),
      rgb(8 11 18 / 58%) 45%,
      rgb(8 11 18 / 20%) 78%,
      transparent
    );
    pointer-events: none;
  }
  .top::before {
    inset: 0 0 -1.5rem;
    rotate: 180deg;
  }
  .top {
    position: absolute;
    inset: 0 0 auto;
    min-height: var(--b);
    pointer-events: none;
  }
  media-controller:not([mediahasplayed]) .bottom {
    display: none;
  }
  media-controller:not([mediapaused]) .center {
    opacity: 0;
  }
  media-controller .center:has(:focus-visible) {
    opacity: 1;
  }
  [mediahasplayed] .center {
    visibility: hidden;
  }
  .bar {
    display: flex;
    height: var(--b);
  }
  [breakpointmd] .bar {
    padding: 0 8px;
  }
  [part~='button']:not(.center *, media-settings-menu *) {
    flex: none;
    height: var(--b);
    min-width: var(--b);
    padding: calc((var(--b) - var(--i)) / 2);
    border-radius: 10px;
    --media-button-icon-width: var(--i);
    --media-button-icon-height: var(--i);
  }
  media-playback-rate-menu-button {
    font-variant-numeric: tabular-nums;
  }
  media-playback-rate-menu-button:not(.center *, media-settings-menu *) {
    padding: 0 4px;
  }
  media-time-display {
    align-items: center;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .spacer {
    flex: 1;
  }
  media-volume-range {
    width: 88px;
    height: var(--b);
    --media-control-hover-background: none;
    --media-range-padding: 8px;
    --media-range-track-height: 4px;
    --media-range-track-border-radius: 2px;
    --media-range-track-background: rgb(255 255 255 / 40%);
    --media-range-bar-color: var(--ink);
    --media-range-thumb-background: var(--ink);
  }
  media-loading-indicator {
    position: absolute;
    pointer-events: none;
    --media-loading-indicator-icon-height: 64px;
  }
  .center media-play-button {
    width: 72px;
    height: 72px;
    padding: 0;
    border: 2px solid rgb(255 255 255 / 85%);
    border-radius: 50%;
    background: rgb(14 18 27 / 82%);
    transition: background 160ms ease;
    --media-button-icon-height: 42px;
    --media-tooltip-display: none;
  }
  [breakpointlg] .center media-play-button {
    width: 96px;
    height: 96px;
    --media-button-icon-height: 56px;
  }
  .center media-play-button:hover {
    background: var(--accent);
  }
  media-time-range {
    width: 100%;
    height: var(--r);
    padding: 0 10px;
    background: none;
    --media-control-hover-background: none;
    --media-range-padding: 0px;
    --media-time-range-hover-height: 100%;
    --media-range-track-height: var(--t);
    --media-range-segment-hover-height: var(--t);
    --media-range-track-border-radius: 3px;
    --media-range-track-background: rgb(255 255 255 / 40%);
    --media-range-bar-color: var(--accent);
    --media-preview-background: var(--panel);
    --media-preview-border-radius: 8px;
    --media-preview-time-text-shadow: none;
    --media-preview-chapter-text-shadow: none;
    --media-box-arrow-background: var(--panel);
    --media-box-padding-left: 8px;
    --media-box-padding-right: 8px;
  }
  [breakpointmd] media-time-range {
    padding: 0 16px;
  }
  .stretch {
    padding: 0 9px 4px;
    min-width: 100%;
    box-sizing: border-box;
    margin-top: -3px;
    border-radius: 0 0 8px 8px;
    background: var(--panel);
    font: 12px/17px var(--media-font-family, system-ui);
    text-align: center;
    white-space: nowrap;
  }
  .stretch:empty {
    display: none;
  }
  [part='thumb'] {
    width: 12px;
    height: 12px;
    border-radius: 50%;
    background: var(--ink);
    box-shadow: 0 0 0 2px var(--ground);
    transition: transform 0.15s ease;
  }
  media-time-range:is(:hover, :focus-within, [dragging]) [part='thumb'] {
    transform: scale(1.35);
  }
  :is([part~='button'], [part~='display'], [part='back button']):focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: -2px;
    box-shadow: inset 0 0 0 4px var(--ground);
  }
  .center media-play-button:focus-visible {
    outline-offset: 3px;
  }
  media-time-range,
  media-volume-range {
    --media-focus-box-shadow: inset 0 0 0 2px var(--ink);
    border-radius: 6px;
  }
  :host([menu]) .bottom {
    z-index: 2;
  }
  [part~='menu']:not([slot]) {
    position: absolute;
    max-width: calc(100% - 16px);
    bottom: calc(var(--b) + var(--r));
    margin-right: 8px;
    max-height: calc(var(--_menu-max-height, 300px) - 8px);
    overflow: hidden auto;
    border-radius: 12px;
    box-shadow: 0 8px 32px rgb(0 0 0 / 50%);
    --media-control-background: none;
  }
  media-controller:not([breakpointmd]) [part~='menu'] {
    bottom: var(--b);
    --media-settings-menu-min-width: 0;
  }
  [part~='menu'][slot] {
    inset-block: 0 auto;
    max-height: none;
    border: 0;
  }
  [part~='menu-item'],
  [part~='menu']::part(menu-item) {
    box-sizing: border-box;
    min-height: 40px;
    padding: 4px 14px;
    font-size: 14px;
    line-height: 20px;
  }
  span[data-label] {
    flex: 1;
    text-align: start;
    unicode-bidi: plaintext;
  }
  [part='back button'] {
    display: flex;
    align-items: center;
    gap: 6px;
    width: 100%;
    min-height: 40px;
    border: 0;
    background: none;
    color: inherit;
    font: 600 14px/20px var(--media-font-family, system-ui);
  }
  [part='back button'] svg,
  [slot='suffix'] {
    width: 18px;
  }
  [dir='rtl'] svg {
    scale: -1 1;
  }
`
