import type Mux from '@mux/mux-player'

type Used =
  | '_hls'
  | '_hlsConfig'
  | 'addChapters'
  | 'currentTime'
  | 'media'
  | 'mediaController'
  | 'play'
  | 'playbackRate'
  | 'videoRenditions'

/**
 * The part of Mux Player's element that the adapter drives.
 *
 * Its types are written as those of a CommonJS module, so the class is a member of the default.
 */
export type MuxPlayer = HTMLElement & Pick<Mux.default, Used>
