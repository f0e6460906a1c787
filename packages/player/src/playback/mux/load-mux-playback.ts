import { createMuxPlayback } from './mux-playback.js'
import { loadMuxPlayer } from './load-mux-player.js'
import { OutdatedPlayerError } from './outdated-player-error.js'
import type { PlaybackFactory } from '../playback-adapter.js'
import { SetupError } from '../setup-error.js'
import { isUnresolved } from './unresolved.js'

/** The oldest Mux Player that keeps a foreign `src` next to its other attributes. */
const OLDEST = [3, 14] as const

const UNRESOLVED = 'The page’s import map does not say where @mux/mux-player and media-chrome are.'

/**
 * Loads Mux Player's code unless the page already has it.
 *
 * Rejects with `OutdatedPlayerError` where the page has registered one older than 3.14, with a `SetupError` where nothing on the
 * page says where the code is, and with the browser's own error where it could not be fetched; the next call then tries again.
 */
export async function loadMuxPlayback(): Promise<PlaybackFactory> {
  const code = await loadMuxPlayer().catch((error: unknown) => {
    throw isUnresolved(error) ? new SetupError('misconfigured', UNRESOLVED) : error
  })
  refuseOutdated(customElements.get('mux-player'))
  return (listener, words) => createMuxPlayback(listener, words, code?.speak)
}

function refuseOutdated(player: (CustomElementConstructor & { readonly VERSION?: unknown }) | undefined): void {
  const version = typeof player?.VERSION === 'string' ? player.VERSION : 'one without a version'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const recent = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
  if (!recent) throw new OutdatedPlayerError(version)
}
