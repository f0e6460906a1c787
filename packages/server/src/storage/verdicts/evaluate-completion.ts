import { type CompletionRule, judgeCompletion, videoEnd } from '@enhancedhr/protocol'
import { applyChanges } from '../write/apply-changes.js'
import { judgeCourseStanding } from '../../core/ledger/course-progress.js'
import { verdictBasis } from '../../core/ledger/verdict-basis.js'
import { courseStandingJson, type CourseStandingRow, toCourseStanding } from '../rows/course-row.js'
import { epochMs } from '../rows/epoch-ms.js'
import type { VerdictChange } from '../write/ledger-changes.js'
import { joinCurrentMedia, lessonJson, type LessonRow, toLessonRecord } from '../rows/lesson-row.js'
import { fromMultirange } from '../rows/multirange.js'
import { progressJson, type ProgressRow } from '../rows/progress-row.js'
import type { LearnerScope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'
import { toEarned } from '../write/verdict-change.js'
import { lessonVerdict, quizPassed, type VerdictRow } from '../rows/verdict-row.js'

/** What a change may have made true. */
export interface PendingEvaluation {
  readonly attempt: number
  readonly lessonId: string | null
  readonly courseId: string | null
}

interface LessonStanding extends SqlRow {
  readonly lesson: LessonRow
  readonly verdict: VerdictRow | null
  readonly quiz_passed: boolean
  /** One a video, the current one first. */
  readonly videos: readonly (ProgressRow & { readonly duration_ms: number | null; readonly replaced: boolean })[]
}

/**
 * Gives the verdicts that results, acts and changed rules made true, of a lesson and then of its course.
 *
 * To be called with the learner's lock held. A verdict that stands is left alone: within an attempt only an admin's act
 * changes it.
 */
export async function evaluateCompletion(
  learner: LearnerScope,
  { attempt, lessonId, courseId }: PendingEvaluation,
): Promise<void> {
  if (lessonId !== null) {
    const standing = await readVideos(learner, lessonId, attempt)
    if (standing) await evaluateLesson(learner, standing, attempt)
  }
  if (courseId === null) return
  const { schema, tenantId, learnerId } = learner
  const [row] = await learner.query<{ standing: CourseStandingRow; now: number }>(
    `select ${courseStandingJson(schema, 'c', '$4::int4')} as standing, ${epochMs('clock_timestamp()')}::float8 as now
     from ${schema}.courses c where c.tenant_id = $1 and c.course_id = $3`,
    [tenantId, learnerId, courseId, attempt],
  )
  if (!row) return
  const { progress, fresh } = judgeCourseStanding(toCourseStanding(row.standing), row.now)
  if (fresh) await writeVerdicts(learner, [toEarned('course', courseId, attempt, progress.verdict!)])
}

/** Writes verdicts with their acts, at the database's present; the learner's lock is held. */
export async function writeVerdicts(learner: LearnerScope, verdicts: readonly VerdictChange[]): Promise<void> {
  const [row] = await learner.query<{ now: number; revision: number }>(
    `select ${epochMs('clock_timestamp()')}::float8 as now, revision::float8 as revision from ${learner.schema}.learners
     where tenant_id = $1 and learner_id = $2`,
    [learner.tenantId, learner.learnerId],
  )
  if (!(await applyChanges(learner, row!, { verdicts }))) {
    throw new Error('Expected nobody to change a learner whose lock is held.')
  }
}

async function readVideos(
  { schema, tenantId, learnerId, query }: LearnerScope,
  lessonId: string,
  attempt: number,
): Promise<LessonStanding | undefined> {
  const [standing] = await query<LessonStanding>(
    `select ${lessonJson('l', 'm')} as lesson, ${lessonVerdict(schema, '$3', '$4::int4')} as verdict,
       ${quizPassed(schema, '$3', '$4::int4')} as quiz_passed,
       coalesce((
         select jsonb_agg(${progressJson('p')} || jsonb_build_object('duration_ms', v.duration_ms,
           'replaced', v.replaced_at is not null) order by v.replaced_at desc nulls first)
         from ${schema}.lesson_progress p
         join ${schema}.lesson_media v on v.tenant_id = $1 and v.lesson_id = $3 and v.version = p.media_version
         where p.tenant_id = $1 and p.learner_id = $2 and p.lesson_id = $3 and p.attempt = $4::int4
       ), '[]'::jsonb) as videos
     from ${schema}.lessons l ${joinCurrentMedia(schema, 'l', 'm')}
     where l.tenant_id = $1 and l.lesson_id = $3`,
    [tenantId, learnerId, lessonId, attempt],
  )
  return standing
}

async function evaluateLesson(learner: LearnerScope, standing: LessonStanding, attempt: number): Promise<void> {
  const lesson = toLessonRecord(standing.lesson)
  for (const video of standing.videos) {
    const watched = fromMultirange(video.watched)
    const { percentTenths } = judgeCompletion(lesson.rule, { ...toFacts(video, standing.quiz_passed), watched })
    if (percentTenths !== video.percent_tenths) {
      await learner.query(
        `update ${learner.schema}.lesson_progress set percent_tenths = $6::int4
         where tenant_id = $1 and learner_id = $2 and lesson_id = $3 and attempt = $4::int4 and media_version = $5::int4`,
        [learner.tenantId, learner.learnerId, lesson.lessonId, attempt, video.media_version, percentTenths],
      )
    }
  }
  if (standing.verdict) return
  const earnedBy = standing.videos.find((video) => isCompleted(lesson.rule, video, standing.quiz_passed))
  if (!earnedBy) return
  await writeVerdicts(learner, [
    toEarned('lesson', lesson.lessonId, attempt, {
      ruleVersion: lesson.ruleVersion,
      mediaVersion: earnedBy.media_version,
    }),
  ])
}

function isCompleted(rule: CompletionRule, video: LessonStanding['videos'][number], passed: boolean): boolean {
  const watched = verdictBasis({
    watched: fromMultirange(video.watched),
    counted: video.counted === null ? null : fromMultirange(video.counted),
    replaced: video.replaced,
  })
  return judgeCompletion(rule, { ...toFacts(video, passed), watched }).completed
}

function toFacts({ duration_ms: duration, reported_ms: reported }: LessonStanding['videos'][number], passed: boolean) {
  return { duration, end: videoEnd(duration, reported), quizPassed: passed }
}
