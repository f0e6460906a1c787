import { fromUnordered, type SegmentSet } from '@enhancedhr/protocol'
import type { JudgedSegment, UncreditedStretch } from '../../core/judge/judgement.js'
import type { ChargeRow, EvidenceRow, SessionRow } from './batch-rows.js'
import { toLessonRecord } from '../rows/lesson-row.js'
import type { LessonProgressRecord } from '../../core/records/progress.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { ParsedEvent } from '../../core/records/report.js'
import type { VerdictRecord } from '../../core/records/verdict.js'
import { fromMultirange } from '../rows/multirange.js'
import { toProgressRecord } from '../rows/progress-row.js'
import { toVerdictRecord } from '../rows/verdict-row.js'

/** A session while its reports are applied. */
export interface SessionState {
  readonly row: SessionRow
  readonly lesson: LessonRecord
  readonly windows: SegmentSet
  readonly evidence: Map<number, JudgedSegment>
  readonly progress: ProgressState
  readonly knownEvents: Set<number>
  readonly newEvidence: JudgedSegment[]
  readonly newEvents: ParsedEvent[]
  charged: SegmentSet
  newCharges: SegmentSet
  through: number
  eventsThrough: number
}

/** A row of progress while reports are applied; two sessions of one lesson, attempt and video share it. */
export interface ProgressState {
  readonly key: { readonly lessonId: string; readonly attempt: number; readonly mediaVersion: number }
  readonly verdict: VerdictState
  record: LessonProgressRecord
  /** What counts for a verdict once the video was replaced; `null` while all that is watched does. */
  counted: SegmentSet | null
  percentTenths: number
  positionAt: number | null
  changed: boolean
  /** Refused with evidence that is kept, and refused again at every resend. */
  readonly kept: UncreditedStretch[]
  readonly unkept: UncreditedStretch[]
}

/** The verdict of a lesson and attempt; sessions on different videos share it. */
export interface VerdictState {
  current: VerdictRecord | null
  /** Whether this batch made it. */
  fresh: boolean
}

/** Makes the states of a batch out of what was read; what sessions share is one object. */
export function toSessionStates(rows: readonly SessionRow[], charges: readonly ChargeRow[]): readonly SessionState[] {
  const verdicts = new Map<string, VerdictState>()
  const progress = new Map<string, ProgressState>()
  return rows.map((row) => {
    const lessonKey = `${row.lesson.lesson_id} ${row.attempt.toString()}`
    const verdict = verdicts.get(lessonKey) ?? { current: toVerdictRecord(row.verdict), fresh: false }
    verdicts.set(lessonKey, verdict)
    const key = `${lessonKey} ${row.media_version.toString()}`
    const shared = progress.get(key) ?? toProgressState(row, verdict)
    progress.set(key, shared)
    return toSessionState(row, shared, charges)
  })
}

function toSessionState(row: SessionRow, progress: ProgressState, charges: readonly ChargeRow[]): SessionState {
  return {
    row,
    lesson: toLessonRecord(row.lesson),
    windows: fromMultirange(row.windows),
    evidence: new Map(row.evidence.map((evidence) => [evidence.n, toJudgedSegment(evidence)])),
    progress,
    knownEvents: new Set(row.known_events),
    newEvidence: [],
    newEvents: [],
    charged: chargedOf(row, charges),
    newCharges: [],
    through: row.through,
    eventsThrough: row.events_through,
  }
}

/** Two quarters of an hour may touch, so their lists are not yet one set. */
function chargedOf(row: SessionRow, charges: readonly ChargeRow[]): SegmentSet {
  const own = charges.filter(({ session_id: id }) => id === row.session_id)
  return fromUnordered(own.flatMap(({ charged }) => fromMultirange(charged)))
}

function toProgressState(row: SessionRow, verdict: VerdictState): ProgressState {
  const key = { lessonId: row.lesson.lesson_id, attempt: row.attempt, mediaVersion: row.media_version }
  const record = toProgressRecord(key, row.progress, row)
  const counted = row.progress?.counted ?? null
  return {
    key,
    verdict,
    record,
    // Until the first report after a replacement, all that is watched was watched before it.
    counted: row.replaced_at === null ? null : counted === null ? record.watched : fromMultirange(counted),
    percentTenths: row.progress?.percent_tenths ?? 0,
    positionAt: row.progress?.position_at ?? null,
    changed: false,
    kept: [],
    unkept: [],
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
