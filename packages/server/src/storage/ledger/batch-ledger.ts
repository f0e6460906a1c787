import {
  CLOCK_SLACK_MS,
  coveredMilliseconds,
  EVENTS_BASE,
  EVENTS_PER_SECOND,
  EVIDENCE_BASE,
  EVIDENCE_PER_SECOND,
  fromUnordered,
  judgeCompletion,
  MAX_INT4,
  MAX_KEPT_PER_DAY,
  type Segment,
  type SegmentSet,
  union,
} from '@enhancedhr/protocol'
import { creditBefore } from '../../core/ledger/credit-before.js'
import { judge } from '../../core/judge/judge.js'
import type { Charges, JudgedSegment, Judgement, JudgePolicy } from '../../core/judge/judgement.js'
import { isSameEvidence, isWellFormed } from '../../core/judge/shape.js'
import { tellStanding } from '../../core/judge/standing.js'
import { lessonJudgePolicy } from '../../core/ledger/lesson-judge-policy.js'
import { standCourses, type CourseState } from './batch-courses.js'
import { type BatchRows, type ChargeRow, isRowNumber } from './batch-rows.js'
import { type SessionState, toSessionStates } from './batch-state.js'
import type { CourseStandingRow } from '../rows/course-row.js'
import { fromMultirange } from '../rows/multirange.js'
import type { ParsedEvent, ParsedReport, RecordedReport } from '../../core/records/report.js'

/**
 * The ledger of one batch in memory: what was read, with each report applied in turn.
 *
 * Knows nothing of the database; what it changed is written afterwards, in the same transaction.
 */
export class BatchLedger {
  readonly now: number
  readonly #policy: JudgePolicy
  readonly #courses: readonly CourseStandingRow[]
  readonly #sessions: ReadonlyMap<string, SessionState>
  /** What sessions outside the batch were charged, by lesson. */
  readonly #rivals: Charges['others']
  #charged: SegmentSet
  /** Rows that this learner may still be kept today. */
  #room: number

  /** `policy` holds where a lesson says nothing else. */
  constructor(rows: BatchRows, policy: JudgePolicy) {
    this.now = rows.now
    this.#policy = policy
    this.#courses = rows.courses
    this.#room = Math.max(0, MAX_KEPT_PER_DAY - rows.kept)
    this.#charged = fromUnordered(rows.charges.flatMap(({ charged }) => fromMultirange(charged)))
    this.#sessions = new Map(toSessionStates(rows.sessions, rows.charges).map((state) => [state.row.session_id, state]))
    this.#rivals = toRivals(rows.charges.filter(({ session_id: id }) => !this.#sessions.has(id)))
  }

  get sessions(): readonly SessionState[] {
    return [...this.#sessions.values()]
  }

  /** How the sessions' courses stand, once every report is applied. */
  standCourses(): readonly CourseState[] {
    const states = new Map(this.sessions.map((session) => [session.progress, session]))
    const changed = Array.from(states, ([state, { row, lesson }]) => ({
      state,
      isCurrentMedia: lesson.media?.version === row.media_version,
      playing: state.record.playingTime - (row.progress?.playing_ms ?? 0),
    }))
    return standCourses(this.#courses, changed, this.now)
  }

  /** The session of a report, or `null` when there is none of this learner and lesson. */
  find(report: ParsedReport): SessionState | null {
    const state = this.#sessions.get(report.sessionId)
    return state?.lesson.lessonId === report.lessonId ? state : null
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
      lessonJudgePolicy(state.lesson.policy, this.#policy),
      this.now,
    )
    state.through = judgement.through
    this.#keepEvidence(state, judgement.judged)
    this.#charge(state, judgement.charges)
    state.progress.unkept.push(...judgement.uncredited)
    if (judgement.judged.length > 0) this.#credit(state, judgement)
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
      const waits = report.segments.length > 0 && report.segments.every(({ n }) => n > judgement.through)
      const standing = tellStanding(claimed, uncredited, state.progress.record.watched, waits)
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
  }

  #credit({ progress, row, lesson }: SessionState, { credits, charges, parts }: Judgement): void {
    const watched = union(progress.record.watched, credits)
    const playingTime = progress.record.playingTime + coveredMilliseconds(charges)
    if (progress.counted !== null && row.replaced_at !== null) {
      progress.counted = union(progress.counted, creditBefore(parts, row.replaced_at))
    }
    const { quizPassed } = progress.record
    const facts = { watched, duration: row.duration_ms, quizPassed }
    progress.percentTenths = judgeCompletion(lesson.rule, facts).percentTenths
    progress.record = { ...progress.record, watched, playingTime }
    progress.changed = true
    const counted = progress.counted ?? watched
    // A verdict of the attempt stands whatever the video, and is given once.
    if (progress.verdict.current || !judgeCompletion(lesson.rule, { ...facts, watched: counted }).completed) return
    progress.verdict.current = {
      kind: 'earned',
      completed: true,
      ruleVersion: lesson.ruleVersion,
      mediaVersion: row.media_version,
      decidedAt: new Date(this.now),
    }
    progress.verdict.fresh = true
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
    const position = Math.min(Math.max(0, Math.floor(report.position)), MAX_INT4)
    progress.record = { ...progress.record, position }
    progress.positionAt = instant
    progress.changed = true
  }

  /** What is judged counts in any case; what is remembered of it is bounded, or refused evidence would fill any disk. */
  #keepEvidence(state: SessionState, judged: readonly JudgedSegment[]): void {
    const limit = this.#allowed(state, EVIDENCE_BASE, EVIDENCE_PER_SECOND) - state.row.evidence_kept
    for (const one of judged) {
      state.evidence.set(one.segment.n, one)
      const isKept = state.newEvidence.length < limit && this.#room > 0
      if (isKept) {
        state.newEvidence.push(one)
        this.#room -= 1
      }
      const { kept, unkept } = state.progress
      ;(isKept ? kept : unkept).push(...one.uncredited)
    }
  }

  #allowed({ row }: SessionState, base: number, perSecond: number): number {
    return base + Math.floor((Math.max(0, this.now - row.opened_at) * perSecond) / 1000)
  }

  #keepEvents(state: SessionState, events: readonly ParsedEvent[]): void {
    const limit = this.#allowed(state, EVENTS_BASE, EVENTS_PER_SECOND)
    for (const event of events) {
      if (!isRowNumber(event.n)) continue
      state.eventsThrough = Math.max(state.eventsThrough, event.n)
      const full = state.row.events_kept + state.newEvents.length >= limit || this.#room === 0
      if (full || state.knownEvents.has(event.n) || !Number.isSafeInteger(event.at)) continue
      state.knownEvents.add(event.n)
      state.newEvents.push(event)
      this.#room -= 1
    }
  }
}

/** One entry a lesson, however many sessions of it there were. */
function toRivals(charges: readonly ChargeRow[]): Charges['others'] {
  const lessons = new Map<string, Segment[]>()
  for (const { lesson_id: lessonId, charged } of charges) {
    lessons.set(lessonId, [...(lessons.get(lessonId) ?? []), ...fromMultirange(charged)])
  }
  return Array.from(lessons, ([lessonId, charged]) => ({ lessonId, charged: fromUnordered(charged) }))
}
