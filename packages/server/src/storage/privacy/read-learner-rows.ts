import { isStorableText } from '@enhancedhr/protocol'
import type { ExportedRow, ExportPlace } from '../../core/records/learner-data.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { type KeyColumn, LEARNER_TABLES, type LearnerTable } from './learner-tables.js'

/** Reads what comes after a place, at most so many rows, in the order of the sections and of the keys in them. */
export async function readLearnerRows(
  unit: UnitOfWork,
  learner: LearnerKey,
  place: ExportPlace | null,
  limit: number,
): Promise<readonly ExportedRow[]> {
  const first = place === null ? 0 : LEARNER_TABLES.findIndex(({ section }) => section === place.section)
  const rows: ExportedRow[] = []
  for (const table of first === -1 ? [] : LEARNER_TABLES.slice(first)) {
    const after = table.section === place?.section ? place.after : null
    // The only row of a table without further key columns has been read.
    if (after?.length === 0) continue
    rows.push(...(await readTable(unit, learner, table, after, limit - rows.length)))
    if (rows.length >= limit) break
  }
  return rows
}

/** Whether a place that came from outside is one: anything else would be an error of the database. */
export function isExportPlace({ section, after }: ExportPlace): boolean {
  const table = LEARNER_TABLES.find((each) => each.section === section)
  if (!table || !after) return table !== undefined
  return after.length === table.key.length && table.key.every(({ type }, index) => IS_KEY[type](after[index]!))
}

const IS_KEY: Readonly<Record<KeyColumn['type'], (text: string) => boolean>> = {
  text: isStorableText,
  int4: (text) => /^-?\d{1,9}$/.test(text),
  int8: (text) => /^\d{1,15}$/.test(text),
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
}

async function readTable(
  unit: UnitOfWork,
  learner: LearnerKey,
  { table, section, person, key, readAs, members }: LearnerTable,
  after: readonly string[] | null,
  limit: number,
): Promise<readonly ExportedRow[]> {
  const scopes = {
    learner: () => unit.learner(learner),
    tenant: () => unit.tenant(learner.tenantId),
    platform: () => unit.platform(),
  }
  const { schema, query } = scopes[readAs]()
  const shown = Object.entries(members).map(([name, value]) => `'${name}', ${value}`)
  const columns = key.map(({ name }) => `x.${name}`)
  const given = key.map(({ type }, index) => `$${(index + 4).toString()}::${type}`)
  const beyond = after === null ? '' : `and (${columns.join(', ')}) > (${given.join(', ')})`
  const rows = await query<{ shown: Record<string, unknown>; place: readonly string[] }>(
    `select jsonb_build_object(${shown.join(', ')}) as shown,
       jsonb_build_array(${columns.map((column) => `${column}::text`).join(', ')}) as place
     from ${schema}.${table} x
     where x.tenant_id = $1 and x.${person} = $2 ${beyond}
     ${columns.length === 0 ? '' : `order by ${columns.join(', ')}`} limit $3::int4`,
    [learner.tenantId, learner.learnerId, limit, ...(after ?? [])],
  )
  return rows.map(({ shown: row, place }) => ({ section, row, place: { section, after: place } }))
}
