import type { LearnerKey } from '../../core/records/learner-key.js'

/** Names a learner for the queue; two tenants never share a name. */
export function learnerName({ tenantId, learnerId }: LearnerKey): string {
  return JSON.stringify([tenantId, learnerId])
}
