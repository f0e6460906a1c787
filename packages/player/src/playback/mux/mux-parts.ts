const PARTS = [
  'controller',
  'top',
  'center',
  'bottom',
  'layer',
  'media-layer',
  'poster-layer',
  'vertical-layer',
  'centered-layer',
  'gesture-layer',
  'control-bar',
  'button',
  'range',
  'thumb',
  'display',
  'menu-button',
  'menu',
  'menu-item',
  'option',
  'poster',
  'live',
  'play',
  'pre-play',
  'seek-backward',
  'seek-forward',
  'mute',
  'captions',
  'airplay',
  'cast',
  'pip',
  'fullscreen',
  'playback-rate',
  'volume',
  'time',
  'title',
  'audio-track',
  'rendition',
  'video',
] as const

/** The parts of our theme that no other theme has. */
export const OWN_PARTS = ['map', 'counted', 'pending', 'required', 'chapter', 'stretch', 'settings'] as const

/** What a host calls the parts of the watched map. */
const MAP_PARTS = ['counted', 'pending', 'required', 'chapter', 'stretch'].map((part) => `${part}: map-${part}`)

/** The parts of the controls as a host may style them, those of Mux Player with `mux-` before their name: a value for `exportparts`. */
export const EXPORTED_PARTS: string = [
  ...PARTS.map((part) => `${part}: mux-${part}`),
  'settings: mux-settings',
  'map',
  ...MAP_PARTS,
].join(', ')
