import { fromUnordered, type PlayedSegment, type Segment, type SegmentSet, union } from '@enhancedhr/protocol'
import { refuseCharged } from './charge-once.js'
import { findMinimumStretchReason, isDoubtful, isTooShort } from './minimum-stretch.js'
import { GrowingSet, near } from './growing-set.js'
import type {
  Charges,
  CreditedPart,
  Evidence,
  JudgedSegment,
  JudgedSession,
  Judgement,
  JudgePolicy,
  UncreditedStretch,
} from './judgement.js'
import { refuseUncounted } from './lesson-policy.js'
import { refuseOutOfBounds, refuseReversed } from './media-bounds.js'
import { mediaAt, type PlayedSpan, toPlayedSpan } from './played-span.js'
import type { RefusedTime } from './rule-result.js'
import { refuseTooOld } from './server-clock.js'
import { classifyEvidence } from './classify-evidence.js'
import { buyMedia } from './time-budget.js'
import { refuseOutsideWindows } from './token-window.js'

/**
 * Decides what evidence is worth: which media it is credited, which wall time that costs, and why the rest is not.
 *
 * Pure, in whole milliseconds. One second of real time buys a learner at most one second of playing, times the allowed
 * rate and a tolerance of 2 %: `credits ≤ charges × rate × 1.02` holds exactly, whatever is sent (`docs/ledger.md`).
 */
export function judge(
  evidence: Evidence,
  session: JudgedSession,
  charges: Charges,
  policy: JudgePolicy,
  now: number,
): Judgement {
  const { fresh, uncredited, through } = classifyEvidence(evidence, session, now)
  const context = { session, charges, policy, now }
  const first = creditInOrder(fresh, context, null)
  // Whether a small part is credited depends on what lies beside it, also later in the batch: so look, then judge again.
  const credited = first.doubtful ? creditInOrder(fresh, context, union(session.watched, first.credits)) : first
  const { credits, charges: charged, parts, judged } = credited
  return { credits, charges: charged, parts, judged, uncredited, through }
}

interface JudgeContext {
  readonly session: JudgedSession
  readonly charges: Charges
  readonly policy: JudgePolicy
  readonly now: number
}

interface Credited extends Pick<Judgement, 'credits' | 'charges' | 'parts' | 'judged'> {
  readonly doubtful: boolean
}

/** Goes through the segments by number; `candidates` is all that may become watched, or `null` on the first look. */
function creditInOrder(
  fresh: readonly PlayedSegment[],
  context: JudgeContext,
  candidates: SegmentSet | null,
): Credited {
  const { session, policy } = context
  const watched = new GrowingSet(session.watched)
  const charged = { session: new GrowingSet(context.charges.session), learner: new GrowingSet(context.charges.learner) }
  const passedParts: PassedPart[] = []
  const judged: JudgedSegment[] = []
  let doubtful = false
  for (const segment of fresh) {
    const span = toPlayedSpan(segment, session.openedAt)
    const { passed, uncredited } = refuseInOrder(
      segment,
      span,
      context,
      chargesNear(span, charged, context.charges.others),
    )
    for (const wall of passed) {
      const { credit, excess, code } = buyMedia(wall, span, segment, policy, session.duration)
      if (credit[0] < credit[1] && isDoubtful(credit, watched, charged.learner)) {
        doubtful = true
        const stretches = candidates && {
          watched: session.watched,
          candidates,
          credited: watched,
          charged: charged.learner,
        }
        const reason = stretches && findMinimumStretchReason(credit, wall, stretches)
        if (reason) {
          pushStretch(uncredited, { code: reason, from: credit[0], to: excess[1] })
          continue
        }
      }
      pushStretch(uncredited, { code, from: excess[0], to: excess[1] })
      passedParts.push({ part: { media: credit, wall }, uncredited })
      watched.add(credit)
      charged.session.add(wall)
      charged.learner.add(wall)
    }
    judged.push({ segment, uncredited })
  }
  const parts = candidates ? dropLonely(passedParts, session.watched) : passedParts.map(({ part }) => part)
  const credits = fromUnordered(parts.map(({ media }) => media))
  return { credits, charges: fromUnordered(parts.map(({ wall }) => wall)), parts, judged, doubtful }
}

/** A part that passed every rule, with the list of what its segment was not credited. */
interface PassedPart {
  readonly part: CreditedPart
  readonly uncredited: UncreditedStretch[]
}

/** Drops parts whose neighbours of the first look did not come about at the second, as wall time went to others. */
function dropLonely(passed: readonly PassedPart[], watched: SegmentSet): CreditedPart[] {
  const all = union(watched, fromUnordered(passed.map(({ part }) => part.media)))
  return passed.flatMap(({ part, uncredited }) => {
    const [from, to] = part.media
    if (from === to || !isTooShort(part.media, all, watched)) return [part]
    pushStretch(uncredited, { code: 'too_short', from, to })
    return []
  })
}

function chargesNear(
  { started, ended }: PlayedSpan,
  { session, learner }: { readonly session: GrowingSet; readonly learner: GrowingSet },
  others: Charges['others'],
): Charges {
  const wall: Segment = [started, ended]
  return {
    session: session.near(wall),
    learner: learner.near(wall),
    others: others.map(({ lessonId, charged }) => ({ lessonId, charged: near(charged, wall) })),
  }
}

/** Rules 2 to 5 and 7: each takes its share of the wall time, and reports the media that was lost by it. */
function refuseInOrder(
  segment: PlayedSegment,
  span: PlayedSpan,
  { session, policy, now }: JudgeContext,
  charges: Charges,
): { passed: SegmentSet; uncredited: UncreditedStretch[] } {
  const uncredited: UncreditedStretch[] = []
  if (span.to === span.from) return { passed: [], uncredited }
  let wall: SegmentSet = [[span.started, span.ended]]
  for (const rule of [
    (time: SegmentSet) => refuseTooOld(time, now),
    (time: SegmentSet) => refuseOutsideWindows(time, session.windows),
    (time: SegmentSet) => refuseUncounted(time, segment, policy),
    (time: SegmentSet) => refuseReversed(time, span),
    (time: SegmentSet) => refuseOutOfBounds(time, span, session.duration),
    (time: SegmentSet) => refuseCharged(time, charges),
  ]) {
    const { passed, refused } = rule(wall)
    for (const time of refused) addUncreditedMedia(uncredited, time, span)
    wall = passed
  }
  return { passed: wall, uncredited }
}

function addUncreditedMedia(
  uncredited: UncreditedStretch[],
  { code, wall, lessonId }: RefusedTime,
  span: PlayedSpan,
): void {
  for (const [a, b] of wall) {
    const [one, other] = [mediaAt(span, a), mediaAt(span, b)]
    const stretch = { code, from: Math.min(one, other), to: Math.max(one, other) }
    pushStretch(uncredited, lessonId === undefined ? stretch : { ...stretch, lessonId })
  }
}

function pushStretch(uncredited: UncreditedStretch[], stretch: UncreditedStretch): void {
  if (stretch.from < stretch.to) uncredited.push(stretch)
}
