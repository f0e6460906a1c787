import type { Segment, SegmentSet } from '@enhancedhr/protocol'

/** Whole seconds of a video as half-open runs, flat: `[from, to, from, to, …]`. */
export type SecondRuns = readonly number[]

/** Where in its second a second is sampled, in milliseconds. */
const SAMPLE_MS = 500

/** The first second whose sample lies at or after a position in milliseconds. */
function firstSampled(position: number): number {
  return Math.max(0, Math.ceil((position - SAMPLE_MS) / 1_000))
}

/** How many seconds of a video are sampled; one of less than half a second has none. */
export function sampledLength(duration: number): number {
  return firstSampled(duration)
}

/**
 * Gives the seconds that a set of media holds: second `s` when its middle, the millisecond `1000 s + 500`, is in it.
 *
 * A curve counts instants and not overlaps. So what is sealed in pieces adds up, with no memory of how much of a second the
 * pieces before it covered, and a hole is seen with the probability of its length.
 */
export function sampledSeconds(media: SegmentSet): SecondRuns {
  return joinRuns(media.flatMap(([from, to]) => [firstSampled(from), firstSampled(to)]))
}

/** Gives the seconds of one stretch of media that was played; what is played again is in another one. */
export function playedSeconds([from, to]: Segment): SecondRuns {
  const [first, end] = [firstSampled(from), firstSampled(to)]
  return first < end ? [first, end] : []
}

/** Leaves out empty runs, and makes one of two that touch; runs that overlap stay apart, for each was played by itself. */
export function joinRuns(runs: SecondRuns): SecondRuns {
  const joined: number[] = []
  for (let at = 0; at < runs.length; at += 2) {
    const [from, to] = [runs[at]!, runs[at + 1]!]
    if (from >= to) continue
    if (joined.at(-1) === from) joined[joined.length - 1] = to
    else joined.push(from, to)
  }
  return joined
}
