import type { CourseRule } from '@enhancedhr/protocol'
import type { CourseStanding } from '../../core/records/course-standing.js'
import { toVerdictRecord, verdictJson, type VerdictRow } from './verdict-row.js'

/** A course's rule as its jsonb holds it. */
export interface CourseRuleRow {
  readonly assessment_required: boolean
  readonly minimum_seat_time_ms: number
}

/** How a learner stands in a course, as {@link courseStandingJson} gives it. */
export interface CourseStandingRow {
  readonly course_id: string
  readonly attempt: number
  readonly rule: CourseRuleRow
  readonly rule_version: number
  readonly verdict: VerdictRow | null
  readonly assessment_passed: boolean
  readonly lessons: readonly CourseLessonRow[]
}

interface CourseLessonRow {
  readonly lesson_id: string
  readonly required: boolean
  readonly archived: boolean
  readonly completed: boolean
  readonly percent_tenths: number
  /** Over every video of the lesson. */
  readonly playing_ms: number
}

/**
 * SQL of how a learner of the tenant `$1` stands in a course, as one jsonb value.
 *
 * `course` names the row of the course, `attempt` and `learner` are expressions. Reads no watched segments: their share is
 * kept beside them, so that a course of many lessons costs a report little.
 */
export function courseStandingJson(schema: string, course: string, attempt: string, learner = '$2'): string {
  return `jsonb_build_object('course_id', ${course}.course_id, 'attempt', ${attempt}, 'rule', ${course}.rule,
    'rule_version', ${course}.rule_version,
    'verdict', (select ${verdictJson('v', 'course')} from ${schema}.course_progress v
      where v.tenant_id = $1 and v.learner_id = ${learner} and v.course_id = ${course}.course_id and v.attempt = ${attempt}),
    'assessment_passed', exists (select from ${schema}.assessment_results r
      where r.tenant_id = $1 and r.learner_id = ${learner} and r.course_id = ${course}.course_id and r.attempt = ${attempt}
        and r.passed),
    'lessons', coalesce((
      select jsonb_agg(jsonb_build_object('lesson_id', l.lesson_id, 'required', l.required,
        'archived', l.archived_at is not null, 'completed', coalesce(v.completed, false),
        'percent_tenths', coalesce(p.tenths, 0), 'playing_ms', coalesce(p.playing, 0)) order by l.position, l.lesson_id)
      from ${schema}.lessons l
      left join lateral (
        select sum(p.playing_ms)::int8 as playing,
          max(p.percent_tenths) filter (where p.media_version = l.media_version) as tenths
        from ${schema}.lesson_progress p
        where p.tenant_id = $1 and p.learner_id = ${learner} and p.lesson_id = l.lesson_id and p.attempt = ${attempt}) p on true
      left join ${schema}.lesson_verdicts v on v.tenant_id = $1 and v.learner_id = ${learner} and v.lesson_id = l.lesson_id
        and v.attempt = ${attempt}
      where l.tenant_id = $1 and l.course_id = ${course}.course_id), '[]'::jsonb))`
}

export function toCourseRule(row: CourseRuleRow): CourseRule {
  return { assessmentRequired: row.assessment_required, minimumSeatTime: row.minimum_seat_time_ms }
}

/** The text of a course rule's jsonb. */
export function toCourseRuleJson(rule: CourseRule): string {
  const row: CourseRuleRow = {
    assessment_required: rule.assessmentRequired,
    minimum_seat_time_ms: rule.minimumSeatTime,
  }
  return JSON.stringify(row)
}

/** What a row says of a learner's standing in a course. */
export function toCourseStanding(row: CourseStandingRow): CourseStanding {
  return {
    courseId: row.course_id,
    attempt: row.attempt,
    rule: toCourseRule(row.rule),
    ruleVersion: row.rule_version,
    lessons: row.lessons.map((lesson) => ({
      lessonId: lesson.lesson_id,
      required: lesson.required,
      archived: lesson.archived,
      completed: lesson.completed,
      percentTenths: lesson.percent_tenths,
      playingTime: lesson.playing_ms,
    })),
    assessmentPassed: row.assessment_passed,
    verdict: toVerdictRecord(row.verdict),
  }
}
