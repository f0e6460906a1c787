/** The browser goes on with the track and draws nothing: Chromium and Firefox by the first rule, WebKit by the second. */
export const HIDE_NATIVE = `
  video::cue { visibility: hidden; opacity: 0; }
  video::-webkit-media-text-track-container { visibility: hidden; }
`

/**
 * The look of captions in the theme's box. Buttons and menus for captions have the part `captions` among others.
 *
 * They lie above the controls because they come before them, and go down with them; in a low player they make room for them. The size
 * goes by the breakpoints that the controller names, since a container would make every look at a style a layout, and in pixels, since
 * twice the page's text would fill a phone's player: the learner sets it for captions alone. At the top they leave room for the lesson's
 * title and state. They step aside for the preview over the time bar.
 */
export const cueStyles = `
  [part='captions'] {
    --cue-base: 16px;
    position: relative;
    z-index: 1;
    align-self: stretch;
    box-sizing: border-box;
    max-height: 60%;
    overflow: hidden;
    padding: 0 0.75rem 0.375rem;
    font: 500 calc(var(--cue-base) * var(--cue-size, 1)) / 1.35 var(--media-font-family, system-ui);
    text-align: center;
    text-wrap: balance;
    white-space: pre-line;
    pointer-events: none;
    transition: transform 0.2s ease;
  }
  media-controller[userinactive]:not([mediapaused]) [part='captions'] {
    transform: translateY(calc(var(--b) + var(--r)));
  }
  :host([short]) media-controller [part='captions'] { --cue-base: 12px; }
  :host([short]) media-controller:not([userinactive]) [part='captions'],
  :host([short]) [mediapaused] [part='captions'] {
    visibility: hidden;
  }
  [part='captions']:empty { display: none; }
  [breakpointsm] [part='captions'] { --cue-base: 17px; }
  [breakpointmd] [part='captions'] { --cue-base: 20px; }
  [breakpointlg] [part='captions'] { --cue-base: 28px; }
  [breakpointxl] [part='captions'] { --cue-base: 40px; }
  [part='captions'] span:first-child {
    padding: 0.125em 0.375em;
    border-radius: 0.1875em;
    background: rgb(8 10 16 / 76%);
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
    color: #fff;
  }
  [part='captions'] ruby { ruby-position: over; }
  [part='captions'][data-color='yellow'] span { color: #ffe14d; }
  [part='captions'][data-color='cyan'] span { color: #6fe8ff; }
  [part='captions'][data-color='green'] span { color: #7ff08a; }
  [part='captions'][data-ground='solid'] div > span { background: #080a10; }
  [part='captions'][data-ground='none'] div > span {
    background: none;
    text-shadow: 0 0 0.125em #000, 0 0 0.25em #000, 0 0.0625em 0.125em #000, 0 0 0.5em #000;
  }
  [part='captions'][data-position='top'] {
    position: absolute;
    inset: 3.25rem 0 auto;
    transform: none !important;
  }
  media-controller:has(media-time-range:is(:hover, [dragging])) [part='captions']:not([data-position='top']) {
    visibility: hidden;
  }
  @media (forced-colors: active) {
    [part='captions'] div > span { background: Canvas; color: CanvasText; }
  }
`
