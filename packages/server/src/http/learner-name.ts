import type { LearnerKey } from '../core/records/learner-key.js'

/** Names a learner, or one session of a learner, for limits and the gate; two tenants never share a name. */
export function learnerName({ tenantId, learnerId }: LearnerKey, sessionId?: string): string {
  return JSON.stringify(sessionId === undefined ? [tenantId, learnerId] : [tenantId, learnerId, sessionId])
}
