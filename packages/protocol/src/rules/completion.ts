import type { Segment, SegmentSet } from '../segment-set.js'
import { coveredMilliseconds, gaps, intersect, union } from '../segment-set.js'

/** When a lesson counts as completed. At least one of threshold and required segments takes part. */
export interface CompletionRule {
  /** Share of the duration that has to be watched, per mille (1 to 1000); `null` or 0: takes no part. */
  readonly thresholdPerMille: number | null
  /** Stretches that have to be watched; empty: takes no part. */
  readonly requiredSegments: SegmentSet
  /** Whether one of the two criteria is enough or both are needed. */
  readonly mode: 'any' | 'all'
  readonly quizRequired: boolean
}

/** The rule of a lesson that names none: nine tenths watched. */
export const DEFAULT_RULE: CompletionRule = Object.freeze({
  thresholdPerMille: 900,
  requiredSegments: [],
  mode: 'any',
  quizRequired: false,
})

/** What is known of a learner and a lesson when completion is evaluated. Times in milliseconds of media. */
export interface CompletionFacts {
  readonly watched: SegmentSet
  /** Duration of the media version, or `null` while it is not known. */
  readonly duration: number | null
  /** Where the video ends for this learner ({@link videoEnd}): the duration, or a little before it. */
  readonly end: number | null
  readonly quizPassed: boolean
}

/** One thing that the rule asks for, and whether it is met. */
export interface Requirement {
  readonly kind: 'threshold' | 'required_segments' | 'quiz'
  readonly met: boolean
}

/** The answer of {@link judgeCompletion}. */
export interface CompletionJudgement {
  readonly completed: boolean
  /** Tenths of a per cent, rounded down: 138 is 13.8 %. */
  readonly percentTenths: number
  readonly requirements: readonly Requirement[]
}

/** A hole up to this long may count as watched in verdicts: pauses leave 4 to 192 ms (research/learning.md section 8). */
const FORGIVEN_HOLE_MS = 250
/** All forgiven holes together are at most this part of the duration: a hundredth. */
const FORGIVEN_PART = 100
/** The tail is this long at most, and never more than one {@link FORGIVEN_PART} of the duration. */
const TAIL_MS = 2_000
/** A required segment may miss this part of itself, a twentieth, or {@link MISSING_MS} if that is more … */
const MISSING_PART = 20
const MISSING_MS = 500
/** … but never more than this part: half of it unseen is not watched, however short it is, and whatever is forgiven. */
const MISSING_LIMIT_PART = 2

/**
 * Decides whether a lesson is completed, from the watched segments alone.
 *
 * Thresholds, the tail and percentages are measured against the video's end, and required segments end there too.
 * Compares integers only. Without a duration above 0, or with a rule that asks for nothing, nothing is ever completed:
 * all of none is true, and nothing of nothing is everything (`docs/ledger.md`, verdicts).
 */
export function judgeCompletion(rule: CompletionRule, facts: CompletionFacts): CompletionJudgement {
  const duration = facts.duration ?? 0
  const end = Math.min(duration, facts.end ?? duration)
  const seen = end > 0 ? intersect(facts.watched, [[0, duration]]) : []
  const within = end > 0 ? intersect(seen, [[0, end]]) : []
  const closed = union(within, forgivenHoles(within, end))
  const counted = coveredMilliseconds(union(closed, reachedTail(within, end)))
  // What lies between the end and the stored duration cannot be watched; beyond both, the rule is wrong.
  const reachable = union(closed, end < duration ? [[end, duration]] : [])
  const requirements: Requirement[] = []
  if (rule.thresholdPerMille !== null && rule.thresholdPerMille > 0) {
    requirements.push({
      kind: 'threshold',
      met: end > 0 && counted * 1000 >= rule.thresholdPerMille * end,
    })
  }
  if (rule.requiredSegments.length > 0) {
    requirements.push({
      kind: 'required_segments',
      met: end > 0 && rule.requiredSegments.every((segment) => isRequiredWatched(seen, reachable, segment)),
    })
  }
  const watching = requirements.map(({ met }) => met)
  const watchedEnough = watching.length > 0 && (rule.mode === 'all' ? watching.every(Boolean) : watching.some(Boolean))
  if (rule.quizRequired) requirements.push({ kind: 'quiz', met: facts.quizPassed })
  return {
    completed: watchedEnough && (!rule.quizRequired || facts.quizPassed),
    percentTenths: end > 0 ? Math.floor((counted * 1000) / end) : 0,
    requirements,
  }
}

/**
 * Gives the watched segments as verdicts and percentages see them: small holes closed, the tail reached.
 *
 * Holes of at most 250 ms before and between what is watched are closed, the shortest first, while all of them together
 * stay within 1 % of the duration; the tail of min(2 s, 1 %) counts when a stretch at least as long reaches it. Never used
 * for credit or playing time.
 */
export function countedAsWatched(watched: SegmentSet, duration: number): SegmentSet {
  const within = intersect(watched, [[0, duration]])
  return union(union(within, forgivenHoles(within, duration)), reachedTail(within, duration))
}

/** Length of the tail in milliseconds: min(2 s, 1 % of the duration), rounded down. */
export function tailMilliseconds(duration: number): number {
  return Math.min(TAIL_MS, Math.floor(duration / FORGIVEN_PART))
}

function forgivenHoles(watched: SegmentSet, duration: number): SegmentSet {
  const last = watched.at(-1)
  if (!last) return []
  const holes = gaps(watched, [0, last[1]])
    .filter(([from, to]) => to - from <= FORGIVEN_HOLE_MS)
    .toSorted((a, b) => a[1] - a[0] - (b[1] - b[0]) || a[0] - b[0])
  let allowance = Math.floor(duration / FORGIVEN_PART)
  const forgiven: Segment[] = []
  for (const hole of holes) {
    allowance -= hole[1] - hole[0]
    if (allowance < 0) break
    forgiven.push(hole)
  }
  return forgiven.toSorted((a, b) => a[0] - b[0])
}

function reachedTail(watched: SegmentSet, duration: number): SegmentSet {
  const tail = tailMilliseconds(duration)
  const reached = tail > 0 && watched.some(([from, to]) => to >= duration - tail && to - from >= tail)
  return reached ? [[duration - tail, duration]] : []
}

/** What is missing is counted after small holes are forgiven, but the limit of a half holds for what was really watched. */
function isRequiredWatched(watched: SegmentSet, closed: SegmentSet, segment: Segment): boolean {
  const length = segment[1] - segment[0]
  const missing = coveredMilliseconds(gaps(closed, segment))
  const unseen = coveredMilliseconds(gaps(watched, segment))
  const forgiven = Math.max(Math.floor(length / MISSING_PART), MISSING_MS)
  return missing <= forgiven && unseen <= Math.floor(length / MISSING_LIMIT_PART)
}
