import type { MuxPlayer } from './mux-player-type.js'
import type { QualityChange } from '../playback-adapter.js'

/** The part of hls.js that is listened to. */
interface Engine {
  readonly levels: readonly { readonly height: number; readonly bitrate: number }[]
  on(event: string, listener: (event: string, data: never) => void): void
  off(event: string, listener: (event: string, data: never) => void): void
}

interface EngineFailure {
  readonly response?: { readonly code?: number }
  /** The fragment that was asked for, in seconds of media. */
  readonly frag?: { readonly start: number; readonly end: number }
}

/** What the engine reports and Mux Player does not. */
export interface EngineListener {
  quality(change: QualityChange): void
  /**
   * A signed address was refused; hls.js asks for it again for up to a minute, in vain. `needed`: what it named is what has
   * to be on screen now.
   */
  refused(needed: boolean): void
  /** An error that is no refusal, as 404 or 500. */
  unanswered(): void
}

/**
 * Listens to the hls.js below Mux Player: every switch of rendition, automatic or chosen, and every refusal.
 *
 * Mux Player reports choices only, and a refusal only once every retry has failed. hls.js is a new object after every load:
 * `follow` takes up the current one. Nothing is reported where the browser plays HLS by itself.
 */
export function watchEngine(player: MuxPlayer, listener: EngineListener) {
  let engine: Engine | undefined
  let shown: Engine['levels'][number] | null = null

  const switched = (_event: string, { level }: { readonly level: number }): void => {
    const now = engine?.levels[level]
    // Renditions of one height differ in their bitrate.
    if (!now || (now.height === shown?.height && now.bitrate === shown.bitrate)) return
    const from = shown?.height ?? null
    shown = now
    listener.quality({ from, to: now.height, bitrate: now.bitrate, chosen: player.videoRenditions.selectedIndex >= 0 })
  }

  const failed = (_event: string, { response, frag }: EngineFailure): void => {
    if (!isRefusal(response?.code)) {
      if (Number(response?.code) >= 400) listener.unanswered()
      return
    }
    const at = player.currentTime
    listener.refused(frag !== undefined && frag.start <= at && at < frag.end)
  }

  function stop(): void {
    engine?.off('hlsLevelSwitched', switched)
    engine?.off('hlsError', failed)
    engine = undefined
  }

  return {
    follow() {
      const current = player._hls as unknown as Engine | undefined
      if (current === engine) return
      stop()
      shown = null
      engine = current
      engine?.on('hlsLevelSwitched', switched)
      engine?.on('hlsError', failed)
    },
    stop,
  }
}

/** Whether a media host that answers so refuses the address itself: asking again changes nothing. */
export function isRefusal(status: unknown): boolean {
  return status === 401 || status === 403 || status === 410
}
