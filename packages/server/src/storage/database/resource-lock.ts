import type { Scope } from './scope.js'

/** What a change is about. */
export interface ResourceName {
  readonly kind: 'course' | 'lesson' | 'uploads' | 'video'
  /** `null` for a video: it is one and the same for all tenants. */
  readonly tenantId: string | null
  readonly id: string
}

/**
 * Waits until nobody else changes the resource, whether it exists or not, and holds it to the end of the transaction.
 *
 * The lock of a row that is not there locks nothing, so two creations at once would each find nothing and both go
 * on. It is a separate statement, so that what is read after it sees what the one before wrote.
 */
export async function lockResource(scope: Scope, { kind, tenantId, id }: ResourceName): Promise<void> {
  await scope.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))::text as locked`, [
    JSON.stringify([scope.schema, kind, tenantId, id]),
  ])
}
