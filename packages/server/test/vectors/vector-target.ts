import type { Pair, Vector, VectorCompletion, VectorCourse, VectorReason } from './vector.js'

export interface Person {
  readonly tenant: string
  readonly learner: string
}

/** One report of a request, ready for the wire but for the session, which a target knows by its own id. */
export interface SentReport {
  readonly session: string
  readonly lessonId: string
  readonly body: Readonly<Record<string, unknown>>
}

/** What became of a report; times in milliseconds. */
export interface ReportAnswer {
  readonly status: string
  readonly code?: string | undefined
  readonly through: number
  readonly reasons: readonly VectorReason[]
}

export interface LessonView {
  readonly watched: readonly Pair[]
  readonly playingTime: number
  readonly position: number
  readonly percentTenths: number
  readonly completed: boolean
  /** Milliseconds since the vector began. */
  readonly completedAt: number | null
  readonly mediaVersion: number
  readonly requirements: Readonly<Record<string, boolean>>
}

export interface CourseView {
  readonly seatTime: number
  readonly completed: boolean
  readonly completedAt: number | null
}

/**
 * Something that keeps the ledger and can be asked: the judge with a ledger in memory, or a handler with its database.
 *
 * Every instant `at` is milliseconds since the vector began. A call that is refused answers the problem's code.
 */
export interface VectorTarget {
  begin(vector: Vector): Promise<void>
  open(at: number, session: string, who: Person, lessonId: string): Promise<string | null>
  renew(at: number, session: string, who: Person): Promise<string | null>
  /** `processClock`: by how much the clock of the process that answers is off. */
  report(
    at: number,
    who: Person,
    reports: readonly SentReport[],
    processClock: number,
  ): Promise<readonly ReportAnswer[]>
  /** Requests that arrive at the same instant, in no order. */
  reportAtOnce(at: number, requests: readonly { who: Person; report: SentReport }[]): Promise<void>
  /** `as`: the learner who tries it, instead of the host's own server. */
  quiz(at: number, who: Person, lessonId: string, passed: boolean, as: string | null): Promise<string | null>
  assess(at: number, who: Person, passed: boolean, as: string | null): Promise<string | null>
  startAttempt(at: number, who: Person): Promise<void>
  replace(at: number, lessonId: string, duration: number): Promise<void>
  setRule(at: number, lessonId: string, completion: VectorCompletion): Promise<string | null>
  setCourseRule(at: number, course: VectorCourse): Promise<string | null>
  sweep(at: number): Promise<void>
  readLesson(who: Person, lessonId: string, attempt: number | null, mediaVersion: number | null): Promise<LessonView>
  readCourse(who: Person, attempt: number | null): Promise<CourseView>
  end(): Promise<void>
}
