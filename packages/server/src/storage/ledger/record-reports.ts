import { BatchLedger } from '../../core/ledger/batch-ledger.js'
import type { SessionState } from '../../core/ledger/batch-state.js'
import type { Policy } from '../../core/policy.js'
import { applyChanges } from '../write/apply-changes.js'
import { toBatchChanges } from './batch-changes.js'
import { readBatch } from './batch-rows.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import { lockKnownLearner } from '../database/learner-lock.js'
import type { CourseProgressRecord } from '../../core/records/progress.js'
import type { EndedSessionCode } from '../../core/records/session.js'
import type { ParsedReport, RecordedBatch, RecordedReport } from '../../core/records/report.js'
import { isSessionId } from '../../core/records/session-id.js'
import type { LearnerScope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'

const NOT_FOUND: RecordedReport = { status: 'refused', code: 'session_not_found' }

/**
 * Judges and records a batch of one learner: all of it or nothing.
 *
 * Reads what the batch names, works out the ledger, and writes it if nobody changed the learner in between; if somebody did,
 * once more under the learner's lock. So two batches never charge the same time, and none is judged by an instant that
 * passed while it waited. What a batch costs depends on what it names, not on the history.
 */
export async function recordReports(
  unit: UnitOfWork,
  key: LearnerKey,
  reports: readonly ParsedReport[],
  policy: Policy,
): Promise<RecordedBatch> {
  const named = reports.filter(({ sessionId }) => isSessionId(sessionId))
  if (named.length === 0) return refuseAll(reports)
  const first = await record(unit.learner(key), { reports, named, policy })
  if (first) return first
  return unit.transaction(async (transaction) => {
    const learner = transaction.learner(key)
    // Erased since: a report brings nobody back.
    if (!(await lockKnownLearner(learner))) return refuseAll(reports)
    const second = await record(learner, { reports, named, policy })
    if (!second) throw new Error('Expected nobody to change a learner whose lock is held.')
    return second
  })
}

interface Batch {
  readonly reports: readonly ParsedReport[]
  /** Reports whose session could exist. */
  readonly named: readonly ParsedReport[]
  readonly policy: Policy
}

/** `null` when somebody else changed the learner between reading and writing. */
async function record(learner: LearnerScope, { reports, named, policy }: Batch): Promise<RecordedBatch | null> {
  const records = await readBatch(learner, named)
  if (records.revision === null) return refuseAll(reports)
  const ledger = new BatchLedger(records, policy)
  const touched = new Set<SessionState>()
  const standings = reports.map((report) => {
    const state = ledger.find(report)
    if (!state) return () => NOT_FOUND
    touched.add(state)
    return ledger.apply(report, state)
  })
  const courses = ledger.judgeCourses()
  const changes = toBatchChanges(ledger, courses)
  const judged = { now: ledger.now, revision: records.revision }
  if (changes && !(await applyChanges(learner, judged, changes))) return null
  return {
    results: standings.map((standing) => standing()),
    lessons: toLessons(touched),
    courses: courses.map(({ progress }) => progress).filter(isNamedBy(touched)),
    endedSessions: new Map([...touched].flatMap(toEnded)),
    sessionAges: new Map(
      [...touched].map(({ session }) => [session.sessionId, Math.max(0, ledger.now - session.openedAt)]),
    ),
  }
}

function refuseAll(reports: readonly ParsedReport[]): RecordedBatch {
  return {
    results: reports.map(() => NOT_FOUND),
    lessons: [],
    courses: [],
    endedSessions: new Map(),
    sessionAges: new Map(),
  }
}

/** Why a new session has to go on; what this one still sends is taken all the same. */
function toEnded({ session }: SessionState): [string, EndedSessionCode][] {
  if (session.attempt < session.currentAttempt) return [[session.sessionId, 'attempt_ended']]
  return session.replacedAt === null ? [] : [[session.sessionId, 'media_replaced']]
}

/** One entry a lesson: of its newest attempt and video among the sessions. */
function toLessons(touched: ReadonlySet<SessionState>): RecordedBatch['lessons'] {
  const newest = new Map<string, SessionState>()
  for (const state of touched) {
    const { lessonId } = state.session.lesson
    const other = newest.get(lessonId)
    if (!other || isNewer(state, other)) newest.set(lessonId, state)
  }
  return [...newest.values()].map(({ session, progress }) => ({
    lesson: session.lesson,
    progress: { ...progress.record, verdict: progress.verdict.current },
  }))
}

function isNewer({ session: a }: SessionState, { session: b }: SessionState): boolean {
  return a.attempt > b.attempt || (a.attempt === b.attempt && a.mediaVersion > b.mediaVersion)
}

/** The newest attempt of each course that a report touched. */
function isNamedBy(touched: ReadonlySet<SessionState>): (course: CourseProgressRecord) => boolean {
  const attempts = new Map<string, number>()
  for (const { session } of touched) {
    const { courseId } = session.lesson
    if (courseId === null) continue
    attempts.set(courseId, Math.max(session.attempt, attempts.get(courseId) ?? 1))
  }
  return ({ courseId, attempt }) => attempts.get(courseId) === attempt
}
