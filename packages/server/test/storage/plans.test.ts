import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { explain, recordRuns, type RunStatement } from '../support/explain.js'
import { CLIENT, report, School, TOKEN } from '../support/school.js'

/** Rows of evidence and of events in the session that is asked about. */
const HELD = 2_000
/** Sessions of the same learner, so that it pays to look one up by its key. */
const SESSIONS = 100

/** Tables that grow with every hour that somebody watches. */
const GROWING = ['watch_evidence', 'watch_events', 'charges']

for (const kind of KINDS) {
  describe(`plans of what a learner’s calls run, on ${kind}`, () => {
    let database: TestDatabase
    const run: RunStatement[] = []

    beforeAll(async () => {
      database = openDatabase(kind)
      const store = new SqlLessonStore(recordRuns(database.client, run), database.schema)
      await store.prepare('auto')
      const school = new School(database, store)
      const lesson = await school.found()
      const ada = await school.enrol()
      const session = await school.open(ada, lesson, HELD * 2)
      const events = Array.from({ length: HELD }, (_, index) => ({ n: index + 1, type: 'seek', at: index, data: {} }))
      const segments = Array.from({ length: HELD }, (_, index) =>
        play(index + 1, index % 500, (index % 500) + 1, index * 2),
      )
      await school.record(ada, [report(session, segments, { events })])
      for (let count = 0; count < SESSIONS; count += 1) await school.open(ada, lesson)
      await database.client.script('analyze')
      run.length = 0
      const other = await store.sessions.open(ada, lesson, CLIENT, TOKEN)
      await store.sessions.find(ada, other.sessionId)
      await store.sessions.renew(ada, other.sessionId, TOKEN)
      // A number that is known, one that is new, and time that another session was charged for.
      await school.record(ada, [
        report(session, [segments[0]!, play(HELD + 1, 0, 1, HELD * 2 - 2)], { events: [events[0]!] }),
      ])
      await school.age(ada, other.sessionId, HELD * 2)
      await school.record(ada, [report(other, [play(1, 300, 301, 10)])])
      await store.progress.readLesson(ada, lesson, null)
      await store.progress.readCourse(ada, school.courseId, null)
      await store.progress.readCourseLessons(ada, school.courseId, null)
      await store.progress.readUncredited(ada, lesson, 1)
      await store.courses.list(ada, { who: 'learner', limit: 10, after: null })
      await store.learners.findEnrolment(ada, school.courseId)
      await store.lessons.findFor(ada, lesson.lessonId)
      await store.courses.findFor(ada, school.courseId)
      await store.limits.count([{ limiter: 'reports', key: 'ada', seconds: 60 }])
    })
    afterAll(() => database.close())

    for (const mode of ['force_custom_plan', 'force_generic_plan'] as const) {
      it(`read no table from end to end, and look up every part of a key (${mode})`, async () => {
        assert.isAbove(run.length, 12)
        for (const statement of run) {
          for (const { table, node, indexCondition, filter } of await explain(database.client, statement, mode)) {
            const words = `${table}, ${node}\nindex: ${indexCondition}\nfilter: ${filter}\n${statement.text}`
            assert.notInclude(node, 'Seq Scan', words)
            // A part of a key that is compared row by row could not be looked up.
            if (GROWING.includes(table)) assert.notMatch(filter, /\b(n|session_id|slot) = /, words)
          }
        }
      })
    }

    it('find evidence and events by their numbers', async () => {
      const reading = run.filter(({ text }) => text.includes('known_events'))
      assert.isNotEmpty(reading)
      for (const statement of reading) {
        const scans = await explain(database.client, statement, 'force_generic_plan')
        for (const table of ['watch_evidence', 'watch_events']) {
          const scan = scans.find((one) => one.table === table)
          assert.match(scan?.indexCondition ?? '', /\bn = /, table)
        }
      }
    })
  })
}
