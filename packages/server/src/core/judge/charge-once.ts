import { intersect, type SegmentSet, subtract } from '@enhancedhr/protocol'
import type { Charges } from './judgement.js'
import type { RefusedTime, RuleResult } from './rule-result.js'

/**
 * Rule 7, `already_charged` and `concurrent_session`: wall time of a learner is charged once, over everything.
 *
 * Time that another session got names that session's lesson where it is known.
 */
export function refuseCharged(wall: SegmentSet, charges: Charges): RuleResult {
  const passed = subtract(subtract(wall, charges.learner), charges.session)
  let rest = subtract(wall, passed)
  const refused: RefusedTime[] = []
  const refuse = (time: SegmentSet, reason: Omit<RefusedTime, 'wall'>) => {
    const part = intersect(rest, time)
    if (part.length > 0) refused.push({ ...reason, wall: part })
    rest = subtract(rest, part)
  }
  refuse(charges.session, { code: 'already_charged' })
  for (const { lessonId, charged } of charges.others) refuse(charged, { code: 'concurrent_session', lessonId })
  refuse(charges.learner, { code: 'concurrent_session' })
  return { passed, refused }
}
