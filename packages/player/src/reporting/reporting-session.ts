import type { Grant } from '@enhancedhr/protocol/wire'
import type { ReportingSession } from '../ports/reporting.js'

/** Bounds of how often a server may ask for reports: 1 s and 5 min. */
const EVERY_MS = { least: 1_000, most: 5 * 60 * 1000 }

/** Reads of a grant what reporting needs; `since`: milliseconds since it came. */
export function toReportingSession(grant: Grant, endpoint: string, since: number): ReportingSession {
  return {
    // Its query may hold a key of the host's, and records are kept under this name.
    endpoint: endpoint.split(/[?#]/, 1)[0]!,
    scope: grant.scope,
    sessionId: grant.session_id,
    lessonId: grant.lesson.id,
    duration: grant.lesson.duration * 1000,
    sessionAge: grant.session_age * 1000 + since,
    every: Math.min(Math.max(grant.reporting.every * 1000, EVERY_MS.least), EVERY_MS.most),
  }
}
