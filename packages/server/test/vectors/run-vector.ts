import { assert } from 'chai'
import {
  type CourseCheck,
  DEFAULT_LESSON,
  expandSegments,
  type LessonCheck,
  type Vector,
  type VectorExpectation,
  type VectorReport,
  type VectorStep,
} from './vector.js'
import { toWireSegment } from './wire-segment.js'
import type { Person, ReportAnswer, SentReport, VectorTarget } from './vector-target.js'

/** Takes a target through the steps of a vector and compares every answer that the vector expects. */
export async function runVector(vector: Vector, target: VectorTarget): Promise<void> {
  const run = new VectorRun(vector, target)
  await target.begin(vector)
  try {
    for (const [index, step] of vector.steps.entries()) {
      await run.take(step, `step ${(index + 1).toString()} (${step.do})`)
    }
  } finally {
    await target.end()
  }
}

class VectorRun {
  readonly #target: VectorTarget
  readonly #firstLesson: string
  readonly #sessions = new Map<string, { who: Person; lessonId: string }>()

  constructor(vector: Vector, target: VectorTarget) {
    this.#target = target
    this.#firstLesson = vector.lessons?.[0]?.id ?? DEFAULT_LESSON.id
  }

  async take(step: VectorStep, name: string): Promise<void> {
    switch (step.do) {
      case 'report':
        return this.#report(step, name)
      case 'batch':
        return this.#batch(step, name)
      case 'at_once':
        return this.#target.reportAtOnce(
          step.at,
          step.reports.map((report) => ({ who: this.#owner(report.session), report: this.#toSent(report) })),
        )
      case 'deliver':
        return this.#deliver(step, name)
      case 'check':
        return this.#checkLesson(step, name)
      case 'check_course':
        return this.#checkCourse(step, name)
      default:
        return this.#change(step, name)
    }
  }

  async #change(
    step: Exclude<VectorStep, { do: 'report' | 'batch' | 'at_once' | 'deliver' | 'check' | 'check_course' }>,
    name: string,
  ): Promise<void> {
    const target = this.#target
    switch (step.do) {
      case 'open': {
        const session = { who: toPerson(step), lessonId: step.lesson ?? this.#firstLesson }
        this.#sessions.set(step.session, session)
        const refused = await target.open(step.at, step.session, session.who, session.lessonId)
        return assert.equal(refused, step.refused ?? null, name)
      }
      case 'renew': {
        const refused = await target.renew(step.at, step.session, this.#owner(step.session))
        return assert.equal(refused, step.refused ?? null, name)
      }
      case 'quiz': {
        const lesson = step.lesson ?? this.#firstLesson
        const refused = await target.quiz(step.at, toPerson(step), lesson, step.passed, step.as ?? null)
        return assert.equal(refused, step.refused ?? null, name)
      }
      case 'assessment': {
        const refused = await target.assess(step.at, toPerson(step), step.passed, step.as ?? null)
        return assert.equal(refused, step.refused ?? null, name)
      }
      case 'attempt':
        return target.startAttempt(step.at, toPerson(step))
      case 'replace':
        return target.replace(step.at, step.lesson ?? this.#firstLesson, step.duration)
      case 'rule': {
        const refused = await target.setRule(step.at, step.lesson ?? this.#firstLesson, step.completion)
        return assert.equal(refused, step.refused ?? null, name)
      }
      case 'course_rule':
        return assert.equal(await target.setCourseRule(step.at, step.course), step.refused ?? null, name)
      case 'sweep':
        return target.sweep(step.at)
    }
  }

  async #report(step: Extract<VectorStep, { do: 'report' }>, name: string): Promise<void> {
    // A server that kept nothing is a request that never arrived.
    if (step.answer === 'unavailable') return
    const owner = this.#owner(step.session)
    const who = { tenant: step.tenant ?? owner.tenant, learner: step.as ?? owner.learner }
    for (let time = 0; time < (step.times ?? 1); time += 1) {
      const [answer] = await this.#target.report(step.at, who, [this.#toSent(step)], step.server_clock ?? 0)
      compareAnswer(answer!, step.expect, name)
    }
  }

  async #batch(step: Extract<VectorStep, { do: 'batch' | 'at_once' }>, name: string): Promise<void> {
    const who = this.#owner(step.reports[0]!.session)
    const sent = step.reports.map((report) => this.#toSent(report))
    const answers = await this.#target.report(step.at, who, sent, 0)
    for (const [index, answer] of answers.entries()) compareAnswer(answer, step.reports[index]!.expect, name)
  }

  /** Sends as a player does: at every beat what was played by then and has not been acknowledged. */
  async #deliver(step: Extract<VectorStep, { do: 'deliver' }>, name: string): Promise<void> {
    const all = expandSegments(step.segments)
    const who = this.#owner(step.session)
    let through = 0
    for (let beat = 0; through < all.length; beat += 1) {
      const at = step.at + beat * step.every
      assert.isAtMost(beat, all.length * 10, `${name} never comes to an end`)
      const due = all.filter(({ n, ended }) => Number(n) > through && Number(ended) <= at)
      const fails = isNth(beat, step.fail_every)
      if (due.length === 0 || fails) continue
      const clock = step.server_clocks?.[beat % step.server_clocks.length] ?? 0
      const sent = this.#toSent({ session: step.session, segments: due })
      const [answer] = await this.#target.report(at, who, [sent], clock)
      if (!isNth(beat, step.lose_every)) through = Math.max(through, answer!.through)
    }
  }

  async #checkLesson(step: LessonCheck, name: string): Promise<void> {
    const lessonId = step.lesson ?? this.#firstLesson
    const who = toPerson(step)
    const view = await this.#target.readLesson(who, lessonId, step.attempt ?? null, step.media_version ?? null)
    const covered = view.watched.reduce((sum, [from, to]) => sum + to - from, 0)
    const same = (given: unknown, expected: unknown, what: string) => {
      if (expected !== undefined) assert.deepEqual(given, expected, `${name}: ${what}`)
    }
    same(view.watched, step.watched, 'watched')
    same(covered, step.watched_milliseconds, 'watched_milliseconds')
    if (step.watched_at_least !== undefined) assert.isAtLeast(covered, step.watched_at_least, name)
    if (step.watched_at_most !== undefined) assert.isAtMost(covered, step.watched_at_most, name)
    same(view.watched.length, step.stretches, 'stretches')
    same(view.playingTime, step.playing_time, 'playing_time')
    same(view.position, step.position, 'position')
    same(view.percentTenths, step.percent_tenths, 'percent_tenths')
    same(view.completed, step.completed, 'completed')
    same(view.completedAt, step.completed_at, 'completed_at')
    same(view.requirements, step.requirements, 'requirements')
  }

  async #checkCourse(step: CourseCheck, name: string): Promise<void> {
    const view = await this.#target.readCourse(toPerson(step), step.attempt ?? null)
    if (step.seat_time !== undefined) assert.equal(view.seatTime, step.seat_time, `${name}: seat_time`)
    if (step.completed !== undefined) assert.equal(view.completed, step.completed, `${name}: completed`)
    if (step.completed_at !== undefined) assert.equal(view.completedAt, step.completed_at, `${name}: completed_at`)
  }

  #owner(session: string): Person {
    return this.#sessions.get(session)?.who ?? toPerson({})
  }

  #toSent(report: VectorReport): SentReport {
    const lessonId = report.lesson ?? this.#sessions.get(report.session)?.lessonId ?? this.#firstLesson
    const segments = report.wire_segments ?? expandSegments(report.segments ?? []).map(toWireSegment)
    const position = report.position === undefined ? null : report.position / 1000
    const duration = report.duration === undefined ? null : report.duration / 1000
    const body = { position, duration, watched_segments: segments, events: [], ...report.extra }
    return { session: report.session, lessonId, body }
  }
}

function toPerson({ learner = 'ada', tenant = 'default' }: { learner?: string; tenant?: string }): Person {
  return { learner, tenant }
}

function compareAnswer(answer: ReportAnswer, expected: VectorExpectation | undefined, name: string): void {
  if (expected?.status !== undefined) assert.equal(answer.status, expected.status, `${name}: status`)
  if (expected?.code !== undefined) assert.equal(answer.code, expected.code, `${name}: code`)
  if (expected?.through !== undefined) assert.equal(answer.through, expected.through, `${name}: through`)
  if (expected?.reasons !== undefined) {
    assert.deepEqual(inOrder(answer.reasons), inOrder(expected.reasons), `${name}: reasons`)
  }
}

function inOrder(reasons: ReportAnswer['reasons']): readonly unknown[] {
  return reasons
    .map(({ code, from, to, lesson }) => ({ code, from, to, ...(lesson !== undefined && { lesson }) }))
    .toSorted((a, b) => a.code.localeCompare(b.code) || a.from - b.from)
}

function isNth(beat: number, every: number | undefined): boolean {
  return every !== undefined && (beat + 1) % every === 0
}
