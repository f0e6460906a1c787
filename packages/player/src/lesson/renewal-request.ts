import { isRenewal, type ApiResult } from '@enhancedhr/protocol/answers'
import type { Renewal } from '@enhancedhr/protocol/wire'
import { toCallFailure } from '../core/access/call-failure.js'
import { isReopened } from '../core/access/session-end.js'
import type { RenewalOutcome } from '../core/access/token-renewal.js'
import { toTerms } from '../core/access/token-terms.js'
import type { ApiClient } from '@enhancedhr/element-kit/api-client'

/** Asks for fresh tokens of a session, and reads what came of it; `answer`: the tokens, where there are any. */
export async function requestRenewal(
  api: ApiClient,
  sessionId: string,
  signal: AbortSignal,
): Promise<{ readonly answer: Renewal | null; readonly outcome: RenewalOutcome }> {
  const result = await api.post('/v1/tokens', { session_id: sessionId }, isRenewal, { signal })
  if (result.kind !== 'answer' || result.body.session_id !== sessionId) {
    return { answer: null, outcome: readOutcome(result) }
  }
  return { answer: result.body, outcome: { kind: 'renewed', terms: toTerms(result.body) } }
}

function readOutcome(result: ApiResult): RenewalOutcome {
  if (result.kind === 'signed-out') return { kind: 'signed-out', failure: null }
  const failure = toCallFailure(result)
  if (result.kind !== 'problem') return { kind: 'failed', failure }
  const { status, code } = result
  if (status === 401) return { kind: 'signed-out', failure }
  if (code === 'session_not_found' || isReopened(code)) return { kind: 'session-over' }
  if (status === 403 || status === 404) return { kind: 'ended', failure }
  return { kind: 'failed', failure }
}
