import type { MuxPlayer } from './mux-player-type.js'
import type { QualityChange } from './playback-adapter.js'

/** The part of hls.js that tells which rendition is on screen. */
interface Levels {
  readonly levels: readonly { readonly height: number; readonly bitrate: number }[]
  on(event: 'hlsLevelSwitched', listener: (event: string, data: { readonly level: number }) => void): void
  off(event: 'hlsLevelSwitched', listener: (event: string, data: { readonly level: number }) => void): void
}

/**
 * Tells every switch of rendition, automatic or chosen.
 *
 * Mux Player has an event for choices only, and hls.js is a new object after every load: `follow` takes up the current one.
 * Nothing is told where the browser plays HLS by itself, because it does not say.
 */
export function watchQuality(player: MuxPlayer, changed: (change: QualityChange) => void) {
  let engine: Levels | undefined
  let height: number | null = null

  const switched = (_event: string, { level }: { readonly level: number }): void => {
    const now = engine?.levels[level]
    if (!now || now.height === height) return
    const from = height
    height = now.height
    changed({ from, to: now.height, bitrate: now.bitrate, chosen: player.videoRenditions.selectedIndex >= 0 })
  }

  function stop(): void {
    engine?.off('hlsLevelSwitched', switched)
    engine = undefined
  }

  return {
    follow() {
      const current = player._hls as unknown as Levels | undefined
      if (current === engine) return
      stop()
      height = null
      engine = current
      engine?.on('hlsLevelSwitched', switched)
    },
    stop,
  }
}
