import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Serves one page at a separate origin, and `elsewhere` (the same page) at every path but `/`. */
export async function servePage(html: string, elsewhere = html): Promise<{ origin: string; close(): void }> {
  const server = createServer((req, res) =>
    res.setHeader('content-type', 'text/html; charset=utf-8').end(req.url === '/' ? html : elsewhere),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
