import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { SqlClient } from '../../src/storage/database/sql-client.js'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { openDatabase, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { report, School } from '../support/school.js'

describe('round trips', () => {
  let database: TestDatabase

  beforeAll(() => {
    database = openDatabase('pglite')
  })
  afterAll(() => database.close())

  it('of a batch of reports are two, and one when it brings nothing new', async () => {
    let trips = 0
    const { client, schema } = database
    const counting: SqlClient = {
      kind: client.kind,
      query: (text, values) => {
        trips += 1
        return client.query(text, values)
      },
      script: (text) => client.script(text),
      transaction: (work) => {
        trips += 1_000
        return client.transaction(work)
      },
      connections: () => client.connections(),
      close: () => client.close(),
    }
    const store = new SqlLessonStore(counting, schema)
    await store.prepare('auto')
    const school = new School(database, store)
    const lesson = await school.found()
    const ada = await school.enrol()
    const session = await school.open(ada, lesson)
    // The last stretch completes lesson and course, which is part of the same two.
    const sent = [report(session, [play(1, 0, 300, 0), play(2, 300, 560, 300)])]
    trips = 0
    const { courses } = await school.record(ada, sent)
    assert.isTrue(courses[0]?.verdict?.completed)
    assert.equal(trips, 2)
    await school.record(ada, sent)
    assert.equal(trips, 3)
    // A page of courses with a learner's progress costs two, however many they are.
    for (const courseId of ['c1', 'c2', 'c3']) await school.putCourse({ courseId })
    await store.learners.startAttempt(ada, school.courseId, { reason: 'again', actorId: 'root', expected: 2 })
    trips = 0
    const page = await store.courses.list(ada, { who: 'everyone', limit: 10, after: null })
    const standings = await store.progress.readCourses(
      ada,
      page.map(({ courseId }) => courseId),
    )
    assert.equal(trips, 2)
    assert.lengthOf(standings, 4)
    for (const standing of standings) {
      assert.deepEqual(standing, (await store.progress.readCourse(ada, standing.courseId, null))!)
    }
    assert.equal(standings.find(({ courseId }) => courseId === school.courseId)?.attempt, 2)
  })

  it('of a look-up that says who may know of a course or lesson are one, whether it exists or not', async () => {
    let trips = 0
    const { client, schema } = database
    const counting: SqlClient = {
      kind: client.kind,
      query: (text, values) => {
        trips += 1
        return client.query(text, values)
      },
      script: (text) => client.script(text),
      transaction: (work) => client.transaction(work),
      connections: () => client.connections(),
      close: () => client.close(),
    }
    const store = new SqlLessonStore(counting, schema)
    await store.prepare('auto')
    const school = new School(database, store)
    const { lessonId } = await school.found()
    const ada = await school.enrol()
    const sam = { tenantId: school.tenantId, learnerId: 'sam' }
    trips = 0
    assert.deepInclude((await store.lessons.findFor(ada, lessonId))?.access, { hasRecords: false, archived: false })
    assert.isNull((await store.lessons.findFor(sam, lessonId))!.access.enrolment)
    assert.isNull(await store.lessons.findFor(sam, 'nowhere'))
    assert.isTrue((await store.courses.findFor(ada, school.courseId))?.access.enrolment?.active)
    assert.deepInclude((await store.courses.findFor(sam, school.courseId))?.access, { hasRecords: false, owners: [] })
    assert.isNull(await store.courses.findFor(sam, 'nowhere'))
    assert.equal(trips, 6)
  })
})
