import type { TenantScope } from '../database/scope.js'

/**
 * Whether the owner owns the course, and will until the transaction ends.
 *
 * Locks the course before its owner, as a change of the course does: two orders would wait for each other.
 */
export async function holdOwner(
  { schema, tenantId, query }: TenantScope,
  courseId: string,
  ownerId: string,
): Promise<boolean> {
  const [owned] = await query<{ owner_id: string }>(
    `select o.owner_id from ${schema}.courses c
     join ${schema}.course_owners o on o.tenant_id = c.tenant_id and o.course_id = c.course_id
     where c.tenant_id = $1 and c.course_id = $2 and o.owner_id = $3 for share of c, o`,
    [tenantId, courseId, ownerId],
  )
  return owned !== undefined
}
