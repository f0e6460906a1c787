import { BatchLedger, type SessionState } from './batch-ledger.js'
import { lockLearner, readBatch, readRivals } from './batch-rows.js'
import type { CourseProgressRecord, LearnerKey, ParsedReport, RecordedBatch, RecordedReport } from './lesson-store.js'
import type { ProgressReader } from './progress-reader.js'
import { isSessionId } from './sessions.js'
import type { SqlClient, SqlRunner } from './sql-client.js'
import { writeBatch } from './write-batch.js'

const NOT_FOUND: RecordedReport = { status: 'refused', code: 'session_not_found' }

/**
 * Judges and records a batch of one learner in one transaction.
 *
 * The learner's lock comes first and the clock is read after it, so two batches never charge the same time and never
 * judge by an instant that passed while they waited. What the batch costs depends on what it names, not on the history.
 */
export function recordReports(
  client: SqlClient,
  schema: string,
  reader: ProgressReader,
  learner: LearnerKey,
  reports: readonly ParsedReport[],
): Promise<RecordedBatch> {
  const named = reports.filter(({ sessionId }) => isSessionId(sessionId))
  return client.transaction(async (runner) => {
    if (named.length === 0 || !(await lockLearner(runner, schema, learner))) return refuseAll(reports)
    const ledger = new BatchLedger(await readBatch(runner, schema, learner, named))
    const contested = ledger.findContested(named)
    if (contested.length > 0) {
      const batch = ledger.sessions.map(({ row }) => row.session_id)
      ledger.nameRivals(await readRivals(runner, schema, learner, contested, batch))
    }
    const touched = new Set<SessionState>()
    const tellers = reports.map((report) => {
      const state = ledger.find(report)
      if (!state) return () => NOT_FOUND
      touched.add(state)
      return ledger.apply(report, state)
    })
    await writeBatch(runner, schema, learner, ledger)
    return {
      results: tellers.map((tell) => tell()),
      lessons: toLessons(touched),
      courses: await readCourses(runner, reader, learner, touched),
      sessionAges: new Map([...touched].map(({ row }) => [row.session_id, Math.max(0, ledger.now - row.opened_at)])),
    }
  })
}

function refuseAll(reports: readonly ParsedReport[]): RecordedBatch {
  return { results: reports.map(() => NOT_FOUND), lessons: [], courses: [], sessionAges: new Map() }
}

/** One entry a lesson: of its newest attempt and video among the sessions. */
function toLessons(touched: ReadonlySet<SessionState>): RecordedBatch['lessons'] {
  const newest = new Map<string, SessionState>()
  for (const state of touched) {
    const other = newest.get(state.lesson.lessonId)
    if (!other || isNewer(state, other)) newest.set(state.lesson.lessonId, state)
  }
  return [...newest.values()].map(({ lesson, progress }) => ({ lesson, progress: progress.record }))
}

function isNewer({ row: a }: SessionState, { row: b }: SessionState): boolean {
  return a.attempt > b.attempt || (a.attempt === b.attempt && a.media_version > b.media_version)
}

async function readCourses(
  runner: SqlRunner,
  reader: ProgressReader,
  learner: LearnerKey,
  touched: ReadonlySet<SessionState>,
): Promise<readonly CourseProgressRecord[]> {
  const attempts = new Map<string, number>()
  for (const { lesson, row } of touched) {
    if (lesson.courseId === null) continue
    attempts.set(lesson.courseId, Math.max(row.attempt, attempts.get(lesson.courseId) ?? 1))
  }
  const courses: CourseProgressRecord[] = []
  for (const [courseId, attempt] of attempts) courses.push(await reader.readCourse(runner, learner, courseId, attempt))
  return courses
}
