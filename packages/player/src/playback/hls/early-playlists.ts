import { readPlaylistEntries, type PlaylistEntries } from '../../core/playback/playlist-entries.js'
import type { FetchPlaylist } from './signed-url-resolver.js'

/** A playlist that came, and when: milliseconds of the page's clock. */
export interface EarlyPlaylist {
  readonly text: string
  readonly url: string
  readonly asked: number
  readonly came: number
}

/** Playlists that were asked for before the player was there to ask. */
export interface EarlyPlaylists {
  /**
   * Gives out what was asked for at this address, once. Rejects where it did not come; `null`: it was not asked for, or is
   * given out.
   */
  take(address: string): Promise<EarlyPlaylist> | null
}

/** What asking early needs. */
export interface EarlyPorts {
  readonly fetch: FetchPlaylist
  /** The monotonic clock, in milliseconds. */
  now(): number
  /** Which playlists of a master are read first. */
  first(master: PlaylistEntries): readonly string[]
}

/**
 * Asks for a master, and for the playlists that are read first of it, while the player's own code is still on its way.
 *
 * Loading that code and drawing the player keeps the page's one thread busy, so an answer that came meanwhile saves more than its
 * round trip: the player goes from one playlist to the next in one go.
 */
export function askEarly(stream: string, { fetch, now, first }: EarlyPorts): EarlyPlaylists {
  const early = new Map<string, Promise<EarlyPlaylist>>()

  function ask(address: string): Promise<EarlyPlaylist> {
    const asked = now()
    const coming = fetch(address).then((playlist) => ({ ...playlist, asked, came: now() }))
    early.set(address, coming)
    // Who takes it hears of it; nobody else has to.
    coming.catch(() => undefined)
    return coming
  }

  async function follow(): Promise<void> {
    const { text, url } = await ask(stream)
    for (const address of first(readPlaylistEntries(text, url))) void ask(address)
  }

  // A master that did not come or cannot be read is the player's to report.
  follow().catch(() => undefined)
  return {
    take(address) {
      const coming = early.get(address) ?? null
      early.delete(address)
      return coming
    },
  }
}
