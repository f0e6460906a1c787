import { after, every } from '@enhancedhr/element-kit'
import { isDoubtful, type Sample } from '../core/reporting/sample.js'
import { isShownElsewhere } from '../playback/media/shown-elsewhere.js'
import type { MediaLike, SampleMedia } from '../ports/media.js'

const EVENTS = [
  ...['timeupdate', 'seeking', 'seeked', 'play', 'pause', 'playing', 'waiting', 'stalled', 'ended', 'ratechange'],
  ...['volumechange', 'emptied', 'loadstart', 'loadedmetadata', 'durationchange'],
  ...['enterpictureinpicture', 'leavepictureinpicture'],
]
/** Besides `timeupdate`, which Chromium sends every 265 ms and other browsers as they like. */
const TICK_MS = 250
/** After a pause `currentTime` comes to rest within 192 ms (measured). */
const REST_MS = 200
/** `played` and `currentTime` may differ by some frames of audio. */
const RANGE_SLACK_S = 0.05

/**
 * Samples a real media element. Media and both clocks are read in one go, and `played` only where something is doubtful:
 * it is a copy of a list that grows with every seek.
 */
export const sampleMedia: SampleMedia = (media, { clock, isPageVisible, take }) => {
  const listening = new AbortController()
  let last: Sample | undefined
  let stopTicking: (() => void) | undefined
  let stopResting: (() => void) | undefined

  function read(cause: string): Sample {
    const plain = {
      cause,
      at: clock.monotonic(),
      date: clock.date(),
      position: milliseconds(media.currentTime),
      rate: media.playbackRate || 0,
      paused: media.paused,
      seeking: media.seeking,
      visible: isPageVisible() || (media instanceof Element && isShownElsewhere(media)),
      muted: (media.muted || media.volume === 0) && !showsCaptions(media),
    }
    const doubtful = !last || isDoubtful(last, plain)
    return { ...plain, played: doubtful ? lookUp(media, last?.position ?? null, plain.position) : null }
  }

  function sample(cause: string): Sample {
    const taken = read(cause)
    last = cause === 'emptied' ? undefined : taken
    keepTicking(taken)
    take(taken)
    return taken
  }

  function keepTicking({ cause, paused }: Sample): void {
    if (!paused) {
      stopResting?.()
      stopResting = undefined
      stopTicking ??= every(TICK_MS, () => sample('tick'))
    } else {
      stopTicking?.()
      stopTicking = undefined
      if (cause === 'pause') stopResting ??= after(REST_MS, rest)
    }
  }

  function rest(): void {
    stopResting = undefined
    sample('rest')
  }

  for (const name of EVENTS) media.addEventListener(name, () => sample(name), { signal: listening.signal })
  return {
    sample,
    stop: () => {
      listening.abort()
      stopTicking?.()
      stopResting?.()
    },
  }
}

function milliseconds(seconds: number): number {
  return Number.isFinite(seconds) ? seconds * 1000 : 0
}

/** Where the range that holds `before` ends and the one that holds `now` begins, in milliseconds. */
function lookUp(media: MediaLike, before: number | null, now: number): Sample['played'] {
  const ranges = media.played as TimeRanges | undefined
  if (!ranges || ranges.length === 0) return null
  const left = before === null ? -1 : rangeHolding(ranges, before / 1000)
  const here = rangeHolding(ranges, now / 1000)
  return {
    until: left < 0 ? null : ranges.end(left) * 1000,
    from: here < 0 ? null : ranges.start(here) * 1000,
  }
}

/** Index of the range that holds the time, or -1; the ranges are sorted, so halving finds it. */
function rangeHolding(ranges: TimeRanges, time: number): number {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (time < ranges.start(middle) - RANGE_SLACK_S) high = middle - 1
    else if (time > ranges.end(middle) + RANGE_SLACK_S) low = middle + 1
    else return middle
  }
  return -1
}

function showsCaptions(media: MediaLike): boolean {
  const tracks = media.textTracks as TextTrackList | undefined
  for (let index = 0; index < (tracks?.length ?? 0); index += 1) {
    const track = tracks?.[index]
    if (track?.mode === 'showing' && (track.kind === 'captions' || track.kind === 'subtitles')) return true
  }
  return false
}
