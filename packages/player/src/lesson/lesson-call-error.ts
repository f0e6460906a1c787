import type { CallFailure } from '../core/access/call-failure.js'

/** A call of the page's own that did not succeed: `code` is one of `docs/errors`. */
export class LessonCallError extends Error {
  override name = 'LessonCallError'
  readonly code: string
  /** Whether the same may succeed later without anybody changing anything. */
  readonly retryable: boolean
  /** Seconds, where the server said so. */
  readonly retryAfter: number | null

  constructor(code: string, { retryable = false, retryAfter = null, detail }: Partial<CallFailure> = {}) {
    super(detail === undefined ? `The call failed: ${code}` : `The call failed: ${code}. ${detail}`)
    this.code = code
    this.retryable = retryable
    this.retryAfter = retryAfter
  }
}
