import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site that embeds the player from elsewhere, as a school does. */
export interface HostSite {
  readonly origin: string
  close(): void
}

/** Serves a page with one lesson at `/`, and an empty one of the same origin everywhere else. */
export async function serveHostPage(demo: string, lessonId: string, token: string): Promise<HostSite> {
  const lesson = `<!doctype html>
    <title>A lesson</title>
    <link rel="icon" href="data:," />
    <script type="module" src="${demo}/ehr-lesson-player.js"></script>
    <ehr-lesson-player endpoint="${demo}/lessons-api" lesson-id="${lessonId}" auth-token="${token}" loading="eager">
    </ehr-lesson-player>`
  const server = createServer((req, res) => {
    res.setHeader('content-type', 'text/html; charset=utf-8').end(req.url === '/' ? lesson : '<!doctype html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
