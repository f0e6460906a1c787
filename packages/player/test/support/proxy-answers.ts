import type { HttpAnswer } from '@enhancedhr/protocol/answers'

/** What others than the handler answer in its place; `what` is for titles. */
export const PROXY_ANSWERS: readonly (HttpAnswer & { readonly what: string })[] = [
  json('Fastify, a body that was cut', 400, {
    statusCode: 400,
    code: 'FST_ERR_CTP_INVALID_CONTENT_LENGTH',
    error: 'Bad Request',
    message: 'Request body size did not match Content-Length',
  }),
  json('somebody’s JSON with a code', 422, { code: 'X' }),
  json('a code of ours, in plain JSON', 400, { code: 'invalid_request', retryable: false }),
  html('nginx, a body too large', 413, '<html><head><title>413 Request Entity Too Large</title></head></html>'),
  html('Express, broken JSON', 400, '<!DOCTYPE html><pre>SyntaxError: Unexpected token</pre>'),
  html('Cloudflare, the origin is down', 521, '<!DOCTYPE html><title>521: Web server is down</title>'),
  json('Cloudflare, as JSON', 502, { status: 502, error_code: 1033, retryable: true, retry_after: 60 }),
  json('API Gateway', 403, { message: 'Forbidden' }),
  json('API Gateway, no token', 401, { message: 'Unauthorized' }),
  html('a proxy that wants its own sign-in', 401, '<title>401 Authorization Required</title>'),
  html('a portal', 200, '<h1>Welcome to the hotel</h1>'),
  html('a web application firewall', 403, '<h1>Request blocked</h1>'),
  json('JSON that is not ours', 200, { ok: true }),
  json('an empty list', 200, []),
  problem('somebody else’s problem', 400, { type: 'https://example.com/probs/out-of-credit', code: 'invalid_request' }),
  problem('a problem without a type', 403, { type: 'about:blank', code: 'entitlement_denied', status: 403 }),
  problem('a code that nobody knows', 400, { type: 'urn:ehr-lessons:problem:who_knows', code: 'who_knows' }),
  problem('a name that every object has', 400, { type: 'urn:ehr-lessons:problem:constructor', code: 'constructor' }),
  problem('a code that only the player has', 400, { type: 'urn:ehr-lessons:problem:misconfigured' }),
  { what: 'nothing', status: 404, contentType: null, text: '', retryAfter: null },
]

function json(what: string, status: number, body: unknown) {
  const contentType = 'application/json; charset=utf-8'
  return { what: `${what} (${status})`, status, contentType, text: JSON.stringify(body), retryAfter: null }
}

function problem(what: string, status: number, body: unknown) {
  return { ...json(what, status, body), contentType: 'application/problem+json' }
}

function html(what: string, status: number, text: string) {
  return { what: `${what} (${status})`, status, contentType: 'text/html', text, retryAfter: null }
}
