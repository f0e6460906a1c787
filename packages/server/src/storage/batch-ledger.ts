import {
  CLOCK_SLACK_MS,
  coveredMilliseconds,
  EVENTS_BASE,
  EVENTS_PER_SECOND,
  fromUnordered,
  intersect,
  judgeCompletion,
  type Segment,
  type SegmentSet,
  subtract,
  union,
} from '@enhancedhr/protocol'
import { DEFAULT_POLICY, judge } from '../core/judge/judge.js'
import type { Charges, JudgedSegment } from '../core/judge/judgement.js'
import { isSameEvidence, isWellFormed } from '../core/judge/shape.js'
import { tellStanding } from '../core/judge/standing.js'
import { type BatchRows, type EvidenceRow, isRowNumber, type SessionRow } from './batch-rows.js'
import type { LessonProgressRecord, LessonRecord, ParsedEvent, ParsedReport, RecordedReport } from './lesson-store.js'
import { toLessonRecord } from './lesson-row.js'
import { fromMultirange } from './multirange.js'
import { toProgressRecord } from './progress-reader.js'

const MAX_POSITION = 2 ** 31 - 1

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

/** A row of progress while reports are applied; two sessions of one lesson share it. */
export interface ProgressState {
  record: LessonProgressRecord
  positionAt: number | null
  changed: boolean
  /** The version of the rule by which this batch completed the lesson. */
  completedByRule: number | null
}

/**
 * The ledger of one batch in memory: what was read, with each report applied in turn.
 *
 * Knows nothing of the database; what it changed is written afterwards, in the same transaction.
 */
export class BatchLedger {
  readonly now: number
  readonly #sessions = new Map<string, SessionState>()
  #charged: SegmentSet
  #newCharges: SegmentSet = []
  #rivals: Charges['others'] = []

  constructor(rows: BatchRows) {
    this.now = rows.now
    this.#charged = rows.charged
    const progress = new Map<string, ProgressState>()
    for (const row of rows.sessions) {
      const key = `${row.lesson.lesson_id} ${row.attempt.toString()} ${row.media_version.toString()}`
      const shared = progress.get(key) ?? toProgressState(row)
      progress.set(key, shared)
      this.#sessions.set(row.session_id, toSessionState(row, shared))
    }
  }

  get sessions(): readonly SessionState[] {
    return [...this.#sessions.values()]
  }

  get newCharges(): SegmentSet {
    return this.#newCharges
  }

  /** The session of a report, or `null` when there is none of this learner and lesson. */
  find(report: ParsedReport): SessionState | null {
    const state = this.#sessions.get(report.sessionId)
    return state?.lesson.lessonId === report.lessonId ? state : null
  }

  /** Wall time that the reports claim and that sessions outside the batch may have got. */
  findContested(reports: readonly ParsedReport[]): SegmentSet {
    const contested = reports.flatMap((report) => {
      const state = this.find(report)
      if (!state) return []
      const { opened_at: openedAt } = state.row
      const claimed = report.segments
        .filter((segment) => isWellFormed(segment) && !state.evidence.has(segment.n))
        .map(({ started, ended }): Segment => [openedAt + started, openedAt + ended])
      return intersect(fromUnordered(claimed), subtract(this.#charged, state.charged))
    })
    return fromUnordered(contested)
  }

  nameRivals(rivals: Charges['others']): void {
    this.#rivals = rivals
  }

  /** Judges a report; its standing is told by {@link tell}, once all reports of the batch are applied. */
  apply(report: ParsedReport, state: SessionState): () => RecordedReport {
    const judgement = judge(
      report,
      {
        openedAt: state.row.opened_at,
        windows: state.windows,
        duration: state.row.duration_ms,
        watched: state.progress.record.watched,
        known: new Map([...state.evidence].map(([n, { segment }]) => [n, segment])),
        through: state.through,
      },
      this.#chargesFor(state),
      DEFAULT_POLICY,
      this.now,
    )
    state.through = judgement.through
    state.newEvidence.push(...judgement.judged)
    for (const judged of judgement.judged) state.evidence.set(judged.segment.n, judged)
    this.#charge(state, judgement.charges)
    if (judgement.judged.length > 0) this.#credit(state, report, judgement.credits, judgement.charges)
    this.#movePosition(state, report)
    this.#keepEvents(state, report.events)
    const { eventsThrough } = state
    return () => {
      const recorded = report.segments.flatMap((segment) => {
        const kept = state.evidence.get(segment.n)
        return kept && isSameEvidence(kept.segment, segment) ? kept.uncredited : []
      })
      const claimed = report.segments.map(({ from, to }): Segment => [from, to])
      const uncredited = [...judgement.uncredited, ...recorded]
      const standing = tellStanding(claimed, uncredited, state.progress.record.watched)
      return { ...standing, through: judgement.through, eventsThrough }
    }
  }

  #chargesFor(state: SessionState): Charges {
    const others = this.sessions
      .filter((other) => other !== state)
      .map(({ lesson, charged }) => ({ lessonId: lesson.lessonId, charged }))
    return { session: state.charged, learner: this.#charged, others: [...others, ...this.#rivals] }
  }

  #charge(state: SessionState, charges: SegmentSet): void {
    state.charged = union(state.charged, charges)
    state.newCharges = union(state.newCharges, charges)
    this.#charged = union(this.#charged, charges)
    this.#newCharges = union(this.#newCharges, charges)
  }

  #credit(state: SessionState, report: ParsedReport, credits: SegmentSet, charges: SegmentSet): void {
    const { progress, row } = state
    const watched = union(progress.record.watched, credits)
    const playingTime = progress.record.playingTime + coveredMilliseconds(charges)
    progress.record = { ...progress.record, watched, playingTime }
    progress.changed = true
    if (this.#completedAt(state) !== null || !countsForVerdict(row, report)) return
    const { quizPassed } = progress.record
    if (!judgeCompletion(state.lesson.rule, { watched, duration: row.duration_ms, quizPassed }).completed) return
    progress.record = { ...progress.record, completedAt: new Date(this.now) }
    progress.completedByRule = row.lesson.rule_version
  }

  /** A verdict of the attempt stands whatever the video, and is given once. */
  #completedAt(state: SessionState): Date | null {
    const { lessonId, attempt } = state.progress.record
    for (const { progress } of this.sessions) {
      const { record } = progress
      if (record.lessonId === lessonId && record.attempt === attempt && record.completedAt) return record.completedAt
    }
    return null
  }

  /** The greatest instant wins, so a report that comes late never moves the resume point back. */
  #movePosition(state: SessionState, report: ParsedReport): void {
    if (report.position === null || !Number.isFinite(report.position)) return
    const latest = this.now + CLOCK_SLACK_MS - state.row.opened_at
    const moments = [
      ...report.segments.filter(isWellFormed).map(({ ended }) => ended),
      ...report.events.map(({ at }) => at).filter(Number.isSafeInteger),
    ].filter((moment) => moment >= 0 && moment <= latest)
    const instant = state.row.opened_at + Math.max(0, ...moments)
    const { progress } = state
    if (progress.positionAt !== null && instant <= progress.positionAt) return
    const position = Math.min(Math.max(0, Math.floor(report.position)), MAX_POSITION)
    progress.record = { ...progress.record, position }
    progress.positionAt = instant
    progress.changed = true
  }

  #keepEvents(state: SessionState, events: readonly ParsedEvent[]): void {
    const age = Math.max(0, this.now - state.row.opened_at)
    const limit = EVENTS_BASE + Math.floor((age * EVENTS_PER_SECOND) / 1000)
    for (const event of events) {
      if (!isRowNumber(event.n)) continue
      state.eventsThrough = Math.max(state.eventsThrough, event.n)
      const full = state.row.events_kept + state.newEvents.length >= limit
      if (full || state.knownEvents.has(event.n) || !Number.isSafeInteger(event.at)) continue
      state.knownEvents.add(event.n)
      state.newEvents.push(event)
    }
  }
}

/** Evidence on a replaced video counts for the verdict while it was played before the replacement. */
function countsForVerdict(row: SessionRow, { segments }: ParsedReport): boolean {
  if (row.replaced_at === null) return true
  const replaced = row.replaced_at - row.opened_at
  return segments.every(({ ended }) => ended <= replaced)
}

function toSessionState(row: SessionRow, progress: ProgressState): SessionState {
  return {
    row,
    lesson: toLessonRecord(row.lesson),
    windows: fromMultirange(row.windows),
    evidence: new Map(row.evidence.map((evidence) => [evidence.n, toJudgedSegment(evidence)])),
    progress,
    knownEvents: new Set(row.known_events),
    newEvidence: [],
    newEvents: [],
    charged: fromMultirange(row.charged),
    newCharges: [],
    through: row.through,
    eventsThrough: row.events_through,
  }
}

function toProgressState(row: SessionRow): ProgressState {
  const key = { lessonId: row.lesson.lesson_id, attempt: row.attempt, mediaVersion: row.media_version }
  return {
    record: toProgressRecord(key, row.progress, row.completed_at),
    positionAt: row.progress?.position_at ?? null,
    changed: false,
    completedByRule: null,
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
