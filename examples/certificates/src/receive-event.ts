import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Webhook } from 'standardwebhooks'
import type { CertificateStore } from './certificate-store.js'
import { EventError, readEvent } from './core/read-event.js'

/** No event is nearly as long, in bytes. */
export const MAX_BODY = 64 * 1_024

interface Refusal {
  readonly status: number
  readonly words: string
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Answers a webhook: 204 once the event is on the disk, so that nothing is lost; the work comes later. The library refuses a
 * timestamp more than five minutes away, so a request that was recorded cannot be sent again later.
 */
export async function receiveEvent(
  request: IncomingMessage,
  response: ServerResponse,
  parts: { readonly store: CertificateStore; readonly webhooks: readonly Webhook[] },
): Promise<void> {
  const refusal = await receive(request, parts)
  if (!refusal) {
    response.writeHead(204).end()
    return
  }
  const { status, words, headers } = refusal
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${words}\n`)
}

async function receive(
  request: IncomingMessage,
  { store, webhooks }: { readonly store: CertificateStore; readonly webhooks: readonly Webhook[] },
): Promise<Refusal | null> {
  if (request.method !== 'POST') return { status: 405, words: 'Events are sent with POST.', headers: { allow: 'POST' } }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { status: 415, words: 'Events are JSON.' }
  }
  const body = await readBody(request)
  if (body === null) {
    return { status: 413, words: `An event has at most ${MAX_BODY} bytes.`, headers: { connection: 'close' } }
  }
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers
  const headers = { 'webhook-id': one(id), 'webhook-timestamp': one(timestamp), 'webhook-signature': one(signature) }
  // Not which of the three is wrong: whoever tries learns nothing from it.
  if (!webhooks.some((webhook) => isSigned(webhook, body, headers))) {
    return { status: 401, words: 'The signature is not valid.' }
  }
  try {
    const event = readEvent(JSON.parse(body.toString('utf8')))
    if (event) await store.accept({ id: headers['webhook-id'], receivedAt: Date.now(), event })
    return null
  } catch (error) {
    if (!(error instanceof EventError || error instanceof SyntaxError)) throw error
    return { status: 400, words: error instanceof EventError ? error.message : 'The event is not JSON.' }
  }
}

function one(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : ''
}

/** The signature is over the bytes as they came, so they are verified before anything reads them. */
function isSigned(webhook: Webhook, body: Buffer, headers: Record<string, string>): boolean {
  try {
    webhook.verify(body, headers, { jsonParse: false })
    return true
  } catch {
    // Another secret of a rotation may fit.
    return false
  }
}

/** The body, or `null` when it is too large; what comes after the limit is not read. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return null
  const chunks: Buffer[] = []
  let size = 0
  // An iterator would destroy the request, and with it the answer.
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size > MAX_BODY) {
        request.pause()
        resolve(null)
      }
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
    request.once('close', () => reject(new Error('The sender left before the end.')))
  })
}
