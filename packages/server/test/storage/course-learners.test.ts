import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { SqlClient, SqlRunner } from '../../src/storage/database/sql-client.js'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { School } from '../support/school.js'

const LEARNERS = 2_000
const PAGE = 50

for (const kind of KINDS) {
  describe(`a page of a course’s learners on ${kind}`, () => {
    let database: TestDatabase

    beforeAll(() => {
      database = openDatabase(kind)
    })
    afterAll(() => database.close())

    it('costs one statement, however many learners there are', async () => {
      let statements = 0
      const { client, schema } = database
      const counting: SqlClient = {
        ...counted(client),
        kind: client.kind,
        transaction: (work) => client.transaction((runner) => work(counted(runner))),
        connections: () => client.connections(),
        close: () => client.close(),
      }
      function counted(runner: SqlRunner): SqlRunner {
        return {
          query: (text, values) => {
            statements += 1
            return runner.query(text, values)
          },
          script: (text) => runner.script(text),
        }
      }
      const store = new SqlLessonStore(counting, schema)
      await store.prepare('auto')
      const school = new School(database, store)
      await school.found()
      const { tenantId, courseId } = school
      await client.query(
        `insert into ${schema}.enrolments (tenant_id, learner_id, course_id, active)
         select $1, 'learner-' || lpad(n::text, 6, '0'), $2, true from generate_series(1, ${LEARNERS.toString()}) n`,
        [tenantId, courseId],
      )
      const listing = { search: '', status: null, limit: PAGE }
      const seen: string[] = []
      let after: string | null = null
      for (let page = 0; page < LEARNERS / PAGE; page += 1) {
        statements = 0
        const found = await store.learners.list({ tenantId, courseId }, { ...listing, after })
        assert.equal(statements, 1)
        assert.lengthOf(found, PAGE)
        seen.push(...found.map(({ learnerId }) => learnerId))
        after = found.at(-1)!.learnerId
      }
      assert.lengthOf(new Set(seen), LEARNERS)
      assert.isEmpty(await store.learners.list({ tenantId, courseId }, { ...listing, after }))
      const rare = { ...listing, search: 'R-001999', status: 'not_started' as const, after: null }
      statements = 0
      assert.lengthOf(await store.learners.list({ tenantId, courseId }, rare), 1)
      assert.equal(statements, 1)
    })
  })
}
