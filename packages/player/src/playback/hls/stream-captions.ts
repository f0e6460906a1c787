import type { CaptionCue } from '../../core/transcript/caption-cue.js'
import { captionTracks, segmentAddresses, type OfferedCaptions } from '../../core/transcript/caption-tracks.js'
import { joinSegments } from '../../core/transcript/join-segments.js'
import { parseVtt, type VttFile } from '../../core/transcript/parse-vtt.js'
import { isRefusal } from '../mux/mux-engine.js'
import type { SignedAddresses } from '../playback-adapter.js'
import type { FetchPlaylist } from './signed-url-resolver.js'

/** The address of a stream as it is signed now, and how it is kept usable. */
export interface StreamAddress extends SignedAddresses {
  readonly stream: string
}

/** So many segments (4) are asked for at a time: the video goes on loading beside them. */
const AT_A_TIME = 4
/** All segments of a track together are shorter than this (8 million characters). */
const MOST_CHARACTERS = 8_000_000

/**
 * Reads the captions of an HLS stream as text, without a player: what is shown of them, and what the learner chose, is not touched.
 *
 * Every reading begins with the master, because the addresses below it are signed with it; one that is refused is made once more with
 * fresh addresses.
 */
export class StreamCaptions {
  readonly #address: () => StreamAddress
  readonly #fetch: FetchPlaylist
  #master: { readonly stream: string; readonly tracks: Promise<readonly OfferedCaptions[]> } | undefined

  /** `address` is asked for each reading; it may throw, and the reading then rejects. */
  constructor(address: () => StreamAddress, fetch: FetchPlaylist) {
    this.#address = address
    this.#fetch = fetch
  }

  /** What the stream offers. Rejects where it cannot be had. */
  tracks(): Promise<readonly OfferedCaptions[]> {
    return this.#signed((stream) => this.#read(stream))
  }

  /** Every caption of one of its tracks, sorted by start. Rejects where they cannot be had. */
  cues({ language, label }: Pick<OfferedCaptions, 'label' | 'language'>): Promise<readonly CaptionCue[]> {
    return this.#signed(async (stream) => {
      const tracks = await this.#read(stream)
      const track = tracks.find((each) => each.language === language && each.label === label)
      if (!track) return []
      const { text, url } = await this.#fetch(track.address)
      return joinSegments(await this.#segments(segmentAddresses(text, url)))
    })
  }

  async #signed<T>(read: (stream: string) => Promise<T>): Promise<T> {
    await this.#address().fresh()
    try {
      return await read(this.#address().stream)
    } catch (error) {
      if (!isRefusal(Reflect.get(Object(error), 'status')) || !(await this.#address().refused())) throw error
      return read(this.#address().stream)
    }
  }

  /** The same address gives the same master; a failure is not kept. */
  #read(stream: string): Promise<readonly OfferedCaptions[]> {
    if (this.#master?.stream === stream) return this.#master.tracks
    const tracks = this.#fetch(stream).then(({ text, url }) => captionTracks(text, url))
    const master = (this.#master = { stream, tracks })
    tracks.catch(() => {
      if (this.#master === master) this.#master = undefined
    })
    return tracks
  }

  async #segments(addresses: readonly string[]): Promise<readonly VttFile[]> {
    const files: VttFile[] = []
    let next = 0
    let length = 0
    const work = async (): Promise<void> => {
      for (let at = next++; at < addresses.length; at = next++) {
        const { text } = await this.#fetch(addresses[at] ?? '')
        length += text.length
        if (length > MOST_CHARACTERS) throw new RangeError('The captions are too large.')
        files[at] = parseVtt(text)
      }
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, work))
    return files
  }
}
