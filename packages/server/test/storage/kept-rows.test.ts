import { EVIDENCE_BASE, EVIDENCE_PER_SECOND, EVENTS_BASE, MAX_KEPT_PER_DAY } from '@enhancedhr/protocol'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { play, SECOND, seconds } from '../support/evidence.js'
import { report, School } from '../support/school.js'

const PER_REPORT = 1_000

for (const kind of KINDS) {
  describe(`rows that a learner can make us keep, on ${kind}`, () => {
    let database: TestDatabase
    let store: SqlLessonStore

    beforeAll(async () => {
      database = openDatabase(kind)
      store = database.openStore()
      await store.prepare('auto')
    })
    afterAll(() => database.close())

    const prepare = async (age: number) => {
      const school = new School(database, store)
      const lesson = await school.found()
      const ada = await school.enrol()
      return { school, lesson, ada, session: await school.open(ada, lesson, age) }
    }
    const count = async (table: string, tenantId: string) => {
      const [row] = await database.client.query<{ count: number }>(
        `select count(*)::int4 as count from ${database.schema}.${table} where tenant_id = $1`,
        [tenantId],
      )
      return row!.count
    }

    it('are bounded by the session’s age, however many reports of refused segments come', async () => {
      const age = 100
      const { school, lesson, ada, session } = await prepare(age)
      for (let sent = 0; sent < 156; sent += 1) {
        // Beyond the end of the video: refused, and no time is charged.
        const refused = Array.from({ length: PER_REPORT }, (_, index) =>
          play(sent * PER_REPORT + index + 1, 5_000, 5_001, index % 90),
        )
        const { results } = await school.record(ada, [report(session, refused)])
        assert.equal(results[0]!.status, 'uncredited')
      }
      // Some seconds may pass while this runs.
      const limit = EVIDENCE_BASE + (age + 120) * EVIDENCE_PER_SECOND
      assert.isAtMost(await count('watch_evidence', ada.tenantId), limit)
      const [explained] = await store.progress.readUncredited(ada, lesson, 1)
      assert.deepInclude(explained, { reason: 'out_of_bounds', media: [[5_000_000, 5_001_000]] })
    })

    it('are fewer than what counts: beyond the bound a segment is credited and charged once all the same', async () => {
      const { school, lesson, ada, session } = await prepare(0)
      await school.age(ada, session.sessionId, 60)
      const pieces = Array.from({ length: 600 }, (_, index) =>
        play(index + 1, index / 10, (index + 1) / 10, index / 10),
      )
      const sent = [report(session, pieces)]
      const first = await school.record(ada, sent)
      assert.deepInclude(first.results[0], { status: 'credited', through: 600, reasons: [] })
      const again = await school.record(ada, sent)
      assert.deepEqual(again.results, first.results)
      const { watched, playingTime } = await store.progress.readLesson(ada, lesson, null)
      assert.deepEqual(watched, seconds([0, 60]))
      assert.equal(playingTime, 60 * SECOND)
      assert.isBelow(await count('watch_evidence', ada.tenantId), 600)
    })

    it('are bounded for a day over all sessions, also by events', async () => {
      const { school, lesson, ada, session } = await prepare(3_600)
      await school.record(ada, [report(session, [play(1, 0, 1, 0)])])
      await database.client.query(`update ${database.schema}.learners set kept = $2::int4 where tenant_id = $1`, [
        ada.tenantId,
        MAX_KEPT_PER_DAY - 3,
      ])
      const events = Array.from({ length: EVENTS_BASE }, (_, index) => ({
        n: index + 1,
        type: 'seek',
        at: 0,
        data: {},
      }))
      const segments = [play(2, 10, 20, 10), play(3, 20, 30, 20)]
      const { results } = await school.record(ada, [report(session, segments, { events })])
      assert.deepInclude(results[0], { status: 'credited', through: 3, eventsThrough: EVENTS_BASE })
      assert.equal((await count('watch_evidence', ada.tenantId)) + (await count('watch_events', ada.tenantId)), 4)
      const { watched } = await store.progress.readLesson(ada, lesson, null)
      assert.deepEqual(watched, seconds([0, 1], [10, 30]))
      // Tomorrow there is room again.
      await database.client.query(`update ${database.schema}.learners set kept_on = kept_on - 1 where tenant_id = $1`, [
        ada.tenantId,
      ])
      await school.record(ada, [report(session, [play(4, 40, 50, 40)])])
      assert.equal(await count('watch_evidence', ada.tenantId), 4)
    })
  })
}
