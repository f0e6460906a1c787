/** What a caller may name its request: it comes back in headers, problem documents and log lines. */
const SANE_REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/

/** The name of a request: its own `X-Request-Id` where that is sane, else a random one. */
export function readRequestId(given: string | null | undefined): string {
  return typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : crypto.randomUUID()
}

/** Gives a response the headers that every answer carries; one that nothing else is said of is kept by nobody. */
export function sealResponse(response: Response, requestId: string): Response {
  const { headers } = response
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  headers.set('x-request-id', requestId)
  headers.set('x-content-type-options', 'nosniff')
  return response
}
