import { PROBLEMS, type ProblemCode } from '@enhancedhr/protocol'

/** What is wrong at one place of a request: a JSON pointer into its body, or `/name` of a query parameter. */
export interface ProblemDetail {
  readonly pointer: string
  readonly detail: string
}

export interface LessonProblemOptions extends ErrorOptions {
  readonly errors?: readonly ProblemDetail[]
  /** Seconds after which the same call may succeed. */
  readonly retryAfter?: number
  /** Further response headers, for example `Allow`. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * A coded refusal of the handler, one of the table in `docs/errors/`.
 *
 * Over HTTP it is an `application/problem+json` answer; the in-process `api` throws it. It never holds a token, a key
 * or a learner's id.
 */
export class LessonProblem extends Error {
  override readonly name = 'LessonProblem'
  readonly code: ProblemCode
  readonly errors: readonly ProblemDetail[]
  readonly retryAfter: number | null
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ProblemCode, { errors = [], retryAfter, headers = {}, ...options }: LessonProblemOptions = {}) {
    super([PROBLEMS[code].title, ...errors.map(({ pointer, detail }) => `${pointer}: ${detail}`)].join(' '), options)
    this.code = code
    this.errors = errors
    this.retryAfter = retryAfter ?? null
    this.headers = headers
  }

  get status(): number {
    return PROBLEMS[this.code].status ?? 500
  }

  get retryable(): boolean {
    return PROBLEMS[this.code].retryable
  }
}
