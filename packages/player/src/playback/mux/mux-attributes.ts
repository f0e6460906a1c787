import type { PlaybackOptions, PlaybackSource } from '../playback-adapter.js'
import type { MuxPlayer } from './mux-player-type.js'

/** How often hls.js starts again after the network was gone, with pauses that grow up to 30 s: as long as the learner stays. */
const RECONNECT_RETRIES = 1_000_000

/** Writes what is played, and how, to the attributes of Mux Player. `load` is called before it gets into the page. */
export function writeAttributes(player: MuxPlayer): {
  load(source: PlaybackSource, options: PlaybackOptions): void
  configure(options: PlaybackOptions): void
} {
  function set(name: string, value: string | null): void {
    if (value === null || value === '') player.removeAttribute(name)
    else player.setAttribute(name, value)
  }

  function configure(options: PlaybackOptions): void {
    set('playbackrates', options.playbackRates.join(' '))
    player.toggleAttribute('nohotkeys', !options.hotkeys)
    player.toggleAttribute('loop', options.loop)
    if (options.poster) player.setAttribute('poster', options.poster)
    set('max-auto-resolution', options.dataSaver ? '720p' : null)
  }

  return {
    configure,

    load(source, options) {
      // Otherwise a seek or a pause in the last segment, while that has to load first, is taken for the end of the lesson.
      player.toggleAttribute('disable-pseudo-ended', true)
      player.setAttribute('src', source.stream)
      player.setAttribute('poster', typeof source.poster === 'string' ? source.poster : '')
      if (typeof source.poster !== 'string') player.append(source.poster)
      player.setAttribute('storyboard-src', source.storyboard)
      player.setAttribute('video-title', source.title)
      player.setAttribute('preload', options.preload)
      player.setAttribute('max-reconnect-retries', String(RECONNECT_RETRIES))
      set('start-time', source.startTime > 0 ? String(source.startTime) : null)
      player.toggleAttribute('autoplay', options.autoplay)
      player.toggleAttribute('muted', options.muted)
      player.toggleAttribute('disable-tracking', options.muxData === null)
      set('env-key', options.muxData)
      if (options.muxData !== null) player.setAttribute('metadata-video-id', source.lessonId)
      configure(options)
    },
  }
}
