import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { DatabaseNotReadyError, toNotReadyError } from '../storage/database/database-not-ready-error.js'
import { StorageOverloadedError } from '../storage/database/storage-overloaded-error.js'
import { StorageUnavailableError } from '../storage/database/storage-unavailable-error.js'
import type { Answer, RequestContext } from './request-context.js'
import { makeReferenceRoute } from './handlers/reference.js'
import { isFromUnknownPage, requireUnembedded } from './request/cross-origin.js'
import { authenticateCaller } from '../app/caller.js'
import type { HostContext } from '../app/host-context.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import { describeError, type Logger } from '../app/logger.js'
import { overloadedProblem } from './limits/overloaded-problem.js'
import { notReadyProblem } from './response/not-ready-problem.js'
import { problemResponse } from './response/problem-response.js'
import { readRawBody } from './request/raw-body.js'
import { requireJson, requireLength } from './request/read-json.js'
import { requireWholeEscapes } from './request/request-path.js'
import type { Route } from './route.js'
import type { Services } from './services.js'

/** Which pages of other origins may call; none without it. */
export interface CorsOptions {
  /** Exact origins, for example `https://learn.example.com`, or `'*'` for any, then without credentials. */
  readonly origins: readonly string[] | '*'
  /** Whether cookies may be sent along; default false. */
  readonly credentials?: boolean
}

/** What a request carries through the router. */
export interface AppBindings {
  readonly context: HostContext
  readonly requestId: string
  /** Called once it is known how the request is answered: by which route, and with which problem. */
  readonly note: (answer: { readonly route?: string; readonly problem?: string }) => void
}

/** Headers that a page of another origin may read. */
const EXPOSED_HEADERS = ['ETag', 'Retry-After', 'RateLimit', 'RateLimit-Policy', 'X-Request-Id']
/** Seconds that a browser may keep a preflight's answer; Chromium's own maximum. */
const PREFLIGHT_MAX_AGE = 7_200
/** Seconds after which a call that the database could not answer may come again. */
const STORAGE_RETRY_AFTER = 5

export type App = Hono<{ Bindings: AppBindings }>

/** Builds the router over a route table; `toPath` gives what counts of a request's path, from `/v1/` on. */
export function createApp(
  services: Services,
  corsOptions: CorsOptions | null,
  routes: readonly Route[],
  toPath: (url: URL) => string,
): App {
  const app: App = new Hono({ getPath: (request) => toPath(new URL(request.url)) })
  if (corsOptions) app.use('*', allowOrigins(corsOptions))
  app.use('*', (c, next) => {
    requireWholeEscapes(new URL(c.req.url))
    return next()
  })
  const all = [...routes, makeReferenceRoute(routes)]
  for (const route of all) {
    app.on(route.method, route.path, async (c) => {
      const { context, requestId, note } = c.env
      note({ route: route.path })
      const given = { request: c.req.raw, url: new URL(c.req.url), params: c.req.param(), context, services }
      const named = { ...given, services: withRequestId(services, requestId) }
      return jsonResponse(await handle(route, named, corsOptions?.origins ?? []))
    })
  }
  for (const path of new Set(all.map((route) => route.path))) {
    app.all(path, () => {
      const methods = all.filter((route) => route.path === path).map(({ method }) => method)
      throw new LessonProblem('method_not_allowed', { headers: { allow: toAllow(methods, corsOptions !== null) } })
    })
  }
  app.notFound((c) => {
    c.env.note({ problem: 'route_not_found' })
    return problemResponse(new LessonProblem('route_not_found'), c.env.requestId)
  })
  app.onError((error, c) => {
    const problem = toProblem(error)
    c.env.note({ problem: problem.code })
    if (isForTheLog(problem, error)) logProblem(services.logger, problem, error, c.env.requestId)
    return problemResponse(problem, c.env.requestId)
  })
  return app
}

async function handle(route: Route, given: RequestContext, origins: CorsOptions['origins']): Promise<Answer> {
  const { services, request, context } = given
  if (route.body) requireJson(request, route.maxBodyBytes)
  if (route.access === 'public') return route.handle(given)
  if (route.access === 'signed_body') {
    requireLength(request)
    return route.handle({ ...given, bytes: await readRawBody(request, context.native.env) })
  }
  const isRead = route.method === 'GET'
  if (isRead) requireUnembedded(request)
  const caller = await authenticateCaller(services.authenticate, request, context, services.logger)
  await services.ready()
  if (!isRead) return route.handle({ ...given, caller })
  const limit = await services.limits.countRead(caller, isFromUnknownPage(request, origins))
  const answer = await route.handle({ ...given, caller })
  return { ...answer, headers: { ...limit, ...answer.headers } }
}

/** Every line about a request names it, so that a learner's report can be found. */
function withRequestId(services: Services, requestId: string): Services {
  const { logger } = services
  const named = (level: keyof Logger) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    logger[level](message, { ...fields, request_id: requestId })
  return {
    ...services,
    logger: { debug: named('debug'), info: named('info'), warn: named('warn'), error: named('error') },
  }
}

function allowOrigins({ origins, credentials = false }: CorsOptions) {
  return cors({
    origin: origins === '*' ? '*' : (origin) => (origins.includes(origin) ? origin : null),
    credentials,
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_MAX_AGE,
  })
}

function jsonResponse({ body, status = 200, headers = {} }: Answer): Response {
  if (body === undefined) return new Response(null, { status, headers })
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } })
}

function toAllow(methods: readonly string[], hasPreflight: boolean): string {
  const all = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return [...all, ...(hasPreflight ? ['OPTIONS'] : [])].join(', ')
}

function toProblem(error: unknown): LessonProblem {
  if (error instanceof LessonProblem) return error
  if (error instanceof StorageUnavailableError) {
    return new LessonProblem('storage_unavailable', { retryAfter: STORAGE_RETRY_AFTER, cause: error })
  }
  if (error instanceof StorageOverloadedError) return overloadedProblem(error)
  const notReady = toNotReadyError(error)
  return notReady ? notReadyProblem(notReady) : new LessonProblem('internal', { cause: error })
}

/** Why a handler cannot start is in the log already, once and not a call. */
function isForTheLog({ status, code }: LessonProblem, error: unknown): boolean {
  return status >= 500 && !(code === 'not_ready' && error instanceof LessonProblem)
}

function logProblem(logger: Logger, problem: LessonProblem, error: unknown, requestId: string): void {
  const level = problem.retryable ? 'warn' : 'error'
  // The explanation of a database that is not set up holds nothing of a request.
  const explanation = problem.cause instanceof DatabaseNotReadyError ? ` ${problem.cause.message}` : ''
  logger[level](`A call ended with ${problem.code}.${explanation}`, {
    ...describeError(error),
    code: problem.code,
    request_id: requestId,
  })
}
