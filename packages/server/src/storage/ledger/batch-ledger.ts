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
import { creditBefore } from '../../core/ledger/credit-before.js'
import { judge } from '../../core/judge/judge.js'
import type { Charges, Judgement, JudgePolicy } from '../../core/judge/judgement.js'
import { isSameEvidence, isWellFormed } from '../../core/judge/shape.js'
import { tellStanding } from '../../core/judge/standing.js'
import { lessonJudgePolicy } from '../../core/ledger/lesson-judge-policy.js'
import { standCourses, type CourseState } from './batch-courses.js'
import { type BatchRows, isRowNumber } from './batch-rows.js'
import { type SessionState, toSessionStates } from './batch-state.js'
import type { CourseStandingRow } from '../rows/course-row.js'
import type { ParsedEvent, ParsedReport, RecordedReport } from '../../core/records/report.js'

const MAX_POSITION = 2 ** 31 - 1

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
  #charged: SegmentSet
  #newCharges: SegmentSet = []
  #rivals: Charges['others'] = []

  /** `policy` holds where a lesson says nothing else. */
  constructor(rows: BatchRows, policy: JudgePolicy) {
    this.now = rows.now
    this.#policy = policy
    this.#courses = rows.courses
    this.#charged = rows.charged
    this.#sessions = new Map(toSessionStates(rows.sessions).map((state) => [state.row.session_id, state]))
  }

  get sessions(): readonly SessionState[] {
    return [...this.#sessions.values()]
  }

  get newCharges(): SegmentSet {
    return this.#newCharges
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
      lessonJudgePolicy(state.lesson.policy, this.#policy),
      this.now,
    )
    state.through = judgement.through
    state.newEvidence.push(...judgement.judged)
    for (const judged of judgement.judged) state.evidence.set(judged.segment.n, judged)
    this.#charge(state, judgement.charges)
    state.progress.kept.push(...judgement.judged.flatMap(({ uncredited }) => uncredited))
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
