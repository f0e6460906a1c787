import { ignoreWrites, LenientElement } from '@enhancedhr/element-kit'
import type { RememberedMedia } from '../playback/media/remembered-media.js'
import { NO_RANGES } from './no-ranges.js'

/** Media properties and methods as a `<video>` has them, from the first moment on. */
export abstract class MediaFacadeElement extends LenientElement {
  static {
    ignoreWrites(this.prototype, 'a lesson player')
  }

  /** The element's media, remembered until it exists. */
  protected abstract readonly rememberedMedia: RememberedMedia

  /** Starts playing, now or as soon as the lesson is ready; rejects as a media element's does. */
  play(): Promise<void> {
    return this.rememberedMedia.play()
  }

  pause(): void {
    this.rememberedMedia.pause()
  }

  /** Position in seconds; set before the lesson is ready, it is where playing starts. */
  get currentTime(): number {
    return this.rememberedMedia.currentTime
  }

  set currentTime(seconds: number) {
    const given = read(seconds)
    if (given !== null) this.rememberedMedia.currentTime = given
  }

  get volume(): number {
    return this.rememberedMedia.volume
  }

  set volume(volume: number) {
    const given = read(volume)
    if (given !== null) this.rememberedMedia.volume = given
  }

  get muted(): boolean {
    return this.rememberedMedia.muted ?? this.hasAttribute('muted')
  }

  set muted(muted: boolean) {
    this.rememberedMedia.muted = isOn(muted)
  }

  get playbackRate(): number {
    return this.rememberedMedia.playbackRate
  }

  set playbackRate(rate: number) {
    const given = read(rate)
    if (given !== null) this.rememberedMedia.playbackRate = given
  }

  get paused(): boolean {
    return this.rememberedMedia.paused
  }

  /** Length in seconds; `NaN` while it is not known. */
  get duration(): number {
    return this.rememberedMedia.current?.duration ?? NaN
  }

  get ended(): boolean {
    return this.rememberedMedia.current?.ended ?? false
  }

  get seeking(): boolean {
    return this.rememberedMedia.current?.seeking ?? false
  }

  get readyState(): number {
    return this.rememberedMedia.current?.readyState ?? 0
  }

  get error(): MediaError | null {
    return this.rememberedMedia.current?.error ?? null
  }

  get seekable(): TimeRanges {
    return this.rememberedMedia.current?.seekable ?? NO_RANGES
  }

  get buffered(): TimeRanges {
    return this.rememberedMedia.current?.buffered ?? NO_RANGES
  }

  /** What this page has played of the current load, as the browser counts it; `watched` is what counts. */
  get played(): TimeRanges {
    return this.rememberedMedia.current?.played ?? NO_RANGES
  }

  /** `null` while there is no media. */
  get textTracks(): TextTrackList | null {
    return this.rememberedMedia.current?.textTracks ?? null
  }

  get videoWidth(): number {
    return this.rememberedMedia.current?.videoWidth ?? 0
  }

  get videoHeight(): number {
    return this.rememberedMedia.current?.videoHeight ?? 0
  }

  /** Rejects with `InvalidStateError` while there is no media. */
  requestPictureInPicture(): Promise<PictureInPictureWindow> {
    const media = this.rememberedMedia.current
    if (media) return media.requestPictureInPicture()
    return Promise.reject(new DOMException('The lesson is not ready yet.', 'InvalidStateError'))
  }
}

/** As a media element reads a number. A framework takes a property back by setting it to nothing, which is no wish: `null`. */
function read(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value)
}

function isOn(value: unknown): boolean {
  return Boolean(value)
}
