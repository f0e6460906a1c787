import {
  add,
  checkCourseRule,
  checkLessonRule,
  coveredMilliseconds,
  intersect,
  judgeCompletion,
  judgeCourse,
  resumePoint,
  type Segment,
  type SegmentSet,
  union,
  videoEnd,
} from '@enhancedhr/protocol'
import { judge } from '../../src/core/judge/judge.js'
import type { JudgedSegment } from '../../src/core/judge/judgement.js'
import { isSameEvidence } from '../../src/core/judge/shape.js'
import { reportStanding } from '../../src/core/judge/standing.js'
import { keepReportedDuration } from '../../src/core/ledger/reported-duration.js'
import { parseReport, type ReadReport } from '../../src/core/parse-report.js'
import { evidenceRoom } from '../support/evidence.js'
import { type MemoryLesson, toMemoryLesson, toRule } from './memory-lesson.js'
import { type MemoryProgress, movePosition } from './memory-progress.js'
import { DEFAULT_LESSON, DEFAULT_START, type Vector, type VectorCompletion, type VectorCourse } from './vector.js'
import type { CourseView, LessonView, Person, ReportAnswer, SentReport, VectorTarget } from './vector-target.js'

const DEFAULT_TOKEN = { lifetime: 900_000, offline_allowance: 3_600_000 }

interface Taking {
  readonly versions: Map<number, MemoryProgress>
  quizPassed: boolean
  completedAt: number | null
}

interface Session {
  readonly lesson: MemoryLesson
  readonly attempt: number
  readonly version: number
  readonly openedAt: number
  windows: SegmentSet
  charged: SegmentSet
  through: number
  readonly evidence: Map<number, JudgedSegment>
}

interface CourseTaking {
  seat: SegmentSet
  assessmentPassed: boolean
  completedAt: number | null
}

interface Learner {
  attempt: number
  charged: SegmentSet
  readonly sessions: Map<string, Session>
  readonly takings: Map<string, Taking>
  readonly courses: Map<number, CourseTaking>
}

/**
 * The ledger in memory, around the pure judge and the pure verdicts: what a server has to do besides, and nothing else.
 *
 * A reader in another language can take it as the shortest complete implementation.
 */
export class MemoryLedger implements VectorTarget {
  readonly #arrange: <Item>(items: readonly Item[]) => readonly Item[]
  #lessons: MemoryLesson[] = []
  #learners = new Map<string, Learner>()
  #course: Required<VectorCourse> = { minimum_seat_time: 0, assessment_required: false }
  #token = DEFAULT_TOKEN
  #epoch = 0

  /** `arrange` puts requests that arrive at one instant into the order in which the lock lets them in. */
  constructor(arrange: <Item>(items: readonly Item[]) => readonly Item[] = (items) => items) {
    this.#arrange = arrange
  }

  async begin(vector: Vector): Promise<void> {
    this.#epoch = Date.parse(vector.starts_at ?? DEFAULT_START)
    this.#lessons = (vector.lessons ?? [DEFAULT_LESSON]).map(toMemoryLesson)
    this.#learners = new Map()
    this.#course = { minimum_seat_time: 0, assessment_required: false, ...vector.course }
    this.#token = vector.token ?? DEFAULT_TOKEN
  }

  async open(at: number, name: string, who: Person, lessonId: string): Promise<string | null> {
    const lesson = this.#lessons.find(({ id, tenant }) => id === lessonId && (tenant ?? who.tenant) === who.tenant)
    if (!lesson) return 'lesson_not_found'
    const now = this.#epoch + at
    const learner = this.#learner(who)
    const version = lesson.media.length
    if (lesson.media[version - 1]?.duration == null) return 'lesson_not_ready'
    learner.sessions.set(name, {
      lesson,
      attempt: learner.attempt,
      version,
      openedAt: now,
      windows: [this.#window(now)],
      charged: [],
      through: 0,
      evidence: new Map(),
    })
    return null
  }

  async renew(at: number, name: string, who: Person): Promise<string | null> {
    const session = this.#learner(who).sessions.get(name)
    if (!session) return 'session_not_found'
    if (session.version < session.lesson.media.length) return 'media_replaced'
    session.windows = add(session.windows, this.#window(this.#epoch + at))
    return null
  }

  async report(at: number, who: Person, reports: readonly SentReport[]): Promise<readonly ReportAnswer[]> {
    const learner = this.#learner(who)
    const answers = reports.map((sent) => {
      const read = parseReport({ session_id: sent.session, lesson_id: sent.lessonId, ...sent.body })
      if ('code' in read) return () => refuse(read.code)
      const session = learner.sessions.get(read.sessionId)
      if (session?.lesson.id !== read.lessonId) return () => refuse('session_not_found')
      return this.#apply(learner, session, read, this.#epoch + at)
    })
    this.#decide(learner, this.#epoch + at)
    return answers.map((answer) => answer())
  }

  async reportAtOnce(at: number, requests: readonly { who: Person; report: SentReport }[]): Promise<void> {
    for (const { who, report } of this.#arrange(requests)) await this.report(at, who, [report])
  }

  async quiz(at: number, who: Person, lessonId: string, passed: boolean, as: string | null): Promise<string | null> {
    if (as !== null) return 'forbidden'
    const learner = this.#learner(who)
    this.#taking(learner, lessonId, learner.attempt).quizPassed ||= passed
    this.#decide(learner, this.#epoch + at)
    return null
  }

  async assess(at: number, who: Person, passed: boolean, as: string | null): Promise<string | null> {
    if (as !== null) return 'forbidden'
    const learner = this.#learner(who)
    this.#courseTaking(learner, learner.attempt).assessmentPassed ||= passed
    this.#decide(learner, this.#epoch + at)
    return null
  }

  async startAttempt(_at: number, who: Person): Promise<void> {
    this.#learner(who).attempt += 1
  }

  async replace(at: number, lessonId: string, duration: number): Promise<void> {
    const { media } = this.#find(lessonId)
    const current = media.at(-1)
    if (current) current.replacedAt = this.#epoch + at
    media.push({ duration, replacedAt: null })
  }

  async setRule(_at: number, lessonId: string, completion: VectorCompletion): Promise<string | null> {
    const lesson = this.#find(lessonId)
    const rule = toRule(completion)
    const { duration = null } = lesson.media.at(-1) ?? {}
    if (checkLessonRule(rule, { duration, quizConfigured: lesson.quizConfigured }).faults.length > 0) {
      return 'rule_unreachable'
    }
    lesson.rule = rule
    return null
  }

  async setCourseRule(_at: number, course: VectorCourse): Promise<string | null> {
    const next = { minimum_seat_time: 0, assessment_required: false, ...course }
    const rule = { assessmentRequired: next.assessment_required, minimumSeatTime: next.minimum_seat_time }
    const lessons = this.#lessons.map(({ required, media }) => ({ required, duration: media.at(-1)?.duration ?? null }))
    const { faults } = checkCourseRule(rule, { lessons, assessmentConfigured: next.assessment_required })
    if (faults.length > 0) return 'rule_unreachable'
    this.#course = next
    return null
  }

  async sweep(at: number): Promise<void> {
    for (const learner of this.#learners.values()) this.#decide(learner, this.#epoch + at)
  }

  async readLesson(
    who: Person,
    lessonId: string,
    attempt: number | null,
    mediaVersion: number | null,
  ): Promise<LessonView> {
    const learner = this.#learner(who)
    const lesson = this.#find(lessonId)
    const version = mediaVersion ?? lesson.media.length
    const taking = this.#taking(learner, lessonId, attempt ?? learner.attempt)
    const progress = progressOf(taking, version)
    const duration = lesson.media[version - 1]?.duration ?? null
    const end = videoEnd(duration, progress.reported)
    const facts = { watched: progress.watched, duration, end, quizPassed: taking.quizPassed }
    const { percentTenths, requirements } = judgeCompletion(lesson.rule, facts)
    return {
      watched: progress.watched,
      playingTime: progress.playingTime,
      position: resumePoint(progress.position, end),
      percentTenths,
      completed: taking.completedAt !== null,
      completedAt: taking.completedAt === null ? null : taking.completedAt - this.#epoch,
      mediaVersion: version,
      requirements: Object.fromEntries(requirements.map(({ kind, met }) => [kind, met])),
    }
  }

  async readCourse(who: Person, attempt: number | null): Promise<CourseView> {
    const learner = this.#learner(who)
    const taking = this.#courseTaking(learner, attempt ?? learner.attempt)
    const { completedAt } = taking
    return {
      seatTime: coveredMilliseconds(taking.seat),
      completed: completedAt !== null,
      completedAt: completedAt === null ? null : completedAt - this.#epoch,
    }
  }

  /** Milliseconds of media and of playing time that the learner has over every lesson, attempt and video. */
  readTotals(who: Person): { watched: number; playing: number } {
    const all = [...this.#learner(who).takings.values()].flatMap(({ versions }) => [...versions.values()])
    const sum = (of: (progress: MemoryProgress) => number) => all.reduce((total, progress) => total + of(progress), 0)
    return { watched: sum(({ watched }) => coveredMilliseconds(watched)), playing: sum((each) => each.playingTime) }
  }

  /** Wall time that the learner was charged over everything, in milliseconds since 1970. */
  readCharges(who: Person): SegmentSet {
    return this.#learner(who).charged
  }

  async end(): Promise<void> {
    // Nothing is held.
  }

  #apply(learner: Learner, session: Session, report: ReadReport, now: number): () => ReportAnswer {
    const progress = progressOf(this.#taking(learner, session.lesson.id, session.attempt), session.version)
    const media = session.lesson.media[session.version - 1]!
    const others = [...learner.sessions.values()]
      .filter((other) => other !== session)
      .map(({ lesson, charged }) => ({ lessonId: lesson.id, charged }))
    const charges = { session: session.charged, learner: learner.charged, others }
    const known = new Map([...session.evidence].map(([n, { segment }]) => [n, segment]))
    const { watched } = progress
    const remembers = report.segments.length <= evidenceRoom(session, known.size, now)
    const bench = { ...session, duration: media.duration ?? 0, watched, known, remembers }
    const judgement = judge(report, bench, charges, session.lesson.policy, now)
    // What was played before a video was replaced still earns a verdict: the same judge, with the windows cut there.
    const live: SegmentSet = [[Number.MIN_SAFE_INTEGER, media.replacedAt ?? Number.MAX_SAFE_INTEGER]]
    const inTime = { ...bench, windows: intersect(session.windows, live), watched: progress.counted }
    const { replacedAt } = media
    const counted = replacedAt === null ? judgement : judge(report, inTime, charges, session.lesson.policy, now)
    progress.watched = union(progress.watched, judgement.credits)
    progress.counted = union(progress.counted, counted.credits)
    progress.playingTime += coveredMilliseconds(judgement.charges)
    this.#charge(learner, session, judgement.charges)
    session.through = judgement.through
    for (const judged of judgement.judged) session.evidence.set(judged.segment.n, judged)
    movePosition(progress, report, session.openedAt, now)
    progress.reported = keepReportedDuration(progress.reported, report.duration, media.duration ?? 0)
    return () => {
      const kept = report.segments.flatMap((segment) => {
        const judged = session.evidence.get(segment.n)
        return judged && isSameEvidence(judged.segment, segment) ? judged.uncredited : []
      })
      const claimed = report.segments.map(({ from, to }): Segment => [from, to])
      const waits = report.segments.length > 0 && report.segments.every(({ n }) => n > judgement.through)
      const { status, reasons } = reportStanding(claimed, [...judgement.uncredited, ...kept], progress.watched, waits)
      return {
        status,
        through: judgement.through,
        reasons: reasons.map(({ lessonId, ...reason }) => ({ ...reason, ...(lessonId && { lesson: lessonId }) })),
      }
    }
  }

  #charge(learner: Learner, session: Session, wall: SegmentSet): void {
    session.charged = union(session.charged, wall)
    learner.charged = union(learner.charged, wall)
    const course = this.#courseTaking(learner, session.attempt)
    course.seat = union(course.seat, wall)
  }

  /** Gives the verdicts that are due: each once, at the instant that made it true, and none is ever taken back. */
  #decide(learner: Learner, now: number): void {
    for (let attempt = 1; attempt <= learner.attempt; attempt += 1) {
      for (const lesson of this.#lessons) this.#decideLesson(learner, lesson, attempt, now)
      const course = this.#courseTaking(learner, attempt)
      const lessons = this.#lessons.map(({ id, required }) => {
        return { required, completed: this.#taking(learner, id, attempt).completedAt !== null }
      })
      const rule = {
        assessmentRequired: this.#course.assessment_required,
        minimumSeatTime: this.#course.minimum_seat_time,
      }
      const facts = { lessons, assessmentPassed: course.assessmentPassed, seatTime: coveredMilliseconds(course.seat) }
      if (judgeCourse(rule, facts).completed) course.completedAt ??= now
    }
  }

  #decideLesson(learner: Learner, lesson: MemoryLesson, attempt: number, now: number): void {
    const taking = this.#taking(learner, lesson.id, attempt)
    for (const [version, { counted, reported }] of taking.versions) {
      const duration = lesson.media[version - 1]?.duration ?? null
      const end = videoEnd(duration, reported)
      const facts = { watched: counted, duration, end, quizPassed: taking.quizPassed }
      if (judgeCompletion(lesson.rule, facts).completed) taking.completedAt ??= now
    }
  }

  #window(handedOver: number): Segment {
    return [handedOver, handedOver + this.#token.lifetime + this.#token.offline_allowance]
  }

  #find(lessonId: string): MemoryLesson {
    return this.#lessons.find(({ id }) => id === lessonId)!
  }

  #learner({ tenant, learner: id }: Person): Learner {
    const key = JSON.stringify([tenant, id])
    const known = this.#learners.get(key)
    if (known) return known
    const learner: Learner = { attempt: 1, charged: [], sessions: new Map(), takings: new Map(), courses: new Map() }
    this.#learners.set(key, learner)
    return learner
  }

  #taking(learner: Learner, lessonId: string, attempt: number): Taking {
    const key = `${lessonId} ${attempt.toString()}`
    const taking = learner.takings.get(key) ?? { versions: new Map(), quizPassed: false, completedAt: null }
    learner.takings.set(key, taking)
    return taking
  }

  #courseTaking(learner: Learner, attempt: number): CourseTaking {
    const taking = learner.courses.get(attempt) ?? { seat: [], assessmentPassed: false, completedAt: null }
    learner.courses.set(attempt, taking)
    return taking
  }
}

function progressOf(taking: Taking, version: number): MemoryProgress {
  const known = taking.versions.get(version)
  if (known) return known
  const progress = { watched: [], counted: [], playingTime: 0, position: 0, positionAt: -1, reported: null }
  taking.versions.set(version, progress)
  return progress
}

function refuse(code: string): ReportAnswer {
  return { status: 'refused', code, through: 0, reasons: [] }
}
