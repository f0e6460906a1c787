import { assert } from 'chai'
import pg from 'pg'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { PostgresClient } from '../../src/storage/database/postgres-client.js'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { openDatabase, POSTGRES_URL, type TestDatabase } from '../support/database.js'
import { play, seconds } from '../support/evidence.js'
import { report, School } from '../support/school.js'

/** Every type that the driver has a name for. */
const CHANGED = Object.values(pg.types.builtins)

describe('our own parsers', () => {
  it('leave those of the host as they are: a client changes nothing that is shared', async () => {
    const read = () => CHANGED.map((id) => pg.types.getTypeParser(id) as unknown)
    const before = read()
    const client = new PostgresClient(new pg.Pool({ max: 1 }), { ownsPool: true })
    await client.close()
    const after = read()
    assert.isTrue(after.every((parser, index) => parser === before[index]))
  })
})

// What is read in whose way only a server shows: type parsers are the driver's.
if (POSTGRES_URL !== undefined) {
  describe('a host that reads PostgreSQL’s types in its own way', () => {
    const before = CHANGED.map((id) => pg.types.getTypeParser(id) as (text: string) => unknown)
    const dates = pg.defaults.parseInputDatesAsUTC
    let database: TestDatabase

    beforeAll(() => {
      for (const id of CHANGED) pg.types.setTypeParser(id, (text: string) => ({ ofHost: text }))
      pg.defaults.parseInputDatesAsUTC = !dates
      database = openDatabase('postgres')
    })
    afterAll(async () => {
      for (const [index, id] of CHANGED.entries()) pg.types.setTypeParser(id, before[index]!)
      pg.defaults.parseInputDatesAsUTC = dates
      await database.close()
    })

    it('gets the same ledger: what we read is read in our way, with each query', async () => {
      const pool = new pg.Pool({ connectionString: POSTGRES_URL, max: 2 })
      const store = new SqlLessonStore(new PostgresClient(pool, { ownsPool: false }), database.schema)
      await store.prepare('auto')
      await store.prepare('check')
      const school = new School(database, store)
      const lesson = await school.found()
      assert.equal(lesson.media?.duration, 600_000)
      const ada = await school.enrol()
      const session = await school.open(ada, lesson)
      const { results } = await school.record(ada, [report(session, [play(1, 0, 580, 0)])])
      assert.equal(results[0]?.status, 'credited')
      const takenAt = new Date('2026-07-01T10:00:00.123Z')
      const result = { resultId: 'r', passed: true, score: 0.5, maxScore: 1, takenAt }
      const outcome = await store.verdicts.recordQuizResult(ada, lesson, result)
      assert.deepEqual(outcome === 'conflict' ? null : outcome.kept.takenAt, takenAt)
      const progress = await store.progress.readLesson(ada, lesson, null)
      assert.deepEqual(progress.watched, seconds([0, 580]))
      assert.isTrue(progress.verdict?.completed)
      assert.lengthOf(await store.courses.list(ada, { who: 'learner', limit: 10, after: null }), 1)
      assert.isAtLeast((await store.limits.count([{ limiter: 'reports', key: 'ada', seconds: 60 }]))[0]!.calls, 1)
      assert.deepEqual(await store.sessions.closeOrphans(), { closed: 0, swept: 0 })
      // And the host's own queries are read in the host's way.
      assert.deepEqual((await pool.query(`select '{}'::jsonb as value`)).rows, [{ value: { ofHost: '{}' } }])
      await store.close()
      await pool.end()
    })
  })
}
