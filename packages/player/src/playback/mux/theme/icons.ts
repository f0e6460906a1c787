/**
 * The icons of the controls on a ground of 24 by 24: lines, which the style sheet strokes in the colour of the text. Shapes only, because a font may
 * be missing or be cut off. What stands before a `|` is filled as well.
 */
export const icons = {
  play: 'M8 5.5v13l10.5-6.5z|',
  pause: 'M7.5 6v12h2V6zM14.5 6v12h2V6z|',
  backward:
    '|M14.5 2L11.5 5l3 3M12 5a8 8 0 1 1-8 8M8.6 11.3l1.7-1v6M14 10.2c1.2 0 1.8 1.2 1.8 3s-.6 3-1.8 3-1.8-1.2-1.8-3 .6-3 1.8-3z',
  forward:
    '|M9.5 2l3 3-3 3M12 5a8 8 0 1 0 8 8M8.6 11.3l1.7-1v6M14 10.2c1.2 0 1.8 1.2 1.8 3s-.6 3-1.8 3-1.8-1.2-1.8-3 .6-3 1.8-3z',
  off: 'M4 9.5v5h3.5l4 3.5V6L7.5 9.5z|M16 9.5l5 5M21 9.5l-5 5',
  low: 'M4 9.5v5h3.5l4 3.5V6L7.5 9.5z|M15 9.5a3.6 3.6 0 0 1 0 5',
  high: 'M4 9.5v5h3.5l4 3.5V6L7.5 9.5z|M15 9.5a3.6 3.6 0 0 1 0 5M17.5 7a7 7 0 0 1 0 10',
  captions:
    '|M5 5.5h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM10.5 10.7a2 2 0 1 0 0 2.6M16.8 10.7a2 2 0 1 0 0 2.6',
  captionsOn:
    '|M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM10.5 9.2a2 2 0 1 0 0 2.6M16.8 9.2a2 2 0 1 0 0 2.6M4 21h16',
  audio: '|M4 10v4M8 7v10M12 4v16M16 8v8M20 10v4',
  settings:
    '|M10 6l.5-3h3l.5 3 3.2-1.5 2.3 2.3L18 10l3 .5v3l-3 .5 1.5 3.2-2.3 2.3L14 18l-.5 3h-3L10 18l-3.2 1.5-2.3-2.3L6 14l-3-.5v-3l3-.5-1.5-3.2 2.3-2.3zM9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0',
  airplay: 'M12 15.5l4.5 5h-9z|M6 17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-1',
  cast: '|M3 8V7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-5M3 12a7 7 0 0 1 7 7M3 16a3 3 0 0 1 3 3',
  pip: 'M13.5 13.5H21V19h-7.5z|M21 10V7a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h5',
  enter:
    '|M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9M15 4h3.5A1.5 1.5 0 0 1 20 5.5V9M20 15v3.5a1.5 1.5 0 0 1-1.5 1.5H15M9 20H5.5A1.5 1.5 0 0 1 4 18.5V15',
  exit: '|M9 4v3.5A1.5 1.5 0 0 1 7.5 9H4M20 9h-3.5A1.5 1.5 0 0 1 15 7.5V4M15 20v-3.5a1.5 1.5 0 0 1 1.5-1.5H20M4 15h3.5A1.5 1.5 0 0 1 9 16.5V20',
  back: '|M14.5 6l-6 6 6 6',
  onward: '|M9.5 6l6 6-6 6',
} as const

export type Icon = keyof typeof icons
