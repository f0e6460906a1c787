import { randomUUID } from 'node:crypto'
import { assert } from 'chai'
import { fromSeconds, toMilliseconds } from '@enhancedhr/protocol'
import type { Acknowledgement, CourseProgress, Grant, LessonProgress } from '@enhancedhr/protocol/wire'
import { fromMultirange } from '../../src/storage/rows/multirange.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { LessonServer, openingOf, type ServerAnswer } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'
import {
  DEFAULT_LESSON,
  DEFAULT_START,
  type Vector,
  type VectorCompletion,
  type VectorCourse,
  type VectorLesson,
} from './vector.js'
import type { VectorClock } from './vector-clock.js'
import type { CourseView, LessonView, Person, ReportAnswer, SentReport, VectorTarget } from './vector-target.js'

const COURSE = 'course'
/** Vectors open fifty sessions at one instant; other tests cover the rate limits. */
const OFTEN = 1_000_000

/** The real handler on a real store, called over HTTP alone; only the clock is the vector's. */
export class HandlerTarget implements VectorTarget {
  readonly #store: SqlLessonStore
  readonly #clock: VectorClock
  readonly #database: Pick<TestDatabase, 'client' | 'schema'>
  readonly #sessions = new Map<string, string>()
  readonly #enrolled = new Set<string>()
  readonly #servers = new Map<number, LessonServer>()
  readonly #videos = new Map<string, number>()
  readonly #suffix = randomUUID()
  #vector!: Vector
  #lessons = new Map<string, VectorLesson>()
  #hasAssessment = false
  #epoch = 0
  #results = 0

  constructor(store: SqlLessonStore, clock: VectorClock, database: Pick<TestDatabase, 'client' | 'schema'>) {
    this.#store = store
    this.#database = database
    this.#clock = clock
  }

  async begin(vector: Vector): Promise<void> {
    this.#vector = vector
    this.#epoch = Date.parse(vector.starts_at ?? DEFAULT_START)
    this.#lessons = new Map((vector.lessons ?? [DEFAULT_LESSON]).map((lesson) => [lesson.id, lesson]))
    this.#hasAssessment = vector.course?.assessment_required ?? false
    await this.#clock.set(this.#epoch)
    for (const tenant of this.#tenants()) {
      await this.#must(this.#put(tenant, `/v1/courses/${COURSE}`, { title: 'Course', assessment: this.#hasAssessment }))
      for (const lesson of this.#lessons.values()) {
        if ((lesson.tenant ?? tenant) === tenant) await this.#must(this.#putLesson(tenant, lesson))
      }
    }
    if (vector.course) assert.isNull(await this.setCourseRule(0, vector.course), 'the course’s rule can be met')
  }

  async open(at: number, name: string, who: Person, lessonId: string): Promise<string | null> {
    await this.#arrive(at, who)
    const answer = await this.#as(who, '/v1/sessions', { body: openingOf(lessonId) })
    if (answer.status >= 400) return codeOf(answer)
    this.#sessions.set(name, (answer.body as Grant).session_id)
    return null
  }

  async renew(at: number, name: string, who: Person): Promise<string | null> {
    await this.#arrive(at, who)
    return codeOf(await this.#as(who, '/v1/tokens', { body: { session_id: this.#idOf(name) } }))
  }

  async report(
    at: number,
    who: Person,
    reports: readonly SentReport[],
    processClock: number,
  ): Promise<readonly ReportAnswer[]> {
    await this.#arrive(at, who)
    const body = { reports: reports.map((report) => this.#toBody(report)) }
    const answer = await this.#as(who, '/v1/progress', { body }, processClock)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return (answer.body as Acknowledgement).results.map(({ status, code, through, reasons }) => ({
      status,
      code,
      through,
      reasons: reasons.map((reason) => ({
        code: reason.code,
        from: toMilliseconds(reason.from),
        to: toMilliseconds(reason.to),
        ...(reason.lesson_id !== undefined && { lesson: reason.lesson_id }),
      })),
    }))
  }

  async reportAtOnce(at: number, requests: readonly { who: Person; report: SentReport }[]): Promise<void> {
    for (const { who } of requests) await this.#arrive(at, who)
    const asked = requests.map(({ who, report }) =>
      this.#as(who, '/v1/progress', { body: { reports: [this.#toBody(report)] } }),
    )
    // Of many at once the last are sent away for a while.
    for (const answer of await Promise.all(asked))
      assert.include([200, 429], answer.status, JSON.stringify(answer.body))
  }

  async quiz(at: number, who: Person, lessonId: string, passed: boolean, as: string | null): Promise<string | null> {
    return this.#result(at, who, `/v1/lessons/${lessonId}/quiz-results/${who.learner}`, passed, as)
  }

  async assess(at: number, who: Person, passed: boolean, as: string | null): Promise<string | null> {
    return this.#result(at, who, `/v1/courses/${COURSE}/assessment-results/${who.learner}`, passed, as)
  }

  async startAttempt(at: number, who: Person): Promise<void> {
    await this.#arrive(at, who)
    const body = { learner_id: who.learner, reason: 'A year has passed.' }
    await this.#must(this.#serve(who.tenant, `/v1/courses/${COURSE}/attempts`, { body }))
  }

  async replace(at: number, lessonId: string, duration: number): Promise<void> {
    await this.#clock.set(this.#epoch + at)
    this.#videos.set(lessonId, (this.#videos.get(lessonId) ?? 1) + 1)
    await this.#replaceLesson(lessonId, { duration }, true)
  }

  async setRule(at: number, lessonId: string, completion: VectorCompletion): Promise<string | null> {
    await this.#clock.set(this.#epoch + at)
    return this.#replaceLesson(lessonId, { completion }, false)
  }

  async setCourseRule(at: number, course: VectorCourse): Promise<string | null> {
    await this.#clock.set(this.#epoch + at)
    const completion = {
      minimum_seat_time: (course.minimum_seat_time ?? 0) / 1000,
      assessment_required: course.assessment_required ?? false,
    }
    for (const tenant of this.#tenants()) {
      const body = { title: 'Course', assessment: this.#hasAssessment, completion }
      const refused = codeOf(await this.#put(tenant, `/v1/courses/${COURSE}`, body))
      if (refused !== null) return refused
    }
    return null
  }

  async sweep(at: number): Promise<void> {
    await this.#clock.set(this.#epoch + at)
    await this.#server().handler.work()
  }

  async readLesson(
    who: Person,
    lessonId: string,
    attempt: number | null,
    mediaVersion: number | null,
  ): Promise<LessonView> {
    const query = `learner_id=${who.learner}${attempt === null ? '' : `&attempt=${attempt.toString()}`}`
    const answer = await this.#must(this.#serve(who.tenant, `/v1/lessons/${lessonId}/progress?${query}`))
    const progress = answer.body as LessonProgress
    const isCurrent = mediaVersion === null || mediaVersion === progress.media_version
    const held = isCurrent ? null : await this.#readReplaced(who, lessonId, mediaVersion)
    return {
      watched: held?.watched ?? fromSeconds(progress.watched_segments),
      playingTime: held?.playingTime ?? toMilliseconds(progress.playing_time),
      position: toMilliseconds(progress.position),
      percentTenths: Math.round(progress.percent * 10),
      completed: progress.completed,
      completedAt: this.#toAt(progress.completed_at),
      mediaVersion: progress.media_version,
      requirements: Object.fromEntries(progress.requirements.map(({ kind, met }) => [kind, met])),
    }
  }

  async readCourse(who: Person, attempt: number | null): Promise<CourseView> {
    const query = `learner_id=${who.learner}${attempt === null ? '' : `&attempt=${attempt.toString()}`}`
    const answer = await this.#must(this.#serve(who.tenant, `/v1/courses/${COURSE}/progress?${query}`))
    const { seat_time: seat, completed, completed_at: completedAt } = answer.body as CourseProgress
    return { seatTime: toMilliseconds(seat), completed, completedAt: this.#toAt(completedAt) }
  }

  async end(): Promise<void> {
    for (const { handler } of this.#servers.values()) await handler.close()
  }

  /** What the ledger holds of a video that was replaced: no route shows it, because nothing is asked of it any more. */
  async #readReplaced(who: Person, lessonId: string, version: number) {
    const { client, schema } = this.#database
    const [row] = await client.query<{ watched: string; playing: number }>(
      `select watched::text as watched, playing_ms::float8 as playing from ${schema}.lesson_progress
       where tenant_id = $1 and learner_id = $2 and lesson_id = $3 and media_version = $4::int4`,
      [this.#tenantId(who.tenant), who.learner, lessonId, version],
    )
    return { watched: fromMultirange(row!.watched), playingTime: row!.playing }
  }

  async #result(at: number, who: Person, path: string, passed: boolean, as: string | null): Promise<string | null> {
    await this.#arrive(at, who)
    this.#results += 1
    const taken = new Date(this.#epoch + at).toISOString()
    const body = { result_id: `result-${this.#results.toString()}`, passed, taken_at: taken }
    if (as !== null) return codeOf(await this.#as({ ...who, learner: as }, path, { method: 'PUT', body }))
    return codeOf(await this.#put(who.tenant, path, body))
  }

  async #replaceLesson(lessonId: string, change: Partial<VectorLesson>, must: boolean): Promise<string | null> {
    const lesson = this.#lessons.get(lessonId)!
    const changed = { ...lesson, quiz: hasQuiz(lesson), ...change }
    for (const tenant of this.#tenants()) {
      if ((lesson.tenant ?? tenant) !== tenant) continue
      const answer = await this.#putLesson(tenant, changed)
      if (must) assert.isBelow(answer.status, 300, JSON.stringify(answer.body))
      if (answer.status >= 400) return codeOf(answer)
    }
    this.#lessons.set(lessonId, changed)
    return null
  }

  #putLesson(tenant: string, lesson: VectorLesson): Promise<ServerAnswer> {
    const completion = lesson.completion ?? {}
    const threshold = completion.threshold_per_mille === undefined ? 900 : completion.threshold_per_mille
    const { max_rate: rate, ...policies } = lesson.policy ?? {}
    return this.#put(tenant, `/v1/lessons/${lesson.id}`, {
      course_id: COURSE,
      title: lesson.id,
      order: [...this.#lessons.keys()].indexOf(lesson.id) + 1,
      required: lesson.required ?? true,
      playback_id: `video${(this.#videos.get(lesson.id) ?? 1).toString()}`,
      duration: lesson.duration === null ? null : lesson.duration / 1000,
      quiz: hasQuiz(lesson),
      policies: { ...policies, ...(rate !== undefined && { max_playback_rate: rate }) },
      completion: {
        ...(threshold !== null && { threshold: threshold / 1000 }),
        required_segments: (completion.required_segments ?? []).map(([from, to]) => [from / 1000, to / 1000]),
        mode: completion.mode ?? 'any',
        quiz_required: completion.quiz_required ?? false,
      },
    })
  }

  /** Sets the clock, and enrols whoever comes for the first time. */
  async #arrive(at: number, who: Person): Promise<void> {
    await this.#clock.set(this.#epoch + at)
    const key = `${who.tenant} ${who.learner}`
    if (this.#enrolled.has(key)) return
    this.#enrolled.add(key)
    await this.#must(this.#put(who.tenant, `/v1/courses/${COURSE}/enrolments/${who.learner}`, {}))
  }

  #tenants(): ReadonlySet<string> {
    const named = this.#vector.steps.flatMap((step) => ('tenant' in step && step.tenant ? [step.tenant] : []))
    return new Set(['default', ...named])
  }

  #toBody({ session, lessonId, body }: SentReport): object {
    return { session_id: this.#idOf(session), lesson_id: lessonId, ...body }
  }

  /** A session that was never opened has an id that nobody gave out. */
  #idOf(name: string): string {
    const id = this.#sessions.get(name) ?? randomUUID()
    this.#sessions.set(name, id)
    return id
  }

  #toAt(instant: string | null): number | null {
    return instant === null ? null : Date.parse(instant) - this.#epoch
  }

  #as(
    { learner, tenant }: Person,
    path: string,
    ask: Parameters<LessonServer['ask']>[2],
    clock = 0,
  ): Promise<ServerAnswer> {
    return this.#server(clock).ask(`${learner} - ${this.#tenantId(tenant)}`, path, ask)
  }

  #serve(tenant: string, path: string, ask: Parameters<LessonServer['ask']>[2] = {}): Promise<ServerAnswer> {
    return this.#server().ask(`host service ${this.#tenantId(tenant)}`, path, ask)
  }

  #put(tenant: string, path: string, body: object): Promise<ServerAnswer> {
    return this.#serve(tenant, path, { method: 'PUT', body })
  }

  async #must(asked: Promise<ServerAnswer>): Promise<ServerAnswer> {
    const answer = await asked
    assert.isBelow(answer.status, 300, JSON.stringify(answer.body))
    return answer
  }

  /** Every process has its own handler, on the one database. */
  #server(processClock = 0): LessonServer {
    const known = this.#servers.get(processClock)
    if (known) return known
    const token = this.#vector.token ?? { lifetime: 900_000, offline_allowance: 3_600_000 }
    const server = new LessonServer(this.#store, {
      tokenLifetime: token.lifetime / 1000,
      offlineAllowance: token.offline_allowance / 1000,
      rateLimit: { grants: OFTEN, renewals: OFTEN, reports: OFTEN },
      clock: () => this.#clock.now + processClock,
    })
    this.#servers.set(processClock, server)
    return server
  }

  #tenantId(tenant: string): string {
    return `${tenant}-${this.#suffix}`
  }
}

function hasQuiz({ quiz, completion }: VectorLesson): boolean {
  return quiz ?? completion?.quiz_required ?? false
}

function codeOf(answer: ServerAnswer): string | null {
  return answer.status >= 400 ? String(answer.body['code']) : null
}
