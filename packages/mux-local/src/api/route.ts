import { ApiError } from './api-error.js'

/** What a call of the API is given. */
export interface Call {
  readonly request: Request
  readonly url: URL
  /** Public base of this server, for the addresses in answers. */
  readonly base: string
  /** The id of the access token that calls. */
  readonly accessToken: string
  /** The part of the path that a `:name` of the route stands for. */
  param(name: string): string
}

/** What is answered: `data` alone in most cases, 204 where there is nothing to say. */
export type Answer =
  { readonly status: 204 } | { readonly status: 200 | 201; readonly body: Readonly<Record<string, unknown>> }

export interface ApiRoute {
  readonly method: string
  /** For example `/video/v1/uploads/:id`. */
  readonly path: string
  readonly run: (call: Call) => Answer | Promise<Answer>
}

export const data = (value: unknown): Answer => ({ status: 200, body: { data: value } })
export const created = (value: unknown): Answer => ({ status: 201, body: { data: value } })
export const nothing: Answer = { status: 204 }

/** Finds the route of a path and method. Throws 404 for an unknown path, 405 for another method. */
export function findRoute(routes: readonly ApiRoute[], method: string, path: string) {
  const given = path.split('/')
  let known = false
  for (const route of routes) {
    const wanted = route.path.split('/')
    const fits =
      wanted.length === given.length && wanted.every((part, index) => part.startsWith(':') || part === given[index])
    if (!fits) continue
    known = true
    if (route.method !== method) continue
    const names = new Map(wanted.map((part, index) => [part, given[index] ?? '']))
    return { route, param: (name: string) => names.get(`:${name}`) ?? '' }
  }
  if (known) throw new ApiError(405, 'method_not_allowed', ['This resource has no such method'])
  throw ApiError.notFound('resource')
}
