import type { Grant } from '@enhancedhr/protocol/wire'
import type { ReportingSession } from '../ports.js'

/** Reads of a grant what reporting needs; `since`: milliseconds since it came. */
export function toReportingSession(grant: Grant, endpoint: string, since: number): ReportingSession {
  return {
    endpoint,
    scope: grant.scope,
    sessionId: grant.session_id,
    lessonId: grant.lesson.id,
    duration: grant.lesson.duration * 1000,
    sessionAge: grant.session_age * 1000 + since,
    every: grant.reporting.every * 1000,
  }
}
