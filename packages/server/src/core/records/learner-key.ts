/** Who a call is about: every row, key and limit is scoped by the tenant. */
export interface LearnerKey {
  readonly tenantId: string
  readonly learnerId: string
}

/** Names a learner, for example in a queue; two tenants never share a name. */
export function learnerName({ tenantId, learnerId }: LearnerKey): string {
  return JSON.stringify([tenantId, learnerId])
}
