import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { openDatabase, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { report, School } from '../support/school.js'

describe('plans of the handler’s statements', () => {
  let database: TestDatabase

  beforeAll(() => {
    database = openDatabase('pglite')
  })
  afterAll(() => database.close())

  const prepared = () =>
    database.client.query<{ name: string; uses: number }>(
      `select name, (generic_plans + custom_plans)::int4 as uses from pg_prepared_statements
       where name like 'ehr\\_%' order by name`,
    )

  it('are kept by the connection, and made again when a pooler has dropped them', async () => {
    const store = new SqlLessonStore(database.client, database.schema)
    await store.prepare('auto')
    const school = new School(database, store)
    const lesson = await school.found()
    const ada = await school.enrol()
    const session = await school.open(ada, lesson)
    const send = async (n: number) => {
      const answer = await school.record(ada, [report(session, [play(n, (n - 1) * 10, n * 10, (n - 1) * 10)])])
      assert.equal(answer.results[0]?.status, 'credited')
    }
    await send(1)
    const first = await prepared()
    await send(2)
    const second = await prepared()
    assert.deepEqual(
      second.map(({ name }) => name),
      first.map(({ name }) => name),
    )
    const used = second.filter(({ uses }, index) => uses > first[index]!.uses)
    assert.equal(used.length, 2, 'the reading and the writing of a batch')

    await database.client.script('deallocate all')
    await send(3)
    await database.client.script('discard all')
    await send(4)
    assert.isNotEmpty(await prepared())
  })
})
