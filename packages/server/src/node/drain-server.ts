import type { Server } from 'node:http'
import { after, every } from '../timers.js'

/** How long requests under way may take by default, in milliseconds: less than what process managers wait before they kill. */
const WITHIN_MS = 8_000
/** How often connections that have become idle are looked for, in milliseconds. */
const LOOK_EVERY_MS = 20

/**
 * Ends a Node server so that nobody's request is cut: takes no new connections, waits for the requests under way, and
 * closes each connection once it is idle.
 *
 * What has not ended `within` so many milliseconds (default 8,000) is closed all the same. Call it when the process is asked
 * to end, then `lessons.close()`: `process.once('SIGTERM', async () => { await drainServer(server); await lessons.close() })`.
 */
export async function drainServer(
  server: Server,
  { within = WITHIN_MS }: { readonly within?: number } = {},
): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const stopLooking = every(LOOK_EVERY_MS, () => server.closeIdleConnections())
  const cancel = after(within, () => server.closeAllConnections())
  try {
    await closed
  } finally {
    stopLooking()
    cancel()
  }
}
