import type { IncomingMessage, ServerResponse } from 'node:http'

/** Something wrong at one place of a request, as the handler's own problems say it. */
export interface Complaint {
  readonly pointer: string
  readonly detail: string
}

/** What a call below `/dev` answers. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly allow?: string
}

const MAX_BYTES = 10_000

/** Writes an answer as JSON, or as a problem. */
export function sendAnswer(res: ServerResponse, { status, body, allow }: Answer): void {
  res.writeHead(status, {
    'content-type': status === 200 ? 'application/json' : 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(allow && { allow }),
  })
  res.end(JSON.stringify(body))
}

/** Reads the body as a JSON object; answers the problem where it is not one, or is too large. */
export async function readObject(
  req: IncomingMessage,
): Promise<{ readonly body: Record<string, unknown> } | { readonly refusal: Answer }> {
  const text = await readBody(req)
  if (text === null) {
    return { refusal: problem(413, 'payload_too_large', `The body is larger than ${MAX_BYTES} bytes.`) }
  }
  const body = parseObject(text)
  return body ? { body } : { refusal: invalid([{ pointer: '', detail: 'Expected a JSON object.' }]) }
}

export function invalid(errors: readonly Complaint[]): Answer {
  return problem(400, 'invalid_request', 'The request is not what the call expects.', errors)
}

export function wrongMethod(methods: string): Answer {
  const answer = problem(405, 'method_not_allowed', 'The call exists, but not with this method.')
  return { ...answer, allow: `${methods}, OPTIONS` }
}

export function problem(status: number, code: string, title: string, errors?: readonly Complaint[]): Answer {
  const type = `urn:ehr-lessons:problem:${code}`
  return { status, body: { type, title, status, code, retryable: false, ...(errors && { errors }) } }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    // The caller says what was expected instead; the parser's own words quote the body.
    return null
  }
}

/** The body as text, or `null` when it is too large; the rest of such a body is not kept. */
async function readBody(req: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_BYTES) chunks.push(chunk)
  }
  return size <= MAX_BYTES ? Buffer.concat(chunks).toString('utf8') : null
}
