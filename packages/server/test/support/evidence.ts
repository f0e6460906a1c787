import {
  add,
  EVIDENCE_BASE,
  EVIDENCE_PER_SECOND,
  DEFAULT_RULE,
  fromUnordered,
  type PlayedSegment,
  type Segment,
  type SegmentSet,
  union,
} from '@enhancedhr/protocol'
import { assert } from 'chai'
import { judge } from '../../src/core/judge/judge.js'
import { DEFAULT_POLICY } from '../../src/core/policy.js'
import type { Judgement, JudgePolicy, MalformedSegment, UncreditedStretch } from '../../src/core/judge/judgement.js'
import { type Standing, reportStanding } from '../../src/core/judge/standing.js'
import { ProductionLedger } from './production-ledger.js'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
/** An instant as the database's clock would give it. */
export const OPENED_AT = Date.UTC(2026, 10, 23, 10)
/** Lifetime of a token and offline allowance, as the scenarios have them. */
export const WINDOW = 75 * MINUTE

/** A segment played at rate 1 from `from` to `to` seconds, begun `started` seconds after the session opened. */
export function play(
  n: number,
  from: number,
  to: number,
  started: number,
  more: Partial<PlayedSegment> = {},
): PlayedSegment {
  const rate = more.rate ?? 1
  const ended = started + (to - from) / rate
  return {
    n,
    from: Math.round(from * SECOND),
    to: Math.round(to * SECOND),
    rate,
    started: Math.round(started * SECOND),
    ended: Math.round(ended * SECOND),
    visible: true,
    muted: false,
    ...more,
  }
}

/** A set of seconds, `seconds([0, 10], [14, 21])`, in milliseconds. */
export function seconds(...pairs: Segment[]): SegmentSet {
  return fromUnordered(pairs.map(([from, to]) => [Math.round(from * SECOND), Math.round(to * SECOND)] as const))
}

export interface TestSession {
  readonly id: string
  /** Each session has an attempt to itself, so that none shares what is watched with another. */
  readonly attempt: number
  readonly lessonId: string
  readonly openedAt: number
  readonly duration: number
  windows: SegmentSet
  watched: SegmentSet
  charged: SegmentSet
  through: number
  readonly known: Map<number, PlayedSegment>
  readonly outcomes: Map<number, readonly UncreditedStretch[]>
  readonly policy: JudgePolicy
}

/**
 * A learner's ledger in memory that applies what the judge says, and nothing else: the oracle of the production ledger, which
 * is given every report too and has to come to the same.
 */
export class TestLedger {
  readonly #sessions: TestSession[] = []
  readonly #production = new ProductionLedger()
  charged: SegmentSet = []

  open(
    options: {
      lessonId?: string
      openedAt?: number
      duration?: number
      windows?: SegmentSet
      policy?: Partial<JudgePolicy>
    } = {},
  ): TestSession {
    const { lessonId = 'lesson', openedAt = OPENED_AT, duration = 600 * SECOND } = options
    const attempt = this.#sessions.length + 1
    const session: TestSession = {
      id: `session-${attempt.toString()}`,
      attempt,
      lessonId,
      openedAt,
      duration,
      windows: options.windows ?? [[openedAt, openedAt + WINDOW]],
      watched: [],
      charged: [],
      through: 0,
      known: new Map(),
      outcomes: new Map(),
      policy: { ...DEFAULT_POLICY, ...options.policy },
    }
    this.#sessions.push(session)
    const lesson = {
      ...{ id: lessonId, tenant: null, required: true, quizConfigured: false, rule: DEFAULT_RULE },
      policy: session.policy,
      media: [{ duration, replacedAt: null }],
    }
    this.#production.open(session.id, lesson, { openedAt, attempt, windows: session.windows })
    return session
  }

  renew(session: TestSession, now: number): void {
    session.windows = add(session.windows, [now, now + WINDOW])
    this.#production.widen(session.id, now, now + WINDOW)
  }

  /** Judges at `now`; by default long after everything was played. */
  report(
    session: TestSession,
    segments: readonly PlayedSegment[],
    now = session.openedAt + 6 * HOUR,
    malformed: readonly MalformedSegment[] = [],
  ): Judgement & Standing {
    const others = this.#sessions
      .filter((other) => other !== session)
      .map(({ lessonId, charged }) => ({ lessonId, charged }))
    const charges = { session: session.charged, learner: this.charged, others }
    const remembers = segments.length <= evidenceRoom(session, session.known.size, now)
    const judgement = judge({ segments, malformed }, { ...session, remembers }, charges, session.policy, now)
    session.watched = union(session.watched, judgement.credits)
    session.charged = union(session.charged, judgement.charges)
    session.through = judgement.through
    this.charged = union(this.charged, judgement.charges)
    for (const { segment, uncredited } of judgement.judged) {
      session.known.set(segment.n, segment)
      session.outcomes.set(segment.n, uncredited)
    }
    const recorded = segments.flatMap(({ n }) => session.outcomes.get(n) ?? [])
    const claimed = segments.map(({ from, to }): Segment => [from, to])
    const waits = segments.length > 0 && segments.every(({ n }) => n > judgement.through)
    const standing = reportStanding(claimed, [...judgement.uncredited, ...recorded], session.watched, waits)
    this.#compare(session, { segments, malformed }, now, { ...standing, through: judgement.through })
    return { ...judgement, ...standing }
  }

  #compare(
    session: TestSession,
    evidence: { readonly segments: readonly PlayedSegment[]; readonly malformed: readonly MalformedSegment[] },
    now: number,
    expected: Standing & { readonly through: number },
  ): void {
    const { id: sessionId, lessonId, attempt } = session
    const report = { sessionId, lessonId, position: null, duration: null, events: [], ...evidence }
    const [answer] = this.#production.report([report], now)
    assert.deepInclude(answer, expected)
    assert.deepEqual(this.#production.progress(lessonId, attempt, 1).watched, session.watched)
    assert.deepEqual(this.#production.sessionCharged(sessionId), session.charged)
    assert.deepEqual(this.#production.charged, this.charged)
  }
}

/** How many more segments of a session are remembered by number, as the limits of the protocol have it. */
export function evidenceRoom({ openedAt }: { readonly openedAt: number }, kept: number, now: number): number {
  return EVIDENCE_BASE + Math.floor((Math.max(0, now - openedAt) * EVIDENCE_PER_SECOND) / 1000) - kept
}
