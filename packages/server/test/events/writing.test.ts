import { DEFAULT_COURSE_RULE, DEFAULT_RULE } from '@enhancedhr/protocol'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { learnerSubject } from '../../src/core/events/subject.js'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import type { LessonRecord } from '../../src/core/records/lesson.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { ofType, putTarget, readEvents } from '../support/outgoing.js'
import { report, School } from '../support/school.js'

const CONNECTIONS = 20

for (const kind of KINDS) {
  describe(`what is written of outgoing events on ${kind}`, () => {
    let database: TestDatabase
    let stores: readonly SqlLessonStore[]

    beforeAll(async () => {
      database = openDatabase(kind)
      stores = Array.from({ length: kind === 'postgres' ? CONNECTIONS : 2 }, () => database.openStore(1))
      await stores[0]!.prepare('auto')
    })
    afterAll(() => database.close())

    const prepare = async (learnerId = 'ada') => {
      const school = new School(database, stores[0]!)
      const lesson = await school.found()
      return { school, lesson, ada: await school.enrol(learnerId) }
    }
    const decide = (school: School, learner: LearnerKey, lesson: LessonRecord, completed: boolean, reason: string) =>
      school.store.verdicts.decideLesson(learner, lesson, { completed, reason, actorId: 'root', attempt: null })
    const actsOf = async (tenantId: string) => {
      const rows = await database.client.query<{ id: string }>(
        `select act_id::text as id from ${database.schema}.verdict_acts where tenant_id = $1 order by act_number`,
        [tenantId],
      )
      return rows.map(({ id }) => id)
    }

    it('is one event a verdict when twenty reports at once would each complete lesson and course', async () => {
      const { school, lesson, ada } = await prepare()
      await putTarget(database, school.tenantId, 'certificates')
      const sessions = await Promise.all(Array.from({ length: CONNECTIONS }, () => school.open(ada, lesson)))
      await Promise.all(
        sessions.map((session, index) =>
          new School(database, stores[index % stores.length]!).record(ada, [report(session, [play(1, 0, 560, 0)])]),
        ),
      )
      const events = await readEvents(database, school.tenantId)
      const verdicts = events.filter(({ body }) => body.type.endsWith('.completed'))
      assert.deepEqual(
        verdicts.map(({ body, revision }) => [body.type, revision]),
        [
          ['course.completed', 1],
          ['lesson.completed', 1],
        ],
      )
      assert.sameMembers(
        verdicts.map(({ eventId }) => eventId),
        await actsOf(school.tenantId),
      )
      const deliveries = await database.client.query<{ id: string }>(
        `select event_id::text as id from ${database.schema}.event_deliveries where tenant_id = $1`,
        [school.tenantId],
      )
      assert.sameMembers(
        deliveries.map(({ id }) => id),
        verdicts.map(({ eventId }) => eventId),
      )
    })

    it('says how a lesson and its course were completed, as the same statement left them', async () => {
      const { school, lesson, ada } = await prepare('ada/1 é')
      await school.putCourse({ rule: { ...DEFAULT_COURSE_RULE, assessmentRequired: true }, hasAssessment: true })
      await school.putLesson({ lessonId: 'extra', required: false, position: 2, playbackId: 'p2' })
      const result = { passed: true, score: 15, maxScore: 20, takenAt: new Date('2026-11-01') }
      const { verdicts } = school.store
      await verdicts.recordAssessmentResult(ada, school.courseId, { ...result, resultId: 'a' })
      await verdicts.recordAssessmentResult(ada, school.courseId, { ...result, resultId: 'b', score: 18 })
      await verdicts.recordAssessmentResult(ada, school.courseId, {
        ...result,
        resultId: 'c',
        passed: false,
        score: 20,
      })
      const session = await school.open(ada, lesson)
      await school.record(ada, [report(session, [play(1, 0, 300, 0)])])
      await school.record(ada, [report(session, [play(2, 300, 566.5, 300), play(3, 0, 30, 600)])])
      const events = await readEvents(database, school.tenantId)
      const [ofLesson] = ofType(events, 'lesson.completed')
      const [ofCourse] = ofType(events, 'course.completed')
      const common = { learner_id: 'ada/1 é', attempt: 1, kind: 'earned', reason: null, actor_id: null }
      assert.equal(
        ofLesson!.subject,
        learnerSubject({ of: 'lesson', id: lesson.lessonId, learnerId: ada.learnerId, attempt: 1 }),
      )
      assert.deepEqual(ofLesson!.data, {
        ...common,
        lesson_id: 'fire-safety-1',
        course_id: 'fire-safety',
        completed_at: ofLesson!.occurred_at,
        media_version: 1,
        rule_version: 1,
        percent: 94.4,
        watched_seconds: 566.5,
        playing_time: 596.5,
      })
      assert.equal(
        ofCourse!.subject,
        learnerSubject({ of: 'course', id: school.courseId, learnerId: ada.learnerId, attempt: 1 }),
      )
      assert.deepEqual(ofCourse!.data, {
        ...common,
        course_id: 'fire-safety',
        completed_at: ofCourse!.occurred_at,
        rule_version: 2,
        seat_time: 596.5,
        score: 18,
        max_score: 20,
        lessons: [
          { lesson_id: 'fire-safety-1', completed_at: ofLesson!.occurred_at, required: true },
          { lesson_id: 'extra', completed_at: null, required: false },
        ],
      })
      const standing = await school.store.progress.readLesson(ada, lesson, null)
      assert.equal(standing.verdict!.decidedAt.toISOString(), ofLesson!.occurred_at)
    })

    it('is three events for waive, revoke, waive, and none for what turns nothing over', async () => {
      const { school, lesson, ada } = await prepare()
      await decide(school, ada, lesson, false, 'Nothing to revoke.')
      await decide(school, ada, lesson, true, 'Trained elsewhere.')
      await decide(school, ada, lesson, true, 'Again, with other words.')
      await decide(school, ada, lesson, false, 'A mistake.')
      await decide(school, ada, lesson, true, 'No mistake.')
      await decide(school, ada, lesson, true, 'No mistake.')
      const events = (await readEvents(database, school.tenantId)).filter(({ body }) => body.type.startsWith('lesson.'))
      assert.deepEqual(
        events.map(({ body, revision }) => [revision, body.type, body.data['reason']]),
        [
          [1, 'lesson.completed', 'Trained elsewhere.'],
          [2, 'lesson.revoked', 'A mistake.'],
          [3, 'lesson.completed', 'No mistake.'],
        ],
      )
      const [, revoked] = events
      assert.deepEqual(revoked!.body.data, {
        lesson_id: 'fire-safety-1',
        course_id: 'fire-safety',
        learner_id: 'ada',
        attempt: 1,
        revoked_at: revoked!.body.occurred_at,
        reason: 'A mistake.',
        actor_id: 'root',
        revokes: 1,
      })
      // The course was completed by the first waiver and stays so: revoking it is a second act.
      assert.lengthOf(ofType(await readEvents(database, school.tenantId), 'course.completed'), 1)
    })

    it('begins at revision 1 in the next attempt, and numbers enrolments and attempts together', async () => {
      const { school, lesson, ada } = await prepare()
      const { learners } = school.store
      await decide(school, ada, lesson, true, 'First.')
      await learners.startAttempt(ada, school.courseId, { reason: 'Due.', actorId: 'olga', expected: 2 })
      await learners.startAttempt(ada, school.courseId, { reason: 'Due.', actorId: 'olga', expected: 2 })
      await decide(school, ada, lesson, true, 'Second.')
      const enrol = (active: boolean) => learners.putEnrolment({ ...ada, courseId: school.courseId, active })
      await enrol(true)
      await enrol(false)
      await enrol(false)
      await enrol(true)
      const events = await readEvents(database, school.tenantId)
      assert.deepEqual(
        ofType(events, 'lesson.completed').map(({ subject, revision }) => [subject, revision]),
        [
          ['lesson/fire-safety-1/learner/ada/1', 1],
          ['lesson/fire-safety-1/learner/ada/2', 1],
        ],
      )
      assert.deepEqual(
        events
          .filter(({ subject }) => subject === 'course/fire-safety/learner/ada')
          .map(({ revision, body }) => [revision, body.type, body.data['attempt']]),
        [
          [1, 'enrolment.started', 1],
          [2, 'attempt.started', 2],
          [3, 'enrolment.ended', 2],
          [4, 'enrolment.started', 2],
        ],
      )
      const [attempt] = ofType(events, 'attempt.started')
      assert.deepInclude(attempt!.data, { reason: 'Due.', started_by: 'olga', started_at: attempt!.occurred_at })
    })

    it('is one enrolment when many enrol a learner at once, and none when somebody who never was enrolled is ended', async () => {
      const school = new School(database, stores[0]!)
      await school.found()
      const ben = { tenantId: school.tenantId, learnerId: 'ben' }
      const put = (learnerId: string, active: boolean) =>
        stores.map((store) =>
          store.learners.putEnrolment({ tenantId: ben.tenantId, learnerId, courseId: school.courseId, active }),
        )
      const answers = await Promise.all(put('ben', true))
      assert.lengthOf(
        answers.filter(({ created }) => created),
        1,
      )
      await Promise.all(put('zoe', false))
      const events = await readEvents(database, school.tenantId)
      assert.deepEqual(
        events.map(({ body, learnerId }) => [body.type, learnerId]),
        [['enrolment.started', 'ben']],
      )
    })

    it('happened when it was recorded, for a completion that was earned elsewhere long ago', async () => {
      const school = new School(database, stores[0]!)
      const lesson = await school.found()
      const zoe = { tenantId: school.tenantId, learnerId: 'zoe' }
      const waiver = {
        lessonId: lesson.lessonId,
        ruleVersion: 1,
        mediaVersion: 1,
        reason: 'From the old system.',
        actorId: 'import',
        completedAt: new Date('2020-02-03T04:05:06.007Z'),
        enrol: true,
      }
      await school.store.verdicts.recordWaivers(zoe, school.courseId, [waiver])
      await school.store.verdicts.recordWaivers(zoe, school.courseId, [waiver])
      const events = await readEvents(database, school.tenantId)
      assert.sameMembers(
        events.map(({ body }) => body.type),
        ['enrolment.started', 'lesson.completed', 'course.completed'],
      )
      const [completed] = ofType(events, 'lesson.completed')
      assert.equal(completed!.data.completed_at, '2020-02-03T04:05:06.007Z')
      assert.isAbove(Date.parse(completed!.occurred_at), Date.parse('2026-01-01'))
      assert.deepInclude(completed!.data, { kind: 'waived', percent: 0, watched_seconds: 0, playing_time: 0 })
    })

    it('goes to every target that is not disabled and asks for the type', async () => {
      const { school, lesson, ada } = await prepare()
      await putTarget(database, school.tenantId, 'all')
      await putTarget(database, school.tenantId, 'paused', { state: 'paused' })
      await putTarget(database, school.tenantId, 'disabled', { state: 'disabled' })
      await putTarget(database, school.tenantId, 'courses', { types: ['course.completed', 'course.revoked'] })
      await putTarget(database, `other-${school.tenantId}`, 'foreign')
      await decide(school, ada, lesson, true, 'Trained elsewhere.')
      const rows = await database.client.query<{ target: string; subject: string }>(
        `select target, split_part(subject, '/', 1) as subject from ${database.schema}.event_deliveries
         where tenant_id in ($1, $2) order by 1, 2`,
        [school.tenantId, `other-${school.tenantId}`],
      )
      assert.deepEqual(
        rows.map(({ target, subject }) => [target, subject]),
        [
          ['all', 'course'],
          ['all', 'lesson'],
          ['courses', 'course'],
          ['paused', 'course'],
          ['paused', 'lesson'],
        ],
      )
    })

    it('is nothing for a report that brings no verdict, and for one that is sent again', async () => {
      const { school, lesson, ada } = await prepare()
      const session = await school.open(ada, lesson)
      const first = [report(session, [play(1, 0, 100, 0)])]
      await school.record(ada, first)
      assert.lengthOf(await readEvents(database, school.tenantId), 1)
      const last = [report(session, [play(2, 100, 560, 100)])]
      for (let sent = 0; sent < 3; sent += 1) await school.record(ada, last)
      assert.lengthOf(await readEvents(database, school.tenantId), 3)
    })

    it('is written by a changed rule’s evaluation, too', async () => {
      const { school, lesson, ada } = await prepare()
      await school.record(ada, [report(await school.open(ada, lesson), [play(1, 0, 100, 0)])])
      await school.putLesson({ rule: { ...DEFAULT_RULE, thresholdPerMille: 100 } })
      while (await school.store.verdicts.evaluateDue());
      const events = await readEvents(database, school.tenantId)
      const [completed] = ofType(events, 'lesson.completed')
      assert.deepInclude(completed!.data, { percent: 16.6, watched_seconds: 100, rule_version: 2 })
      assert.lengthOf(ofType(events, 'course.completed'), 1)
    })

    it('is nothing at all where the host wants no events', async () => {
      const { school, lesson } = await prepare()
      const silent = new School(database, stores[0]!.with({ writesEvents: false }))
      const ben = { tenantId: school.tenantId, learnerId: 'ben' }
      await silent.store.learners.putEnrolment({ ...ben, courseId: school.courseId, active: true })
      await silent.store.learners.startAttempt(ben, school.courseId, { reason: 'x', actorId: 'x', expected: null })
      await silent.store.transaction(({ verdicts }) =>
        verdicts.decideLesson(ben, lesson, { completed: true, reason: 'x', actorId: 'x', attempt: null }),
      )
      const events = await readEvents(database, school.tenantId)
      assert.deepEqual(
        events.map(({ learnerId }) => learnerId),
        ['ada'],
      )
      assert.lengthOf(await actsOf(school.tenantId), 2)
    })
  })
}
