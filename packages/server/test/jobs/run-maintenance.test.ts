import { randomUUID } from 'node:crypto'
import { DEFAULT_RULE } from '@enhancedhr/protocol'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { runMaintenance } from '../../src/jobs/run-maintenance.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { withMethods } from '../http/lesson-server.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { report, School } from '../support/school.js'
import { NO_TELEMETRY } from '../../src/core/telemetry.js'

const BUDGET = 60_000
const LEARNERS = 12

for (const kind of KINDS) {
  describe(`maintenance by two processes, on ${kind}`, () => {
    let database: TestDatabase
    let one: SqlLessonStore
    let other: SqlLessonStore

    beforeAll(async () => {
      database = openDatabase(kind)
      one = database.openStore()
      other = database.openStore()
      await one.prepare('auto')
    })
    afterAll(() => database.close())

    it('does each job once, however often both are asked', async () => {
      const school = new School(database, one)
      const lesson = await school.found()
      for (let index = 0; index < LEARNERS; index += 1) {
        const learner = await school.enrol(`learner-${index.toString()}`)
        await school.record(learner, [report(await school.open(learner, lesson), [play(1, 0, 60, 0)])])
      }
      await school.putLesson({ rule: { ...DEFAULT_RULE, thresholdPerMille: 50 } })
      let running = 0
      let most = 0
      const counted = (store: SqlLessonStore) =>
        withMethods(store, {
          verdicts: {
            evaluateDue: async () => {
              running += 1
              most = Math.max(most, running)
              const page = await store.verdicts.evaluateDue()
              running -= 1
              return page
            },
          },
        })
      const results = await Promise.all(
        [one, other, one, other].map((store) =>
          runMaintenance({ store: counted(store), telemetry: NO_TELEMETRY }, BUDGET),
        ),
      )
      assert.equal(most, 1, 'never two at once')
      assert.equal(
        results.reduce((sum, { evaluated }) => sum + evaluated, 0),
        LEARNERS,
      )
      const [row] = await database.client.query<{ earned: number }>(
        `select count(*)::int4 as earned from ${database.schema}.verdict_acts where tenant_id = $1 and subject = 'lesson'`,
        [school.tenantId],
      )
      assert.equal(row!.earned, LEARNERS)
    })

    it('leaves a job alone while another process holds it, and takes it when the lease is over', async () => {
      const [held, next] = [randomUUID(), randomUUID()]
      assert.isTrue(await one.leases.claim('a job', held, 60_000))
      assert.isFalse(await other.leases.claim('a job', next, 60_000))
      await database.client.query(
        `update ${database.schema}.job_leases set held_until = clock_timestamp() where job = 'a job'`,
      )
      assert.isTrue(await other.leases.claim('a job', next, 60_000))
      assert.isFalse(await one.leases.extend('a job', held, 60_000), 'lost')
      await one.leases.release('a job', held)
      assert.isFalse(await one.leases.claim('a job', held, 60_000), 'nobody gives back what another one holds')
      await other.leases.release('a job', next)
      assert.isTrue(await one.leases.claim('a job', held, 60_000))
    })

    it('goes on with the other jobs where one fails, and says so at the end', async () => {
      const failure = new Error('broken')
      let swept = false
      const store = withMethods(one, {
        sessions: { closeOrphans: () => Promise.reject(failure) },
        limits: {
          sweep: () => {
            swept = true
            return Promise.resolve(0)
          },
        },
      })
      const error: unknown = await runMaintenance({ store, telemetry: NO_TELEMETRY }, BUDGET).catch(
        (reason: unknown) => reason,
      )
      assert.equal(error, failure)
      assert.isTrue(swept)
      assert.isTrue(await other.leases.claim('close-sessions', randomUUID(), 1), 'the lease was given back')
    })
  })
}
