import { toStorableText } from '@enhancedhr/protocol'
import { gatherUncredited } from '../../core/ledger/uncredited-sets.js'
import type { BatchLedger, ObservedDuration } from '../../core/ledger/batch-ledger.js'
import type { ProgressState, SessionState } from '../../core/ledger/batch-state.js'
import type { JudgedCourse } from '../../core/ledger/course-progress.js'
import { splitBySlot } from './charge-slots.js'
import type { LedgerChanges, UncreditedChange, VerdictChange } from '../write/ledger-changes.js'
import { toMultirange } from '../rows/multirange.js'
import { toStorableData } from '../rows/storable-data.js'
import { toEarned } from '../write/verdict-change.js'

/** What a batch changed, as rows; `null` when it changed nothing. */
export function toBatchChanges(ledger: BatchLedger, courses: readonly JudgedCourse[]): LedgerChanges | null {
  const { sessions } = ledger
  const progress = [...new Set(sessions.map((state) => state.progress))]
  const changes = {
    evidence: sessions.flatMap(toEvidenceRows),
    events: sessions.flatMap(toEventRows),
    charges: sessions.flatMap(toChargeRows),
    sessions: sessions.filter(isChanged).map(toSessionRow),
    progress: progress.filter(({ changed }) => changed).map((state) => toProgressRow(state)),
    uncredited: progress.flatMap(toUncreditedRows),
    observed: ledger.observed ? [toObservedRow(ledger.observed)] : [],
    verdicts: [...toLessonVerdicts(progress), ...courses.filter(({ fresh }) => fresh).map(toCourseVerdict)],
  }
  return Object.values(changes).every((rows) => rows.length === 0) ? null : changes
}

function isChanged({ session, newCharges, newEvents, newEvidence, through, eventsThrough }: SessionState): boolean {
  const moved = through !== session.through || eventsThrough !== session.eventsThrough
  return moved || newCharges.length > 0 || newEvents.length > 0 || newEvidence.length > 0
}

function toChargeRows({ session, newCharges }: SessionState): readonly unknown[] {
  return splitBySlot(newCharges).map(({ slot, charged }) => ({
    session_id: session.sessionId,
    slot,
    charged: toMultirange(charged),
  }))
}

function toSessionRow({ session, through, eventsThrough, newEvidence, newEvents }: SessionState): unknown {
  return {
    session_id: session.sessionId,
    through,
    events_through: eventsThrough,
    events_kept: newEvents.length,
    evidence_kept: newEvidence.length,
  }
}

function toEvidenceRows({ session, newEvidence }: SessionState): readonly unknown[] {
  return newEvidence.map(({ segment, uncredited }) => ({
    session_id: session.sessionId,
    n: segment.n,
    attempt: session.attempt,
    media_from: segment.from,
    media_to: segment.to,
    rate: segment.rate,
    started: segment.started,
    ended: segment.ended,
    visible: segment.visible,
    muted: segment.muted,
    uncredited: uncredited.map(({ lessonId, ...stretch }) => ({ ...stretch, lesson_id: lessonId })),
  }))
}

function toEventRows({ session, newEvents }: SessionState): readonly unknown[] {
  return newEvents.map(({ n, type, at, data }) => ({
    session_id: session.sessionId,
    n,
    attempt: session.attempt,
    type: toStorableText(type),
    at,
    data: toStorableData(data),
  }))
}

function toProgressRow({ key, record, counted, percentTenths, positionAt }: ProgressState): unknown {
  return {
    lesson_id: key.lessonId,
    attempt: key.attempt,
    media_version: key.mediaVersion,
    watched: toMultirange(record.watched),
    counted: counted === null ? null : toMultirange(counted),
    percent_tenths: percentTenths,
    playing_ms: record.playingTime,
    position: record.position,
    position_at: positionAt,
    reported_ms: record.reportedDuration,
  }
}

function toObservedRow({ lessonId, mediaVersion, duration }: ObservedDuration): unknown {
  return { lesson_id: lessonId, media_version: mediaVersion, observed_ms: duration }
}

function toUncreditedRows({ key, kept, unkept }: ProgressState): readonly UncreditedChange[] {
  return gatherUncredited(kept, unkept).map(({ reason, media, total, lessonIds }) => ({
    lesson_id: key.lessonId,
    attempt: key.attempt,
    media_version: key.mediaVersion,
    reason,
    media: toMultirange(media),
    total_ms: total,
    lesson_ids: lessonIds,
  }))
}

/** One of a lesson and attempt, whichever of its videos completed it. */
function toLessonVerdicts(progress: readonly ProgressState[]): readonly VerdictChange[] {
  const fresh = new Map(progress.filter(({ verdict }) => verdict.fresh).map((state) => [state.verdict, state]))
  return [...fresh.values()].map(({ key, verdict }) => toEarned('lesson', key.lessonId, key.attempt, verdict.current!))
}

function toCourseVerdict({ progress: { courseId, attempt, verdict } }: JudgedCourse): VerdictChange {
  return toEarned('course', courseId, attempt, verdict!)
}
