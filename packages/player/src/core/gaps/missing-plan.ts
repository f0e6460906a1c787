import { gaps, subtract, union, type Segment, type SegmentSet } from '@enhancedhr/protocol'
import type { SeekPolicy } from '../playback/seek-policy.js'
import { stillMissing, type WatchedLesson } from './still-missing.js'

/** So much more than is needed is played, in milliseconds: what is played and what is sampled of it differ by a moment. */
const SPARE_MS = 1_000

/**
 * Plans what to play, stretch after stretch, so that nothing is missing afterwards; empty where nothing is.
 *
 * First come the required parts, then, in the order of the video, as much of the rest as is needed. Under the seek policy `watched` a stretch
 * begins where the learner may go: at the end of what is watched before it.
 */
export function planMissing(lesson: WatchedLesson, policy: SeekPolicy): SegmentSet {
  const { required, anywhere, open } = stillMissing(lesson)
  const notWatched = gaps(lesson.watched, [0, lesson.duration])
  const parts = policy === 'watched' ? required.map((part) => fromReachable(part, notWatched)) : required
  const known = mergeInOrder(parts)
  if (anywhere === 0) return known
  return union(known, firstOf(subtract(open, known), anywhere + SPARE_MS))
}

/** The stretch that comes next: the one that `position` is in, else the first after it; `null` after the last. In milliseconds. */
export function nextStretch(plan: SegmentSet, position: number): Segment | null {
  return plan.find(([, to]) => to > position) ?? null
}

/** The part together with what lies between it and the end of what is watched before. */
function fromReachable([from, to]: Segment, notWatched: SegmentSet): Segment {
  const gap = notWatched.find(([start, end]) => start <= from && from < end)
  return [gap?.[0] ?? from, to]
}

/** Parts of one gap may have become one. */
function mergeInOrder(parts: readonly Segment[]): SegmentSet {
  return parts.reduce<SegmentSet>((set, part) => union(set, [part]), [])
}

/** So many milliseconds of a set, from its beginning. */
function firstOf(set: SegmentSet, milliseconds: number): SegmentSet {
  const first: Segment[] = []
  let left = milliseconds
  for (const [from, to] of set) {
    if (left <= 0) break
    first.push([from, Math.min(to, from + left)])
    left -= to - from
  }
  return first
}
