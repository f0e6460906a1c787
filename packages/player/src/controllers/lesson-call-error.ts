import type { ApiResult } from '../ports.js'

/** A call of the page's own that did not succeed: `code` is one of `docs/errors`. */
export class LessonCallError extends Error {
  override name = 'LessonCallError'
  readonly code: string
  /** Whether the same may succeed later without anybody changing anything. */
  readonly retryable: boolean
  /** Seconds, where the server said so. */
  readonly retryAfter: number | null

  constructor(
    code: string,
    { retryable = false, retryAfter = null }: { retryable?: boolean; retryAfter?: number | null } = {},
  ) {
    super(`The call failed: ${code}`)
    this.code = code
    this.retryable = retryable
    this.retryAfter = retryAfter
  }

  /** Reads what a call came to; an answer is one that nobody could read. */
  static from(result: ApiResult): LessonCallError {
    switch (result.kind) {
      case 'problem':
        return new LessonCallError(result.code, result)
      case 'signed-out':
        return new LessonCallError('unauthenticated')
      case 'unreachable':
        return new LessonCallError('endpoint_unreachable', { retryable: true, retryAfter: result.retryAfter ?? null })
      case 'answer':
        return new LessonCallError('endpoint_unreachable', { retryable: true })
    }
  }
}
