import {
  coveredMilliseconds,
  fromUnordered,
  MAX_INT4,
  type ReasonCode,
  type Segment,
  type SegmentSet,
} from '@enhancedhr/protocol'
import type { UncreditedStretch } from '../judge/judgement.js'

/**
 * Stretches that are kept to explain one reason, the longest first: beyond them an explanation is noise.
 *
 * A quarter of what a lesson may be watched in: some 10 kB a row, however many slivers are claimed.
 */
export const MAX_EXPLAINED_STRETCHES = 512

/** All that one reason took in a batch. */
export interface UncreditedSet {
  readonly reason: ReasonCode
  readonly media: SegmentSet
  /** Milliseconds; what is refused again at every resend is not counted. */
  readonly total: number
  readonly lessonIds: readonly string[]
}

/**
 * Gathers refused stretches into one set a reason: a set and not a log, so that it is small and the same after a resend.
 *
 * `kept` are refusals that were kept with new evidence; `unkept` come again whenever they are sent (malformed segments,
 * reused numbers), so they name media and add nothing to the total.
 */
export function gatherUncredited(
  kept: readonly UncreditedStretch[],
  unkept: readonly UncreditedStretch[],
): readonly UncreditedSet[] {
  const reasons = new Map<ReasonCode, { stretches: Segment[]; total: number; lessonIds: Set<string> }>()
  for (const [stretches, counts] of [
    [kept, true],
    [unkept, false],
  ] as const) {
    for (const { code, from, to, lessonId } of stretches) {
      if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) continue
      const [start, end] = [clamp(from), clamp(to)]
      if (start >= end) continue
      const entry = reasons.get(code) ?? { stretches: [], total: 0, lessonIds: new Set() }
      reasons.set(code, entry)
      entry.stretches.push([start, end])
      if (counts) entry.total += end - start
      if (lessonId !== undefined) entry.lessonIds.add(lessonId)
    }
  }
  return Array.from(reasons, ([reason, { stretches, total, lessonIds }]) => ({
    reason,
    media: longest(fromUnordered(stretches)),
    total,
    lessonIds: [...lessonIds].sort(),
  }))
}

/** How many milliseconds a reason took: what was counted, and never less than its set holds. */
export function explainedMilliseconds(media: SegmentSet, total: number): number {
  return Math.max(total, coveredMilliseconds(media))
}

function longest(media: SegmentSet): SegmentSet {
  if (media.length <= MAX_EXPLAINED_STRETCHES) return media
  return media
    .toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]) || a[0] - b[0])
    .slice(0, MAX_EXPLAINED_STRETCHES)
    .toSorted((a, b) => a[0] - b[0])
}

function clamp(ms: number): number {
  return Math.min(Math.max(ms, 0), MAX_INT4)
}
