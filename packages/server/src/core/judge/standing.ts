import {
  fromUnordered,
  intersect,
  REASONS,
  type ReasonCode,
  type Segment,
  type SegmentSet,
  subtract,
} from '@enhancedhr/protocol'
import type { UncreditedStretch } from './judgement.js'

/** How a report stands now. */
export interface Standing {
  readonly status: 'credited' | 'partly' | 'uncredited' | 'waiting'
  readonly reasons: readonly UncreditedStretch[]
}

/**
 * Reports how evidence stands: what was refused and is not watched by now, with its reasons.
 *
 * Refused media that was credited by other evidence gives no reason, so a second viewing of the same place is never
 * "explained" as lost. `claimed` is the media that the report's segments name; `waits` says that none of them is judged yet.
 */
export function reportStanding(
  claimed: readonly Segment[],
  uncredited: readonly UncreditedStretch[],
  watched: SegmentSet,
  waits: boolean,
): Standing {
  const reasons = mergeByReason(uncredited).flatMap(({ stretches, ...reason }) =>
    subtract(stretches, watched).map(([from, to]) => ({ ...reason, from, to })),
  )
  reasons.push(...onePerReason(uncredited.filter(isWithoutMedia)))
  if (reasons.length === 0) return { status: waits ? 'waiting' : 'credited', reasons }
  const media = fromUnordered(claimed.filter(([from, to]) => isStretch({ from, to })))
  return { status: intersect(media, watched).length > 0 ? 'partly' : 'uncredited', reasons }
}

/** What names no media is said once a reason, however many segments it is true of. */
function onePerReason(uncredited: readonly UncreditedStretch[]): readonly UncreditedStretch[] {
  const firsts = new Map<string, UncreditedStretch>()
  for (const stretch of uncredited) {
    const key = toKey(stretch)
    if (!firsts.has(key)) firsts.set(key, stretch)
  }
  return [...firsts.values()]
}

function toKey({ code, lessonId }: UncreditedStretch): string {
  return `${code} ${lessonId ?? ''}`
}

interface MergedReason {
  readonly code: ReasonCode
  readonly lessonId?: string
  readonly stretches: SegmentSet
}

function mergeByReason(uncredited: readonly UncreditedStretch[]): readonly MergedReason[] {
  const groups = new Map<string, UncreditedStretch[]>()
  for (const stretch of uncredited.filter(isStretch)) {
    const key = toKey(stretch)
    const group = groups.get(key)
    if (group) group.push(stretch)
    else groups.set(key, [stretch])
  }
  const order = Object.keys(REASONS)
  return [...groups.values()]
    .map((group) => {
      const { code, lessonId } = group[0]!
      const stretches = fromUnordered(group.map(({ from, to }) => [from, to] as const))
      return { code, ...(lessonId === undefined ? {} : { lessonId }), stretches }
    })
    .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))
}

function isStretch({ from, to }: { readonly from: number; readonly to: number }): boolean {
  return Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to
}

function isWithoutMedia(stretch: UncreditedStretch): boolean {
  return !isStretch(stretch)
}
