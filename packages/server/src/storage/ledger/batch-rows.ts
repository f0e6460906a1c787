import { fromUnordered, type PlayedSegment, type ReasonCode, type SegmentSet } from '@enhancedhr/protocol'
import type { JudgedSegment } from '../../core/judge/judgement.js'
import type { BatchProgress, BatchRecords, BatchSession, ConcurrentCharge } from '../../core/records/batch.js'
import type { ParsedReport } from '../../core/records/report.js'
import type { LearnerScope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'
import { type CourseStandingRow, toCourseStanding } from '../rows/course-row.js'
import { type LessonRow, toLessonRecord } from '../rows/lesson-row.js'
import { fromMultirange } from '../rows/multirange.js'
import type { ProgressRow } from '../rows/progress-row.js'
import { toVerdictRecord, type VerdictRow } from '../rows/verdict-row.js'
import { batchQuery, batchValues } from './batch-query.js'

/** A session of the batch, as {@link readBatch} reads it. */
interface SessionRow {
  readonly session_id: string
  readonly attempt: number
  readonly preview: boolean
  /** Of the lesson's course now: above `attempt` where a newer one has begun. */
  readonly current_attempt: number
  readonly media_version: number
  readonly opened_at: number
  readonly windows: string
  readonly through: number
  readonly events_through: number
  readonly events_kept: number
  readonly evidence_kept: number
  readonly lesson: LessonRow
  readonly duration_ms: number
  readonly observed_ms: number | null
  readonly replaced_at: number | null
  readonly progress: ProgressRow | null
  readonly verdict: VerdictRow | null
  readonly quiz_passed: boolean
  readonly evidence: readonly EvidenceRow[]
  readonly known_events: readonly number[]
}

interface EvidenceRow extends PlayedSegment {
  readonly uncredited: readonly { code: ReasonCode; from: number; to: number; lesson_id?: string }[]
}

/** What a session was charged in one quarter of an hour. */
interface ChargeRow {
  readonly session_id: string
  readonly lesson_id: string
  readonly charged: string
}

/** The one row that the statement of {@link batchQuery} gives. */
export interface BatchRow extends SqlRow {
  readonly revision: number | null
  readonly now: number
  readonly sessions: readonly SessionRow[]
  readonly charges: readonly ChargeRow[]
  readonly kept: number
  readonly courses: readonly CourseStandingRow[]
}

/** Reads what the reports name. */
export async function readBatch(learner: LearnerScope, reports: readonly ParsedReport[]): Promise<BatchRecords> {
  const [row] = await learner.query<BatchRow>(batchQuery(learner.schema), batchValues(learner, reports))
  return toBatchRecords(row!)
}

/** What the statement of {@link batchQuery} found. */
export function toBatchRecords({ revision, now, sessions, charges, kept, courses }: BatchRow): BatchRecords {
  const batch = new Set(sessions.map(({ session_id: id }) => id))
  return {
    revision,
    now,
    sessions: sessions.map((session) => toBatchSession(session, charges)),
    concurrent: toConcurrent(charges.filter(({ session_id: id }) => !batch.has(id))),
    kept,
    courses: courses.map(toCourseStanding),
  }
}

function toBatchSession(row: SessionRow, charges: readonly ChargeRow[]): BatchSession {
  return {
    sessionId: row.session_id,
    lesson: toLessonRecord(row.lesson),
    attempt: row.attempt,
    isPreview: row.preview,
    currentAttempt: row.current_attempt,
    mediaVersion: row.media_version,
    duration: row.duration_ms,
    observedDuration: row.observed_ms,
    replacedAt: row.replaced_at,
    openedAt: row.opened_at,
    windows: fromMultirange(row.windows),
    charged: toCharged(charges.filter(({ session_id: id }) => id === row.session_id)),
    through: row.through,
    eventsThrough: row.events_through,
    eventsKept: row.events_kept,
    evidenceKept: row.evidence_kept,
    progress: row.progress && toBatchProgress(row.progress),
    verdict: toVerdictRecord(row.verdict),
    quizPassed: row.quiz_passed,
    evidence: row.evidence.map(toJudgedSegment),
    knownEvents: row.known_events,
  }
}

function toBatchProgress(row: ProgressRow): BatchProgress {
  return {
    watched: fromMultirange(row.watched),
    counted: row.counted === null ? null : fromMultirange(row.counted),
    percentTenths: row.percent_tenths,
    playingTime: row.playing_ms,
    position: row.position,
    positionAt: row.position_at,
    reportedDuration: row.reported_ms,
  }
}

function toJudgedSegment({ uncredited, ...segment }: EvidenceRow): JudgedSegment {
  return {
    segment,
    uncredited: uncredited.map(({ lesson_id: lessonId, ...stretch }) =>
      lessonId === undefined ? stretch : { ...stretch, lessonId },
    ),
  }
}

/** Two quarters of an hour may touch, so their lists are not yet one set. */
function toCharged(charges: readonly ChargeRow[]): SegmentSet {
  return fromUnordered(charges.flatMap(({ charged }) => fromMultirange(charged)))
}

/** One entry a lesson, however many sessions of it there were. */
function toConcurrent(charges: readonly ChargeRow[]): readonly ConcurrentCharge[] {
  const lessons = new Map<string, ChargeRow[]>()
  for (const charge of charges) {
    const others = lessons.get(charge.lesson_id)
    if (others) others.push(charge)
    else lessons.set(charge.lesson_id, [charge])
  }
  return Array.from(lessons, ([lessonId, rows]) => ({ lessonId, charged: toCharged(rows) }))
}
