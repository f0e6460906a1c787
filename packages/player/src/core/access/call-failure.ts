import type { ApiResult } from '@enhancedhr/protocol/answers'

/** Why a call did not succeed. `retryAfter` in seconds; `detail`: what more there is to say to a developer, in English. */
export interface CallFailure {
  readonly code: string
  readonly retryable: boolean
  readonly retryAfter: number | null
  readonly detail?: string
}

/** Reads what a call came to; an answer is one that this call cannot use. */
export function toCallFailure(result: ApiResult): CallFailure {
  switch (result.kind) {
    case 'problem': {
      const { code, retryable, retryAfter, detail } = result
      return { code, retryable, retryAfter, ...(detail !== undefined && { detail }) }
    }
    case 'signed-out':
      return { code: 'unauthenticated', retryable: false, retryAfter: null }
    case 'misconfigured':
      return { code: 'misconfigured', retryable: false, retryAfter: null, detail: result.detail }
    default: {
      const retryAfter = result.kind === 'unreachable' ? (result.retryAfter ?? null) : null
      return { code: 'endpoint_unreachable', retryable: true, retryAfter }
    }
  }
}
