import { MAX_INT4, type PlayedSegment } from '@enhancedhr/protocol'
import type { Evidence, JudgedSession, MalformedSegment, UncreditedStretch } from './judgement.js'
import { toPlayedSpan } from './played-span.js'
import { isNotYetPlayed } from './server-clock.js'
import { isSameEvidence, isWellFormed } from './shape.js'

/** Evidence without what is malformed, known, reused or still to come. */
export interface ClassifiedEvidence {
  /** To be judged now, by number. */
  readonly fresh: readonly PlayedSegment[]
  readonly uncredited: readonly UncreditedStretch[]
  readonly through: number
}

type Claim = { readonly segment: PlayedSegment } | { readonly segment: null; readonly malformed: MalformedSegment }

/**
 * Rules 1 and 2 as far as they look at a whole segment, in the order of the numbers.
 *
 * A segment that ends in the future stops the walk: it and everything after it waits for a later report.
 *
 * `through` promises that every segment up to it is judged, and the player forgets those. So it does not move while a report
 * begins beyond the next number: its segments are judged now, and stay with the player in case the earlier ones are still on
 * their way in another report. When they come again without them, the earlier ones no longer exist, because a report
 * carries everything that is not acknowledged, and `through` moves. What would not be known again cannot wait for that.
 */
export function classifyEvidence(evidence: Evidence, session: JudgedSession, now: number): ClassifiedEvidence {
  const seen = new Map(session.known)
  const fresh: PlayedSegment[] = []
  const uncredited: UncreditedStretch[] = []
  let through = session.through
  const claims = inOrder(evidence)
  const waits = beginsBeyond(claims, session)
  const pass = (n: number): void => {
    if (!waits) through = Math.max(through, n)
  }
  for (const claim of claims) {
    if (claim.segment === null) {
      uncredited.push({ code: 'malformed', from: claim.malformed.from, to: claim.malformed.to })
      pass(claim.malformed.n ?? 0)
      continue
    }
    const { segment } = claim
    const known = seen.get(segment.n)
    if (known && !isSameEvidence(known, segment)) {
      uncredited.push({ code: 'n_reused', from: segment.from, to: segment.to })
    } else if (!known) {
      if (isNotYetPlayed(toPlayedSpan(segment, session.openedAt), now)) break
      fresh.push(segment)
      seen.set(segment.n, segment)
    }
    pass(segment.n)
  }
  return { fresh, uncredited, through }
}

/** Whether the report's first segment is new and not the next one. */
function beginsBeyond([first]: readonly Claim[], { known, through, remembers = true }: JudgedSession): boolean {
  if (!first?.segment || !remembers) return false
  return first.segment.n > through + 1 && !known.has(first.segment.n)
}

function inOrder(evidence: Evidence): readonly Claim[] {
  const claims: Claim[] = [
    ...evidence.malformed.map((malformed) => ({ segment: null, malformed: withUsableNumber(malformed) })),
    ...evidence.segments.map((segment) =>
      isWellFormed(segment) ? { segment } : { segment: null, malformed: withUsableNumber(segment) },
    ),
  ]
  return claims.sort((a, b) => numberOf(a) - numberOf(b))
}

function withUsableNumber({ n, from, to }: MalformedSegment): MalformedSegment {
  const usable = n !== null && Number.isSafeInteger(n) && n > 0 && n <= MAX_INT4
  return { n: usable ? n : null, from, to }
}

function numberOf(claim: Claim): number {
  return claim.segment?.n ?? (claim.segment === null ? (claim.malformed.n ?? 0) : 0)
}
