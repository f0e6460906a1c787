import type { TransferAnswer } from '../core/upload/upload-events.js'
import type { Transfer } from '../ports/transfer.js'

/** What of a file's beginning and end makes it known again: 64 KiB each. */
const EDGE = 64 * 1024
/** The receiver knows no such upload, or does not take anything for it any more. */
const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410])

/**
 * Sends files by `fetch`, as resumable uploads of Google Cloud Storage take them: pieces with `Content-Range`, answered by 308 with the `Range`
 * that has arrived.
 */
export function createFetchTransfer(send: typeof fetch = fetch): Transfer {
  async function put(url: string, range: string, body: Blob | null, signal: AbortSignal): Promise<TransferAnswer> {
    try {
      const headers = { 'content-range': range }
      const response = await send(url, { method: 'PUT', headers, body, signal, credentials: 'omit', cache: 'no-store' })
      const { status } = response
      if (status === 308) return { kind: 'received', bytes: receivedBytes(response.headers.get('range')) }
      if (response.ok) return { kind: 'complete' }
      return GONE.has(status) ? { kind: 'gone' } : { kind: 'lost', status }
    } catch {
      // No connection, a cut one, an origin that may not send here: they look alike.
      return { kind: 'lost', status: null }
    }
  }

  return {
    async send(url, file, from, to, signal) {
      const piece = file.slice(from, to)
      const range = `bytes ${from.toString()}-${(to - 1).toString()}/${file.size.toString()}`
      const answer = await put(url, range, piece, signal)
      // A file that was changed on the disk fails as if the network had.
      const isLost = answer.kind === 'lost' && answer.status === null && !signal.aborted
      return isLost && !(await isReadable(piece)) ? { kind: 'unreadable' } : answer
    },
    ask: (url, size, signal) => put(url, `bytes */${size.toString()}`, null, signal),
    async digest(file) {
      try {
        const edges = new Blob([file.slice(0, EDGE), file.slice(Math.max(0, file.size - EDGE))])
        return hex(await digestOf(await edges.arrayBuffer()))
      } catch {
        return null
      }
    },
  }
}

/** `bytes=0-N` means that N + 1 bytes have arrived; without it nothing has. */
function receivedBytes(range: string | null): number {
  const last = /^bytes=0-(\d+)$/.exec(range ?? '')?.[1]
  return last === undefined ? 0 : Number(last) + 1
}

async function isReadable(piece: Blob): Promise<boolean> {
  try {
    await piece.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Outside of a secure page there is no hash; size and date then have to do. */
async function digestOf(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  return 'subtle' in crypto ? crypto.subtle.digest('SHA-256', bytes) : new ArrayBuffer(0)
}
