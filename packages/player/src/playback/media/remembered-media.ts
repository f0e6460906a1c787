import type { Restrictions, PlaybackMedia } from '../playback-adapter.js'

interface Wanted {
  readonly promise: Promise<void>
  resolve(value: void | PromiseLike<void>): void
  reject(reason: unknown): void
}

/** Why playing has to wait although there is a media element. */
export type HoldReason = 'access' | 'layout' | 'question' | 'renewal'

/** These end with the watch session; the others hold the media element that comes after it too. */
const OF_THE_SESSION: readonly HoldReason[] = ['access', 'renewal']

/**
 * The media element as the page sees it, from the first moment on: what is asked of it before there is one is remembered and
 * done as soon as there is.
 */
export class RememberedMedia {
  #media: PlaybackMedia | null = null
  #wanted: Wanted | undefined
  readonly #holds = new Set<HoldReason>()
  #start: number | undefined
  #volume: number | undefined
  #muted: boolean | undefined
  #rate: number | undefined
  #carried = false
  #onWanted: () => void
  /** What the lesson allows; known before there is a media element that takes commands. */
  #restrictions: Restrictions | undefined

  /** `onWanted` is called whenever playing is asked for, before anything plays. */
  constructor(onWanted: () => void) {
    this.#onWanted = onWanted
  }

  /** The media element, once commands reach it. */
  get current(): PlaybackMedia | null {
    return this.#media
  }

  /** Where the page asked to start, in seconds; or where the media element before this one was. */
  get start(): number | undefined {
    return this.#start
  }

  /** The same where it is no wish: the learner was there already. */
  get carried(): number | undefined {
    return this.#carried ? this.#start : undefined
  }

  get wantsToPlay(): boolean {
    return this.#wanted !== undefined
  }

  get currentTime(): number {
    return this.#media?.currentTime ?? this.#start ?? 0
  }

  set currentTime(seconds: number) {
    finite(seconds, 'currentTime')
    const media = this.#media
    if (!media) {
      this.#start = Math.max(0, seconds)
      this.#carried = false
      return
    }
    const from = media.currentTime
    const allowed = this.#allowed.allowSeek(from, seconds)
    // Where nothing ahead is allowed, playing goes on undisturbed.
    if (allowed !== null && (allowed === seconds || allowed !== from)) media.currentTime = allowed
  }

  get volume(): number {
    return this.#media?.volume ?? this.#volume ?? 1
  }

  set volume(volume: number) {
    if (this.#media) this.#media.volume = volume
    else this.#volume = withinVolume(volume)
  }

  /** `undefined` where neither the page nor the media element has said. */
  get muted(): boolean | undefined {
    return this.#media?.muted ?? this.#muted
  }

  set muted(muted: boolean | undefined) {
    if (this.#media) this.#media.muted = muted ?? false
    else this.#muted = muted
  }

  get playbackRate(): number {
    return this.#media?.playbackRate ?? this.#rate ?? 1
  }

  set playbackRate(rate: number) {
    if (!this.#media) {
      this.#rate = finite(rate, 'playbackRate')
      return
    }
    const allowed = this.#allowed.allowRate(rate)
    if (allowed !== null) this.#media.playbackRate = allowed
  }

  get paused(): boolean {
    return this.#media && !this.held ? this.#media.paused : !this.#wanted
  }

  play(): Promise<void> {
    if (this.#media) this.#onWanted()
    if (this.#media && !this.held) return this.#media.play()
    if (!this.#wanted) {
      this.#wanted = withResolvers()
      this.#onWanted()
    }
    return this.#wanted.promise
  }

  /** Whether anything keeps playing waiting. */
  get held(): boolean {
    return this.#holds.size > 0
  }

  /** Playing has to wait for this reason. What plays is paused, and goes on once every reason is released. */
  hold(reason: HoldReason): void {
    this.#holds.add(reason)
    const media = this.#media
    if (!media || media.paused || media.ended || !this.#allowed.mayCorrect('paused')) return
    this.#want()
    media.pause()
  }

  /** This reason is over. With the last one, what was asked for meanwhile is done. */
  release(reason: HoldReason): void {
    if (!this.#holds.delete(reason) || this.held) return
    const media = this.#media
    if (media) this.#playWanted(media)
  }

  pause(): void {
    this.#media?.pause()
    this.#giveUp('The play() request was interrupted by a call to pause().')
  }

  /** There is a media element that takes commands: everything remembered is done, as far as the lesson allows it. */
  attach(media: PlaybackMedia, restrictions: Restrictions): void {
    this.#media = media
    this.#restrictions = restrictions
    if (this.#volume !== undefined) media.volume = this.#volume
    if (this.#muted !== undefined) media.muted = this.#muted
    if (this.#rate !== undefined) setRate(media, restrictions.allowRate(this.#rate) ?? 1)
    this.#carried = false
    this.#start = this.#volume = this.#muted = this.#rate = undefined
    if (!this.held) this.#playWanted(media)
  }

  /** The media element goes, and another one comes for the same lesson: it goes on here, playing if this one did. */
  carryOver(): void {
    for (const reason of OF_THE_SESSION) this.#holds.delete(reason)
    const media = this.#media
    if (!media) return
    this.#media = null
    this.#start = media.currentTime
    this.#carried = true
    this.#volume = media.volume
    this.#muted = media.muted
    this.#rate = media.playbackRate
    if (!media.paused) this.#want()
  }

  /** The lesson goes: nothing is remembered of it but how loud the learner wants it. */
  detach(): void {
    const media = this.#media
    this.#media = null
    this.#holds.clear()
    this.#start = this.#rate = undefined
    this.#carried = false
    if (media) {
      this.#volume = media.volume
      this.#muted = media.muted
    }
    this.#giveUp('The play() request was interrupted because the lesson was taken away.')
  }

  get #allowed(): Restrictions {
    return this.#restrictions!
  }

  #playWanted(media: PlaybackMedia): void {
    const wanted = this.#wanted
    this.#wanted = undefined
    wanted?.resolve(media.play())
  }

  #want(): void {
    if (this.#wanted) return
    this.#wanted = withResolvers()
    // Nobody outside holds this promise.
    this.#wanted.promise.catch(() => undefined)
  }

  #giveUp(why: string): void {
    const wanted = this.#wanted
    this.#wanted = undefined
    wanted?.reject(new DOMException(why, 'AbortError'))
  }
}

/** As a media element refuses it, so that nothing is remembered that none would take. */
function finite(value: number, name: string): number {
  if (!Number.isFinite(value)) throw new TypeError(`${name} is not finite.`)
  return value
}

function withinVolume(volume: number): number {
  if (finite(volume, 'volume') >= 0 && volume <= 1) return volume
  throw new DOMException('volume is outside of 0 to 1.', 'IndexSizeError')
}

/** How slow or fast a media element plays is up to the browser; a speed that it does not have leaves it as it is. */
function setRate(media: PlaybackMedia, rate: number): void {
  try {
    media.playbackRate = rate
  } catch {
    // NotSupportedError.
  }
}

function withResolvers(): Wanted {
  let settle: Omit<Wanted, 'promise'> | undefined
  const promise = new Promise<void>((resolve, reject) => (settle = { resolve, reject }))
  return { promise, ...settle! }
}
