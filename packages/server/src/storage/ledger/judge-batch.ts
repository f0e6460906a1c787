import { coveredMilliseconds } from '@enhancedhr/protocol'
import { BatchLedger } from '../../core/ledger/batch-ledger.js'
import type { SessionState } from '../../core/ledger/batch-state.js'
import type { Policy } from '../../core/policy.js'
import type { BatchRecords } from '../../core/records/batch.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { CourseProgressRecord } from '../../core/records/progress.js'
import type { ParsedReport, RecordedBatch, RecordedReport } from '../../core/records/report.js'
import type { EndedSessionCode } from '../../core/records/session.js'
import type { ReadBasis } from '../write/apply-changes.js'
import type { LedgerChanges } from '../write/ledger-changes.js'
import { toBatchChanges } from './batch-changes.js'

const NOT_FOUND: RecordedReport = { status: 'refused', code: 'session_not_found' }

/** The reports of one learner that came together. */
export interface ReportBatch {
  readonly key: LearnerKey
  readonly reports: readonly ParsedReport[]
  /** Reports whose session could exist; at least one. */
  readonly named: readonly ParsedReport[]
  readonly policy: Policy
}

/** What a batch comes to. */
export interface JudgedBatch {
  readonly basis: ReadBasis
  /** To be written before anybody is answered; `null` when there is nothing new. */
  readonly changes: LedgerChanges | null
  /** Milliseconds of playing that this batch is credited. */
  readonly credited: number
  readonly recorded: RecordedBatch
}

/** Works out what a batch comes to, given what stands of the learner; writes nothing. */
export function judgeBatch(records: BatchRecords, { reports, policy }: ReportBatch): JudgedBatch {
  const { revision } = records
  const ledger = new BatchLedger(records, policy)
  if (revision === null) {
    return { basis: { now: ledger.now, revision: 0 }, changes: null, credited: 0, recorded: refuseAll(reports) }
  }
  const touched = new Set<SessionState>()
  const standings = reports.map((report) => {
    const state = ledger.find(report)
    if (!state) return () => NOT_FOUND
    touched.add(state)
    return ledger.apply(report, state)
  })
  const courses = ledger.judgeCourses()
  return {
    basis: { now: ledger.now, revision },
    changes: toBatchChanges(ledger, courses),
    credited: ledger.sessions.reduce((total, { newCharges }) => total + coveredMilliseconds(newCharges), 0),
    recorded: {
      results: standings.map((standing) => standing()),
      lessons: toLessons(touched),
      courses: courses.map(({ progress }) => progress).filter(isNamedBy(touched)),
      endedSessions: new Map([...touched].flatMap(toEnded)),
      sessionAges: new Map(
        [...touched].map(({ session }) => [session.sessionId, Math.max(0, ledger.now - session.openedAt)]),
      ),
    },
  }
}

/** What is answered where none of the sessions exists. */
export function refuseAll(reports: readonly ParsedReport[]): RecordedBatch {
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
