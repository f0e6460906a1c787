import type { NativeCall } from '../app/host-context.js'
import { createHostContext } from '../app/host-context.js'
import { createApp, type AppBindings, type CorsOptions } from './app.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import { describeError } from '../app/logger.js'
import { problemResponse } from './problem-response.js'
import type { Services } from './services.js'

/** What of the handler's options concerns the edge. */
export interface EdgeOptions {
  readonly basePath?: string
  readonly cors?: CorsOptions
  readonly clientAddress?: (native: NativeCall) => string | null
}

/** What a caller may name its request: it comes back in headers, problem documents and log lines. */
const SANE_REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/

/** How long a request may wait for another one, in milliseconds; the database's own deadlines are far shorter. */
const KEEP_MS = 60_000

/** Makes the function that answers requests; it never rejects, and every answer carries the same four headers. */
export function createFetch(
  services: Services,
  { basePath, cors, clientAddress }: EdgeOptions,
): (request: Request, env?: unknown, ctx?: unknown) => Promise<Response> {
  const app = createApp(services, cors ?? null, (url) => toPath(url.pathname, basePath))
  return async (request, env, ctx) => {
    const requestId = readRequestId(request)
    // Workers end a request that waits for nothing of its own, also while another one is working for it (a start, a
    // place before the database): a timer of its own keeps it.
    const alive = setTimeout(() => undefined, KEEP_MS)
    let response: Response
    try {
      const bindings: AppBindings = { context: createHostContext(env, ctx, clientAddress), requestId }
      response = await app.fetch(request, bindings)
    } catch (error) {
      services.logger.error('A call ended with internal.', { ...describeError(error), request_id: requestId })
      response = problemResponse(new LessonProblem('internal'), requestId)
    } finally {
      clearTimeout(alive)
    }
    const { headers } = response
    headers.set('cache-control', 'no-store')
    headers.set('x-request-id', requestId)
    headers.set('x-content-type-options', 'nosniff')
    return response
  }
}

/**
 * The path from the first `/v1/` on: what stands before is where the host mounted the handler.
 *
 * With `basePath` exactly that has to stand before, even if it holds a `/v1/` itself; a path that is not ours becomes one that no route has.
 */
function toPath(pathname: string, basePath: string | undefined): string {
  const base = basePath?.replace(/\/$/, '') ?? pathname.slice(0, Math.max(0, pathname.indexOf('/v1/')))
  return pathname.startsWith(`${base}/v1/`) ? pathname.slice(base.length) : '/'
}

function readRequestId(request: Request): string {
  const given = request.headers.get('x-request-id')
  return given !== null && SANE_REQUEST_ID.test(given) ? given : crypto.randomUUID()
}
