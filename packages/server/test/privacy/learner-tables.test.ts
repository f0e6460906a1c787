import { readFileSync } from 'node:fs'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { ACTOR_COLUMNS, LEARNER_TABLES, OTHER_TABLES } from '../../src/storage/privacy/learner-tables.js'
import { openTestDatabase } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'

/** A column whose name says that somebody is in it. */
const NAMES_A_PERSON = /learner|owner|actor|person|user|subject_of|_by$|email/
/** Instants and counts that only sound like it. */
const NAMES_NOBODY = /_at$|_on$/

describe('the list of tables that hold something of a learner', () => {
  let database: TestDatabase
  let columns: readonly { table: string; column: string }[]

  beforeAll(async () => {
    database = openTestDatabase()
    await database.openStore().prepare('auto')
    columns = await database.client.query<{ table: string; column: string }>(
      `select table_name::text as table, column_name::text as column from information_schema.columns
       where table_schema = $1 order by table_name, ordinal_position`,
      [database.schema],
    )
  })
  afterAll(() => database.close())

  it('says of every table of the real schema how it is exported and erased, or why it need not be', () => {
    const tables = [...new Set(columns.map(({ table }) => table))]
    const known = [...LEARNER_TABLES.map(({ table }) => table), ...Object.keys(OTHER_TABLES)]
    assert.sameMembers(known, tables)
    assert.lengthOf(new Set(known), known.length)
  })

  it('has every column that names somebody', () => {
    const listed = [...LEARNER_TABLES.map(({ table, person }) => `${table}.${person}`), ...ACTOR_COLUMNS]
    const found = columns
      .filter(({ column }) => NAMES_A_PERSON.test(column) && !NAMES_NOBODY.test(column))
      .map(({ table, column }) => `${table}.${column}`)
    assert.sameMembers(found, listed)
  })

  it('goes by the primary key of each table', async () => {
    const keys = await database.client.query<{ table: string; columns: string }>(
      `select c.relname::text as table, string_agg(a.attname || ' ' || format_type(a.atttypid, null), ', ' order by k.place) as columns
       from pg_index i join pg_class c on c.oid = i.indrelid
       cross join unnest(i.indkey::int2[]) with ordinality k(attnum, place)
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
       where i.indisprimary and c.relnamespace = $1::regnamespace group by 1`,
      [database.schema],
    )
    const types = { int4: 'integer', int8: 'bigint', text: 'text', uuid: 'uuid' } as const
    for (const { table, person, key } of LEARNER_TABLES) {
      const real = keys.find((each) => each.table === table)!.columns.split(', ')
      const rest = real.filter((column) => column !== 'tenant_id text' && column !== `${person} text`)
      assert.deepEqual(
        rest,
        key.map(({ name, type }) => `${name} ${types[type]}`),
        table,
      )
    }
  })

  it('is the table of the documentation, with what the others are kept for', () => {
    const page = readFileSync(new URL('../../../../docs/privacy.md', import.meta.url), 'utf8')
    const rows = Array.from(
      page.matchAll(/^\| `(\w+)` +\| ([^|]+?) +\| ([^|]+?) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm),
      (found) => found.slice(1),
    )
    const documented = rows.filter(([table]) => !['rate_limits', 'verdict_sweeps'].includes(table!))
    assert.lengthOf(rows, documented.length + 2)
    assert.deepEqual(
      documented.map(([table, section]) => [table, section]),
      LEARNER_TABLES.map(({ table, section }) => [table, `\`${section}\``]),
    )
    for (const [index, [table, , keptFor, erasing, withVerdicts]] of documented.entries()) {
      const { period, erasing: kind, kept } = LEARNER_TABLES[index]!
      if (period === null) assert.match(keptFor!, /^until erased|^for ever/, table)
      else if (table !== 'event_deliveries') assert.include(keptFor, `\`${period}\``, table)
      assert.equal(erasing!.startsWith('deleted'), kind === 'deleted', table)
      assert.equal(withVerdicts === 'deleted', kept === null, table)
    }
  })

  it('names each section once', () => {
    assert.lengthOf(new Set(LEARNER_TABLES.map(({ section }) => section)), LEARNER_TABLES.length)
  })
})
