import type { SegmentSet } from '@enhancedhr/protocol'
import type { JudgedSegment, UncreditedStretch } from '../judge/judgement.js'
import type { BatchSession } from '../records/batch.js'
import type { LessonProgressRecord } from '../records/progress.js'
import type { ParsedEvent } from '../records/report.js'
import type { VerdictRecord } from '../records/verdict.js'

/** A session while its reports are applied. */
export interface SessionState {
  /** As it was read. */
  readonly session: BatchSession
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

/** The progress of a lesson, attempt and video while reports are applied; two sessions of one share it. */
export interface ProgressState {
  readonly key: { readonly lessonId: string; readonly attempt: number; readonly mediaVersion: number }
  readonly verdict: VerdictState
  record: LessonProgressRecord
  /** What counts for a verdict once the video was replaced; `null` while everything watched does. */
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
export function toSessionStates(sessions: readonly BatchSession[]): readonly SessionState[] {
  const verdicts = new Map<string, VerdictState>()
  const progress = new Map<string, ProgressState>()
  return sessions.map((session) => {
    const lessonKey = `${session.lesson.lessonId} ${session.attempt.toString()}`
    const verdict = verdicts.get(lessonKey) ?? { current: session.verdict, fresh: false }
    verdicts.set(lessonKey, verdict)
    const key = `${lessonKey} ${session.mediaVersion.toString()}`
    const shared = progress.get(key) ?? toProgressState(session, verdict)
    progress.set(key, shared)
    return toSessionState(session, shared)
  })
}

function toSessionState(session: BatchSession, progress: ProgressState): SessionState {
  return {
    session,
    evidence: new Map(session.evidence.map((judged) => [judged.segment.n, judged])),
    progress,
    knownEvents: new Set(session.knownEvents),
    newEvidence: [],
    newEvents: [],
    charged: session.charged,
    newCharges: [],
    through: session.through,
    eventsThrough: session.eventsThrough,
  }
}

function toProgressState(session: BatchSession, verdict: VerdictState): ProgressState {
  const { lesson, attempt, mediaVersion, progress, quizPassed, replacedAt } = session
  const key = { lessonId: lesson.lessonId, attempt, mediaVersion }
  const watched = progress?.watched ?? []
  return {
    key,
    verdict,
    record: {
      ...key,
      watched,
      playingTime: progress?.playingTime ?? 0,
      position: progress?.position ?? 0,
      reportedDuration: progress?.reportedDuration ?? null,
      quizPassed,
      verdict: session.verdict,
    },
    // From the first report after a replacement, what counts is kept apart: until then it is everything watched.
    counted: replacedAt === null ? null : (progress?.counted ?? watched),
    percentTenths: progress?.percentTenths ?? 0,
    positionAt: progress?.positionAt ?? null,
    changed: false,
    kept: [],
    unkept: [],
  }
}
