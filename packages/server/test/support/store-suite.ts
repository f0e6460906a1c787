import { beforeEach, describe, it } from 'vitest'
import { randomUUID } from 'node:crypto'
import { coveredMilliseconds, DEFAULT_RULE } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { DEFAULT_POLICY } from '../../src/core/policy.js'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import type { LessonRecord } from '../../src/core/records/lesson.js'
import type { LessonStore } from '../../src/storage/store.js'
import type { ParsedEvent } from '../../src/core/records/report.js'
import { anyStory } from './arbitrary-evidence.js'
import type { TestDatabase } from './database.js'
import { HOUR, play, SECOND, seconds } from './evidence.js'
import { CLIENT, NO_POLICY, report, School, TOKEN } from './school.js'
import { untilTaken } from './until-taken.js'

/**
 * What every store keeps to: the conformance suite, run on each database.
 *
 * `open` gives a prepared database, a school on it, and another store on the same database, as another process has it.
 */
export function describeLessonStore(
  open: () => { database: TestDatabase; school: School; another: LessonStore },
): void {
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

  describe('what is taught', () => {
    it('gives a lesson back as it was put', async () => {
      const { createdAt, updatedAt, ...rest } = lesson
      assert.isTrue(createdAt.getTime() > 0 && updatedAt >= createdAt)
      assert.deepEqual(rest, {
        tenantId: school.tenantId,
        lessonId: 'fire-safety-1',
        courseId: 'fire-safety',
        title: 'How fires start',
        position: 1,
        required: true,
        archived: false,
        media: {
          version: 1,
          playbackId: 'playback-1',
          duration: 600_000,
          observedDuration: null,
          assetId: null,
          isCaptioned: false,
          isGone: false,
        },
        rule: DEFAULT_RULE,
        ruleVersion: 1,
        hasQuiz: false,
        captionsWaiver: null,
        policy: NO_POLICY,
        chapters: [{ title: 'Heat', from: 0 }],
        revision: 1,
      })
    })

    it('knows nothing of another tenant', async () => {
      assert.isNull(await school.store.lessons.find({ tenantId: 'another', lessonId: 'fire-safety-1' }))
      assert.isNull(await school.store.courses.find({ tenantId: 'another', courseId: 'fire-safety' }))
      assert.isNull(await school.store.learners.findEnrolment({ ...ada, tenantId: 'another' }, 'fire-safety'))
    })

    it('makes a new version of a replaced video, and only of a replaced one', async () => {
      const longer = await school.putLesson({ duration: 601_000 })
      assert.deepEqual(longer.media, {
        version: 1,
        playbackId: 'playback-1',
        duration: 601_000,
        observedDuration: null,
        assetId: null,
        isCaptioned: false,
        isGone: false,
      })
      const replaced = await school.putLesson({ playbackId: 'playback-2', duration: null })
      assert.deepEqual(replaced.media, {
        version: 2,
        playbackId: 'playback-2',
        duration: null,
        observedDuration: null,
        assetId: null,
        isCaptioned: false,
        isGone: false,
      })
      assert.isNull((await school.putLesson({ playbackId: null })).media)
      const again = await school.putLesson({ playbackId: 'playback-2', duration: 300_000 })
      assert.deepEqual(again.media, {
        version: 2,
        playbackId: 'playback-2',
        duration: 300_000,
        observedDuration: null,
        assetId: null,
        isCaptioned: false,
        isGone: false,
      })
    })

    it('lists the courses of an enrolled learner, a page at a time', async () => {
      for (const courseId of ['a', 'b', 'c', 'd']) {
        await school.putCourse({ courseId, title: courseId })
        await school.store.learners.putEnrolment({ ...ada, courseId, active: courseId !== 'c' })
      }
      const first = await school.store.courses.list(ada, { who: 'learner', limit: 2, after: null })
      const rest = await school.store.courses.list(ada, { who: 'learner', limit: 2, after: 'b' })
      assert.deepEqual(
        [...first, ...rest].map(({ courseId }) => courseId),
        ['a', 'b', 'd', 'fire-safety'],
      )
    })

    it('keeps the attempt of an enrolment that ends and begins again', async () => {
      await school.store.learners.putEnrolment({ ...ada, courseId: 'fire-safety', active: false })
      assert.deepEqual(await school.store.learners.findEnrolment(ada, 'fire-safety'), {
        courseId: 'fire-safety',
        attempt: 1,
        active: false,
      })
      await school.enrol()
      assert.isTrue((await school.store.learners.findEnrolment(ada, 'fire-safety'))?.active)
    })
  })

  describe('sessions', () => {
    it('opens one in the current attempt, with zeros and a scope that stays the learner’s', async () => {
      // A name that no random hexadecimal text can hold by chance.
      const learner = await school.enrol('somebody')
      const first = await school.store.sessions.open(learner, lesson, CLIENT, TOKEN)
      const second = await school.store.sessions.open(learner, lesson, CLIENT, TOKEN)
      assert.notEqual(first.sessionId, second.sessionId)
      assert.equal(first.scope, second.scope)
      assert.notInclude(first.scope, 'somebody')
      assert.equal(first.attempt, 1)
      assert.deepEqual(first.progress, {
        lessonId: 'fire-safety-1',
        attempt: 1,
        mediaVersion: 1,
        watched: [],
        playingTime: 0,
        position: 0,
        reportedDuration: null,
        quizPassed: false,
        verdict: null,
      })
      assert.isTrue(first.sessionAge >= 0 && first.sessionAge < 60_000)
    })

    it('keeps the same learner id of two tenants two people', async () => {
      const other = new School(database, school.store)
      const otherLesson = await other.found()
      const elsewhere = await other.enrol()
      const here = await school.store.sessions.open(ada, lesson, CLIENT, TOKEN)
      const there = await other.store.sessions.open(elsewhere, otherLesson, CLIENT, TOKEN)
      assert.notEqual(here.scope, there.scope)
      assert.isNull(await school.store.sessions.find(ada, there.sessionId))
    })

    it('finds a session for its learner alone', async () => {
      const { sessionId } = await school.store.sessions.open(ada, lesson, CLIENT, TOKEN)
      const found = await school.store.sessions.find(ada, sessionId)
      assert.deepInclude(found, { sessionId, mediaVersion: 1, playbackId: 'playback-1', attempt: 1, ended: false })
      const ben = await school.enrol('ben')
      for (const [learner, id] of [
        [ben, sessionId],
        [ada, randomUUID()],
        [ada, "'; drop table"],
        [ada, '\u0000'],
      ] as const) {
        assert.isNull(await school.store.sessions.find(learner, id))
        assert.isNull(await school.store.sessions.renew(learner, id, TOKEN))
        await school.store.sessions.end(learner, id)
      }
      assert.isFalse((await school.store.sessions.find(ada, sessionId))?.ended)
    })

    it('names the video that a session is pinned to once another is current', async () => {
      const { sessionId } = await school.store.sessions.open(ada, lesson, CLIENT, TOKEN)
      await school.putLesson({ playbackId: 'playback-2' })
      const found = await school.store.sessions.find(ada, sessionId)
      assert.deepInclude(found, { mediaVersion: 1, playbackId: 'playback-1' })
      assert.equal(found?.lesson.media?.version, 2)
    })

    it('credits inside the windows of the tokens handed over, and not between them', async () => {
      const session = await school.open(ada, lesson, 2 * 3_600)
      await school.store.sessions.renew(ada, session.sessionId, TOKEN)
      const { results } = await school.record(ada, [report(session, [play(1, 0, 10, 4_495), play(2, 100, 110, 7_190)])])
      assert.deepEqual(results[0], {
        status: 'partly',
        through: 2,
        eventsThrough: 0,
        reasons: [
          { code: 'token_window', from: 5_000, to: 10_000 },
          { code: 'token_window', from: 100_000, to: 110_000 },
        ],
      })
    })

    it('renews no session that has ended, and still takes what it played', async () => {
      const session = await school.open(ada, lesson)
      await school.store.sessions.end(ada, session.sessionId)
      assert.isNull(await school.store.sessions.renew(ada, session.sessionId, TOKEN))
      assert.isTrue((await school.store.sessions.find(ada, session.sessionId))?.ended)
      const { results } = await school.record(ada, [report(session, [play(1, 0, 10, 0)])])
      assert.equal(results[0]?.status, 'credited')
    })

    it('closes what was left long ago, and sweeps only what could never be credited any more', async () => {
      const kept = await school.open(ada, lesson, 60)
      const left = await school.open(ada, lesson, 30 * 24 * 3_600)
      const empty = await school.open(ada, lesson, 40 * 24 * 3_600)
      const full = await school.open(ada, lesson, 40 * 24 * 3_600)
      await school.record(ada, [report(full, [play(1, 0, 10, 0)])])
      await school.store.sessions.closeOrphans()
      assert.isFalse((await school.store.sessions.find(ada, kept.sessionId))?.ended)
      assert.isTrue((await school.store.sessions.find(ada, left.sessionId))?.ended)
      assert.isNotNull(await school.store.sessions.find(ada, full.sessionId))
      assert.isNull(await school.store.sessions.find(ada, empty.sessionId))
    })
  })

  describe('the ledger', () => {
    it('credits what was played and answers with how the learner stands', async () => {
      const session = await school.open(ada, lesson)
      const batch = await school.record(ada, [
        report(session, [play(1, 0, 60, 0), play(2, 300, 330, 100)], { position: 330 * SECOND }),
      ])
      assert.deepEqual(batch.results, [{ status: 'credited', through: 2, eventsThrough: 0, reasons: [] }])
      const expected = {
        lessonId: 'fire-safety-1',
        attempt: 1,
        mediaVersion: 1,
        watched: seconds([0, 60], [300, 330]),
        playingTime: 90_000,
        position: 330_000,
        reportedDuration: null,
        quizPassed: false,
        verdict: null,
      }
      assert.deepEqual(batch.lessons, [{ lesson, progress: expected }])
      assert.deepEqual(await school.store.progress.readLesson(ada, lesson, null), expected)
      const age = batch.sessionAges.get(session.sessionId)!
      assert.isTrue(age >= HOUR && age < HOUR + 60_000)
      assert.deepInclude(batch.courses[0], { courseId: 'fire-safety', attempt: 1, seatTime: 90_000, verdict: null })
      assert.deepEqual(batch.courses[0]?.lessons, [
        { lessonId: 'fire-safety-1', required: true, completed: false, percentTenths: 150 },
      ])
    })

    it('answers the same report fifty times with the same words and leaves the ledger as it is, byte for byte', async () => {
      const session = await school.open(ada, lesson)
      const sent = report(
        session,
        [play(1, 0, 60, 0, { ended: 30_000 }), play(2, 20, 10, 40, { ended: 50_000 }), play(3, 595, 610, 60)],
        { position: 600_000, events: [event(1), event(2)], malformed: [{ n: 4, from: 0, to: 1 }] },
      )
      const first = await school.record(ada, [sent, sent])
      const before = await school.dump()
      for (let time = 0; time < 50; time += 1) {
        const again = await school.record(ada, [sent, sent])
        assert.deepEqual(again.results, first.results)
        assert.deepEqual(again.lessons, first.lessons)
      }
      assert.equal(await school.dump(), before)
      assert.deepEqual(first.results[0], first.results[1])
    })

    it('refuses what is not this learner’s session of this lesson, and credits its neighbours', async () => {
      const ben = await school.enrol('ben')
      const [mine, his] = [await school.open(ada, lesson), await school.open(ben, lesson)]
      await school.putLesson({ lessonId: 'fire-safety-2', position: 2 })
      const segments = [play(1, 0, 10, 0)]
      const { results } = await school.record(ada, [
        report(his, segments),
        report({ sessionId: randomUUID() }, segments),
        report({ sessionId: 'no session' }, segments),
        report(mine, segments, { lessonId: 'fire-safety-2' }),
        report(mine, segments),
      ])
      const refused = { status: 'refused', code: 'session_not_found' }
      assert.deepEqual(results.slice(0, 4), [refused, refused, refused, refused] as never)
      assert.equal(results[4]?.status, 'credited')
      assert.deepEqual((await school.store.progress.readLesson(ben, lesson, null)).watched, [])
    })

    it('keeps nothing of a learner who never opened a session', async () => {
      const stranger = { tenantId: school.tenantId, learnerId: 'stranger' }
      const { results } = await school.record(stranger, [report({ sessionId: randomUUID() }, [])])
      assert.deepEqual(results, [{ status: 'refused', code: 'session_not_found' }])
      assert.notInclude(await school.dump(), 'stranger')
    })

    it('credits twenty parallel reports to two processes within one second what passed, once', async () => {
      const session = await school.open(ada, lesson, 1)
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          untilTaken(() =>
            (index % 2 === 0 ? school.store : another).ledger.record(
              ada,
              [report(session, [play(index + 1, index * 5, index * 5 + 5, 0, { ended: 1_000 })])],
              DEFAULT_POLICY,
            ),
          ),
        ),
      )
      const { watched, playingTime } = await school.store.progress.readLesson(ada, lesson, null)
      assert.equal(playingTime, 1_000)
      assert.isAtMost(coveredMilliseconds(watched), 1_020)
    })

    it('credits two sessions of a learner at once only one of them, and names the lesson that got the time', async () => {
      const second = await school.putLesson({ lessonId: 'fire-safety-2', position: 2, playbackId: 'playback-b' })
      const one = await school.open(ada, lesson, 300)
      await school.record(ada, [report(one, [play(1, 0, 200, 0)])])
      const two = await school.open(ada, second, 200)
      const offset = (two.openedAt.getTime() - one.openedAt.getTime()) / SECOND
      const sent = report(two, [play(1, 0, 200, 0)], { lessonId: 'fire-safety-2' })
      const { results } = await school.record(ada, [sent])
      const lost = Math.round((200 - offset) * SECOND)
      assert.deepEqual(results[0], {
        status: 'partly',
        through: 1,
        eventsThrough: 0,
        reasons: [{ code: 'concurrent_session', lessonId: 'fire-safety-1', from: 0, to: lost }],
      })
      const course = await school.store.progress.readCourse(ada, 'fire-safety', null)
      assert.equal(course?.seatTime, 400 * SECOND - lost)
    })

    it('names the lesson also when both sessions report in one batch', async () => {
      const second = await school.putLesson({ lessonId: 'fire-safety-2', position: 2, playbackId: 'playback-b' })
      const [one, two] = [await school.open(ada, lesson, 300), await school.open(ada, second, 300)]
      const { results } = await school.record(ada, [
        report(one, [play(1, 0, 300, 0)]),
        report(two, [play(1, 0, 200, 0)], { lessonId: 'fire-safety-2' }),
      ])
      const reasons = results[1]?.status === 'refused' ? [] : (results[1]?.reasons ?? [])
      assert.deepEqual(
        reasons.map(({ code, lessonId }) => [code, lessonId]),
        [['concurrent_session', 'fire-safety-1']],
      )
    })

    it('counts seat time as the union over all sessions of the course', async () => {
      const second = await school.putLesson({ lessonId: 'fire-safety-2', position: 2, playbackId: 'playback-b' })
      for (const [part, age] of [
        [lesson, 3_600],
        [second, 3_500],
        [lesson, 3_450],
        [second, 1_000],
      ] as const) {
        const session = await school.open(ada, part, age)
        await school.record(ada, [
          report(session, [play(1, 0, 200, 0), play(2, 50, 90, 210)], { lessonId: part.lessonId }),
        ])
      }
      const [oracle] = await database.client.query<{ seat: number }>(
        `select sum(upper(r) - lower(r))::float8 as seat from (
           select unnest(range_agg(s.charged)) as r from ${database.schema}.charges s
           where s.tenant_id = $1 and s.learner_id = $2) spans`,
        [ada.tenantId, ada.learnerId],
      )
      const { seatTime } = (await school.store.progress.readCourse(ada, 'fire-safety', null))!
      assert.equal(seatTime, oracle?.seat)
    })

    it('charges both sides of a segment that crosses midnight, and knows them again', async () => {
      const session = await school.open(ada, lesson, 26 * 3_600)
      const opened = session.openedAt.getTime()
      const midnight = Math.ceil(opened / (24 * HOUR)) * 24 * HOUR - opened
      const { client, schema } = database
      await client.query(
        `update ${schema}.watch_sessions set windows = int8multirange(int8range(0, 9000000000000)) where session_id = $1::uuid`,
        [session.sessionId],
      )
      const start = midnight / SECOND - 100
      await school.record(ada, [report(session, [play(1, 0, 200, start)])])
      const sides = await client.query(
        `select charged::text from ${schema}.charges where tenant_id = $1 and learner_id = $2`,
        [ada.tenantId, ada.learnerId],
      )
      assert.lengthOf(sides, 2)
      const { results } = await school.record(ada, [report(session, [play(2, 300, 500, start)])])
      assert.deepInclude(results[0], {
        status: 'uncredited',
        reasons: [{ code: 'already_charged', from: 300_000, to: 500_000 }],
      })
    })

    it('takes reports, renewals and sweeping at once without a deadlock, and credits everything once', async () => {
      const sessions = [await school.open(ada, lesson), await school.open(ada, lesson)]
      const calls = Array.from({ length: 24 }, (_, index) => {
        const session = sessions[index % 2]!
        const store = index % 3 === 0 ? another : school.store
        if (index % 6 === 5) return store.sessions.closeOrphans()
        if (index % 4 === 3) return store.sessions.renew(ada, session.sessionId, TOKEN)
        const sent = report(session, [play(index + 1, index * 10, index * 10 + 10, index * 11)])
        return untilTaken(() => store.ledger.record(ada, [sent], DEFAULT_POLICY))
      })
      await Promise.all(calls)
      const { watched, playingTime } = await school.store.progress.readLesson(ada, lesson, null)
      const reports = calls.map((_, index) => index).filter((index) => index % 6 !== 5 && index % 4 !== 3)
      assert.deepEqual(watched, seconds(...reports.map((index) => [index * 10, index * 10 + 10] as const)))
      assert.equal(playingTime, reports.length * 10_000)
    })

    it('keeps nothing of a batch that fails on its way', async () => {
      const session = await school.open(ada, lesson)
      const before = await school.dump()
      const failure = new Error('cut off')
      await database.client
        .transaction(async (runner) => {
          await runner.query(`update ${database.schema}.watch_sessions set through = 9 where session_id = $1::uuid`, [
            session.sessionId,
          ])
          throw failure
        })
        .then(
          () => assert.fail('committed'),
          (error: unknown) => assert.equal(error, failure),
        )
      assert.equal(await school.dump(), before)
    })

    it('keeps nothing of a segment that ends in the future', async () => {
      const session = await school.open(ada, lesson, 10)
      const before = await school.dump()
      const { results } = await school.record(ada, [report(session, [play(1, 0, 500, 0)])])
      assert.deepEqual(results, [{ status: 'waiting', through: 0, eventsThrough: 0, reasons: [] }])
      assert.equal(await school.dump(), before)
    })

    it('credits all of what is delivered three hours late', async () => {
      const session = await school.open(ada, lesson, 3 * 3_600)
      const { results } = await school.record(ada, [report(session, [play(1, 0, 600, 0)])])
      assert.equal(results[0]?.status, 'credited')
    })

    it('lets the newest report decide where the learner goes on, whatever comes later', async () => {
      const session = await school.open(ada, lesson)
      const newest = report(session, [play(2, 100, 110, 50)], { position: 110_000 })
      await school.record(ada, [newest])
      await school.record(ada, [report(session, [play(1, 0, 10, 0)], { position: 10_000 })])
      assert.equal((await school.store.progress.readLesson(ada, lesson, null)).position, 110_000)
      await school.record(ada, [report(session, [], { position: 5_000, events: [event(1, { at: 70_000 })] })])
      assert.equal((await school.store.progress.readLesson(ada, lesson, null)).position, 5_000)
      await school.record(ada, [report(session, [], { position: 9_000, events: [event(2, { at: 9_000_000 })] })])
      assert.equal((await school.store.progress.readLesson(ada, lesson, null)).position, 5_000)
    })

    it('keeps events once, and no more than the age of the session allows', async () => {
      const session = await school.open(ada, lesson, 5)
      const events = Array.from({ length: 100 }, (_, index) => event(index + 1))
      const { results } = await school.record(ada, [report(session, [], { events })])
      await school.record(ada, [report(session, [], { events })])
      assert.deepInclude(results[0], { eventsThrough: 100 })
      const [kept] = await database.client.query<{ count: number }>(
        `select count(*)::int4 as count from ${database.schema}.watch_events where tenant_id = $1`,
        [school.tenantId],
      )
      assert.isTrue(kept!.count >= 65 && kept!.count < 100, `kept ${kept!.count.toString()}`)
    })

    it('takes events with anything in them', async () => {
      let deep: unknown = 'end'
      for (let level = 0; level < 5_000; level += 1) deep = [deep]
      const data = { text: 'a\u0000b\ud800', 'key\u0000': 1, deep, big: 1e308, list: [{ a: { b: { c: 1 } } }] }
      const { results } = await credited([play(1, 0, 10, 0)], { events: [event(1, { type: 'x\u0000', data })] })
      assert.deepInclude(results[0], { status: 'credited', eventsThrough: 1 })
    })

    it('answers anything that can be sent, and never fails', async () => {
      const number = fc.oneof(
        fc.integer({ min: -10, max: 700_000 }),
        fc.constantFrom(Number.NaN, Infinity, -Infinity, 2 ** 31, 2 ** 53, -(2 ** 53), 1e300, 0.5, 2 ** 40),
      )
      const segment = fc.record({
        n: number,
        from: number,
        to: number,
        rate: number,
        started: number,
        ended: number,
        visible: fc.boolean(),
        muted: fc.boolean(),
      })
      const session = await school.open(ada, lesson)
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(fc.array(segment, { maxLength: 5 }), anyStory),
          fc.option(number),
          fc.array(fc.record({ n: number, at: number }), { maxLength: 3 }),
          async (segments, position, events) => {
            const { results } = await school.record(ada, [
              report(session, segments, {
                position,
                events: events.map((each) => event(1, each)),
                malformed: segments.slice(0, 1),
              }),
            ])
            assert.notEqual(results[0]?.status, 'refused')
          },
        ),
        { numRuns: 40 },
      )
    })
  })
}

function event(n: number, more: Partial<ParsedEvent> = {}): ParsedEvent {
  return { n, type: 'pause', at: n * 100, data: { position: 1.5 }, ...more }
}
