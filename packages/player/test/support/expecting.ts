import type { ApiResult, Expected } from '@enhancedhr/protocol/answers'

/** As the API client has it: an answer is one only where it is what the call answers. */
export function expecting<T>(result: ApiResult, expected: Expected<T>): ApiResult<T> {
  if (result.kind !== 'answer') return result
  const { body } = result
  return expected(body) ? { ...result, body } : { kind: 'unreachable', status: result.status }
}
