import { randomUUID } from 'node:crypto'
import { DEFAULT_RULE } from '@enhancedhr/protocol'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import type { TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { putTarget } from '../support/outgoing.js'
import { report, School } from '../support/school.js'

/** Two tenants whose learners have the same names, with a row in every table for each of them. */
export async function populateSchools(
  database: TestDatabase,
  store: SqlLessonStore,
): Promise<{ readonly here: School; readonly there: School; readonly learners: readonly LearnerKey[] }> {
  const schools = [new School(database, store), new School(database, store)] as const
  const learners: LearnerKey[] = []
  for (const school of schools) {
    await putTarget(database, school.tenantId, 'certificates')
    await school.putCourse({ owners: ['olga'], hasAssessment: true })
    await school.putCourse({ courseId: 'first-aid', owners: ['max'], hasAssessment: true })
    const rule = { ...DEFAULT_RULE, quizRequired: true }
    const own = await school.putLesson({ rule, hasQuiz: true })
    const other = await school.putLesson({ lessonId: 'first-aid-1', courseId: 'first-aid', rule, hasQuiz: true })
    for (const learnerId of ['ada', 'ben']) {
      const learner = { tenantId: school.tenantId, learnerId }
      learners.push(learner)
      for (const lesson of [own, other]) {
        const courseId = lesson.courseId!
        await store.learners.putEnrolment({ ...learner, courseId, active: true })
        const session = await school.open(learner, lesson)
        const events = [{ n: 1, type: 'pause', at: 100, data: {} }]
        const { lessonId } = lesson
        // Each lesson in separate minutes; the stretch beyond the video leaves a row of what was not credited.
        const start = lesson === own ? 0 : 1_200
        const segments = [play(1, 0, 560, start), play(2, 700, 710, start + 700)]
        await school.record(learner, [report(session, segments, { lessonId, events })])
        const result = { resultId: 'r1', passed: true, score: null, maxScore: null, takenAt: new Date('2026-01-01') }
        await store.verdicts.recordQuizResult(learner, lesson, result)
        await store.verdicts.recordAssessmentResult(learner, courseId, result)
        await store.learners.startAttempt(learner, courseId, { reason: 'Again.', actorId: 'olga', expected: null })
      }
    }
    await school.putLesson()
    for (const person of ['olga', 'ada']) {
      await upload(school, store, person)
      await database.client.query(
        `insert into ${database.schema}.playback_bindings (playback_id, tenant_id, bound_by) values ($1, $2, $3)`,
        [randomUUID(), school.tenantId, person],
      )
    }
  }
  return { here: schools[0], there: schools[1], learners }
}

/** An upload of the tenant, with its asset. */
async function upload({ tenantId }: School, store: SqlLessonStore, createdBy: string): Promise<void> {
  const key = { tenantId, uploadId: randomUUID() }
  const file = { name: 'fire.mp4', size: 1, type: 'video/mp4' }
  const more = { language: 'en', captions: 'none', corsOrigin: 'https://a.test' } as const
  const lessonId = createdBy === 'ada' ? 'first-aid-1' : 'fire-safety-1'
  const limits = { openOfOwner: 9, openOfTenant: 9, hourlyOfOwner: 9 }
  await store.uploads.create({ ...key, lessonId, createdBy, file, ...more }, limits)
  const asset = { assetId: randomUUID(), playbackId: null, duration: null, aspectRatio: null, error: null }
  await store.tracks.create({
    ...{
      tenantId,
      lessonId,
      mediaVersion: 1,
      trackId: randomUUID(),
      muxTrackId: null,
      kind: 'captions',
      language: 'en',
    },
    ...{ name: 'English', source: 'embedded', state: 'ready', isRequested: false, readNumber: 1 },
  })
  await store.uploads.putAsset((await store.uploads.find(key))!, { ...asset, state: 'preparing', readNumber: 1 })
}
