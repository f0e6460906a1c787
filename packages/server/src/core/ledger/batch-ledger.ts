import {
  CLOCK_SLACK_MS,
  coveredMilliseconds,
  EVENTS_BASE,
  EVIDENCE_BASE,
  EVIDENCE_PER_SECOND,
  EVENTS_PER_SECOND,
  fromUnordered,
  judgeCompletion,
  MAX_INT4,
  MAX_KEPT_PER_DAY,
  type Segment,
  type SegmentSet,
  union,
  videoEnd,
} from '@enhancedhr/protocol'
import { judge } from '../judge/judge.js'
import type { Charges, JudgedSegment, Judgement } from '../judge/judgement.js'
import { isSameEvidence, isWellFormed } from '../judge/shape.js'
import { reportStanding } from '../judge/standing.js'
import { effectivePolicy, type Policy } from '../policy.js'
import type { BatchRecords } from '../records/batch.js'
import type { CourseStanding } from '../records/course-standing.js'
import { isRecordNumber } from '../records/record-number.js'
import type { ParsedEvent, ParsedReport, RecordedReport } from '../records/report.js'
import { answerPreview } from './answer-preview.js'
import { type SessionState, toSessionStates } from './batch-state.js'
import { type JudgedCourse, judgeCourseStanding } from './course-progress.js'
import { creditBefore } from './credit-before.js'
import { isDurationDifferent, isEndReached } from './duration-difference.js'
import { keepReportedDuration } from './reported-duration.js'
import { verdictBasis } from './verdict-basis.js'

/**
 * The ledger of one batch in memory: what was read, with each report applied in turn.
 *
 * Knows nothing of the database; what it changed is written afterwards, in the same transaction.
 */
export class BatchLedger {
  readonly now: number
  readonly #policy: Policy
  readonly #courses: readonly CourseStanding[]
  readonly #sessions: ReadonlyMap<string, SessionState>
  /** What sessions outside the batch were charged, by lesson. */
  readonly #concurrent: Charges['others']
  #charged: SegmentSet
  /** Rows that this learner may still be kept today. */
  #room: number
  #observed: ObservedDuration | null = null

  /** `policy` holds where a lesson says nothing else. */
  constructor(records: BatchRecords, policy: Policy) {
    this.now = records.now
    this.#policy = policy
    this.#courses = records.courses
    this.#room = Math.max(0, MAX_KEPT_PER_DAY - records.kept)
    this.#concurrent = records.concurrent
    this.#charged = fromUnordered([...records.sessions, ...records.concurrent].flatMap(({ charged }) => charged))
    this.#sessions = new Map(toSessionStates(records.sessions).map((state) => [state.session.sessionId, state]))
  }

  get sessions(): readonly SessionState[] {
    return [...this.#sessions.values()]
  }

  /** A video whose duration turned out to be another; one a batch, so that two batches never wait for each other. */
  get observed(): ObservedDuration | null {
    return this.#observed
  }

  /** Gives how the sessions' courses stand once every report is applied, with the verdicts that are due. */
  judgeCourses(): readonly JudgedCourse[] {
    const states = [...new Map(this.sessions.map((state) => [state.progress, state])).values()]
    return this.#courses.map((course) => {
      const lessons = course.lessons.map((lesson) => {
        const own = states.filter(
          ({ progress: { key } }) => key.lessonId === lesson.lessonId && key.attempt === course.attempt,
        )
        const current = own.find(({ session }) => session.lesson.media?.version === session.mediaVersion)
        return {
          ...lesson,
          completed: own.length > 0 ? own[0]!.progress.verdict.current?.completed === true : lesson.completed,
          percentTenths: current ? current.progress.percentTenths : lesson.percentTenths,
          playingTime: own.reduce((sum, state) => sum + newPlayingTime(state), lesson.playingTime),
        }
      })
      return judgeCourseStanding({ ...course, lessons }, this.now)
    })
  }

  /** The session of a report, or `null` when there is none of this learner and lesson. */
  find(report: ParsedReport): SessionState | null {
    const state = this.#sessions.get(report.sessionId)
    return state?.session.lesson.lessonId === report.lessonId ? state : null
  }

  /** Judges a report; the function it gives reports its standing, once all reports of the batch are applied. */
  apply(report: ParsedReport, state: SessionState): () => RecordedReport {
    if (state.session.isPreview) return () => answerPreview(report)
    const judgement = judge(
      report,
      {
        openedAt: state.session.openedAt,
        windows: state.session.windows,
        duration: state.session.duration,
        watched: state.progress.record.watched,
        known: new Map([...state.evidence].map(([n, { segment }]) => [n, segment])),
        through: state.through,
        remembers: report.segments.length <= Math.min(this.#evidenceRoom(state), this.#room),
      },
      this.#chargesFor(state),
      effectivePolicy(state.session.lesson.policy, this.#policy),
      this.now,
    )
    state.through = judgement.through
    this.#keepEvidence(state, judgement.judged)
    this.#charge(state, judgement.charges)
    state.progress.unkept.push(...judgement.uncredited)
    const isEndKnown = this.#keepDuration(state, report)
    if (judgement.judged.length > 0) this.#credit(state, judgement)
    if (judgement.judged.length > 0 || isEndKnown) this.#decide(state)
    this.#noteDifference(state, report)
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
      const standing = reportStanding(claimed, uncredited, state.progress.record.watched, waits)
      return { ...standing, through: judgement.through, eventsThrough }
    }
  }

  #chargesFor(state: SessionState): Charges {
    const others = this.sessions
      .filter((other) => other !== state)
      .map(({ session, charged }) => ({ lessonId: session.lesson.lessonId, charged }))
    return { session: state.charged, learner: this.#charged, others: [...others, ...this.#concurrent] }
  }

  #charge(state: SessionState, charges: SegmentSet): void {
    state.charged = union(state.charged, charges)
    state.newCharges = union(state.newCharges, charges)
    this.#charged = union(this.#charged, charges)
  }

  /** Whether what the report says about the video's duration changes where it ends for this learner. */
  #keepDuration({ progress, session }: SessionState, { duration }: ParsedReport): boolean {
    const known = progress.record.reportedDuration
    const reportedDuration = keepReportedDuration(known, duration, session.duration)
    if (reportedDuration === known) return false
    progress.record = { ...progress.record, reportedDuration }
    progress.changed = true
    return true
  }

  #noteDifference({ progress, session }: SessionState, { duration }: ParsedReport): void {
    if (duration === null || session.observedDuration !== null || this.#observed) return
    const { lesson, mediaVersion } = session
    if (!isDurationDifferent(lesson.rule, session.duration, duration)) return
    if (!isEndReached(progress.record.watched, Math.min(duration, session.duration))) return
    this.#observed = { lessonId: lesson.lessonId, mediaVersion, duration }
  }

  #credit({ progress, session }: SessionState, { credits, charges, parts }: Judgement): void {
    const watched = union(progress.record.watched, credits)
    const playingTime = progress.record.playingTime + coveredMilliseconds(charges)
    const { replacedAt } = session
    if (progress.counted !== null && replacedAt !== null) {
      progress.counted = union(progress.counted, creditBefore(parts, replacedAt))
    }
    progress.record = { ...progress.record, watched, playingTime }
    progress.changed = true
  }

  #decide({ progress, session }: SessionState): void {
    const { lesson, duration, replacedAt } = session
    const { watched, quizPassed, reportedDuration } = progress.record
    const facts = { watched, duration, end: videoEnd(duration, reportedDuration), quizPassed }
    progress.percentTenths = judgeCompletion(lesson.rule, facts).percentTenths
    const basis = verdictBasis({ watched, counted: progress.counted, replaced: replacedAt !== null })
    // A verdict of the attempt stands whatever the video, and is given once.
    if (progress.verdict.current || !judgeCompletion(lesson.rule, { ...facts, watched: basis }).completed) return
    progress.verdict.current = {
      kind: 'earned',
      completed: true,
      ruleVersion: lesson.ruleVersion,
      mediaVersion: session.mediaVersion,
      decidedAt: new Date(this.now),
    }
    progress.verdict.fresh = true
  }

  /** The greatest instant wins, so a report that comes late never moves the resume point back. */
  #movePosition(state: SessionState, report: ParsedReport): void {
    if (report.position === null || !Number.isFinite(report.position)) return
    const latest = this.now + CLOCK_SLACK_MS - state.session.openedAt
    const moments = [
      ...report.segments.filter(isWellFormed).map(({ ended }) => ended),
      ...report.events.map(({ at }) => at).filter(Number.isSafeInteger),
    ].filter((moment) => moment >= 0 && moment <= latest)
    const instant = state.session.openedAt + Math.max(0, ...moments)
    const { progress } = state
    if (progress.positionAt !== null && instant <= progress.positionAt) return
    const position = Math.min(Math.max(0, Math.floor(report.position)), MAX_INT4)
    progress.record = { ...progress.record, position }
    progress.positionAt = instant
    progress.changed = true
  }

  /** What is judged counts in any case; what is remembered of it is bounded, or refused evidence would fill any disk. */
  #keepEvidence(state: SessionState, judged: readonly JudgedSegment[]): void {
    for (const one of judged) {
      state.evidence.set(one.segment.n, one)
      const isKept = this.#evidenceRoom(state) > 0 && this.#room > 0
      if (isKept) {
        state.newEvidence.push(one)
        this.#room -= 1
      }
      const { kept, unkept } = state.progress
      ;(isKept ? kept : unkept).push(...one.uncredited)
    }
  }

  /** How many more segments of the session may be remembered. */
  #evidenceRoom(state: SessionState): number {
    const allowed = this.#allowed(state, EVIDENCE_BASE, EVIDENCE_PER_SECOND)
    return allowed - state.session.evidenceKept - state.newEvidence.length
  }

  #allowed({ session }: SessionState, base: number, perSecond: number): number {
    return base + Math.floor((Math.max(0, this.now - session.openedAt) * perSecond) / 1000)
  }

  #keepEvents(state: SessionState, events: readonly ParsedEvent[]): void {
    const limit = this.#allowed(state, EVENTS_BASE, EVENTS_PER_SECOND)
    for (const event of events) {
      if (!isRecordNumber(event.n)) continue
      state.eventsThrough = Math.max(state.eventsThrough, event.n)
      const full = state.session.eventsKept + state.newEvents.length >= limit || this.#room === 0
      if (full || state.knownEvents.has(event.n) || !Number.isSafeInteger(event.at)) continue
      state.knownEvents.add(event.n)
      state.newEvents.push(event)
      this.#room -= 1
    }
  }
}

/** The duration that a learner's player measured at the end of a video, in milliseconds. */
export interface ObservedDuration {
  readonly lessonId: string
  readonly mediaVersion: number
  readonly duration: number
}

/** Milliseconds of playing that this batch added. */
function newPlayingTime({ session, progress }: SessionState): number {
  return progress.record.playingTime - (session.progress?.playingTime ?? 0)
}
