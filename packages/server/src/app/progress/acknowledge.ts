import { MAX_REASONS_PER_REPORT, PROBLEMS, toSeconds } from '@enhancedhr/protocol'
import type { Acknowledgement, ReportResult } from '@enhancedhr/protocol/wire'
import type { ReadReport, RefusedReport } from '../../core/parse-report.js'
import type { RecordedBatch, RecordedReport } from '../../core/records/report.js'
import type { UncreditedStretch } from '../../core/judge/judgement.js'
import { toCourseProgressResource, toLessonProgressResource } from './progress-resource.js'

/** Writes the answer to a batch: one result a report, in the order sent, and how everything that it named stands now. */
export function acknowledge(reports: readonly (ReadReport | RefusedReport)[], batch: RecordedBatch): Acknowledgement {
  const recorded = batch.results.values()
  const results = reports.map((report, index) => {
    if ('code' in report) return refuse(index, report.sessionId, report.code)
    return toResult(index, report.sessionId, recorded.next().value!)
  })
  return {
    results,
    progress: Object.fromEntries(
      batch.lessons.map(({ lesson, progress }) => [lesson.lessonId, toLessonProgressResource(lesson, progress)]),
    ),
    courses: Object.fromEntries(batch.courses.map((course) => [course.courseId, toCourseProgressResource(course)])),
    session_age: Object.fromEntries(Array.from(batch.sessionAges, ([id, age]) => [id, toSeconds(age)])),
    ...(batch.endedSessions.size > 0 && {
      sessions: Object.fromEntries(Array.from(batch.endedSessions, ([id, code]) => [id, { code }])),
    }),
  }
}

function toResult(index: number, sessionId: string, recorded: RecordedReport): ReportResult {
  if (recorded.status === 'refused') return refuse(index, sessionId, recorded.code)
  return {
    index,
    session_id: sessionId,
    status: recorded.status,
    through: recorded.through,
    events_through: recorded.eventsThrough,
    reasons: longest(recorded.reasons).map(({ code, from, to, lessonId }) => ({
      code,
      from: toSeconds(from),
      to: toSeconds(to),
      ...(lessonId !== undefined && { lesson_id: lessonId }),
    })),
  }
}

/** The longest stretches, in the order in which they stood: the rest is in the explanation of the lesson. */
function longest(reasons: readonly UncreditedStretch[]): readonly UncreditedStretch[] {
  if (reasons.length <= MAX_REASONS_PER_REPORT) return reasons
  const byLength = reasons.toSorted((a, b) => b.to - b.from - (a.to - a.from))
  const kept = new Set(byLength.slice(0, MAX_REASONS_PER_REPORT))
  return reasons.filter((reason) => kept.has(reason))
}

function refuse(index: number, sessionId: string | null, code: RefusedReport['code']): ReportResult {
  const { retryable } = PROBLEMS[code]
  return {
    index,
    session_id: sessionId,
    status: 'refused',
    through: 0,
    events_through: 0,
    code,
    retryable,
    reasons: [],
  }
}
