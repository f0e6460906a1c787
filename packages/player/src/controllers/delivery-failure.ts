import type { ApiResult } from '../ports.js'
import type { Failure } from '../core/queue-state.js'

/** What an answer that acknowledges nothing means for what was sent. */
export function toFailure(result: ApiResult): Failure {
  if (result.kind === 'signed-out') return { kind: 'signed-out' }
  const { status = 0, retryAfter = null } = result.kind === 'answer' ? {} : result
  const code = result.kind === 'problem' ? result.code : 'endpoint_unreachable'
  if (status === 413) return { kind: 'refused', code: 'payload_too_large' }
  if (status >= 500) return { kind: 'broken', code, retryAfter }
  // What no lesson handler said (a captive portal, a proxy) refuses nothing.
  if (result.kind !== 'problem') return { kind: 'unreachable', code, retryAfter }
  if (status === 401 || status === 403) return { kind: 'signed-out' }
  if (status === 400 || status === 422) return { kind: 'refused', code }
  return { kind: 'busy', code, retryAfter }
}
