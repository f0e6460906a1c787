/**
 * The icons of the controls on a ground of 24 by 24: lines, which the style sheet strokes in the colour of the text. Shapes only, because a font may
 * be missing or be cut off. What stands before a `|` is filled as well.
 */
export const icons = {
  play: 'M8 5.5v13l10.5-6.5z|',
  pause: 'M7.5 6v12h2V6zM14.5 6v12h2V6z|',
  backward:
    '|M5 4v5h5M5.4 9A8 8 0 1 1 4 13M9 11l1.6-1v6M14.2 10c1.2 0 1.8 1.2 1.8 3s-.6 3-1.8 3-1.8-1.2-1.8-3 .6-3 1.8-3z',
  forward:
    '|M19 4v5h-5M18.6 9A8 8 0 1 0 20 13M8.4 11l1.6-1v6M13.6 10c1.2 0 1.8 1.2 1.8 3s-.6 3-1.8 3-1.8-1.2-1.8-3 .6-3 1.8-3z',
  off: 'M4 9.5v5h3.5l4 3.5V6L7.5 9.5z|M16 9.5l5 5M21 9.5l-5 5',
  low: 'M4 9.5v5h3.5l4 3.5V6L7.5 9.5z|M15 9.5a3.6 3.6 0 0 1 0 5',
  high: 'M4 9.5v5h3.5l4 3.5V6L7.5 9.5z|M15 9.5a3.6 3.6 0 0 1 0 5M17.5 7a7 7 0 0 1 0 10',
  captions:
    '|M5 5.5h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM10.5 10.7a2 2 0 1 0 0 2.6M16.8 10.7a2 2 0 1 0 0 2.6',
  captionsOn:
    '|M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM10.5 9.2a2 2 0 1 0 0 2.6M16.8 9.2a2 2 0 1 0 0 2.6M4 21h16',
  audio: '|M4 10v4M8 7v10M12 4v16M16 8v8M20 10v4',
  settings:
    '|M10.0 5.6L10.4 2.9L13.6 2.9L14.0 5.6L15.1 6.1L17.3 4.5L19.5 6.7L17.9 8.9L18.4 10.0L21.1 10.4L21.1 13.6L18.4 14.0L17.9 15.1L19.5 17.3L17.3 19.5L15.1 17.9L14.0 18.4L13.6 21.1L10.4 21.1L10.0 18.4L8.9 17.9L6.7 19.5L4.5 17.3L6.1 15.1L5.6 14.0L2.9 13.6L2.9 10.4L5.6 10.0L6.1 8.9L4.5 6.7L6.7 4.5L8.9 6.1zM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
  airplay: 'M12 15.5l4.5 5h-9z|M6 17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-1',
  cast: '|M3 8V7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-5M3 12a7 7 0 0 1 7 7M3 16a3 3 0 0 1 3 3',
  pip: 'M13.5 13.5H21V19h-7.5z|M21 10V7a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h5',
  enter:
    '|M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9M15 4h3.5A1.5 1.5 0 0 1 20 5.5V9M20 15v3.5a1.5 1.5 0 0 1-1.5 1.5H15M9 20H5.5A1.5 1.5 0 0 1 4 18.5V15',
  exit: '|M9 4v3.5A1.5 1.5 0 0 1 7.5 9H4M20 9h-3.5A1.5 1.5 0 0 1 15 7.5V4M15 20v-3.5a1.5 1.5 0 0 1 1.5-1.5H20M4 15h3.5A1.5 1.5 0 0 1 9 16.5V20',
  back: '|M14.5 6l-6 6 6 6',
} as const

export type Icon = keyof typeof icons
