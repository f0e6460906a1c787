import { createHostContext, type HostContextOptions } from '../app/host-context.js'
import { createApp, type AppBindings, type CorsOptions } from './app.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import { describeError } from '../app/logger.js'
import { observeRequest } from './observe-request.js'
import { problemResponse } from './response/problem-response.js'
import { toRoutePath } from './request/request-path.js'
import type { Route } from './route.js'
import { ROUTES } from './routes.js'
import { readRequestId, sealResponse } from './response/seal-response.js'
import type { Services } from './services.js'
import { after } from '../timers.js'

/** What of the handler's options concerns the edge. */
export interface EdgeOptions extends HostContextOptions {
  readonly basePath?: string
  readonly cors?: CorsOptions
}

/** How long a request may wait for another one, in milliseconds; the database's own deadlines are far shorter. */
const KEEP_MS = 60_000

/** Makes the function that answers requests; it never rejects, and every answer carries the same four headers. */
export function createFetch(
  services: Services,
  { basePath, cors, ...edge }: EdgeOptions,
  routes: readonly Route[] = ROUTES,
): (request: Request, env?: unknown, ctx?: unknown) => Promise<Response> {
  const app = createApp(services, cors ?? null, routes, (url) => toRoutePath(url.pathname, basePath))
  return async (request, env, ctx) => {
    const requestId = readRequestId(request.headers.get('x-request-id'))
    // Workers end a request that waits for nothing itself, also while another one is working for it (a start, a
    // place before the database): its own timer keeps it.
    const letGo = after(KEEP_MS, () => undefined)
    try {
      return await observeRequest(services, request, requestId, async (note) => {
        const bindings: AppBindings = { context: createHostContext(env, ctx, edge), requestId, note }
        return sealResponse(await app.fetch(request, bindings), requestId)
      })
    } catch (error) {
      services.logger.error('A call ended with internal.', { ...describeError(error), request_id: requestId })
      return sealResponse(problemResponse(new LessonProblem('internal'), requestId), requestId)
    } finally {
      letGo()
    }
  }
}
