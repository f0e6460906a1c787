import { fromUnordered, type PlayedSegment, type Segment, type SegmentSet } from '@enhancedhr/protocol'

const MIN_STRETCH = 40

export interface ModelSession {
  readonly openedAt: number
  readonly duration: number
  readonly windows: SegmentSet
  /** Sessions with the same name share what is watched. */
  readonly lesson?: string
  readonly hiddenCounts?: boolean
  readonly mutedCounts?: boolean
}

interface Part {
  readonly moments: readonly number[]
  readonly media: readonly number[]
}

/**
 * What segments are worth, millisecond by millisecond, without any algebra: slow, plain, and written apart from the judge.
 *
 * One learner with any sessions. Knows windows, policy, bounds, the budget, charging once and slivers; not the limits of
 * rule 2, nor how many stretches a lesson may hold.
 */
export class MillisecondModel {
  readonly #maxRate: number
  readonly #charged = new Set<number>()
  readonly #watched = new Map<string, Set<number>>()

  constructor(maxRate = 2) {
    this.#maxRate = maxRate
  }

  get charged(): SegmentSet {
    return toSet(this.#charged)
  }

  watched(lesson = 'lesson'): SegmentSet {
    return toSet(this.#watchedOf(lesson))
  }

  /**
   * A report: whether a sliver counts depends on everything that the report may credit, so it is gone through twice. What
   * is left alone after that, because its neighbours came to nothing, is given back.
   */
  report(session: ModelSession, segments: readonly PlayedSegment[]): void {
    const before = this.#watchedOf(session.lesson)
    const inOrder = segments.toSorted((a, b) => a.n - b.n)
    const candidates = new Set(before)
    this.#walk(session, inOrder, new Set(this.#charged), ({ media }) => {
      for (const each of media) candidates.add(each)
      return true
    })
    const held = new Set(before)
    const taken: Part[] = []
    this.#walk(session, inOrder, this.#charged, (part) => {
      if (isSliver(part, candidates, held)) return false
      for (const each of part.media) before.add(each)
      taken.push(part)
      return true
    })
    const all = new Set(before)
    for (const part of taken.filter((part) => isSliver(part, all, held))) {
      for (const each of part.media) before.delete(each)
      for (const moment of part.moments) this.#charged.delete(moment)
    }
  }

  #walk(
    session: ModelSession,
    segments: readonly PlayedSegment[],
    charged: Set<number>,
    take: (part: Part) => boolean,
  ): void {
    for (const segment of segments) {
      for (const part of this.#partsOf(session, segment, charged)) {
        if (take(part)) for (const moment of part.moments) charged.add(moment)
      }
    }
  }

  /** Runs of wall time that pass every rule but the grain, each with the media that it buys. */
  #partsOf(session: ModelSession, segment: PlayedSegment, charged: ReadonlySet<number>): readonly Part[] {
    const { from, to, started, ended } = segment
    if (to <= from || !this.#counts(session, segment)) return []
    const mediaAt = (moment: number) => from + Math.floor(((moment - started) * (to - from)) / (ended - started))
    const rate = Math.min(segment.rate, this.#maxRate)
    const cap = Math.min(from + allowed(ended - started, rate), session.duration)
    const parts: Part[] = []
    let run: number[] = []
    for (let moment = started; moment <= ended; moment += 1) {
      const at = session.openedAt + moment
      const open = session.windows.some(([opens, closes]) => opens <= at && at < closes)
      const inside = mediaAt(moment) < session.duration && (mediaAt(moment) >= 0 || mediaAt(moment + 1) > 0)
      if (moment < ended && open && inside && !charged.has(at)) {
        run.push(moment)
        continue
      }
      if (run.length > 0) {
        const begins = Math.max(0, mediaAt(run[0]!))
        const ends = Math.min(mediaAt(run.at(-1)! + 1), begins + allowed(run.length, rate), cap)
        const media = Array.from({ length: Math.max(0, ends - begins) }, (_, index) => begins + index)
        parts.push({ media, moments: run.map((each) => session.openedAt + each) })
      }
      run = []
    }
    return parts
  }

  #counts({ hiddenCounts = true, mutedCounts = true }: ModelSession, { visible, muted }: PlayedSegment): boolean {
    return (visible || hiddenCounts) && (!muted || mutedCounts)
  }

  #watchedOf(lesson = 'lesson'): Set<number> {
    const known = this.#watched.get(lesson) ?? new Set<number>()
    this.#watched.set(lesson, known)
    return known
  }
}

function isSliver({ media }: Part, all: ReadonlySet<number>, held: ReadonlySet<number>): boolean {
  return media.length > 0 && media.length < MIN_STRETCH && !isLong(media, all, held)
}

/** Whether media that is shorter than a stretch may be becomes long, or meets what was watched, with all that touches it. */
function isLong(media: readonly number[], candidates: ReadonlySet<number>, held: ReadonlySet<number>): boolean {
  let [from, to] = [media[0]!, media.at(-1)! + 1]
  while (candidates.has(from - 1) && to - from < MIN_STRETCH) from -= 1
  while (candidates.has(to) && to - from < MIN_STRETCH) to += 1
  if (to - from >= MIN_STRETCH) return true
  for (let each = from - 1; each <= to; each += 1) if (held.has(each)) return true
  return false
}

function allowed(milliseconds: number, rate: number): number {
  return Math.floor((milliseconds * Math.round(rate * 1000) * 1020) / 1_000_000)
}

function toSet(milliseconds: Iterable<number>): SegmentSet {
  return fromUnordered(Array.from(milliseconds, (ms): Segment => [ms, ms + 1]))
}
