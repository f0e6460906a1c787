import { requireAccess } from './access.js'
import { ApiError } from './api-error.js'
import { assetRoutes } from './assets.js'
import type { ApiContext } from './context.js'
import { playbackIdRoutes } from './playback-ids.js'
import { playbackRestrictionRoutes } from './playback-restrictions.js'
import { type Answer, type ApiRoute, data, findRoute } from './route.js'
import { signingKeyRoutes } from './signing-keys.js'
import { trackRoutes } from './tracks.js'
import { uploadRoutes } from './uploads.js'
import { webhookRoutes } from './webhooks.js'

/** Mux's REST interface. */
export interface Api {
  /** Answers a request for `path`, such as `/video/v1/assets`; `base` is this server's public base. */
  fetch(request: Request, path: string, base: string): Promise<Response>
}

function whoamiRoute({ store }: ApiContext): ApiRoute {
  return {
    method: 'GET',
    path: '/system/v1/whoami',
    run: ({ accessToken }) =>
      data({
        access_token_name: accessToken,
        environment_id: store.state.environment.id,
        environment_name: store.state.environment.name,
        environment_type: 'development',
        organization_id: 'mux-local',
        organization_name: 'mux-local',
        permissions: ['system:read', 'system:write', 'video:read', 'video:write'],
      }),
  }
}

const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

/** An answer of the API as a response. */
function respond(answer: Answer): Response {
  if (answer.status === 204) return new Response(null, { status: 204 })
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers })
}

/** An error as Mux answers it. Unknown errors are passed on. */
export function respondError(error: unknown): Response {
  if (!(error instanceof ApiError)) throw error
  const { status, type, messages } = error
  const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="mux-local"' } : {}
  return new Response(JSON.stringify({ error: { type, messages } }), { status, headers: { ...headers, ...challenge } })
}

export function createApi(context: ApiContext): Api {
  const routes = [
    ...uploadRoutes(context),
    ...assetRoutes(context),
    ...playbackIdRoutes(context),
    ...trackRoutes(context),
    ...playbackRestrictionRoutes(context),
    ...signingKeyRoutes(context),
    ...webhookRoutes(context),
    whoamiRoute(context),
  ]
  return {
    async fetch(request, path, base) {
      try {
        const accessToken = requireAccess(request, context.store.state)
        const { route, param } = findRoute(routes, request.method, path)
        return respond(await route.run({ request, url: new URL(request.url), base, accessToken, param }))
      } catch (error) {
        return respondError(error)
      }
    },
  }
}
