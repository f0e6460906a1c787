import {
  countedAsWatched,
  coveredMilliseconds,
  gaps,
  intersect,
  judgeCompletion,
  union,
  type CompletionRule,
  type Segment,
  type SegmentSet,
} from '@enhancedhr/protocol'

/** A lesson as far as it is watched. All times in milliseconds of media. */
export interface WatchedLesson {
  readonly watched: SegmentSet
  /** Where the video ends. */
  readonly duration: number
  readonly rule: CompletionRule
}

/** What of a lesson has to be watched before it is complete. All times in milliseconds of media. */
export interface StillMissing {
  /** What of the required parts is not watched. */
  readonly required: SegmentSet
  /** How many of the required parts are open. */
  readonly parts: number
  /** How much of all that is not watched is needed besides, wherever it is. */
  readonly anywhere: number
  /** Everything that is not watched. */
  readonly open: SegmentSet
}

/**
 * Says what a learner still has to watch, by the rule that the server goes by. Where one of two criteria is enough, it is the one that
 * takes less time. The quiz has no part in it.
 */
export function stillMissing({ watched, duration, rule }: WatchedLesson): StillMissing {
  const counted = countedAsWatched(watched, duration)
  const open = gaps(counted, [0, duration])
  const nothing = { required: [], parts: 0, anywhere: 0, open }
  const { requirements } = judgeCompletion({ ...rule, quizRequired: false }, facts(watched, duration))
  const unmet = requirements.filter(({ met }) => !met).map(({ kind }) => kind)
  if (unmet.length === 0 || (rule.mode === 'any' && unmet.length < requirements.length)) return nothing
  const inPart = (part: Segment) => openInPart(part, open, watched, duration)
  const parts = rule.requiredSegments.filter((part) => !isPartWatched(watched, duration, part))
  const required = unmet.includes('required_segments') ? parts.flatMap(inPart) : []
  const least = Math.ceil(((rule.thresholdPerMille ?? 0) * duration) / 1000)
  const lacking = unmet.includes('threshold') ? Math.max(0, least - coveredMilliseconds(counted)) : 0
  const byParts = { required, parts: parts.length, anywhere: 0, open }
  const inParts = coveredMilliseconds(required)
  if (unmet.length === 1) return unmet[0] === 'threshold' ? { ...nothing, anywhere: lacking } : byParts
  if (rule.mode === 'any') return inParts > 0 && inParts <= lacking ? byParts : { ...nothing, anywhere: lacking }
  return { ...byParts, anywhere: Math.max(0, lacking - coveredMilliseconds(intersect(required, open))) }
}

/** What is not watched of a required part: without the holes that a verdict forgives, unless it forgives them only elsewhere. */
function openInPart(part: Segment, open: SegmentSet, watched: SegmentSet, duration: number): SegmentSet {
  const inPart = intersect(open, [part])
  return isPartWatched(union(watched, inPart), duration, part) ? inPart : gaps(watched, part)
}

function isPartWatched(watched: SegmentSet, duration: number, part: SegmentSet[number]): boolean {
  const rule: CompletionRule = { thresholdPerMille: null, requiredSegments: [part], mode: 'any', quizRequired: false }
  return judgeCompletion(rule, facts(watched, duration)).completed
}

function facts(watched: SegmentSet, duration: number) {
  return { watched, duration, end: duration, quizPassed: false }
}
