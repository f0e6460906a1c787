import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import type { ParsedReport } from '../../src/core/records/report.js'
import type { SqlClient, SqlRow, SqlValue } from '../../src/storage/database/sql-client.js'
import { StorageUnavailableError } from '../../src/storage/database/storage-unavailable-error.js'
import { UnitOfWork } from '../../src/storage/database/unit-of-work.js'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { play, SECOND } from '../support/evidence.js'
import { report, School } from '../support/school.js'
import { NO_TELEMETRY } from '../../src/core/telemetry.js'

/** A learner with one report of half a minute. */
interface Watcher {
  readonly learner: LearnerKey
  readonly sent: readonly ParsedReport[]
}

for (const kind of KINDS) {
  describe(`what arrives together on ${kind}`, () => {
    let database: TestDatabase
    let school: School
    let watchers: readonly Watcher[]
    /** Statements that went to the database. */
    let trips = 0
    /** Whether the answers of statements are lost, once they are done. */
    let losesAnswers = false

    beforeAll(async () => {
      database = openDatabase(kind)
      const { client } = database
      const counting: SqlClient = {
        kind: client.kind,
        query: async <Row extends SqlRow>(text: string, values?: readonly SqlValue[]) => {
          trips += 1
          const rows = await client.query<Row>(text, values)
          if (losesAnswers) throw new StorageUnavailableError({ cause: new Error('Connection terminated') })
          return rows
        },
        script: (text) => client.script(text),
        transaction: (work) => client.transaction(work),
        connections: () => client.connections(),
        close: () => Promise.resolve(),
      }
      const store = new SqlLessonStore(counting, database.schema)
      await store.prepare('auto')
      school = new School(database, store)
      const lesson = await school.found()
      watchers = await Promise.all(
        Array.from({ length: 100 }, async (_, index) => {
          const learner = await school.enrol(`learner-${index.toString().padStart(3, '0')}`)
          const session = await school.open(learner, lesson)
          return { learner, sent: [report(session, [play(1, 0, 30, 0)])] }
        }),
      )
    })
    afterAll(() => database.close())

    const send = ({ learner, sent }: Watcher) => school.record(learner, sent)
    const watched = async ({ learner }: Watcher) => {
      const lesson = (await school.store.lessons.find({ tenantId: school.tenantId, lessonId: 'fire-safety-1' }))!
      return (await school.store.progress.readLesson(learner, lesson, null)).playingTime
    }

    it('is committed together: all but the one that the database refuses, which alone is refused', async () => {
      const { client, schema } = database
      const [bad] = watchers.slice(36)
      await client.script(`
        create function ${schema}.refuse() returns trigger language plpgsql as
          $$ begin raise check_violation using message = 'refused'; end $$;
        create trigger refuse before insert on ${schema}.watch_evidence for each row
          when (new.learner_id = '${bad!.learner.learnerId}') execute function ${schema}.refuse();`)
      const results = await Promise.allSettled(watchers.map(send))
      const refused = results.flatMap((result, index) => (result.status === 'rejected' ? [index] : []))
      assert.deepEqual(refused, [36])
      const times = await Promise.all(watchers.map(watched))
      assert.deepEqual(
        times,
        watchers.map((_, index) => (index === 36 ? 0 : 30 * SECOND)),
      )
      await client.script(`drop trigger refuse on ${schema}.watch_evidence; drop function ${schema}.refuse()`)
      assert.equal((await send(bad!)).results[0]?.status, 'credited')
    })

    it('costs two statements a commit of up to 64 learners', async () => {
      trips = 0
      // Everything is known already, so nothing is written: one statement a commit. The first two learners go alone.
      const results = await Promise.all(watchers.map(send))
      assert.isTrue(results.every(({ results: [result] }) => result?.status === 'credited'))
      assert.equal(trips, 4)
    })

    it('waits for nobody: whose row is held elsewhere is recorded when it is free, and the others meanwhile', async () => {
      if (kind === 'pglite') return
      const { client, schema } = database
      const more = watchers.slice(0, 20).map(({ learner, sent: [first] }) => ({
        learner,
        sent: [{ ...first!, segments: [play(2, 30, 60, 30)] }],
      }))
      let held: Promise<unknown> | undefined
      let isHeld = true
      await client.transaction(async (runner) => {
        await runner.query(
          `select 1 as one from ${schema}.learners where tenant_id = $1 and learner_id = $2 for update`,
          [school.tenantId, more[5]!.learner.learnerId],
        )
        held = send(more[5]!).finally(() => (isHeld = false))
        await Promise.all(more.filter((_, index) => index !== 5).map(send))
        assert.isTrue(isHeld)
      })
      await held
      assert.deepEqual(
        await Promise.all(more.map(watched)),
        more.map(() => 60 * SECOND),
      )
    })

    it('is answered with the outage by everybody whose commit is unknown, and credited once when it comes again', async () => {
      const more = watchers.slice(20, 40).map(({ learner, sent: [first] }) => ({
        learner,
        sent: [{ ...first!, segments: [play(3, 60, 90, 60)] }],
      }))
      losesAnswers = true
      const results = await Promise.allSettled(more.map(send))
      losesAnswers = false
      assert.isTrue(
        results.every((result) => result.status === 'rejected' && result.reason instanceof StorageUnavailableError),
      )
      await Promise.all(more.map(send))
      await Promise.all(more.map(send))
      assert.deepEqual(
        await Promise.all(more.map(watched)),
        more.map(() => 60 * SECOND),
      )
    })

    it('sees and changes nothing of a neighbour, whatever a statement asks for', async () => {
      const { client, schema } = database
      const unit = new UnitOfWork(client, { schema, writesEvents: true, telemetry: NO_TELEMETRY })
      const keys = watchers.slice(0, 5).map(({ learner }) => learner)
      const seen = await unit.eachLearner<{ learner_id: string }>(
        `select distinct learner_id from ${schema}.watch_sessions where $1 = $1`,
        keys.map((key) => ({ key, values: ['all'] })),
      )
      assert.deepEqual(
        seen,
        keys.map(({ learnerId }) => [{ learner_id: learnerId }]),
      )
      const neighbour = keys.map((key, index) => ({ key, values: [keys[(index + 1) % keys.length]!.learnerId] }))
      const changed = await unit.eachLearner(
        `update ${schema}.learners set revision = revision + 1 where learner_id = $1 returning learner_id`,
        neighbour,
      )
      assert.deepEqual(
        changed,
        keys.map(() => []),
      )
      const refusal: unknown = await unit
        .eachLearner(
          `insert into ${schema}.learners (tenant_id, learner_id, scope) values ('${school.tenantId}', $1, 'x') returning 1`,
          neighbour.map(({ key }) => ({ key, values: ['somebody-else'] })),
        )
        .catch((error: unknown) => error)
      assert.propertyVal(refusal, 'code', '42501')
    })
  })
}
