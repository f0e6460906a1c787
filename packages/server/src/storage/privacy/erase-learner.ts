import type { ErasureResult } from '../../core/records/learner-data.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { Scope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { epochMs } from '../rows/epoch-ms.js'
import { forgetOutgoing, holdBackDeliveries, writeErased } from './forget-outgoing.js'
import { LEARNER_TABLES, type LearnerTable } from './learner-tables.js'

/** Rows that one statement deletes, so that none takes long, however much somebody has watched. */
const ROWS_PER_STATEMENT = 5_000

/**
 * What is locked first, in the order that everybody locks it in. Whoever writes an event of the learner, or sends one once more,
 * holds one of these, so what is read afterwards is complete; targets and deliveries come next.
 */
const LOCKED = ['learners', 'enrolments', 'event_heads', 'event_log'] as const

/**
 * Erases a learner, in one transaction; see `Privacy`.
 *
 * The learner's lock is taken for deleting, so it waits for whoever is writing something of them, and whoever comes later finds
 * nobody.
 */
export function eraseLearner(
  unit: UnitOfWork,
  key: LearnerKey,
  { keepVerdicts }: { readonly keepVerdicts: boolean },
): Promise<ErasureResult> {
  return unit.transaction(async (transaction) => {
    const learner = transaction.learner(key)
    const platform = transaction.platform()
    for (const table of LOCKED) {
      await platform.query(
        `select 1 as locked from ${platform.schema}.${table} where tenant_id = $1 and learner_id = $2 for update`,
        [key.tenantId, key.learnerId],
      )
    }
    const inFlight = await holdBackDeliveries(platform, key, keepVerdicts)
    if (inFlight > 0) return { inFlight }
    const name = `erased/${crypto.randomUUID()}`
    const erased: Record<string, number> = { ...(await forgetOutgoing(platform, key, { name, keepVerdicts })) }
    const uploads = await forgetUploads(transaction.tenant(key.tenantId), key, name)
    if (uploads > 0) erased['uploads'] = uploads
    const videos = await forgetBoundVideos(platform, key, name)
    if (videos > 0) erased['bound_videos'] = videos
    await changeOwnedCourses(transaction.tenant(key.tenantId), key)
    for (const table of LEARNER_TABLES.filter(({ erasing }) => erasing === 'deleted')) {
      const scope = table.person === 'owner_id' ? transaction.tenant(key.tenantId) : learner
      erased[table.section] = await deleteRows(scope, key, table, keepVerdicts)
    }
    const named = Object.fromEntries(Object.entries(erased).filter(([, count]) => count > 0))
    if (platform.writesEvents && Object.keys(named).length > 0) await writeErased(platform, key, { name, keepVerdicts })
    const [row] = await platform.query<{ now: number }>(`select ${epochMs('clock_timestamp()')}::float8 as now`)
    return { inFlight: null, erasedAt: new Date(row!.now), erased: named }
  })
}

/** Deletes the rows of a table, a page a statement. */
async function deleteRows(
  { schema, query }: Scope,
  { tenantId, learnerId }: LearnerKey,
  { table, person, key, kept }: LearnerTable,
  keepVerdicts: boolean,
): Promise<number> {
  const own = `x.tenant_id = $1 and x.${person} = $2`
  const columns = key.map(({ name }) => name)
  const goes = keepVerdicts && kept ? `and not ${kept(schema)}` : ''
  let deleted = 0
  for (;;) {
    const [row] = await query<{ count: number }>(
      `with page as (
         select ${['x.tenant_id', ...columns.map((column) => `x.${column}`)].join(', ')} from ${schema}.${table} x
         where ${own} ${goes} limit ${ROWS_PER_STATEMENT.toString()}
       ), gone as (
         delete from ${schema}.${table} x using page
         where ${[own, ...columns.map((column) => `x.${column} = page.${column}`)].join(' and ')} returning 1
       ) select count(*)::int4 as count from gone`,
      [tenantId, learnerId],
    )
    deleted += row!.count
    if (row!.count < ROWS_PER_STATEMENT) return deleted
  }
}

/** A course that loses an owner is another one for whoever changes it with the tag of before. */
async function changeOwnedCourses({ schema, query }: Scope, { tenantId, learnerId }: LearnerKey): Promise<void> {
  await query(
    `update ${schema}.courses c set revision = revision + 1 where c.tenant_id = $1 and exists (
       select from ${schema}.course_owners o where o.tenant_id = $1 and o.course_id = c.course_id and o.owner_id = $2)`,
    [tenantId, learnerId],
  )
}

/** What somebody uploaded is the lessons'; who it was, and what the file was called, is forgotten. */
async function forgetUploads(
  { schema, query }: Scope,
  { tenantId, learnerId }: LearnerKey,
  name: string,
): Promise<number> {
  const rows = await query(
    `update ${schema}.uploads set created_by = $3, file_name = '' where tenant_id = $1 and created_by = $2 returning 1 as done`,
    [tenantId, learnerId, name],
  )
  return rows.length
}

/** A video stays its tenant's; who bound it is forgotten. */
async function forgetBoundVideos(
  { schema, query }: Scope,
  { tenantId, learnerId }: LearnerKey,
  name: string,
): Promise<number> {
  const rows = await query(
    `update ${schema}.playback_bindings set bound_by = $3 where tenant_id = $1 and bound_by = $2 returning 1 as done`,
    [tenantId, learnerId, name],
  )
  return rows.length
}
