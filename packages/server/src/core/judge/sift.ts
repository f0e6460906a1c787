import { MAX_INT4, type PlayedSegment } from '@enhancedhr/protocol'
import type { Evidence, JudgedSession, MalformedSegment, UncreditedStretch } from './judgement.js'
import { toPlayedSpan } from './played-span.js'
import { isNotYetPlayed } from './server-clock.js'
import { isSameEvidence, isWellFormed } from './shape.js'

/** Evidence without what is malformed, known, reused or still to come. */
export interface Sifted {
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
 */
export function siftEvidence(evidence: Evidence, session: JudgedSession, now: number): Sifted {
  const seen = new Map(session.known)
  const fresh: PlayedSegment[] = []
  const uncredited: UncreditedStretch[] = []
  let through = session.through
  for (const claim of inOrder(evidence)) {
    if (claim.segment === null) {
      uncredited.push({ code: 'malformed', from: claim.malformed.from, to: claim.malformed.to })
      through = Math.max(through, claim.malformed.n ?? 0)
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
    through = Math.max(through, segment.n)
  }
  return { fresh, uncredited, through }
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
