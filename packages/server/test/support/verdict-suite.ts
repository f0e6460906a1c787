import { beforeEach, describe, it } from 'vitest'
import { DEFAULT_COURSE_RULE, DEFAULT_RULE } from '@enhancedhr/protocol'
import { assert } from 'chai'
import { DEFAULT_POLICY } from '../../src/core/policy.js'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import type { LessonRecord } from '../../src/core/records/lesson.js'
import type { LessonStore } from '../../src/storage/store.js'
import type { ParsedEvent } from '../../src/core/records/report.js'
import type { TakenResult } from '../../src/core/records/result.js'
import type { TestDatabase } from './database.js'
import { play, SECOND, seconds } from './evidence.js'
import { NO_POLICY, report, type School } from './school.js'

/** When verdicts are given and by what, on every store. */
export function describeVerdicts(open: () => { database: TestDatabase; school: School; another: LessonStore }): void {
  let database: TestDatabase
  let school: School
  let another: LessonStore
  let lesson: LessonRecord
  let ada: LearnerKey

  beforeEach(async () => {
    ;({ database, school, another } = open())
    lesson = await school.found()
    ada = await school.enrol()
  })

  async function credited(segments: Parameters<typeof report>[1], more: Parameters<typeof report>[2] = {}) {
    const session = await school.open(ada, lesson)
    return school.record(ada, [report(session, segments, more)])
  }

  /** The acts of the school, oldest first. */
  async function acts(): Promise<readonly string[]> {
    const rows = await database.client.query<{ act: string }>(
      `select concat_ws(' ', subject, subject_id, attempt, kind) as act from ${database.schema}.verdict_acts
       where tenant_id = $1 order by act_number`,
      [school.tenantId],
    )
    return rows.map(({ act }) => act)
  }

  describe('verdicts', () => {
    it('completes a lesson once, in the report that makes it true, and keeps rule, video and instant', async () => {
      const session = await school.open(ada, lesson)
      const before = await school.record(ada, [report(session, [play(1, 0, 500, 0)])])
      assert.isNull(before.lessons[0]?.progress.verdict)
      const after = await school.record(ada, [report(session, [play(2, 500, 560, 500)])])
      const { verdict } = after.lessons[0]!.progress
      assert.deepInclude(verdict, { kind: 'earned', completed: true, ruleVersion: 1, mediaVersion: 1 })
      const later = await school.record(ada, [report(session, [play(3, 560, 600, 600)])])
      assert.deepEqual(later.lessons[0]?.progress.verdict, verdict)
      assert.deepEqual((await school.store.progress.readLesson(ada, lesson, null)).verdict, verdict)
      assert.deepEqual(await acts(), ['lesson fire-safety-1 1 earned', 'course fire-safety 1 earned'])
    })

    it('lets a verdict stand when the rule changes, and gives later ones by the new rule', async () => {
      await credited([play(1, 0, 560, 0)])
      const { verdict } = await school.store.progress.readLesson(ada, lesson, null)
      lesson = await school.putLesson({ rule: { ...DEFAULT_RULE, thresholdPerMille: 1000 } })
      assert.deepEqual((await school.store.progress.readLesson(ada, lesson, null)).verdict, verdict)
      ada = await school.enrol('ben')
      await credited([play(1, 0, 560, 0)])
      assert.isNull((await school.store.progress.readLesson(ada, lesson, null)).verdict)
    })

    it('never completes by a rule that asks for nothing, nor by what a client says', async () => {
      lesson = await school.putLesson({ rule: { ...DEFAULT_RULE, thresholdPerMille: null } })
      const batch = await credited([play(1, 0, 600, 0)], { duration: 10, events: [event(1, { type: 'complete' })] })
      assert.isNull(batch.lessons[0]?.progress.verdict)
    })

    it('asks for every required segment where the mode is all', async () => {
      const rule = { ...DEFAULT_RULE, requiredSegments: seconds([120, 180], [540, 600]), mode: 'all' as const }
      lesson = await school.putLesson({ rule })
      const session = await school.open(ada, lesson)
      const most = await school.record(ada, [report(session, [play(1, 0, 570, 0)])])
      assert.isNull(most.lessons[0]?.progress.verdict)
      const all = await school.record(ada, [report(session, [play(2, 570, 599.2, 570)])])
      assert.isNotNull(all.lessons[0]?.progress.verdict)
    })

    it('asks for the quiz where the lesson has one', async () => {
      lesson = await school.putLesson({ rule: { ...DEFAULT_RULE, quizRequired: true } })
      const batch = await credited([play(1, 0, 600, 0)])
      assert.isNull(batch.lessons[0]?.progress.verdict)
    })

    it('starts a second attempt at nothing, leaves the first one’s verdict, and credits late evidence to the first', async () => {
      const first = await school.open(ada, lesson)
      await school.record(ada, [report(first, [play(1, 0, 560, 0)])])
      await school.store.learners.startAttempt(ada, 'fire-safety', {
        reason: 'A year has passed.',
        actorId: 'eve',
        expected: 2,
      })
      const second = await school.open(ada, lesson, 60)
      assert.deepInclude(second.progress, { attempt: 2, verdict: null, watched: [] })
      const late = await school.record(ada, [report(first, [play(2, 560, 600, 560)])])
      assert.equal(late.lessons[0]?.progress.attempt, 1)
      assert.deepEqual((await school.store.progress.readLesson(ada, lesson, null)).watched, [])
      const old = await school.store.progress.readLesson(ada, lesson, 1)
      assert.deepEqual(old.watched, seconds([0, 600]))
      assert.isNotNull(old.verdict)
      assert.equal((await school.store.progress.readCourse(ada, 'fire-safety', null))?.seatTime, 0)
      assert.equal((await school.store.progress.readCourse(ada, 'fire-safety', 1))?.seatTime, 600_000)
    })

    it('keeps credit with the video it was earned on, and a verdict whatever the video', async () => {
      await credited([play(1, 0, 560, 0)])
      lesson = await school.putLesson({ playbackId: 'playback-2' })
      const progress = await school.store.progress.readLesson(ada, lesson, null)
      assert.deepInclude(progress, { mediaVersion: 2, watched: [], playingTime: 0 })
      assert.isNotNull(progress.verdict)
      const batch = await credited([play(1, 0, 560, 1_000)])
      assert.deepEqual(batch.lessons[0]?.progress.verdict, progress.verdict)
    })

    it('gives a verdict on a replaced video for what was played before the replacement alone', async () => {
      const [early, late] = [await school.open(ada, lesson, 3_600), await school.enrol('ben')]
      const session = await school.open(late, lesson, 600)
      await school.putLesson({ playbackId: 'playback-2' })
      await school.replacedAgo('10 minutes')
      const before = await school.record(ada, [report(early, [play(1, 0, 560, 0)])])
      assert.isNotNull(before.lessons[0]?.progress.verdict)
      const after = await school.record(late, [report(session, [play(1, 0, 560, 30)])])
      assert.equal(after.results[0]?.status, 'credited')
      assert.isNull(after.lessons[0]?.progress.verdict)
    })

    it('lets no late report of an old video complete by what was played after the replacement', async () => {
      const session = await school.open(ada, lesson, 1_200)
      await school.record(ada, [report(session, [play(1, 0, 300, 0)])])
      await school.putLesson({ playbackId: 'playback-2' })
      await school.replacedAgo('10 minutes')
      const after = await school.record(ada, [report(session, [play(3, 300, 590, 700)])])
      assert.isNull(after.lessons[0]?.progress.verdict)
      const late = await school.record(ada, [report(session, [play(2, 290, 310, 400)])])
      assert.equal(late.results[0]?.status, 'credited')
      assert.isNull(late.lessons[0]?.progress.verdict)
    })

    it('gives the verdict of a report that mixes time before and after the replacement by what came before', async () => {
      const session = await school.open(ada, lesson, 1_200)
      await school.putLesson({ playbackId: 'playback-2' })
      await school.replacedAgo('10 minutes')
      const mixed = [play(1, 0, 560, 0), play(2, 560, 600, 620)]
      const batch = await school.record(ada, [report(session, mixed)])
      assert.deepInclude(batch.lessons[0]?.progress.verdict, { kind: 'earned', mediaVersion: 1 })
    })

    it('cuts a stretch that lies across the replacement', async () => {
      const session = await school.open(ada, lesson, 1_200)
      await school.putLesson({ playbackId: 'playback-2' })
      await school.replacedAgo('10 minutes')
      // Replaced 600 s into the session: of what began 100 s later than the video, 500 s had been played by then.
      const batch = await school.record(ada, [report(session, [play(1, 0, 560, 100)])])
      assert.equal(batch.results[0]?.status, 'credited')
      assert.isNull(batch.lessons[0]?.progress.verdict)
    })
  })

  describe('results', () => {
    beforeEach(async () => {
      lesson = await school.putLesson({ rule: { ...DEFAULT_RULE, quizRequired: true }, hasQuiz: true })
    })

    it('complete a watched lesson, and its course, in the transaction that keeps them', async () => {
      await credited([play(1, 0, 560, 0)])
      assert.deepEqual(await acts(), [])
      await school.store.verdicts.recordQuizResult(ada, lesson, taken('r1', { passed: false }))
      assert.deepEqual(await acts(), [])
      await school.store.verdicts.recordQuizResult(ada, lesson, taken('r2'))
      assert.deepEqual(await acts(), ['lesson fire-safety-1 1 earned', 'course fire-safety 1 earned'])
      await school.store.verdicts.recordQuizResult(ada, lesson, taken('r3', { passed: false }))
      const progress = await school.store.progress.readLesson(ada, lesson, null)
      assert.isTrue(progress.quizPassed && progress.verdict?.completed)
    })

    it('complete nothing of which nothing was watched, until it is', async () => {
      await school.store.verdicts.recordQuizResult(ada, lesson, taken('r1'))
      assert.deepEqual(await acts(), [])
      const batch = await credited([play(1, 0, 560, 0)])
      assert.isTrue(batch.lessons[0]?.progress.verdict?.completed)
    })

    it('are kept once by their id, and refused with other content', async () => {
      const first = await school.store.verdicts.recordQuizResult(ada, lesson, taken('r1', { score: 7, maxScore: 10 }))
      const again = await school.store.verdicts.recordQuizResult(ada, lesson, taken('r1', { score: 7, maxScore: 10 }))
      assert.deepInclude(first, { created: true })
      assert.deepEqual(again, { ...(first as object), created: false } as typeof again)
      assert.equal(
        await school.store.verdicts.recordQuizResult(ada, lesson, taken('r1', { score: 8, maxScore: 10 })),
        'conflict',
      )
    })

    it('belong to the attempt in which they were taken, however late they come', async () => {
      await school.store.learners.startAttempt(ada, 'fire-safety', { reason: 'Again.', actorId: 'eve', expected: null })
      const old = await school.store.verdicts.recordQuizResult(ada, lesson, taken('r1', { takenAt: new Date(0) }))
      const present = await school.store.verdicts.recordQuizResult(
        ada,
        lesson,
        taken('r2', { takenAt: new Date('2999-01-01') }),
      )
      assert.deepEqual(
        [old, present].map((each) => (each === 'conflict' ? 0 : each.kept.attempt)),
        [1, 2],
      )
    })

    it('of a final assessment complete a course whose lessons are, never one whose are not', async () => {
      await school.putCourse({ rule: { assessmentRequired: true, minimumSeatTime: 0 }, hasAssessment: true })
      await school.store.verdicts.recordAssessmentResult(ada, 'fire-safety', taken('a1'))
      await school.store.verdicts.recordQuizResult(ada, lesson, taken('r1'))
      assert.deepEqual(await acts(), [])
      const batch = await credited([play(1, 0, 560, 0)])
      assert.deepEqual(await acts(), ['lesson fire-safety-1 1 earned', 'course fire-safety 1 earned'])
      assert.deepInclude(batch.courses[0], { assessmentPassed: true })
    })
  })

  describe('a course', () => {
    it('asks for its minimum seat time too', async () => {
      await school.putCourse({ rule: { ...DEFAULT_COURSE_RULE, minimumSeatTime: 600 * SECOND } })
      const session = await school.open(ada, lesson)
      const most = await school.record(ada, [report(session, [play(1, 0, 560, 0)])])
      assert.isTrue(most.lessons[0]?.progress.verdict?.completed)
      assert.isNull(most.courses[0]!.verdict)
      const all = await school.record(ada, [report(session, [play(2, 0, 40, 560)])])
      assert.deepInclude(all.courses[0]!.verdict, { kind: 'earned', completed: true, ruleVersion: 2 })
    })

    it('is completed by its required lessons alone, once, also when two processes finish the last two at once', async () => {
      const second = await school.putLesson({ lessonId: 'fire-safety-2', playbackId: 'playback-b' })
      await school.putLesson({ lessonId: 'extra', playbackId: 'playback-c', required: false })
      const [one, two] = [await school.open(ada, lesson, 3_000), await school.open(ada, second, 1_500)]
      await Promise.all([
        school.record(ada, [report(one, [play(1, 0, 560, 0)])]),
        another.ledger.record(ada, [report(two, [play(1, 0, 560, 0)], { lessonId: 'fire-safety-2' })], DEFAULT_POLICY),
      ])
      assert.sameMembers((await acts()) as string[], [
        'lesson fire-safety-1 1 earned',
        'lesson fire-safety-2 1 earned',
        'course fire-safety 1 earned',
      ])
    })
  })

  describe('an admin', () => {
    const decision = { reason: 'Took it in person.', actorId: 'eve', attempt: null }

    it('waives a completion, which completes the course, and the record says who and why', async () => {
      const history = await school.store.verdicts.decideLesson(ada, lesson, { ...decision, completed: true })
      assert.deepInclude(history.acts[0], {
        kind: 'waived',
        completed: true,
        reason: 'Took it in person.',
        actorId: 'eve',
      })
      assert.deepEqual(await acts(), ['lesson fire-safety-1 1 waived', 'course fire-safety 1 earned'])
    })

    it('revokes one permanently: no report of the attempt earns it again, and only a waiver gives it back', async () => {
      await credited([play(1, 0, 560, 0)])
      await school.store.verdicts.decideLesson(ada, lesson, { ...decision, completed: false })
      const batch = await credited([play(1, 0, 600, 700)])
      assert.deepInclude(batch.lessons[0]?.progress.verdict, { kind: 'revoked', completed: false })
      const { acts: all } = await school.store.verdicts.decideLesson(ada, lesson, { ...decision, completed: true })
      assert.deepEqual(
        all.map(({ kind }) => kind),
        ['earned', 'revoked', 'waived'],
      )
    })

    it('decides once what is sent twice', async () => {
      const course = await school.putCourse()
      const waived = await school.store.verdicts.decideCourse(ada, course, { ...decision, completed: true })
      assert.deepEqual(await school.store.verdicts.decideCourse(ada, course, { ...decision, completed: true }), waived)
      assert.deepEqual(await acts(), ['course fire-safety 1 waived'])
    })
  })

  describe('attempts', () => {
    it('begin one after the other, and the same call twice begins one', async () => {
      const begin = (expected: number | null) =>
        school.store.learners.startAttempt(ada, 'fire-safety', {
          reason: 'A year has passed.',
          actorId: 'eve',
          expected,
        })
      assert.deepInclude(await begin(2), { created: true })
      assert.deepInclude(await begin(2), { created: false })
      assert.equal(await begin(4), 'stale')
      const third = await begin(null)
      assert.equal(third && third !== 'stale' ? third.attempt.attempt : 0, 3)
      assert.equal((await school.store.learners.findEnrolment(ada, 'fire-safety'))?.attempt, 3)
    })

    it('are not for a learner who was never enrolled', async () => {
      const stranger = { tenantId: school.tenantId, learnerId: 'stranger' }
      const begun = await school.store.learners.startAttempt(stranger, 'fire-safety', {
        reason: 'x',
        actorId: 'eve',
        expected: null,
      })
      assert.isNull(begun)
    })
  })

  describe('a changed rule', () => {
    it('completes who meets it at the next sweep, never on reading, and takes nothing from anybody', async () => {
      await credited([play(1, 0, 560, 0)])
      const ben = await school.enrol('ben')
      const session = await school.open(ben, lesson)
      await school.record(ben, [report(session, [play(1, 0, 330, 0)])])
      lesson = await school.putLesson({ rule: { ...DEFAULT_RULE, thresholdPerMille: 500 } })
      assert.isNull((await school.store.progress.readLesson(ben, lesson, null)).verdict)
      await sweep()
      const progress = await school.store.progress.readLesson(ben, lesson, null)
      assert.deepInclude(progress.verdict, { kind: 'earned', ruleVersion: 2 })
      assert.isTrue((await school.store.progress.readCourse(ben, 'fire-safety', null))?.verdict?.completed)
      lesson = await school.putLesson({ rule: { ...DEFAULT_RULE, thresholdPerMille: 1000 } })
      await sweep()
      assert.deepEqual((await school.store.progress.readLesson(ben, lesson, null)).verdict, progress.verdict)
      assert.lengthOf(await acts(), 4)
    })

    it('completes a course when a lesson that was missing is archived or no longer required', async () => {
      const second = await school.putLesson({ lessonId: 'fire-safety-2', playbackId: 'playback-b' })
      await school.putLesson({ lessonId: 'fire-safety-3', playbackId: 'playback-c' })
      await credited([play(1, 0, 560, 0)])
      await school.putLesson({ lessonId: 'fire-safety-3', playbackId: 'playback-c', required: false })
      await sweep()
      assert.isNull((await school.store.progress.readCourse(ada, 'fire-safety', null))!.verdict)
      await school.store.lessons.archive({ tenantId: school.tenantId, lessonId: second.lessonId })
      await sweep()
      assert.isTrue((await school.store.progress.readCourse(ada, 'fire-safety', null))?.verdict?.completed)
    })

    async function sweep(): Promise<void> {
      while (await school.store.verdicts.evaluateDue());
    }
  })

  describe('what a lesson allows', () => {
    it('decides what counts: its own policy before the handler’s', async () => {
      lesson = await school.putLesson({ policy: { ...NO_POLICY, hiddenCounts: false, maxRate: 1 } })
      const session = await school.open(ada, lesson)
      const { results } = await school.record(ada, [
        report(session, [play(1, 0, 10, 0, { visible: false }), play(2, 10, 30, 20, { rate: 2, ended: 30_000 })]),
      ])
      const [answer] = results
      assert.deepEqual(answer?.status === 'refused' ? [] : answer?.reasons.map(({ code }) => code), [
        'hidden',
        'rate_cap',
      ])
      const progress = await school.store.progress.readLesson(ada, lesson, null)
      assert.deepEqual(progress.watched, seconds([10, 20.2]))
    })

    it('is the handler’s where the lesson says nothing', async () => {
      const session = await school.open(ada, lesson)
      const sent = report(session, [play(1, 0, 10, 0, { muted: true })])
      const { results } = await school.store.ledger.record(ada, [sent], { ...DEFAULT_POLICY, mutedCounts: false })
      assert.equal(results[0]?.status, 'uncredited')
    })
  })

  describe('what was not credited', () => {
    it('is one set a reason, with its total, the same however often it is sent', async () => {
      const session = await school.open(ada, lesson)
      const sent = [report(session, [play(1, 0, 10, 0), play(2, 100, 110, 5), play(3, 605, 640, 20)])]
      await school.record(ada, sent)
      const first = await school.store.progress.readUncredited(ada, lesson, 1)
      await school.record(ada, sent)
      assert.deepEqual(await school.store.progress.readUncredited(ada, lesson, 1), first)
      const answer = first.map(({ reason, media, total }) => ({ reason, media, total }))
      assert.sameDeepMembers(answer, [
        { reason: 'already_charged', media: seconds([100, 105]), total: 5_000 },
        { reason: 'out_of_bounds', media: seconds([605, 640]), total: 35_000 },
      ])
    })

    it('names the lessons that got the time', async () => {
      const second = await school.putLesson({ lessonId: 'fire-safety-2', playbackId: 'playback-b' })
      const [one, two] = [await school.open(ada, lesson, 300), await school.open(ada, second, 300)]
      await school.record(ada, [report(one, [play(1, 0, 100, 0)])])
      await school.record(ada, [report(two, [play(1, 0, 90, 1)], { lessonId: 'fire-safety-2' })])
      const [answer] = await school.store.progress.readUncredited(ada, second, 1)
      assert.deepEqual([answer?.reason, answer?.lessonIds], ['concurrent_session', ['fire-safety-1']])
    })

    it('stays small, whatever is claimed', async () => {
      const session = await school.open(ada, lesson)
      await school.record(ada, [report(session, [play(1, 0, 1, 0)])])
      const slivers = Array.from({ length: 1_500 }, (_, index) =>
        play(index + 2, 2 + index * 0.3, 2.01 + index * 0.3, 0.0005 * index, { ended: Math.round(0.5 * index) + 10 }),
      )
      await school.record(ada, [report(session, slivers)])
      const answer = await school.store.progress.readUncredited(ada, lesson, 1)
      for (const { media } of answer) assert.isAtMost(media.length, 512)
      assert.isAbove(
        answer.reduce((sum, { total }) => sum + total, 0),
        5_000,
      )
    })
  })

  describe('changes', () => {
    it('happen only to the revision that was read', async () => {
      const course = await school.putCourse({ title: 'A' })
      const put = { ...course, owners: null }
      assert.equal(await school.store.courses.put(put, { expected: course.revision - 1 }), 'stale')
      assert.equal(await school.store.courses.put(put, { expected: course.revision }), 'replaced')
      assert.equal(await school.store.courses.put(put, { expected: course.revision }), 'stale')
      assert.equal(await school.store.courses.put(put, { expected: 'absent' }), 'stale')
      assert.equal(await school.store.courses.put({ ...put, courseId: 'new' }, { expected: 'exists' }), 'stale')
      assert.equal(await school.store.courses.put({ ...put, courseId: 'new' }, { expected: 'absent' }), 'created')
      assert.equal(
        await school.store.courses.archive({ tenantId: school.tenantId, courseId: 'new' }, { expected: 7 }),
        'stale',
      )
      assert.equal(
        await school.store.courses.archive({ tenantId: school.tenantId, courseId: 'new' }, { expected: 1 }),
        'archived',
      )
      assert.isNull(await school.store.lessons.archive({ tenantId: school.tenantId, lessonId: 'none' }))
    })

    it('keep the owners that they do not name, and list a course for each of them', async () => {
      await school.putCourse({ owners: ['eve', 'max'] })
      assert.deepEqual((await school.putCourse({ title: 'B' })).owners, ['eve', 'max'])
      assert.deepEqual((await school.putCourse({ owners: ['max'] })).owners, ['max'])
      const listed = async (learnerId: string) => {
        const caller = { tenantId: school.tenantId, learnerId }
        const courses = await school.store.courses.list(caller, { who: 'learner_or_owner', limit: 9, after: null })
        return courses.map(({ courseId }) => courseId)
      }
      assert.deepEqual([await listed('max'), await listed('eve')], [['fire-safety'], []])
    })
  })
}

function taken(resultId: string, more: Partial<TakenResult> = {}): TakenResult {
  return { resultId, passed: true, score: null, maxScore: null, takenAt: new Date('2026-01-01'), ...more }
}

function event(n: number, more: Partial<ParsedEvent> = {}): ParsedEvent {
  return { n, type: 'pause', at: n * 100, data: { position: 1.5 }, ...more }
}
