import type { DeliveryFailure } from './queue-state.js'
import type { ApiResult } from '@enhancedhr/protocol/answers'

/** What an answer that acknowledges nothing means for what was sent. */
export function toDeliveryFailure(result: ApiResult): DeliveryFailure {
  switch (result.kind) {
    case 'signed-out':
    case 'superseded':
      return { kind: result.kind }
    case 'misconfigured':
      return { kind: 'busy', code: 'misconfigured', retryAfter: null, detail: result.detail }
    case 'problem':
      return toRefusal(result)
    default: {
      const { status, retryAfter = null } = result.kind === 'unreachable' ? result : {}
      return { kind: 'unreachable', code: 'endpoint_unreachable', retryAfter, ...(status !== undefined && { status }) }
    }
  }
}

function toRefusal({ status, code, retryAfter, pointers }: Extract<ApiResult, { kind: 'problem' }>): DeliveryFailure {
  if (status === 401 || status === 403) return { kind: 'signed-out' }
  if (status === 400 || status === 413 || status === 422) {
    return { kind: 'refused', code, names: pointers?.some((pointer) => /^\/reports\/\d/.test(pointer)) ?? false }
  }
  return { kind: status >= 500 ? 'broken' : 'busy', code, retryAfter }
}
