import { readPlaylistEntries, type PlaylistEntries } from '../../core/playback/playlist-entries.js'

/** What one token opened. Opaque to whoever holds it. */
export interface Signing {
  readonly stream: string
  /** Playlists as they are signed by this token, by name; each is fetched once. */
  readonly playlists: Map<string, Promise<PlaylistEntries>>
  /** Names of the playlists whose segments were asked for. */
  readonly used: Set<string>
}

/** Where an address was read: `playlist` is `null` for the master itself, and `''` for what stands in the master. */
interface Origin {
  readonly playlist: string | null
  readonly place: string
  readonly signing: Signing
}

/** Fetches a playlist; gives its text and the address that it came from. Rejects where it cannot be had. */
export type FetchPlaylist = (url: string) => Promise<{ readonly text: string; readonly url: string }>

const MASTER = ''

/**
 * Resolves every address that the player has read to the one that is signed for the same playlist entry today.
 *
 * Mux signs the addresses below a master separately, so a new token means new addresses, which only freshly fetched playlists
 * contain.
 */
export class SignedUrlResolver {
  /** The master's address as it was signed first. */
  readonly root: string
  readonly #fetch: FetchPlaylist
  /** Only what the player itself has read: it knows no other address. */
  readonly #origins = new Map<string, Origin>()
  #signing: Signing

  constructor(stream: string, fetch: FetchPlaylist) {
    this.root = stream
    this.#fetch = fetch
    this.#signing = { stream, playlists: new Map(), used: new Set() }
    this.#origins.set(stream, { playlist: null, place: '', signing: this.#signing })
  }

  get signing(): Signing {
    return this.#signing
  }

  /**
   * Takes up a new token. Resolves when the playlists that were in use are there in fresh copies; until then the old addresses
   * stay in use, unless they are of no use any more (`lapsed`). Never rejects: what could not be fetched now is fetched when it
   * is needed.
   */
  async renew(stream: string, { lapsed }: { lapsed: boolean }): Promise<void> {
    const next: Signing = { stream, playlists: new Map(), used: new Set() }
    const { used } = this.#signing
    if (lapsed) this.#signing = next
    await Promise.allSettled([...used].map((playlist) => this.#places(playlist, next)))
    this.#signing = next
  }

  /**
   * What stands today where this address stood; itself, where nothing has changed or the place is gone. Rejects where a playlist
   * could not be fetched.
   */
  current(url: string): string | Promise<string> {
    const origin = this.#origins.get(url)
    if (!origin) return url
    if (origin.playlist) this.#signing.used.add(origin.playlist)
    if (origin.signing === this.#signing) return url
    if (origin.playlist === null) return this.#signing.stream
    return this.#places(origin.playlist, this.#signing).then((places) => places.get(origin.place) ?? url)
  }

  /** Notes the addresses in a playlist that the player has just read: `asked` for, and answered under this signing from `url`. */
  read(asked: string, { text, url, signing }: { text: string; url: string; signing: Signing }): void {
    const origin = this.#origins.get(asked)
    if (!origin) return
    const name = origin.playlist === null ? MASTER : origin.place
    const places = readPlaylistEntries(text, url)
    signing.playlists.set(name, Promise.resolve(places))
    for (const [place, address] of places) this.#origins.set(address, { playlist: name, place, signing })
  }

  #places(playlist: string, signing: Signing): Promise<PlaylistEntries> {
    const known = signing.playlists.get(playlist)
    if (known) return known
    const fetched = this.#copy(playlist, signing)
    signing.playlists.set(playlist, fetched)
    // A failure is not kept: whoever needs it next tries again.
    fetched.catch(() => signing.playlists.delete(playlist))
    return fetched
  }

  async #copy(playlist: string, signing: Signing): Promise<PlaylistEntries> {
    const address = playlist === MASTER ? signing.stream : (await this.#places(MASTER, signing)).get(playlist)
    if (address === undefined) return new Map()
    const { text, url } = await this.#fetch(address)
    return readPlaylistEntries(text, url)
  }
}
