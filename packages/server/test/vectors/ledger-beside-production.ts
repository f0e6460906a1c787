import { resumePoint, type SegmentSet, videoEnd } from '@enhancedhr/protocol'
import { assert } from 'chai'
import { parseReport, type ReadReport } from '../../src/core/parse-report.js'
import type { RecordedReport } from '../../src/core/records/report.js'
import { ProductionLedger } from '../support/production-ledger.js'
import { MemoryLedger } from './memory-ledger.js'
import { type MemoryLesson, toMemoryLesson, toRule } from './memory-lesson.js'
import { DEFAULT_LESSON, DEFAULT_START, type Vector, type VectorCompletion, type VectorCourse } from './vector.js'
import type { CourseView, LessonView, Person, ReportAnswer, SentReport, VectorTarget } from './vector-target.js'

const DEFAULT_TOKEN = { lifetime: 900_000, offline_allowance: 3_600_000 }

interface Learner {
  readonly ledger: ProductionLedger
  attempt: number
}

/**
 * The production ledger, with {@link MemoryLedger} as the oracle beside it: every answer and everything that can be read is
 * compared, and what is given back is production's.
 *
 * Verdicts that a result or a rule brings about are other services' work and are taken over from the oracle.
 */
export class LedgerBesideProduction implements VectorTarget {
  readonly #oracle: MemoryLedger
  readonly #arrange: <Item>(items: readonly Item[]) => readonly Item[]
  #learners = new Map<string, Learner>()
  #lessons: readonly MemoryLesson[] = []
  #course: VectorCourse = {}
  #token = DEFAULT_TOKEN
  #epoch = 0
  /** Verdicts may then be due that no report gives: a sweep does. */
  #ruleChanged = false

  constructor(arrange: <Item>(items: readonly Item[]) => readonly Item[] = (items) => items) {
    this.#arrange = arrange
    this.#oracle = new MemoryLedger(arrange)
  }

  async begin(vector: Vector): Promise<void> {
    await this.#oracle.begin(vector)
    this.#lessons = (vector.lessons ?? [DEFAULT_LESSON]).map(toMemoryLesson)
    this.#course = vector.course ?? {}
    this.#token = vector.token ?? DEFAULT_TOKEN
    this.#epoch = Date.parse(vector.starts_at ?? DEFAULT_START)
    this.#learners = new Map()
    this.#ruleChanged = false
  }

  async open(at: number, name: string, who: Person, lessonId: string): Promise<string | null> {
    const refused = await this.#oracle.open(at, name, who, lessonId)
    if (refused !== null) return refused
    const { ledger, attempt } = this.#learner(who)
    const openedAt = this.#epoch + at
    ledger.open(name, this.#find(lessonId), { openedAt, attempt, windows: [[openedAt, this.#windowEnd(openedAt)]] })
    return null
  }

  async renew(at: number, name: string, who: Person): Promise<string | null> {
    const refused = await this.#oracle.renew(at, name, who)
    const now = this.#epoch + at
    if (refused === null) this.#learner(who).ledger.widen(name, now, this.#windowEnd(now))
    return refused
  }

  async report(at: number, who: Person, reports: readonly SentReport[]): Promise<readonly ReportAnswer[]> {
    const expected = await this.#oracle.report(at, who, reports)
    const { ledger } = this.#learner(who)
    const read = reports.map((sent) =>
      parseReport({ session_id: sent.session, lesson_id: sent.lessonId, ...sent.body }),
    )
    const recorded = [
      ...ledger.report(
        read.filter((report): report is ReadReport => !('code' in report)),
        this.#epoch + at,
      ),
    ]
    const answers = read.map((report) => ('code' in report ? refuse(report.code) : toAnswer(recorded.shift()!)))
    assert.deepEqual(answers.map(comparable), expected.map(comparable), 'answers')
    await this.#compare(who, new Set(reports.map(({ lessonId }) => lessonId)))
    return answers
  }

  async reportAtOnce(at: number, requests: readonly { who: Person; report: SentReport }[]): Promise<void> {
    for (const { who, report } of this.#arrange(requests)) await this.report(at, who, [report])
  }

  async quiz(at: number, who: Person, lessonId: string, passed: boolean, as: string | null): Promise<string | null> {
    const refused = await this.#oracle.quiz(at, who, lessonId, passed, as)
    const { ledger, attempt } = this.#learner(who)
    if (refused === null && passed) ledger.pass('lesson', lessonId, attempt)
    await this.#takeOver()
    return refused
  }

  async assess(at: number, who: Person, passed: boolean, as: string | null): Promise<string | null> {
    const refused = await this.#oracle.assess(at, who, passed, as)
    const { ledger, attempt } = this.#learner(who)
    if (refused === null && passed) ledger.pass('course', ProductionLedger.course, attempt)
    await this.#takeOver()
    return refused
  }

  async startAttempt(at: number, who: Person): Promise<void> {
    await this.#oracle.startAttempt(at, who)
    this.#learner(who).attempt += 1
  }

  async replace(at: number, lessonId: string, duration: number): Promise<void> {
    await this.#oracle.replace(at, lessonId, duration)
    const { media } = this.#find(lessonId)
    const current = media.at(-1)
    if (current) current.replacedAt = this.#epoch + at
    media.push({ duration, replacedAt: null })
  }

  async setRule(at: number, lessonId: string, completion: VectorCompletion): Promise<string | null> {
    const refused = await this.#oracle.setRule(at, lessonId, completion)
    if (refused === null) this.#find(lessonId).rule = toRule(completion)
    this.#ruleChanged = true
    return refused
  }

  async setCourseRule(at: number, course: VectorCourse): Promise<string | null> {
    const refused = await this.#oracle.setCourseRule(at, course)
    if (refused === null) for (const { ledger } of this.#learners.values()) ledger.setCourse(course)
    if (refused === null) this.#course = course
    this.#ruleChanged = true
    return refused
  }

  async sweep(at: number): Promise<void> {
    await this.#oracle.sweep(at)
    await this.#takeOver()
  }

  async readLesson(
    who: Person,
    lessonId: string,
    attempt: number | null,
    mediaVersion: number | null,
  ): Promise<LessonView> {
    const expected = await this.#oracle.readLesson(who, lessonId, attempt, mediaVersion)
    const learner = this.#learner(who)
    const progress = learner.ledger.progress(lessonId, attempt ?? learner.attempt, expected.mediaVersion)
    const { watched, playingTime } = progress
    const duration = this.#find(lessonId).media[expected.mediaVersion - 1]?.duration ?? null
    const end = videoEnd(duration, progress.reportedDuration)
    const found = { watched, playingTime, position: resumePoint(progress.position, end) }
    const { watched: w, playingTime: p, position } = expected
    assert.deepEqual(found, { watched: w, playingTime: p, position }, `progress in ${lessonId}`)
    return { ...expected, ...found }
  }

  async readCourse(who: Person, attempt: number | null): Promise<CourseView> {
    const expected = await this.#oracle.readCourse(who, attempt)
    const learner = this.#learner(who)
    const seatTime = learner.ledger.seatTime(attempt ?? learner.attempt)
    assert.equal(seatTime, expected.seatTime, 'seat time')
    return { ...expected, seatTime }
  }

  /** As {@link MemoryLedger.readTotals}, of production. */
  readTotals(who: Person): { watched: number; playing: number } {
    const totals = this.#learner(who).ledger.totals()
    assert.deepEqual(totals, this.#oracle.readTotals(who), 'totals')
    return totals
  }

  readCharges(who: Person): SegmentSet {
    const { charged } = this.#learner(who).ledger
    assert.deepEqual(charged, this.#oracle.readCharges(who), 'wall time charged')
    return charged
  }

  end(): Promise<void> {
    return this.#oracle.end()
  }

  async #compare(who: Person, lessonIds: ReadonlySet<string>): Promise<void> {
    const { ledger, attempt } = this.#learner(who)
    this.readCharges(who)
    this.readTotals(who)
    await this.readCourse(who, null)
    for (const lessonId of lessonIds) {
      if (!this.#lessons.some(({ id }) => id === lessonId)) continue
      const { completedAt } = await this.readLesson(who, lessonId, null, null)
      if (!this.#ruleChanged) this.#compareVerdict(ledger.completedAt('lesson', lessonId, attempt), completedAt)
    }
    const { completedAt } = await this.#oracle.readCourse(who, null)
    if (!this.#ruleChanged) {
      this.#compareVerdict(ledger.completedAt('course', ProductionLedger.course, attempt), completedAt)
    }
  }

  #compareVerdict(found: number | null, expected: number | null): void {
    assert.equal(found, expected === null ? null : this.#epoch + expected, 'completed')
  }

  async #takeOver(): Promise<void> {
    for (const [key, { ledger, attempt: last }] of this.#learners) {
      const [tenant, learner] = JSON.parse(key) as [string, string]
      for (let attempt = 1; attempt <= last; attempt += 1) {
        for (const { id } of this.#lessons) {
          const { completedAt } = await this.#oracle.readLesson({ tenant, learner }, id, attempt, null)
          if (completedAt !== null) ledger.giveVerdict('lesson', id, attempt, this.#epoch + completedAt)
        }
        const { completedAt } = await this.#oracle.readCourse({ tenant, learner }, attempt)
        if (completedAt !== null) {
          ledger.giveVerdict('course', ProductionLedger.course, attempt, this.#epoch + completedAt)
        }
      }
    }
  }

  #windowEnd(handedOver: number): number {
    return handedOver + this.#token.lifetime + this.#token.offline_allowance
  }

  #find(lessonId: string): MemoryLesson {
    return this.#lessons.find(({ id }) => id === lessonId)!
  }

  #learner({ tenant, learner: id }: Person): Learner {
    const key = JSON.stringify([tenant, id])
    const known = this.#learners.get(key)
    if (known) return known
    const learner = { ledger: new ProductionLedger(this.#lessons, this.#course), attempt: 1 }
    this.#learners.set(key, learner)
    return learner
  }
}

function refuse(code: string): ReportAnswer {
  return { status: 'refused', code, through: 0, reasons: [] }
}

function toAnswer(recorded: RecordedReport): ReportAnswer {
  if (recorded.status === 'refused') return refuse(recorded.code)
  const { status, through, reasons } = recorded
  return {
    status,
    through,
    reasons: reasons.map(({ lessonId, ...reason }) => ({ ...reason, ...(lessonId && { lesson: lessonId }) })),
  }
}

function comparable({ reasons, ...answer }: ReportAnswer): unknown {
  const inOrder = reasons.map((reason) => JSON.stringify(reason, Object.keys(reason).toSorted())).toSorted()
  return { ...answer, reasons: inOrder }
}
