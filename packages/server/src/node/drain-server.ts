import type { Server } from 'node:http'

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
  const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS)
  const deadline = setTimeout(() => server.closeAllConnections(), within)
  try {
    await closed
  } finally {
    clearInterval(look)
    clearTimeout(deadline)
  }
}
