import type { LookupAddress } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from '../core/events/network-address.js'
import { after } from '../timers.js'
import type { WebhookTransport } from './webhook-sender.js'

/** How long connecting may take, in milliseconds. */
const CONNECT_MS = 5_000
/** How much of an answer's body is read. */
const MAX_ANSWER = 4_096

/** Looks a name up; every address that it has. */
export type ResolveName = (hostname: string) => Promise<readonly LookupAddress[]>

/**
 * Sends with Node's own HTTP client. A name is resolved once, every address of it is checked, and the connection goes to one of
 * these: a second look-up could give another answer. Redirects are answers like others.
 */
export function createNodeTransport(allowPrivate: boolean, resolve: ResolveName = resolveName): WebhookTransport {
  return async ({ url: text, headers, body, signal }) => {
    const url = new URL(text)
    const addresses = await withSignal(resolve(url.hostname.replace(/^\[|\]$/g, '')), signal)
    if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
      throw new Error('The address is not on the public internet.')
    }
    const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
    return new Promise((settle, reject) => {
      const outgoing = request(url, { method: 'POST', headers, signal, agent: false, lookup: pinTo(addresses) })
      const connecting = after(CONNECT_MS, () => outgoing.destroy(new Error('No connection within 5 s.')))
      outgoing.once('socket', (socket) => {
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connecting)
      })
      outgoing.once('close', connecting)
      outgoing.once('error', (error) => reject(isOver(signal) ? toReason(signal) : error))
      outgoing.once('response', (answer) => {
        settle({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] ?? null })
        discard(answer)
      })
      outgoing.setHeader('content-length', Buffer.byteLength(body))
      outgoing.end(body)
    })
  }
}

async function resolveName(hostname: string): Promise<readonly LookupAddress[]> {
  const { lookup } = await import('node:dns/promises')
  return lookup(hostname, { all: true, verbatim: true })
}

/** Answers every look-up with the addresses that were checked. */
function pinTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses
    if (all === true) callback(null, [...addresses])
    else callback(null, first!.address, first!.family)
  }
}

/** The status is all that counts; a little of the body is read so that the endpoint can finish its answer. */
function discard(answer: IncomingMessage): void {
  let read = 0
  answer.on('data', (chunk: Buffer) => {
    read += chunk.length
    if (read > MAX_ANSWER) answer.destroy()
  })
  answer.once('error', () => answer.destroy())
}

function withSignal<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((settle, reject) => {
    const stop = () => reject(toReason(signal))
    if (isOver(signal)) return stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(settle, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function isOver(signal: AbortSignal): boolean {
  return signal.aborted
}

function toReason({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('Given up.')
}
