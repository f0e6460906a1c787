import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { exportLearnerPage } from '../../src/app/privacy/export-learner.js'
import { DEFAULT_RETENTION, type RetentionPeriods } from '../../src/core/records/learner-data.js'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import { runMaintenance } from '../../src/jobs/run-maintenance.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { PostOffice } from '../support/post-office.js'
import { report, School } from '../support/school.js'
import { NO_TELEMETRY } from '../../src/core/telemetry.js'

const BUDGET = 60_000
const DAY = 86_400

for (const kind of KINDS) {
  describe(`retention periods on ${kind}`, () => {
    let database: TestDatabase
    let store: SqlLessonStore
    let other: SqlLessonStore

    beforeAll(async () => {
      database = openDatabase(kind)
      store = database.openStore()
      other = database.openStore()
      await store.prepare('auto')
    })
    afterAll(() => database.close())

    const sweep = (periods: Partial<RetentionPeriods> = {}) =>
      Promise.all(
        [store, other].map((each) =>
          runMaintenance({ store: each, telemetry: NO_TELEMETRY }, BUDGET, { ...DEFAULT_RETENTION, ...periods }),
        ),
      )
    const count = async (learner: LearnerKey) => {
      const { sessions, evidence, session_events, charged_time } = (await exportLearnerPage({ store }, learner, null))
        .records
      // Charged time is kept by quarters of an hour, so it is a row or two.
      return [sessions, evidence, session_events, charged_time].map(({ length }) => Math.min(length, 1))
    }
    /** A learner with a session that ended so many days ago, in which a lesson was completed. */
    const watched = async (school: School, learnerId: string, days: number) => {
      const learner = await school.enrol(learnerId)
      const lesson = (await store.lessons.find({ tenantId: school.tenantId, lessonId: 'fire-safety-1' }))!
      const session = await school.open(learner, lesson)
      const events = [{ n: 1, type: 'pause', at: 100, data: {} }]
      const send = (n = 1) => school.record(learner, [report(session, [play(n, 0, 560, 0)], { events })])
      await send()
      await store.sessions.end(learner, session.sessionId)
      await school.age(learner, session.sessionId, days * DAY)
      await database.client.query(
        `update ${database.schema}.watch_sessions set ended_at = ended_at - $2::text::interval where session_id = $1::uuid`,
        [session.sessionId, `${days.toString()} days`],
      )
      return { learner, send }
    }

    it('deletes nothing of learners where no period is set', async () => {
      const school = new School(database, store)
      await school.found()
      const { learner } = await watched(school, 'ada', 3_000)
      await sweep()
      assert.deepEqual(await count(learner), [1, 1, 1, 1])
    })

    it('deletes raw evidence that is older than its period, and nothing that a verdict was worked out from', async () => {
      const school = new School(database, store)
      await school.found()
      const old = await watched(school, 'old', 400)
      const young = await watched(school, 'young', 300)
      const before = (await exportLearnerPage({ store }, old.learner, null)).records
      const standing = await store.progress.readCourse(old.learner, school.courseId, null)
      assert.isTrue(standing!.verdict!.completed)
      await sweep({ evidence: 365 })
      assert.deepEqual(await count(old.learner), [1, 0, 0, 0])
      assert.deepEqual(await count(young.learner), [1, 1, 1, 1])
      const { sessions } = before
      const after = (await exportLearnerPage({ store }, old.learner, null)).records
      assert.deepEqual(after, { ...before, evidence: [], session_events: [], charged_time: [] })
      assert.lengthOf(sessions, 1)
      assert.deepEqual(await store.progress.readCourse(old.learner, school.courseId, null), standing)
      // The rule can be judged again by what is left.
      const lesson = await school.putLesson()
      await school.putLesson({ rule: { ...lesson.rule, thresholdPerMille: 800 } })
      await sweep({ evidence: 365 })
      assert.equal((await store.progress.readCourse(old.learner, school.courseId, null))!.verdict!.kind, 'earned')
    })

    it('deletes what a session was still sent after it was swept, which is credited to nobody', async () => {
      const school = new School(database, store)
      await school.found()
      const { learner, send } = await watched(school, 'late', 400)
      await sweep({ evidence: 365 })
      const progress = (await exportLearnerPage({ store }, learner, null)).records.lesson_progress
      await send(7)
      const after = (await exportLearnerPage({ store }, learner, null)).records
      assert.deepEqual(after.lesson_progress[0]!.playing_time, progress[0]!.playing_time)
      await database.client.query(
        `update ${database.schema}.watch_sessions set last_seen_at = ended_at where tenant_id = $1`,
        [school.tenantId],
      )
      await sweep({ evidence: 365 })
      assert.deepEqual(await count(learner), [1, 0, 0, 0])
    })

    it('deletes old sessions with their evidence, and leaves one alone that may still be sent something', async () => {
      const school = new School(database, store)
      await school.found()
      const old = await watched(school, 'old', 100)
      const open = await watched(school, 'open', 100)
      await database.client.query(
        `update ${database.schema}.watch_sessions set windows = windows + int8multirange(int8range(
           (extract(epoch from now()) * 1000)::int8 - 1000, (extract(epoch from now()) * 1000)::int8))
         where tenant_id = $1 and learner_id = 'open'`,
        [school.tenantId],
      )
      await sweep({ sessions: 40 })
      assert.deepEqual(await count(old.learner), [0, 0, 0, 0])
      assert.deepEqual(await count(open.learner), [1, 1, 1, 1])
    })

    it('deletes events when all their deliveries ended long enough ago, dead ones later, and counts on in their subjects', async () => {
      const school = new School(database, store)
      const lesson = await school.found()
      const office = new PostOffice(database, school.tenantId)
      const decide = (learnerId: string, completed = true) =>
        store.verdicts.decideLesson({ tenantId: school.tenantId, learnerId }, lesson, {
          completed,
          reason: 'x',
          actorId: 'root',
          attempt: null,
        })
      const states = { nobody: null, delivered: 'delivered', cancelled: 'cancelled', dead: 'dead', pending: 'pending' }
      for (const learnerId of Object.keys(states)) {
        if (learnerId === 'delivered') {
          for (const { endpointId, url } of office.endpoints('certificates')) {
            await database.client.query(
              `insert into ${database.schema}.event_targets (tenant_id, target, kind, url, origin, types)
               values ($1, $2, 'webhook', $3, 'options', array['lesson.completed'])`,
              [school.tenantId, endpointId, url],
            )
          }
        }
        await decide(learnerId)
      }
      const pass = async (days: number) => {
        await database.client.query(
          `update ${database.schema}.event_log set occurred_at = occurred_at - $2::text::interval where tenant_id = $1`,
          [school.tenantId, `${days.toString()} days`],
        )
        await database.client.query(
          `update ${database.schema}.event_deliveries set finished_at = finished_at - $2::text::interval where tenant_id = $1`,
          [school.tenantId, `${days.toString()} days`],
        )
        await sweep()
        const rows = await database.client.query<{ learner: string }>(
          `select learner_id as learner from ${database.schema}.event_log
           where tenant_id = $1 and type = 'lesson.completed' order by 1`,
          [school.tenantId],
        )
        return rows.map(({ learner }) => learner)
      }
      // Nobody got the first two when they happened; the second was delivered 50 days later.
      for (const [learnerId, state] of Object.entries(states)) {
        await database.client.query(
          `update ${database.schema}.event_deliveries set state = $3, finished_at = case when $3 <> 'pending' then now() end
           where tenant_id = $1 and learner_id = $2`,
          [school.tenantId, learnerId, state],
        )
      }
      await database.client.query(
        `update ${database.schema}.event_log set occurred_at = occurred_at - interval '50 days' where tenant_id = $1`,
        [school.tenantId],
      )
      assert.deepEqual(await pass(41), ['cancelled', 'dead', 'delivered', 'pending'])
      assert.deepEqual(await pass(48), ['cancelled', 'dead', 'delivered', 'pending'])
      assert.deepEqual(await pass(2), ['dead', 'pending'])
      assert.deepEqual(await pass(88), ['dead', 'pending'])
      assert.deepEqual(await pass(2), ['pending'])
      assert.deepEqual(await pass(4_000), ['pending'])
      await decide('delivered', false)
      const [head] = await database.client.query<{ revision: number }>(
        `select revision::int4 as revision from ${database.schema}.event_heads
         where tenant_id = $1 and learner_id = 'delivered' and subject like 'lesson/%'`,
        [school.tenantId],
      )
      assert.equal(head!.revision, 2)
    })

    it('deletes thousands of events in pages, past those that stay', async () => {
      const school = new School(database, store)
      await school.found()
      const office = new PostOffice(database, school.tenantId)
      await office.fill(2_500)
      await database.client.query(
        `update ${database.schema}.event_log set occurred_at = now() - interval '100 days' where tenant_id = $1`,
        [school.tenantId],
      )
      await database.client.query(
        `insert into ${database.schema}.event_deliveries (tenant_id, target, subject, revision, event_id, learner_id, due_at)
         select tenant_id, 'paused', subject, revision, event_id, learner_id, now() from ${database.schema}.event_log
         where tenant_id = $1 order by event_id limit 1200`,
        [school.tenantId],
      )
      await sweep()
      const [row] = await database.client.query<{ count: number }>(
        `select count(*)::int4 as count from ${database.schema}.event_log where tenant_id = $1`,
        [school.tenantId],
      )
      assert.equal(row!.count, 1_200)
    })
  })
}
