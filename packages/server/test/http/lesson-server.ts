import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { assert } from 'chai'
import { problemDocumentSchema, type Grant } from '@enhancedhr/protocol/wire'
import { createLessonHandler, type LessonHandler, type SignedIn } from '../../src/index.js'
import type { LessonHandlerOptions } from '../../src/options/options.js'
import type { LessonStore } from '../../src/storage/store.js'
import { openDatabase, POSTGRES_URL, type TestDatabase } from '../support/database.js'
import { Watch } from './watch.js'

export const ORIGIN = 'https://lessons.test'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** The public half, to check tokens. */
export const PUBLIC_KEY = pair.publicKey
/** A signing key as Mux hands it out. */
export const KEY = {
  id: 'key-1',
  privateKey: Buffer.from(pair.privateKey.export({ type: 'pkcs1', format: 'pem' })).toString('base64'),
}

export interface Ask {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What a call answered, its body read. */
export interface ServerAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

/** Options of the handler; without `sharesVideos`, a video belongs to the tenant that had it first. */
export type LessonServerOptions = Partial<LessonHandlerOptions> & { readonly sharesVideos?: boolean }

/** A handler on a real store with one course, and every answer and log line watched. */
export class LessonServer {
  readonly watch = new Watch(KEY.privateKey)
  readonly tenantId = `tenant-${randomUUID()}`
  readonly handler: LessonHandler
  readonly #outliving = new Set<Promise<unknown>>()
  /** As a runtime passes it: takes work that outlives its answer. */
  readonly ctx = { waitUntil: (work: Promise<unknown>) => void this.#outliving.add(work) }

  constructor(store: LessonStore, { sharesVideos = true, ...options }: LessonServerOptions = {}) {
    this.handler = createLessonHandler({
      mux: { signingKeys: [KEY] },
      store: staysOpen(store),
      authenticate: (request) => readSignIn(request, this.tenantId),
      logger: this.watch.logger,
      background: false,
      // The schools of a test share a database, and the names of their videos.
      ...(sharesVideos && { playbackAllowed: () => true }),
      ...options,
    })
  }

  /** Puts the course `fire-safety` with the lesson `fire-safety-1` of 600 s, and enrols the learners named. */
  async found(...learners: string[]): Promise<this> {
    const { api } = this.handler
    const tenant = { tenantId: this.tenantId }
    await api.putCourse('fire-safety', { title: 'Fire safety' }, tenant)
    await this.putLesson('fire-safety-1')
    for (const learnerId of learners) await api.putEnrolment('fire-safety', learnerId, tenant)
    return this
  }

  async putLesson(lessonId: string, more: object = {}): Promise<void> {
    const lesson = { course_id: 'fire-safety', title: lessonId, playback_id: 'video1', duration: 600, ...more }
    await this.handler.api.putLesson(lessonId, lesson, { tenantId: this.tenantId })
  }

  /** Calls as `learner` (`null`: nobody); a body goes as JSON. */
  async ask(learner: string | null, path: string, { method, body, headers = {} }: Ask = {}): Promise<ServerAnswer> {
    const request = new Request(`${ORIGIN}/lessons-api${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(learner !== null && { authorization: `Bearer ${signIn(learner)}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    })
    const response = await this.handler.fetch(request, undefined, this.ctx)
    const text = await response.text()
    this.watch.saw(path, response.status, text)
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
  }

  /** Waits for work that has outlived its answers, and does what is due. */
  async settle(): Promise<void> {
    await Promise.all(this.#outliving)
    this.#outliving.clear()
    await this.handler.work()
  }

  async open(learner: string, lessonId = 'fire-safety-1'): Promise<Grant> {
    const answer = await this.ask(learner, '/v1/sessions', { body: openingOf(lessonId) })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body as Grant
  }
}

export function openingOf(lessonId: string): object {
  return { lesson_id: lessonId, client: { name: 'test', version: '1.0.0' } }
}

/** A bearer token that carries who it is for: `ada`, or `ada admin,learner`, or `ada - other-tenant`. */
export function signIn(text: string): string {
  return Buffer.from(`secret-bearer ${text}`).toString('base64url')
}

export function readSignIn(request: Request, ownTenant: string): SignedIn | null {
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined) return null
  const [mark, learnerId, roles, tenantId] = Buffer.from(token, 'base64url').toString().split(' ')
  if (mark !== 'secret-bearer' || learnerId === undefined) return null
  return {
    learnerId,
    tenantId: tenantId ?? ownTenant,
    ...(roles !== undefined && roles !== '-' && { roles: roles.split(',') }),
  }
}

/** Checks that an answer is the problem of that code, whole and in its form. */
export function assertProblem(answer: ServerAnswer, status: number, code: string): void {
  assert.deepEqual([answer.status, answer.body['code']], [status, code], JSON.stringify(answer.body))
  assert.equal(answer.headers.get('content-type'), 'application/problem+json')
  const problem = problemDocumentSchema.parse(answer.body)
  assert.equal(problem.type, `urn:ehr-lessons:problem:${code}`)
  assert.equal(problem.status, status)
  assert.equal(problem.request_id, answer.headers.get('x-request-id'))
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const retryAfter = answer.headers.get('retry-after')
  assert.equal(problem.retry_after?.toString() ?? null, retryAfter)
}

/** An empty database, on PostgreSQL where the environment names one. */
export function openTestDatabase(): TestDatabase {
  return openDatabase(POSTGRES_URL === undefined ? 'pglite' : 'postgres')
}

/** One store serves many handlers of a test file; the file closes the database itself. */
export function staysOpen(store: LessonStore): LessonStore {
  return withMethods(store, { close: () => Promise.resolve(), prepare: () => store.prepare('auto') })
}

/** Methods of a store, and of its topics, by their names. */
type Replaced<Target> = {
  readonly [Name in keyof Target]?: Target[Name] extends (...args: never) => unknown
    ? Target[Name]
    : Replaced<Target[Name]>
}

/** The same store with some methods replaced, outside of transactions. */
export function withMethods<Target extends object>(store: Target, methods: Replaced<Target>): Target {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(methods, name)
      const value: unknown = Reflect.get(target, name, target)
      if (typeof own === 'object' && own !== null) return withMethods(value as object, own)
      if (own !== undefined) return own
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}
