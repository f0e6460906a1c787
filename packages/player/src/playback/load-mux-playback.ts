import { createMuxPlayback } from './mux-playback.js'
import { OutdatedPlayerError } from './outdated-player-error.js'
import type { PlaybackAdapter, PlaybackListener } from './playback-adapter.js'

/** Makes an adapter; everything it needs is loaded. */
export type PlaybackFactory = (listener: PlaybackListener) => PlaybackAdapter

/** The oldest Mux Player that keeps a foreign `src` next to its other attributes. */
const OLDEST = [3, 14] as const

let loading: Promise<unknown> | undefined

/**
 * Loads Mux Player's code unless the page already has it.
 *
 * Rejects with `OutdatedPlayerError` where the page has registered one older than 3.14, and with the browser's own error
 * where the code could not be fetched; the next call then tries again.
 */
export async function loadMuxPlayback(): Promise<PlaybackFactory> {
  if (!customElements.get('mux-player')) {
    loading ??= import('@mux/mux-player')
    try {
      await loading
    } catch (error) {
      loading = undefined
      throw error
    }
  }
  refuseOutdated(customElements.get('mux-player'))
  return createMuxPlayback
}

function refuseOutdated(player: (CustomElementConstructor & { readonly VERSION?: unknown }) | undefined): void {
  const version = typeof player?.VERSION === 'string' ? player.VERSION : 'one without a version'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const recent = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
  if (!recent) throw new OutdatedPlayerError(version)
}
