import { toSecondPairs, toSeconds, type CompletionRule } from '@enhancedhr/protocol'
import type { CourseResource, LessonResource } from '@enhancedhr/protocol/management'
import { courseAttention, durationAttention, lessonAttention } from '../../core/attention.js'
import type { CourseRecord } from '../../core/records/course.js'
import type { LessonRecord } from '../../core/records/lesson.js'

/** Writes a course as who manages it reads it; `lessons` are those that are not archived. */
export function presentCourseResource(course: CourseRecord, lessons: readonly LessonRecord[]): CourseResource {
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

/** Writes a lesson as who manages it reads it. */
export function presentLessonResource(lesson: LessonRecord): LessonResource {
  const { policy, media } = lesson
  return {
    id: lesson.lessonId,
    course_id: lesson.courseId,
    title: lesson.title,
    order: lesson.position,
    required: lesson.required,
    playback_id: media?.playbackId ?? null,
    duration: media?.duration == null ? null : toSeconds(media.duration),
    media_version: media?.version ?? null,
    status: lessonStatus(lesson),
    attention: [...attentionOf(lesson), ...durationAttention(lesson.rule, media)].map((one) => ({ ...one })),
    chapters: lesson.chapters.map(({ title, from }) => ({ title, from: toSeconds(from) })),
    quiz: lesson.hasQuiz,
    completion: presentRule(lesson.rule),
    policies: {
      max_playback_rate: policy.maxRate,
      hidden_counts: policy.hiddenCounts,
      muted_counts: policy.mutedCounts,
      seek_policy: policy.seek,
      offline_allowance: policy.offlineAllowance === null ? null : toSeconds(policy.offlineAllowance),
    },
    rule_version: lesson.ruleVersion,
    created_at: lesson.createdAt.toISOString(),
    updated_at: lesson.updatedAt.toISOString(),
  }
}

/** How a lesson stands: only a `ready` one can be watched. */
export function lessonStatus(lesson: LessonRecord): 'archived' | 'preparing' | 'needs_attention' | 'ready' {
  if (lesson.archived) return 'archived'
  if (!lesson.media?.duration) return 'preparing'
  return attentionOf(lesson).length > 0 ? 'needs_attention' : 'ready'
}

export function presentRule(rule: CompletionRule): LessonResource['completion'] {
  return {
    ...(rule.thresholdPerMille !== null && { threshold: rule.thresholdPerMille / 1000 }),
    required_segments: toSecondPairs(rule.requiredSegments),
    mode: rule.mode,
    quiz_required: rule.quizRequired,
  }
}

/** What keeps the lesson from being completed; a duration that differs is told besides, and keeps nobody from anything. */
function attentionOf({ rule, media, hasQuiz }: LessonRecord) {
  return lessonAttention(rule, { duration: media?.duration ?? null, quizConfigured: hasQuiz })
}
