import type { Segment } from '../../src/segment-set.js'

/** The slow and obvious model of a set of time: every single millisecond of it. */
export function millisecondsOf(segments: Iterable<Segment>): Set<number> {
  const all = new Set<number>()
  for (const [from, to] of segments) for (let at = from; at < to; at += 1) all.add(at)
  return all
}
