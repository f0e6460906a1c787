import type { ReasonCode } from '@enhancedhr/protocol'
import { toCourseProgress } from '../../core/ledger/course-progress.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { CourseProgressRecord, LessonProgressRecord, LessonWithProgress } from '../../core/records/progress.js'
import type { UncreditedRecord } from '../../core/records/uncredited.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { courseStandingJson, type CourseStandingRow, toCourseStanding } from '../rows/course-row.js'
import { readCurrentAttempt } from '../rows/current-attempt.js'
import { epochMs } from '../rows/epoch-ms.js'
import { joinCurrentMedia, lessonJson, type LessonRow, toLessonRecord } from '../rows/lesson-row.js'
import { readLessonStanding, type LessonStandingRow } from '../rows/lesson-standing.js'
import { fromMultirange } from '../rows/multirange.js'
import { progressJson, toProgressRecord } from '../rows/progress-row.js'
import { lessonVerdict, quizPassed } from '../rows/verdict-row.js'
import type { Progress } from './progress.js'

export class SqlProgress implements Progress {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  async readLesson(key: LearnerKey, lesson: LessonRecord, attempt: number | null): Promise<LessonProgressRecord> {
    const learner = this.#unit.learner(key)
    return readLessonStanding(learner, lesson, attempt ?? (await readCurrentAttempt(learner, lesson.courseId)))
  }

  async readCourse(key: LearnerKey, courseId: string, attempt: number | null): Promise<CourseProgressRecord | null> {
    const learner = this.#unit.learner(key)
    const { schema, tenantId, learnerId } = learner
    const [row] = await learner.query<{ standing: CourseStandingRow }>(
      `select ${courseStandingJson(schema, 'c', '$4::int4')} as standing
       from ${schema}.courses c where c.tenant_id = $1 and c.course_id = $3`,
      [tenantId, learnerId, courseId, attempt ?? (await readCurrentAttempt(learner, courseId))],
    )
    return row ? toCourseProgress(toCourseStanding(row.standing)) : null
  }

  async readCourses(key: LearnerKey, courseIds: readonly string[]): Promise<readonly CourseProgressRecord[]> {
    const { schema, tenantId, learnerId, query } = this.#unit.learner(key)
    const rows = await query<{ standing: CourseStandingRow }>(
      `select ${courseStandingJson(schema, 'c', 'coalesce(e.attempt, 1)')} as standing
       from ${schema}.courses c
       left join ${schema}.enrolments e on e.tenant_id = $1 and e.learner_id = $2 and e.course_id = c.course_id
       where c.tenant_id = $1 and c.course_id in (select jsonb_array_elements_text($3::jsonb))`,
      [tenantId, learnerId, JSON.stringify(courseIds)],
    )
    return rows.map(({ standing }) => toCourseProgress(toCourseStanding(standing)))
  }

  async readCourseLessons(
    key: LearnerKey,
    courseId: string,
    attempt: number | null,
  ): Promise<readonly LessonWithProgress[]> {
    const learner = this.#unit.learner(key)
    const { schema, tenantId, learnerId } = learner
    const inAttempt = attempt ?? (await readCurrentAttempt(learner, courseId))
    const rows = await learner.query<LessonStandingRow & { lesson: LessonRow }>(
      `select ${lessonJson('l', 'm')} as lesson,
         ${lessonVerdict(schema, 'l.lesson_id', '$4::int4')} as verdict,
         ${quizPassed(schema, 'l.lesson_id', '$4::int4')} as quiz_passed,
         (select ${progressJson('p')} from ${schema}.lesson_progress p
          where p.tenant_id = $1 and p.learner_id = $2 and p.lesson_id = l.lesson_id and p.attempt = $4::int4
            and p.media_version = l.media_version) as progress
       from ${schema}.lessons l ${joinCurrentMedia(schema, 'l', 'm')}
       where l.tenant_id = $1 and l.course_id = $3 and l.archived_at is null
       order by l.position, l.lesson_id`,
      [tenantId, learnerId, courseId, inAttempt],
    )
    return rows.map((row) => {
      const lesson = toLessonRecord(row.lesson)
      const of = { lessonId: lesson.lessonId, attempt: inAttempt, mediaVersion: lesson.media?.version ?? 0 }
      return { lesson, progress: toProgressRecord(of, row.progress, row) }
    })
  }

  async readUncredited(key: LearnerKey, lesson: LessonRecord, attempt: number): Promise<readonly UncreditedRecord[]> {
    const { schema, tenantId, learnerId, query } = this.#unit.learner(key)
    const rows = await query<{
      reason: ReasonCode
      media: string
      total: number
      last_at: number
      lesson_ids: readonly string[]
    }>(
      `select u.reason, u.media::text as media, u.total_ms::float8 as total, ${epochMs('u.last_at')}::float8 as last_at,
         u.lesson_ids
       from ${schema}.uncredited u
       where u.tenant_id = $1 and u.learner_id = $2 and u.lesson_id = $3 and u.attempt = $4::int4
         and u.media_version = $5::int4`,
      [tenantId, learnerId, lesson.lessonId, attempt, lesson.media?.version ?? 0],
    )
    return rows.map(({ reason, media, total, last_at: lastAt, lesson_ids: lessonIds }) => ({
      reason,
      media: fromMultirange(media),
      total,
      lastAt: new Date(lastAt),
      lessonIds,
    }))
  }
}
