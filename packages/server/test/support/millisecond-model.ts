import { fromUnordered, type PlayedSegment, type Segment, type SegmentSet } from '@enhancedhr/protocol'

/**
 * What segments are worth, millisecond by millisecond, without any algebra: slow, plain, and written apart from the judge.
 *
 * Knows windows, bounds, the budget and charging once; not the grain, and no learner but one with one session.
 */
export class MillisecondModel {
  readonly #openedAt: number
  readonly #duration: number
  readonly #windows: SegmentSet
  readonly #charged = new Set<number>()
  readonly #watched = new Set<number>()

  constructor(session: { openedAt: number; duration: number; windows: SegmentSet }) {
    this.#openedAt = session.openedAt
    this.#duration = session.duration
    this.#windows = session.windows
  }

  get watched(): SegmentSet {
    return toSet(this.#watched)
  }

  get charged(): SegmentSet {
    return toSet(this.#charged)
  }

  play(segment: PlayedSegment, maxRate: number): void {
    const { from, to, started, ended } = segment
    if (to <= from) return
    const rate = Math.min(segment.rate, maxRate)
    const mediaAt = (moment: number) => from + Math.floor(((moment - started) * (to - from)) / (ended - started))
    const cap = Math.min(from + allowed(ended - started, rate), this.#duration)
    let part: number[] = []
    for (let moment = started; moment <= ended; moment += 1) {
      const at = this.#openedAt + moment
      const free = moment < ended && this.#isOpen(at) && !this.#charged.has(at)
      if (free && mediaAt(moment) < this.#duration) {
        part.push(moment)
        continue
      }
      if (part.length > 0) this.#buy(part, mediaAt, rate, cap)
      part = []
    }
  }

  #buy(part: readonly number[], mediaAt: (moment: number) => number, rate: number, cap: number): void {
    const begins = mediaAt(part[0]!)
    const ends = Math.min(mediaAt(part.at(-1)! + 1), begins + allowed(part.length, rate), cap)
    for (let media = begins; media < ends; media += 1) this.#watched.add(media)
    for (const moment of part) this.#charged.add(this.#openedAt + moment)
  }

  #isOpen(at: number): boolean {
    return this.#windows.some(([from, to]) => from <= at && at < to)
  }
}

function allowed(milliseconds: number, rate: number): number {
  return Math.floor((milliseconds * Math.round(rate * 1000) * 1020) / 1_000_000)
}

function toSet(milliseconds: Iterable<number>): SegmentSet {
  return fromUnordered(Array.from(milliseconds, (ms): Segment => [ms, ms + 1]))
}
