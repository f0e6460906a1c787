import { randomUUID } from 'node:crypto'
import { assert } from 'chai'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { EventApi } from '../../src/app/events/event-api.js'
import { eraseLearner } from '../../src/app/privacy/erase-learner.js'
import { exportLearnerPage } from '../../src/app/privacy/export-learner.js'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import { LessonProblem } from '../../src/problems/lesson-problem.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { populateSchools } from '../security/populated-schools.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { PostOffice } from '../support/post-office.js'
import { report, School } from '../support/school.js'
import { dumpTables } from '../support/whole-database.js'

const ALL = { keepVerdicts: false }
const KEEP = { keepVerdicts: true }
const BUDGET = 60_000

for (const kind of KINDS) {
  describe(`erasing a learner on ${kind}`, () => {
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

    const sections = async (learner: LearnerKey) =>
      Object.fromEntries(
        Object.entries((await exportLearnerPage({ store }, learner, null)).records)
          .map(([section, rows]) => [section, (rows as unknown[]).length] as const)
          .filter(([, count]) => count > 0),
      )
    const rowsThatName = async (tenantId: string, learnerId: string) => {
      const dumped = await dumpTables(database, `row ->> 'tenant_id' = '${tenantId}'`)
      return Object.entries(dumped).flatMap(([table, rows]) =>
        rows.filter((row) => row.includes(learnerId)).map((row) => `${table} ${row}`),
      )
    }
    const prepare = async ({ types = null as readonly string[] | null } = {}, ...endpoints: string[]) => {
      const school = new School(database, store)
      const lesson = await school.found()
      const office = new PostOffice(database, school.tenantId)
      for (const { endpointId, url } of office.endpoints(...endpoints)) {
        await database.client.query(
          `insert into ${database.schema}.event_targets (tenant_id, target, kind, url, origin, types)
           values ($1, $2, 'webhook', $3, 'options', (select array_agg(t) from jsonb_array_elements_text($4::jsonb) t))`,
          [school.tenantId, endpointId, url, JSON.stringify(types ?? [])],
        )
      }
      // An id that is nowhere else by chance.
      const learner = { tenantId: school.tenantId, learnerId: `person-${randomUUID()}` }
      return { school, lesson, office, learner }
    }
    const watch = async (school: School, learner: LearnerKey, until = 560) => {
      const lesson = (await store.lessons.find({ tenantId: school.tenantId, lessonId: 'fire-safety-1' }))!
      const session = await school.open(learner, lesson)
      const send = (target = store, n = 1) =>
        target.ledger.record(learner, [report(session, [play(n, 0, until, 0), play(n + 1, 700, 710, 700)])], {
          maxRate: 2,
          hiddenCounts: true,
          mutedCounts: true,
          seek: 'free',
          offlineAllowance: 3_600_000,
        })
      await send()
      return { session, send }
    }

    it('leaves nothing that names the learner in any table, and everybody else as they were, byte for byte', async () => {
      const { here, there } = await populateSchools(database, store)
      const ada = { tenantId: here.tenantId, learnerId: 'ada' }
      await database.client.query(
        `insert into ${database.schema}.course_owners (tenant_id, course_id, owner_id) values ($1, 'fire-safety', 'ada')`,
        [ada.tenantId],
      )
      const others = `(row ->> 'learner_id' = 'ben' or row ->> 'tenant_id' = '${there.tenantId}')`
      const before = await dumpTables(database, others)
      assert.isNotEmpty(await rowsThatName(ada.tenantId, 'ada'))
      const exported = await sections(ada)
      const { erased, verdicts_kept: kept } = await eraseLearner({ store }, ada, ALL)
      assert.isFalse(kept)
      assert.deepEqual(erased, exported, 'what was exported is what was erased')
      assert.deepEqual(await dumpTables(database, others), before)
      assert.deepEqual(await sections(ada), {})
      // The one event that says so names the learner, to those who have to delete as well.
      const left = await rowsThatName(ada.tenantId, '"ada"')
      assert.lengthOf(left, 1)
      assert.match(left[0]!, /^event_log .*"learner\.erased"/)
    })

    it('does no harm when it is repeated, and nothing to somebody who was never there', async () => {
      const { school, learner } = await prepare({}, 'certificates')
      await school.enrol(learner.learnerId)
      await watch(school, learner)
      await eraseLearner({ store }, learner, ALL)
      const after = await dumpTables(database, `row ->> 'tenant_id' = '${school.tenantId}'`)
      assert.deepEqual((await eraseLearner({ store }, learner, ALL)).erased, {})
      assert.deepEqual((await eraseLearner({ store }, { ...learner, learnerId: 'nobody' }, KEEP)).erased, {})
      assert.deepEqual(await dumpTables(database, `row ->> 'tenant_id' = '${school.tenantId}'`), after)
    })

    it('cancels what waits, empties what was sent, sends learner.erased to those who ask for it, and sends nothing of the learner again (scenario 10)', async () => {
      const { school, lesson, office, learner } = await prepare(
        { types: ['lesson.completed', 'learner.erased'] },
        'asks',
      )
      const [plain] = office.endpoints('plain')
      await database.client.query(
        `insert into ${database.schema}.event_targets (tenant_id, target, kind, url, origin, types)
         values ($1, 'plain', 'webhook', $2, 'options', array['lesson.completed', 'lesson.revoked'])`,
        [school.tenantId, plain!.url],
      )
      const ben = { tenantId: school.tenantId, learnerId: 'ben' }
      const decide = (who: LearnerKey, completed: boolean) =>
        store.verdicts.decideLesson(who, lesson, { completed, reason: 'x', actorId: 'root', attempt: null })
      await decide(ben, true)
      await decide(learner, true)
      const dispatcher = office.dispatcher(store, ['asks', 'plain'])
      await dispatcher.run(BUDGET)
      const sentBefore = office.sent.length
      assert.equal(sentBefore, 4)
      await decide(learner, false)
      const others = await dumpTables(
        database,
        `row ->> 'learner_id' = 'ben' and row ->> 'tenant_id' = '${school.tenantId}'`,
      )
      const known = office.sent.find(({ subject }) => subject.includes(learner.learnerId))!.id

      const { erased } = await eraseLearner({ store }, learner, ALL)
      assert.deepInclude(erased, { deliveries: 3 })
      const { client, schema } = database
      const rows = await client.query<{ state: string; named: boolean; gone: boolean; name: string; subject: string }>(
        `select d.state, d.subject like d.learner_id || '/%' as named, g.body is null and g.erased_at is not null as gone,
           g.learner_id as name, g.subject
         from ${schema}.event_deliveries d
         join ${schema}.event_log g on g.tenant_id = d.tenant_id and g.subject = d.subject and g.revision = d.revision
           and g.learner_id = d.learner_id
         join ${schema}.event_heads h on h.tenant_id = d.tenant_id and h.subject = d.subject and h.learner_id = d.learner_id
         where d.tenant_id = $1 and g.type like 'lesson.%' and g.learner_id <> 'ben' order by d.state`,
        [school.tenantId],
      )
      assert.deepEqual(
        rows.map(({ state, named, gone }) => [state, named, gone]),
        [
          ['cancelled', true, true],
          ['delivered', true, true],
          ['delivered', true, true],
        ],
      )
      assert.lengthOf(new Set(rows.map(({ name }) => name)), 1, 'one name in all three tables')
      assert.match(rows[0]!.name, /^erased\/[0-9a-f-]{36}$/)

      const events = new EventApi({ store, events: null, ready: () => Promise.resolve() })
      const options = { tenantId: school.tenantId }
      for (const endpoint of ['asks', 'plain']) {
        assert.deepEqual(await events.resendDead(endpoint, options), { sent: 0 })
        const problem: unknown = await events.resend(endpoint, known, options).catch((error: unknown) => error)
        assert.instanceOf(problem, LessonProblem)
        assert.deepEqual([(problem as LessonProblem).code, (problem as LessonProblem).status], ['event_erased', 410])
      }
      await events.replay('plain', '2020-01-01', options)
      await events.replay('asks', '2020-01-01', options)
      await dispatcher.run(BUDGET)
      const later = office.sent
        .slice(sentBefore)
        .map(({ url, body }) => [url, JSON.parse(body) as { type: string; data: object }] as const)
      assert.lengthOf(later, 1)
      assert.equal(later[0]![0], 'https://asks.test/')
      assert.deepInclude(later[0]![1], { type: 'learner.erased' })
      assert.deepInclude(later[0]![1].data, { learner_id: learner.learnerId, verdicts_kept: false })
      assert.deepEqual(
        await dumpTables(database, `row ->> 'learner_id' = 'ben' and row ->> 'tenant_id' = '${school.tenantId}'`),
        others,
      )
      assert.isNotEmpty(await rowsThatName(school.tenantId, learner.learnerId), 'until that has arrived')
      while (await store.privacy.emptyErasures());
      assert.isEmpty(await rowsThatName(school.tenantId, learner.learnerId))
    })

    it('writes no event where nobody asks for it', async () => {
      const { school, learner } = await prepare({ types: ['lesson.completed'] }, 'certificates')
      await school.enrol(learner.learnerId)
      await eraseLearner({ store }, learner, ALL)
      assert.isEmpty(await rowsThatName(school.tenantId, learner.learnerId))
    })

    it('keeps verdicts and exactly what they were worked out from, and the events of verdicts, where the host says so', async () => {
      const { school, lesson, office, learner } = await prepare({}, 'certificates')
      await school.putLesson({ lessonId: 'fire-safety-2', position: 2, required: false })
      await school.enrol(learner.learnerId)
      await watch(school, learner)
      const second = (await store.lessons.find({ tenantId: school.tenantId, lessonId: 'fire-safety-2' }))!
      await school.record(learner, [
        report(await school.open(learner, second), [play(1, 0, 10, 1_800)], { lessonId: 'fire-safety-2' }),
      ])
      await store.learners.startAttempt(learner, school.courseId, { reason: 'x', actorId: 'root', expected: 2 })
      const before = (await exportLearnerPage({ store }, learner, null)).records
      const standing = await store.progress.readCourse(learner, school.courseId, 1)
      const { erased } = await eraseLearner({ store }, learner, KEEP)
      const after = (await exportLearnerPage({ store }, learner, null)).records
      const stays = ['lesson_progress', 'lesson_verdicts', 'course_verdicts', 'verdict_acts'] as const
      for (const section of stays) {
        assert.isNotEmpty(before[section], section)
        assert.deepEqual(after[section], before[section], section)
      }
      for (const section of ['learner', 'enrolments', 'sessions', 'evidence', 'charged_time', 'uncredited'] as const) {
        assert.isNotEmpty(before[section], section)
        assert.isEmpty(after[section], section)
      }
      assert.isEmpty(after.attempts, 'the second attempt has no verdict')
      const types = (records: typeof before) => records.events.map(({ type }) => type).sort()
      assert.deepEqual(types(before), ['attempt.started', 'course.completed', 'enrolment.started', 'lesson.completed'])
      assert.deepEqual(
        after.events,
        before.events.filter(({ type }) => type.endsWith('.completed')),
      )
      assert.deepEqual(await store.progress.readCourse(learner, school.courseId, 1), standing)
      assert.deepEqual((await eraseLearner({ store }, learner, KEEP)).erased, {})
      assert.isAbove(Object.values(erased).length, 5)
      await office.dispatcher(store, ['certificates']).run(BUDGET)
      const sent = office.sent.map(({ body }) => (JSON.parse(body) as { type: string }).type).sort()
      assert.deepEqual(sent, ['course.completed', 'learner.erased', 'lesson.completed'])
      // Verdicts can be decided, and the course be taken again, in the attempts that follow.
      await school.enrol(learner.learnerId)
      await store.learners.startAttempt(learner, school.courseId, { reason: 'x', actorId: 'root', expected: 2 })
      await store.verdicts.decideLesson(learner, lesson, { completed: true, reason: 'x', actorId: 'root', attempt: 2 })
      assert.isNotEmpty((await eraseLearner({ store }, learner, ALL)).erased)
      assert.deepEqual(await sections(learner), {})
    })

    it('goes on after the newest attempt that was kept', async () => {
      const { school, lesson, learner } = await prepare()
      await school.enrol(learner.learnerId)
      const start = () =>
        store.learners.startAttempt(learner, school.courseId, { reason: 'x', actorId: 'root', expected: null })
      await start()
      await store.verdicts.decideLesson(learner, lesson, { completed: true, reason: 'x', actorId: 'root', attempt: 2 })
      await eraseLearner({ store }, learner, KEEP)
      await school.enrol(learner.learnerId)
      assert.equal((await store.learners.findEnrolment(learner, school.courseId))!.attempt, 2)
      assert.deepInclude(((await start()) as { attempt: object }).attempt, { attempt: 3 })
    })

    it('lets a report that comes later bring nobody back: its session is not found', async () => {
      const { school, learner } = await prepare()
      await school.enrol(learner.learnerId)
      const { send, session } = await watch(school, learner)
      await eraseLearner({ store }, learner, ALL)
      for (const n of [1, 5]) {
        const { results } = await send(other, n)
        assert.deepEqual(results, [{ status: 'refused', code: 'session_not_found' }])
      }
      assert.isNull(await store.sessions.renew(learner, session.sessionId, { lifetime: 1_000, offlineAllowance: 0 }))
      assert.isEmpty(await rowsThatName(school.tenantId, learner.learnerId))
    })

    it('erases while reports arrive and jobs run in two processes: whatever is written is gone or was never kept', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { school, learner } = await prepare({}, 'certificates')
        await school.enrol(learner.learnerId)
        const { send } = await watch(school, learner, 100)
        await school.putLesson({ rule: { ...(await school.putLesson()).rule, thresholdPerMille: 100 + round } })
        const work = [
          ...Array.from({ length: 6 }, (_, index) => send(index % 2 === 0 ? store : other, 10 + 2 * index)),
          store.verdicts.evaluateDue(),
          eraseLearner({ store: other }, learner, ALL),
          ...Array.from({ length: 6 }, (_, index) => send(index % 2 === 0 ? store : other, 50 + 2 * index)),
          eraseLearner({ store }, learner, ALL),
          other.verdicts.evaluateDue(),
        ]
        await Promise.all(work)
        assert.deepEqual(await sections(learner), {})
        const left = await rowsThatName(school.tenantId, learner.learnerId)
        assert.isEmpty(left.filter((row) => !row.includes('"learner.erased"') && !row.startsWith('verdict_sweeps')))
        assert.lengthOf(
          left.filter((row) => row.includes('"learner.erased"')),
          1,
        )
      }
    })

    it('leaves no half of an enrolment or a session that is written at the same time', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { school, lesson, learner } = await prepare({}, 'certificates')
        await school.enrol(learner.learnerId)
        const put = (active: boolean) => other.learners.putEnrolment({ ...learner, courseId: school.courseId, active })
        const open = () =>
          other.sessions.open(learner, lesson, { name: 'x', version: '1' }, { lifetime: 1_000, offlineAllowance: 0 })
        await Promise.all([put(false), open(), eraseLearner({ store }, learner, ALL), open(), put(true)])
        const { learner: known = 0, enrolments = 0, sessions: opened = 0, ...rest } = await sections(learner)
        // Whatever came after the erasing is whole: a session has its learner, an enrolment its event.
        assert.equal(known, opened > 0 ? 1 : 0)
        const { events = 0, deliveries = 0, event_subjects: subjects = 0 } = rest
        assert.equal(events, deliveries)
        assert.isAtLeast(events, enrolments > 0 ? subjects : 0)
        await eraseLearner({ store }, learner, ALL)
        assert.deepEqual(await sections(learner), {})
      }
    })

    it('waits for what is being sent, and for the lease of a process that has ended', async () => {
      const { school, lesson, office, learner } = await prepare({ types: ['lesson.completed'] }, 'certificates')
      const decide = (completed: boolean) =>
        store.verdicts.decideLesson(learner, lesson, { completed, reason: 'x', actorId: 'root', attempt: null })
      await decide(true)
      let answer = (): void => undefined
      const arrived = new Promise<void>((sent) => {
        office.answer = () =>
          new Promise((resolve) => {
            answer = () => resolve({ status: 204, retryAfter: null })
            sent()
          })
      })
      const sending = office.dispatcher(other, ['certificates']).run(BUDGET)
      await arrived
      let isErased = false
      const erasing = eraseLearner({ store }, learner, ALL).then(() => (isErased = true))
      assert.isAbove((await store.privacy.erase(learner, ALL)).inFlight ?? 0, 30_000)
      assert.isFalse(isErased)
      answer()
      await Promise.all([sending, erasing])
      assert.deepEqual(await office.states('certificates'), { delivered: 1 })

      await decide(true)
      const [claimed] = await store.deliveries.claim({
        options: office.endpoints('certificates'),
        opensSecrets: false,
        limit: 1,
      })
      assert.isNotNull((await store.privacy.erase(learner, ALL)).inFlight)
      await office.pass('61 seconds')
      assert.isNull((await store.privacy.erase(learner, ALL)).inFlight)
      assert.equal(await store.deliveries.finish(claimed!, { is: 'delivered', status: 204 }), 'lost')
      assert.deepEqual(await office.states('certificates'), { delivered: 1, cancelled: 1 })
      assert.isEmpty(await rowsThatName(school.tenantId, learner.learnerId))
    })

    it('law: after any history, export, erase, export is empty, and what was erased is what was exported', async () => {
      const { school, lesson } = await prepare({}, 'certificates')
      const act = fc.constantFrom('enrol', 'end', 'watch', 'waive', 'revoke', 'attempt', 'pass', 'keep')
      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 8 }), async (acts) => {
          const learner = { tenantId: school.tenantId, learnerId: randomUUID() }
          const decide = (completed: boolean) =>
            store.verdicts.decideLesson(learner, lesson, { completed, reason: 'x', actorId: 'root', attempt: null })
          for (const one of acts) {
            if (one === 'enrol') await school.enrol(learner.learnerId)
            else if (one === 'end')
              await store.learners.putEnrolment({ ...learner, courseId: school.courseId, active: false })
            else if (one === 'watch') await watch(school, learner)
            else if (one === 'waive') await decide(true)
            else if (one === 'revoke') await decide(false)
            else if (one === 'attempt')
              await store.learners.startAttempt(learner, school.courseId, {
                reason: 'x',
                actorId: 'root',
                expected: null,
              })
            else if (one === 'pass') {
              const result = { resultId: randomUUID(), passed: true, score: 1, maxScore: 1, takenAt: new Date() }
              await store.verdicts.recordAssessmentResult(learner, school.courseId, result)
            } else {
              const verdicts = (await exportLearnerPage({ store }, learner, null)).records
              await eraseLearner({ store }, learner, KEEP)
              const kept = (await exportLearnerPage({ store }, learner, null)).records
              assert.deepEqual(kept.lesson_verdicts, verdicts.lesson_verdicts)
              assert.deepEqual(kept.verdict_acts, verdicts.verdict_acts)
            }
          }
          const exported = await sections(learner)
          assert.deepEqual((await eraseLearner({ store }, learner, ALL)).erased, exported)
          assert.deepEqual(await sections(learner), {})
        }),
        { numRuns: 25 },
      )
    })
  })
}
