import { toSeconds } from '@enhancedhr/protocol'
import type { CourseResource } from '@enhancedhr/protocol/management'
import { courseAttention } from '../../core/attention.js'
import type { CourseRecord } from '../../core/records/course.js'
import type { LessonRecord } from '../../core/records/lesson.js'

/** Writes a course as those who manage it see it; `lessons` are those that are not archived. */
export function toCourseResource(course: CourseRecord, lessons: readonly LessonRecord[]): CourseResource {
  const facts = {
    lessons: lessons.map(({ required, media }) => ({ required, duration: media?.duration ?? null })),
    assessmentConfigured: course.hasAssessment,
  }
  const attention = courseAttention(course.rule, facts)
  return {
    id: course.courseId,
    title: course.title,
    description: course.description,
    status: course.archived ? 'archived' : attention.length > 0 ? 'needs_attention' : 'active',
    attention: attention.map((one) => ({ ...one })),
    owners: [...course.owners],
    assessment: course.hasAssessment,
    completion: {
      assessment_required: course.rule.assessmentRequired,
      minimum_seat_time: toSeconds(course.rule.minimumSeatTime),
    },
    rule_version: course.ruleVersion,
    created_at: course.createdAt.toISOString(),
    updated_at: course.updatedAt.toISOString(),
  }
}
