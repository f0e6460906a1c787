import { DEFAULT_RULE } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { openTestDatabase } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { readEvents } from '../support/outgoing.js'
import { report, School } from '../support/school.js'

/** What may happen to a learner, one step; `minute` is which minute of the lesson a report brings. */
const step = fc.oneof(
  fc.record({ do: fc.constant('report' as const), minute: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ do: fc.constantFrom('lesson' as const, 'course' as const), completed: fc.boolean() }),
  fc.record({ do: fc.constantFrom('attempt' as const, 'evaluate' as const, 'import' as const) }),
)

describe('events and acts', () => {
  let database: TestDatabase
  let store: SqlLessonStore

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
  })
  afterAll(() => database.close())

  it('are the same ones, whatever happens in whatever order: an event for each act that turns a verdict over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const school = new School(database, store)
        await school.found({ rule: { ...DEFAULT_RULE, thresholdPerMille: 300 } })
        const ada = await school.enrol()
        let reported = 0
        for (const [place, one] of steps.entries()) {
          const lesson = (await store.lessons.find({ tenantId: school.tenantId, lessonId: 'fire-safety-1' }))!
          const course = (await store.courses.find({ tenantId: school.tenantId, courseId: school.courseId }))!
          const by = { reason: `step ${place.toString()}`, actorId: 'root', attempt: null }
          if (one.do === 'report') {
            const session = await school.open(ada, lesson)
            const [from, start] = [one.minute * 60, (reported += 1) * 100]
            await school.record(ada, [report(session, [play(1, from, from + 60, start)])])
          } else if (one.do === 'lesson') {
            await store.verdicts.decideLesson(ada, lesson, { ...by, completed: one.completed })
          } else if (one.do === 'course') {
            await store.verdicts.decideCourse(ada, course, { ...by, completed: one.completed })
          } else if (one.do === 'attempt') {
            await store.learners.startAttempt(ada, school.courseId, { ...by, expected: null })
          } else if (one.do === 'import') {
            const waiver = { lessonId: null, ruleVersion: 1, mediaVersion: null, completedAt: null, enrol: true }
            await store.verdicts.recordWaivers(ada, school.courseId, [{ ...waiver, ...by }])
          } else {
            await school.putLesson({ rule: { ...DEFAULT_RULE, thresholdPerMille: 200 } })
            while (await store.verdicts.evaluateDue());
          }
        }
        const events = (await readEvents(database, school.tenantId)).filter(
          ({ body }) => body.type.endsWith('.completed') || body.type.endsWith('.revoked'),
        )
        assert.deepEqual(
          events.map(({ eventId, subject, revision, body }) => ({ eventId, subject, revision, type: body.type })),
          await readTurns(database, school.tenantId),
        )
      }),
      { numRuns: 12 },
    )
  })
})

/** What the acts say: each that differs from the one before it, the first from “not completed”. */
async function readTurns({ client, schema }: TestDatabase, tenantId: string): Promise<readonly unknown[]> {
  const rows = await client.query(
    `select act_id::text as "eventId", subject || '/' || subject_id || '/learner/' || learner_id || '/' || attempt as subject,
       row_number() over (partition by subject, subject_id, attempt order by act_number)::int4 as revision,
       subject || case when completed then '.completed' else '.revoked' end as type
     from (select *, lag(completed, 1, false) over (partition by subject, subject_id, attempt order by act_number) as was
       from ${schema}.verdict_acts where tenant_id = $1) acts
     where completed <> was order by 2, 3`,
    [tenantId],
  )
  return rows.map((row) => ({ ...row }))
}
