import * as z from 'zod/mini'
import { sha256 } from '../../app/sha256.js'
import type { Answer } from '../request-context.js'
import { describeRoutes } from '../reference/describe-routes.js'
import type { PublicRoute, Route } from '../route.js'

/** A digest's share that makes a tag: 96 bits, so that two references never share one. */
const TAG_DIGITS = 24

/** Makes `GET /v1/openapi.json`, the reference of `routes` and of itself; written once, when it is first asked for. */
export function makeReferenceRoute(routes: readonly Route[]): PublicRoute {
  // Writing it out of the schemas takes far longer than sending it.
  let written: Promise<{ readonly text: string; readonly etag: string }> | undefined
  const route: PublicRoute = {
    id: 'readReference',
    method: 'GET',
    path: '/v1/openapi.json',
    access: 'public',
    tag: 'service',
    summary: 'Reads this reference.',
    answer: { status: 200, schema: z.record(z.string(), z.unknown()), cached: true },
    problems: [],
    handle: async ({ request }): Promise<Answer> => {
      const { text, etag } = await (written ??= write([...routes, route]))
      // `no-cache`: kept, and asked for again with its tag.
      const headers = { etag, 'cache-control': 'no-cache' }
      return hasTag(request, etag) ? { body: undefined, status: 304, headers } : { body: text, headers }
    },
  }
  return route
}

async function write(routes: readonly Route[]): Promise<{ readonly text: string; readonly etag: string }> {
  const text = JSON.stringify(describeRoutes(routes))
  return { text, etag: `"${(await sha256(text)).slice(0, TAG_DIGITS)}"` }
}

/** Proxies that compress put a mark before the closing quote or `W/` before the tag; it stays the same content. */
function hasTag({ headers }: Request, etag: string): boolean {
  return headers.get('if-none-match')?.includes(etag.slice(1, -1)) === true
}
