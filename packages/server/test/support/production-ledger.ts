import { add, fromUnordered, intersect, type SegmentSet, subtract } from '@enhancedhr/protocol'
import { assert } from 'chai'
import { BatchLedger } from '../../src/core/ledger/batch-ledger.js'
import type { JudgedSegment } from '../../src/core/judge/judgement.js'
import { DEFAULT_POLICY } from '../../src/core/policy.js'
import type { BatchProgress, BatchRecords, BatchSession } from '../../src/core/records/batch.js'
import type { CourseStanding } from '../../src/core/records/course-standing.js'
import type { LessonRecord } from '../../src/core/records/lesson.js'
import type { ParsedReport, RecordedReport } from '../../src/core/records/report.js'
import type { VerdictRecord } from '../../src/core/records/verdict.js'
import { toBatchChanges } from '../../src/storage/ledger/batch-changes.js'
import { fromMultirange } from '../../src/storage/rows/multirange.js'
import type { LedgerChanges } from '../../src/storage/write/ledger-changes.js'
import type { MemoryLesson } from '../vectors/memory-lesson.js'
import type { VectorCourse } from '../vectors/vector.js'

const SLOT = 900_000
const DAY = 86_400_000
const COURSE = 'course'

interface StoredSession {
  readonly lesson: MemoryLesson
  readonly attempt: number
  readonly mediaVersion: number
  readonly openedAt: number
  windows: SegmentSet
  /** By quarters of an hour since 1970. */
  readonly charged: Map<number, SegmentSet>
  through: number
  eventsThrough: number
  eventsKept: number
  evidenceKept: number
  readonly evidence: Map<number, JudgedSegment>
  readonly events: Set<number>
}

/** What a learner has of one video of a lesson, within an attempt. */
export interface StoredProgress {
  readonly watched: SegmentSet
  readonly playingTime: number
  readonly position: number
  readonly percentTenths: number
  readonly reportedDuration: number | null
}

/**
 * One learner's ledger as production works it out (`src/core/ledger/batch-ledger.ts` and what it is made of), with the tables of
 * the database held in memory.
 *
 * The proofs run this one, with ledgers that were written apart from it as oracles beside it. It is the only file of the
 * proofs that knows how a batch is read and written: where that changes, only this file does.
 */
export class ProductionLedger {
  /** The id of the course. */
  static readonly course = COURSE
  readonly #lessons: readonly MemoryLesson[]
  #course: Required<VectorCourse>
  readonly #sessions = new Map<string, StoredSession>()
  readonly #progress = new Map<string, BatchProgress>()
  readonly #verdicts = new Map<string, VerdictRecord>()
  readonly #passed = new Set<string>()

  /** `lessons`: those of the learner's one course. Without any, sessions stand for themselves. */
  constructor(lessons: readonly MemoryLesson[] = [], course: VectorCourse = {}) {
    this.#lessons = lessons
    this.#course = { minimum_seat_time: 0, assessment_required: false, ...course }
  }

  setCourse(course: VectorCourse): void {
    this.#course = { minimum_seat_time: 0, assessment_required: false, ...course }
  }

  open(
    id: string,
    lesson: MemoryLesson,
    session: { readonly openedAt: number; readonly attempt: number; readonly windows: SegmentSet },
  ): void {
    this.#sessions.set(id, {
      lesson,
      attempt: session.attempt,
      mediaVersion: lesson.media.length,
      openedAt: session.openedAt,
      windows: session.windows,
      charged: new Map(),
      through: 0,
      eventsThrough: 0,
      eventsKept: 0,
      evidenceKept: 0,
      evidence: new Map(),
      events: new Set(),
    })
  }

  widen(id: string, handedOver: number, until: number): void {
    const session = this.#sessions.get(id)!
    session.windows = add(session.windows, [handedOver, until])
  }

  /** A quiz or an assessment that was passed; its verdict is another service's work (`giveVerdict`). */
  pass(subject: 'lesson' | 'course', id: string, attempt: number): void {
    this.#passed.add(keyOf(subject, id, attempt))
  }

  giveVerdict(subject: 'lesson' | 'course', id: string, attempt: number, decidedAt: number): void {
    const key = keyOf(subject, id, attempt)
    const verdict = { kind: 'earned', completed: true, ruleVersion: 1, mediaVersion: null } as const
    if (!this.#verdicts.has(key)) this.#verdicts.set(key, { ...verdict, decidedAt: new Date(decidedAt) })
  }

  /** A batch, as `record-reports.ts` takes one in. */
  report(reports: readonly ParsedReport[], now: number): readonly RecordedReport[] {
    const ledger = new BatchLedger(this.#read(reports, now), DEFAULT_POLICY)
    const answers = reports.map((report) => {
      const state = ledger.find(report)
      return state ? ledger.apply(report, state) : () => ({ status: 'refused', code: 'session_not_found' }) as const
    })
    const changes = toBatchChanges(ledger, ledger.judgeCourses())
    // A database gives back text, not the objects of the process that wrote it.
    if (changes) this.#write(JSON.parse(JSON.stringify(changes)) as LedgerChanges, now)
    return answers.map((answer) => answer())
  }

  get charged(): SegmentSet {
    return fromUnordered([...this.#sessions.values()].flatMap(({ charged }) => [...charged.values()].flat()))
  }

  sessionCharged(id: string): SegmentSet {
    return fromUnordered([...this.#sessions.get(id)!.charged.values()].flat())
  }

  progress(lessonId: string, attempt: number, mediaVersion: number): StoredProgress {
    const none = { watched: [], playingTime: 0, position: 0, percentTenths: 0, reportedDuration: null }
    return this.#progress.get(keyOf(lessonId, attempt, mediaVersion)) ?? none
  }

  /** Milliseconds of media and of playing time over every lesson, attempt and video. */
  totals(): { watched: number; playing: number } {
    const rows = [...this.#progress.values()]
    const sum = (of: (row: BatchProgress) => number) => rows.reduce((total, row) => total + of(row), 0)
    const length = (set: SegmentSet) => set.reduce((total, [from, to]) => total + to - from, 0)
    return { watched: sum(({ watched }) => length(watched)), playing: sum((row) => row.playingTime) }
  }

  /** When it was completed, or `null`. */
  completedAt(subject: 'lesson' | 'course', id: string, attempt: number): number | null {
    return this.#verdicts.get(keyOf(subject, id, attempt))?.decidedAt.getTime() ?? null
  }

  seatTime(attempt: number): number {
    return this.#readCourse(attempt).lessons.reduce((sum, { playingTime }) => sum + playingTime, 0)
  }

  #read(reports: readonly ParsedReport[], now: number): BatchRecords {
    const named = [...new Set(reports.map(({ sessionId }) => sessionId))].filter((id) => this.#sessions.has(id))
    const slots = new Set<number>()
    for (const { sessionId, segments } of reports) {
      const openedAt = this.#sessions.get(sessionId)?.openedAt
      if (openedAt === undefined || segments.length === 0) continue
      const first = openedAt + Math.min(...segments.map(({ started }) => bounded(started)))
      const last = Math.min(openedAt + Math.max(...segments.map(({ ended }) => bounded(ended))), now + DAY)
      for (let slot = Math.floor(first / SLOT); slot * SLOT <= last; slot += 1) slots.add(slot)
    }
    const charged = (session: StoredSession) =>
      fromUnordered([...slots].flatMap((slot) => session.charged.get(slot) ?? []))
    const attempts = new Set(named.map((id) => this.#sessions.get(id)!.attempt))
    return {
      revision: 1,
      now,
      sessions: named.map((id) => this.#readSession(id, reports, charged)),
      concurrent: [...this.#sessions]
        .filter(([id]) => !named.includes(id))
        .map(([, session]) => ({ lessonId: session.lesson.id, charged: charged(session) }))
        .filter((other) => other.charged.length > 0),
      kept: 0,
      courses: this.#lessons.length > 0 ? [...attempts].map((attempt) => this.#readCourse(attempt)) : [],
    }
  }

  #readSession(
    id: string,
    reports: readonly ParsedReport[],
    charged: (session: StoredSession) => SegmentSet,
  ): BatchSession {
    const stored = this.#sessions.get(id)!
    const { lesson, evidence, events, ...session } = stored
    const own = reports.filter(({ sessionId }) => sessionId === id)
    const ns = new Set(own.flatMap(({ segments }) => segments.map(({ n }) => n)))
    const eventNs = new Set(own.flatMap((report) => report.events.map(({ n }) => n)))
    const media = lesson.media[session.mediaVersion - 1]!
    return {
      ...session,
      sessionId: id,
      isPreview: false,
      currentAttempt: session.attempt,
      charged: charged(stored),
      lesson: this.#toLessonRecord(lesson),
      duration: media.duration ?? 0,
      observedDuration: null,
      replacedAt: media.replacedAt,
      progress: this.#progress.get(keyOf(lesson.id, session.attempt, session.mediaVersion)) ?? null,
      verdict: this.#verdicts.get(keyOf('lesson', lesson.id, session.attempt)) ?? null,
      quizPassed: this.#passed.has(keyOf('lesson', lesson.id, session.attempt)),
      evidence: [...ns].flatMap((n) => evidence.get(n) ?? []),
      knownEvents: [...eventNs].filter((n) => events.has(n)),
    }
  }

  #readCourse(attempt: number): CourseStanding {
    const { assessment_required: assessmentRequired, minimum_seat_time: minimumSeatTime } = this.#course
    return {
      courseId: COURSE,
      attempt,
      rule: { assessmentRequired, minimumSeatTime },
      ruleVersion: 1,
      verdict: this.#verdicts.get(keyOf('course', COURSE, attempt)) ?? null,
      assessmentPassed: this.#passed.has(keyOf('course', COURSE, attempt)),
      lessons: this.#lessons.map(({ id, required, media }) => ({
        lessonId: id,
        required,
        archived: false,
        completed: this.#verdicts.has(keyOf('lesson', id, attempt)),
        percentTenths: this.progress(id, attempt, media.length).percentTenths,
        playingTime: media.reduce((sum, _, index) => sum + this.progress(id, attempt, index + 1).playingTime, 0),
      })),
    }
  }

  #write({ evidence, events, charges, sessions, progress, verdicts }: LedgerChanges, now: number): void {
    for (const row of evidence as EvidenceChange[]) {
      const { session_id, media_from: from, media_to: to, ...rest } = row
      const stored = this.#sessions.get(session_id)!.evidence
      assert.isFalse(stored.has(row.n), 'a number is evidence once')
      const { uncredited, attempt: _, ...segment } = rest
      stored.set(row.n, {
        segment: { ...segment, from, to },
        uncredited: uncredited.map(({ lesson_id: lessonId, ...stretch }) => ({
          ...stretch,
          ...(lessonId && { lessonId }),
        })),
      })
    }
    for (const { session_id, n } of events as { readonly session_id: string; readonly n: number }[]) {
      this.#sessions.get(session_id)!.events.add(n)
    }
    for (const { session_id, slot, charged } of charges as ChargeChange[]) {
      const [own, more] = [this.#sessions.get(session_id)!.charged, fromMultirange(charged)]
      assert.isEmpty(intersect(this.charged, more), 'charged twice')
      assert.isEmpty(subtract(more, [[slot * SLOT, (slot + 1) * SLOT]]), 'charged to another quarter of an hour')
      own.set(slot, fromUnordered([...(own.get(slot) ?? []), ...more]))
    }
    for (const row of sessions as SessionChange[]) {
      const session = this.#sessions.get(row.session_id)!
      session.through = row.through
      session.eventsThrough = row.events_through
      session.eventsKept += row.events_kept
      session.evidenceKept += row.evidence_kept
    }
    for (const row of progress as ProgressChange[]) {
      this.#progress.set(keyOf(row.lesson_id, row.attempt, row.media_version), {
        watched: fromMultirange(row.watched),
        counted: row.counted === null ? null : fromMultirange(row.counted),
        percentTenths: row.percent_tenths,
        playingTime: row.playing_ms,
        position: row.position,
        positionAt: row.position_at,
        reportedDuration: row.reported_ms,
      })
    }
    for (const { subject, subject_id, attempt, kind, completed, rule_version, media_version } of verdicts ?? []) {
      assert.isFalse(this.#verdicts.has(keyOf(subject, subject_id, attempt)), 'a verdict is given once')
      const verdict = { kind, completed, ruleVersion: rule_version, mediaVersion: media_version }
      this.#verdicts.set(keyOf(subject, subject_id, attempt), { ...verdict, decidedAt: new Date(now) })
    }
  }

  #toLessonRecord({ id, required, rule, quizConfigured, policy, media }: MemoryLesson): LessonRecord {
    return {
      tenantId: 'default',
      lessonId: id,
      courseId: this.#lessons.length > 0 ? COURSE : null,
      title: '',
      position: 0,
      required,
      archived: false,
      rule,
      ruleVersion: 1,
      hasQuiz: quizConfigured,
      captionsWaiver: null,
      policy: { ...policy, seek: null, offlineAllowance: null },
      chapters: [],
      revision: 1,
      createdAt: new Date(0),
      updatedAt: new Date(0),
      media: {
        version: media.length,
        playbackId: 'video',
        duration: media.at(-1)?.duration ?? null,
        observedDuration: null,
        assetId: null,
        isCaptioned: false,
        isGone: false,
      },
    }
  }
}

type EvidenceChange = Omit<JudgedSegment['segment'], 'from' | 'to'> & {
  readonly session_id: string
  readonly attempt: number
  readonly media_from: number
  readonly media_to: number
  readonly uncredited: readonly (Omit<JudgedSegment['uncredited'][number], 'lessonId'> & {
    readonly lesson_id?: string
  })[]
}

interface ChargeChange {
  readonly session_id: string
  readonly slot: number
  readonly charged: string
}

interface SessionChange {
  readonly session_id: string
  readonly through: number
  readonly events_through: number
  readonly events_kept: number
  readonly evidence_kept: number
}

interface ProgressChange {
  readonly lesson_id: string
  readonly attempt: number
  readonly media_version: number
  readonly watched: string
  readonly counted: string | null
  readonly percent_tenths: number
  readonly playing_ms: number
  readonly position: number
  readonly position_at: number | null
  readonly reported_ms: number | null
}

/** What is no time of a session names no quarter of an hour. */
function bounded(ms: number): number {
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 2 ** 40) : 0
}

function keyOf(...parts: readonly (string | number)[]): string {
  return parts.join(' ')
}
