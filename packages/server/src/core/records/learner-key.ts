/** Who a call is about: every row, key and limit is scoped by the tenant. */
export interface LearnerKey {
  readonly tenantId: string
  readonly learnerId: string
}
