import { DEFAULT_COURSE_RULE, DEFAULT_RULE } from '@enhancedhr/protocol'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { DEFAULT_POLICY } from '../../src/core/policy.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { play, SECOND, seconds } from '../support/evidence.js'
import { report, School } from '../support/school.js'
import { untilTaken } from '../support/until-taken.js'

const CONNECTIONS = 20
const LESSONS = ['l1', 'l2', 'l3']

for (const kind of KINDS) {
  // PGlite has one connection, so there it can only be slow, and proves little.
  const learnersInAll = kind === 'postgres' ? 8 : 1

  describe(`twenty stores at once on ${kind}`, () => {
    let database: TestDatabase
    let stores: readonly SqlLessonStore[]

    beforeAll(async () => {
      database = openDatabase(kind)
      stores = Array.from({ length: CONNECTIONS }, () => database.openStore(1))
      await stores[0]!.prepare('auto')
    })
    afterAll(() => database.close())

    it('credit many learners in many lessons with no update lost, no time charged twice and no verdict given twice', async () => {
      const school = new School(database, stores[0]!)
      await school.putCourse({
        rule: { ...DEFAULT_COURSE_RULE, assessmentRequired: true, minimumSeatTime: 1_650 * SECOND },
        hasAssessment: true,
      })
      for (const lessonId of LESSONS) {
        await school.putLesson({
          lessonId,
          playbackId: lessonId,
          rule: { ...DEFAULT_RULE, quizRequired: true },
          hasQuiz: true,
        })
      }
      const work: (() => Promise<unknown>)[] = []
      const learners = await Promise.all(
        Array.from({ length: learnersInAll }, (_, index) => school.enrol(`learner-${index.toString()}`)),
      )
      for (const learner of learners) {
        for (const [place, lessonId] of LESSONS.entries()) {
          const lesson = (await school.store.lessons.find({ tenantId: school.tenantId, lessonId }))!
          const session = await school.open(learner, lesson, 3_600)
          // Each lesson in separate minutes, in shuffled order, each twice: a resend meets its first on another connection.
          for (const minute of [3, 0, 8, 5, 1, 9, 2, 7, 4, 6]) {
            const started = place * 900 + minute * 60
            const sent = [report(session, [play(minute + 1, minute * 60, minute * 60 + 60, started)], { lessonId })]
            for (let twice = 0; twice < 2; twice += 1) {
              work.push(() => untilTaken(() => next().ledger.record(learner, sent, DEFAULT_POLICY)))
            }
          }
          const result = { resultId: 'r', passed: true, score: null, maxScore: null, takenAt: new Date('2026-01-01') }
          work.push(() => next().verdicts.recordQuizResult(learner, lesson, result))
          if (place === 1) work.push(() => next().verdicts.recordAssessmentResult(learner, school.courseId, result))
        }
      }
      let turn = 0
      const next = () => stores[(turn += 1) % CONNECTIONS]!
      shuffle(work)
      await Promise.all(work.map((one) => one()))
      for (const learner of learners) {
        const course = (await school.store.progress.readCourse(learner, school.courseId, null))!
        assert.equal(course.seatTime, 1_800 * SECOND)
        assert.isTrue(course.verdict?.completed)
        for (const lessonId of LESSONS) {
          const lesson = (await school.store.lessons.find({ tenantId: school.tenantId, lessonId }))!
          const progress = await school.store.progress.readLesson(learner, lesson, null)
          assert.deepEqual(progress.watched, seconds([0, 600]))
          assert.equal(progress.playingTime, 600 * SECOND)
        }
      }
      const [row] = await database.client.query<{ acts: number; charged: number }>(
        `select (select count(*)::int4 from ${database.schema}.verdict_acts where tenant_id = $1) as acts,
           (select sum(upper(part) - lower(part))::float8 from ${database.schema}.charges, unnest(charged) part
            where tenant_id = $1) as charged`,
        [school.tenantId],
      )
      assert.deepEqual(
        { ...row },
        { acts: learnersInAll * (LESSONS.length + 1), charged: learnersInAll * 1_800 * SECOND },
      )
    })

    it('credit a learner’s very first reports, of which none has a row to lock, once', async () => {
      const school = new School(database, stores[0]!)
      const lesson = await school.found()
      const ada = await school.enrol()
      const session = await school.open(ada, lesson, 30)
      await Promise.all(
        stores.map((store, index) =>
          untilTaken(() =>
            store.ledger.record(
              ada,
              [report(session, [play(index + 1, index * 30, index * 30 + 30, 0)])],
              DEFAULT_POLICY,
            ),
          ),
        ),
      )
      const { playingTime } = await school.store.progress.readLesson(ada, lesson, null)
      assert.equal(playingTime, 30 * SECOND)
    })
  })
}

/** Fixed, so that a failure comes again: every seventh of the list in turn. */
function shuffle(work: (() => Promise<unknown>)[]): void {
  const order = work.map((one, index) => ({ one, place: (index * 7919) % work.length }))
  order.sort((a, b) => a.place - b.place)
  work.splice(0, work.length, ...order.map(({ one }) => one))
}
