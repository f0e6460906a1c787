import { assert } from 'chai'
import { afterAll, beforeAll, vi } from 'vitest'
import { PROBLEMS } from '@enhancedhr/protocol'
import { askHost } from '../../src/app/ask-host.js'
import { SILENT } from '../../src/app/logger.js'
import { createLessonHandler, LessonProblem, StorageUnavailableError } from '../../src/index.js'
import type { LessonStore } from '../../src/storage/store.js'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, KEY, LessonServer, openingOf, openTestDatabase, ORIGIN, withMethods } from './lesson-server.js'
import { Watch } from './watch.js'

let database: TestDatabase
let store: LessonStore
const servers: LessonServer[] = []

/** A separate handler; what it answers and logs is searched at the end. */
function serve(...args: Partial<ConstructorParameters<typeof LessonServer>>): LessonServer {
  const server = new LessonServer(args[0] ?? store, args[1])
  servers.push(server)
  return server
}

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  await store.prepare('auto')
})

afterAll(async () => {
  await Promise.all(servers.map(({ handler }) => handler.close()))
  await database.close()
  for (const { watch } of servers) watch.assertNothingLeaked('learner-ada', 'secret-in-error')
})

const opening = { body: openingOf('fire-safety-1') }

describe('every answer', () => {
  it('is not stored, not sniffed, and names its request by the given id or a new one', async () => {
    const server = serve()
    const given = await server.ask(null, '/v1/health/live', { headers: { 'x-request-id': 'page-7.a_b' } })
    assert.equal(given.headers.get('x-request-id'), 'page-7.a_b')
    assert.equal(given.headers.get('cache-control'), 'no-store')
    assert.equal(given.headers.get('x-content-type-options'), 'nosniff')
    for (const bad of ['<b>', 'a b', 'x'.repeat(129)]) {
      const { headers } = await server.ask(null, '/v1/nowhere', { headers: { 'x-request-id': bad } })
      assert.match(headers.get('x-request-id')!, /^[0-9a-f-]{36}$/)
    }
  })

  it('to an unknown path or method is a problem too', async () => {
    const server = serve()
    for (const path of ['', '/', '/v1', '/v1/', '/v1/nowhere', '/v2/sessions', '/v1/sessions/1']) {
      assertProblem(await server.ask('ada', path), 404, 'route_not_found')
    }
    const outcome = await server.ask('ada', '/v1/sessions', { method: 'DELETE' })
    assertProblem(outcome, 405, 'method_not_allowed')
    assert.equal(outcome.headers.get('allow'), 'POST')
    const put = await server.ask('ada', '/v1/courses', { method: 'PUT', body: {} })
    assert.equal(put.headers.get('allow'), 'GET, HEAD')
    const head = await server.ask(null, '/v1/health/live', { method: 'HEAD' })
    assert.deepEqual([head.status, head.body], [200, {}])
  })

  it('finds its base before the first /v1/, or exactly where `basePath` says', async () => {
    const anywhere = serve()
    const request = (path: string) => new Request(`${ORIGIN}${path}`)
    assert.equal((await anywhere.handler.fetch(request('/v1/health/live'))).status, 200)
    assert.equal((await anywhere.handler.fetch(request('/a/b/v1/health/live'))).status, 200)
    const narrow = serve(store, { basePath: '/api/v1/lessons' })
    assert.equal((await narrow.handler.fetch(request('/api/v1/lessons/v1/health/live'))).status, 200)
    assert.equal((await narrow.handler.fetch(request('/v1/health/live'))).status, 404)
  })
})

describe('a body', () => {
  it('has to be JSON, in UTF-8, and say so', async () => {
    const server = serve()
    const post = (body: string | Uint8Array<ArrayBuffer>, type?: string) =>
      server.handler.fetch(
        new Request(`${ORIGIN}/v1/progress`, {
          method: 'POST',
          body,
          headers: {
            authorization: 'Bearer c2VjcmV0LWJlYXJlciBhZGE',
            ...(type !== undefined && { 'content-type': type }),
          },
        }),
      )
    for (const type of [undefined, 'text/plain', 'application/jsonp', 'multipart/form-data']) {
      assert.equal((await post('{"reports":[]}', type)).status, 415, type)
    }
    for (const type of ['application/json', 'Application/JSON; charset=utf-8', 'application/json;charset=UTF-8']) {
      assert.equal((await post('{"reports":[]}', type)).status, 200, type)
    }
    for (const body of ['', '{', '[1', new Uint8Array([0x22, 0xff, 0x22])]) {
      const response = await post(body, 'application/json')
      assert.equal(response.status, 400)
      const problem = (await response.json()) as { code: string; errors: { pointer: string }[] }
      assert.deepEqual([problem.code, problem.errors[0]!.pointer], ['invalid_request', ''])
    }
    for (const body of ['null', '[]', '7']) assert.equal((await post(body, 'application/json')).status, 400)
  })

  it('larger than 256 KiB is refused without being read to its end', async () => {
    const server = serve()
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x20))
      },
    })
    const init = { method: 'POST', body: endless, duplex: 'half' as const }
    const headers = { authorization: 'Bearer c2VjcmV0LWJlYXJlciBhZGE', 'content-type': 'application/json' }
    const response = await server.handler.fetch(new Request(`${ORIGIN}/v1/progress`, { ...init, headers }))
    assert.equal(response.status, 413)
    assert.isBelow(pulled, 10)
    const declared = { ...headers, 'content-length': String(10_000_000) }
    const body = JSON.stringify({ reports: [] })
    const outcome = await server.handler.fetch(
      new Request(`${ORIGIN}/v1/progress`, { method: 'POST', headers: declared, body }),
    )
    assert.equal(outcome.status, 413)
  })

  it('that `authenticate` has read is explained', async () => {
    const server = serve(store, {
      authenticate: async (request) => {
        await request.text()
        return { learnerId: 'learner-ada' }
      },
    })
    const outcome = await server.ask('ada', '/v1/progress', { body: { reports: [] } })
    assertProblem(outcome, 500, 'raw_body_needed')
    assert.match(JSON.stringify(outcome.body['errors']), /request\.clone\(\)/)
  })
})

describe('pages of other origins', () => {
  const preflight = { origin: 'https://page.example', 'access-control-request-method': 'POST' }

  it('may not call unless they are named', async () => {
    const outcome = await serve().ask('ada', '/v1/sessions', { method: 'OPTIONS', headers: preflight })
    assertProblem(outcome, 405, 'method_not_allowed')
    assert.isNull(outcome.headers.get('access-control-allow-origin'))
  })

  it('may call and read refusals when they are named, and no others', async () => {
    const cors = { origins: ['https://page.example'], credentials: true }
    const failing = withMethods(store, { lessons: { findFor: () => Promise.reject(new StorageUnavailableError()) } })
    const server = serve(failing, { cors })
    const allowed = await server.ask(null, '/v1/sessions', {
      method: 'OPTIONS',
      headers: { ...preflight, 'access-control-request-headers': 'authorization,content-type' },
    })
    assert.equal(allowed.status, 204)
    assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://page.example')
    assert.equal(allowed.headers.get('access-control-allow-credentials'), 'true')
    assert.equal(allowed.headers.get('access-control-max-age'), '7200')
    assert.match(allowed.headers.get('access-control-allow-methods')!, /POST/)
    assert.equal(allowed.headers.get('access-control-allow-headers'), 'authorization,content-type')

    const { origin } = preflight
    const unsigned = await server.ask(null, '/v1/sessions', { ...opening, headers: { origin } })
    const broken = await server.ask('ada', '/v1/sessions', { ...opening, headers: { origin } })
    const unknown = await server.ask('ada', '/v1/nowhere', { headers: { origin } })
    for (const [outcome, status] of [
      [unsigned, 401],
      [broken, 503],
      [unknown, 404],
    ] as const) {
      assert.equal(outcome.status, status)
      assert.equal(outcome.headers.get('access-control-allow-origin'), origin)
      assert.include(outcome.headers.get('vary'), 'Origin')
      assert.include(outcome.headers.get('access-control-expose-headers'), 'Retry-After')
    }
    const stranger = await server.ask(null, '/v1/health/live', { headers: { origin: 'https://other.example' } })
    assert.isNull(stranger.headers.get('access-control-allow-origin'))
    assert.include(stranger.headers.get('vary'), 'Origin')
  })

  it('may all call when any origin may', async () => {
    const server = serve(store, { cors: { origins: '*' } })
    const outcome = await server.ask(null, '/v1/sessions', { ...opening, headers: { origin: 'https://any.example' } })
    assert.deepEqual([outcome.status, outcome.headers.get('access-control-allow-origin')], [401, '*'])
    assert.isNull(outcome.headers.get('access-control-allow-credentials'))
  })
})

describe('the host’s callbacks', () => {
  it('that throw let nobody in, and their message goes nowhere', async () => {
    const fail = () => Promise.reject(new Error('secret-in-error'))
    const server = serve(store, { authenticate: fail })
    const outcome = await server.ask('ada', '/v1/sessions', opening)
    assertProblem(outcome, 503, 'authentication_unavailable')
    assert.equal(outcome.headers.get('retry-after'), '5')
    assert.lengthOf(server.watch.lines, 2)
    assert.match(server.watch.lines[0]!, /`authenticate` threw/)
    assert.include(server.watch.lines[0], `"request_id":"${outcome.headers.get('x-request-id')!}"`)
    assert.notInclude(JSON.stringify(outcome.body), 'secret-in-error')

    const denying = await serve(store, { entitlement: fail }).found('ada')
    assertProblem(await denying.ask('ada', '/v1/sessions', opening), 503, 'authentication_unavailable')
  })

  it('that take longer than five seconds let nobody in', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const answer = askHost('authenticate', SILENT, () => new Promise(() => undefined))
      const refusal = answer.then(
        () => null,
        (reason: unknown) => reason,
      )
      await vi.advanceTimersByTimeAsync(5_000)
      assert.deepInclude(await refusal, { code: 'authentication_unavailable' })
      assert.equal(vi.getTimerCount(), 0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('leave no timer behind when they answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      assert.equal(await askHost('authenticate', SILENT, () => 7), 7)
      assert.equal(vi.getTimerCount(), 0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('that answer no learner are refused with words in the log', async () => {
    for (const learnerId of [7, '', 'x'.repeat(256), null, undefined, { id: 1 }]) {
      const server = serve(store, { authenticate: () => ({ learnerId }) as never })
      assertProblem(await server.ask('ada', '/v1/courses'), 500, 'internal')
      assert.match(server.watch.lines[0]!, /Expected `authenticate` to answer `\{ learnerId \}` with a string/)
    }
    const roles = serve(store, { authenticate: () => ({ learnerId: 'a', roles: 'admin' }) as never })
    assertProblem(await roles.ask('ada', '/v1/courses'), 500, 'internal')
    const tenant = serve(store, { authenticate: () => ({ learnerId: 'a', tenantId: '' }) })
    assertProblem(await tenant.ask('ada', '/v1/courses'), 500, 'internal')
  })

  it('decide alone who may watch, and see learner, lesson, enrolment and context', async () => {
    const seen: unknown[] = []
    const server = await serve(store, {
      entitlement: (question, { native }) => {
        seen.push(question, native)
        return question.learner.learnerId === 'guest'
      },
    }).found('ada')
    assertProblem(await server.ask('ada', '/v1/sessions', opening), 403, 'entitlement_denied')
    assert.equal((await server.ask('guest', '/v1/sessions', opening)).status, 201)
    assert.deepEqual(seen.slice(0, 2), [
      {
        learner: { learnerId: 'ada', tenantId: server.tenantId, roles: ['learner'] },
        lesson: { id: 'fire-safety-1', courseId: 'fire-safety', title: 'fire-safety-1' },
        enrolment: { courseId: 'fire-safety', attempt: 1, active: true },
      },
      { env: undefined, ctx: server.ctx },
    ])
    const vague = await serve(store, { entitlement: () => 'yes' as never }).found('ada')
    assertProblem(await vague.ask('ada', '/v1/sessions', opening), 500, 'internal')
    assert.match(vague.watch.lines[0]!, /Expected `entitlement` to answer true or false, got string/)
  })

  it('get the caller’s address and may prolong the call', async () => {
    const kept: Promise<unknown>[] = []
    const ctx = { waitUntil: (promise: Promise<unknown>) => void kept.push(promise) }
    const addresses: (string | null)[] = []
    const server = serve(store, {
      clientAddress: ({ env }) => (env as { address: string }).address,
      authenticate: (_request, context) => {
        addresses.push(context.address)
        context.waitUntil(Promise.reject(new Error('secret-in-error')))
        return null
      },
    })
    await server.handler.fetch(new Request(`${ORIGIN}/v1/courses`), { address: '192.0.2.7' }, ctx)
    assert.deepEqual(addresses, ['192.0.2.7'])
    assert.lengthOf(kept, 1)
    await Promise.all(kept)
  })
})

describe('the store behind the handler', () => {
  it('that does not answer makes 503, retryable, and nothing was kept', async () => {
    const failing = withMethods(store, {
      ledger: { record: () => Promise.reject(new StorageUnavailableError({ cause: new Error('secret-in-error') })) },
      ping: () => Promise.reject(new StorageUnavailableError()),
    })
    const server = await serve(failing).found('ada')
    const { session_id } = await server.open('ada')
    const report = { session_id, lesson_id: 'fire-safety-1', watched_segments: [] }
    const outcome = await server.ask('ada', '/v1/progress', { body: { reports: [report] } })
    assertProblem(outcome, 503, 'storage_unavailable')
    assert.equal(outcome.headers.get('retry-after'), '5')
    assertProblem(await server.ask(null, '/v1/health'), 503, 'storage_unavailable')
    assert.equal((await server.ask(null, '/v1/health/live')).status, 200)
  })

  it('that fails in an unexpected way makes 500 without a word of it', async () => {
    const failing = withMethods(store, { lessons: { findFor: () => Promise.reject(new Error('secret-in-error')) } })
    const server = serve(failing)
    const outcome = await server.ask('ada', '/v1/lessons/x/progress')
    assertProblem(outcome, 500, 'internal')
    assert.notInclude(JSON.stringify(outcome.body), 'secret-in-error')
    assert.match(server.watch.lines.join('\n'), /"frames":\["at /)
  })

  it('refuses a ninth waiting batch of a learner with busy', async () => {
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = withMethods(store, {
      ledger: {
        record: async (...args) => {
          await released
          return store.ledger.record(...args)
        },
      },
    })
    const server = await serve(slow).found('ada')
    const { session_id } = await server.open('ada')
    const body = { reports: [{ session_id, lesson_id: 'fire-safety-1', watched_segments: [] }] }
    const batches = Array.from({ length: 10 }, () => server.ask('ada', '/v1/progress', { body }))
    const busy = await Promise.race(batches)
    assertProblem(busy, 429, 'busy')
    assert.equal(busy.headers.get('retry-after'), '1')
    release()
    const statuses = (await Promise.all(batches)).map(({ status }) => status)
    assert.deepEqual(statuses.toSorted(), [...Array<number>(9).fill(200), 429])
  })

  it('that needs a migration says so in the log and refuses until it is made', async () => {
    const watch = new Watch(KEY.privateKey)
    let migrated = false
    const asked: string[] = []
    const behind = withMethods(store, {
      close: () => Promise.resolve(),
      prepare: async (mode) => {
        asked.push(mode)
        if (mode === 'auto') migrated = true
        if (!migrated) throw new Error('Run `lessons.migrate()` once before the start.')
      },
    })
    const handler = createLessonHandler({
      mux: { signingKeys: [KEY] },
      store: behind,
      authenticate: () => ({ learnerId: 'a' }),
      migrate: 'check',
      logger: watch.logger,
    })
    const read = () => handler.fetch(new Request(`${ORIGIN}/v1/courses`))
    assert.equal((await read()).status, 503)
    assert.match(watch.lines[0]!, /cannot start: Run `lessons\.migrate\(\)`/)
    await handler.migrate()
    assert.equal((await read()).status, 200)
    assert.equal((await read()).status, 200)
    assert.deepEqual(asked, ['check', 'auto', 'check'], 'prepared once, when it worked')
    await handler.close()
    assert.equal((await read()).status, 503, 'closed')
  })

  it('is closed once, after the calls under way', async () => {
    const order: string[] = []
    let release = (): void => undefined
    const slow = withMethods(store, {
      prepare: () => Promise.resolve(),
      courses: {
        list: async () => {
          order.push('called')
          await new Promise<void>((resolve) => {
            release = resolve
          })
          order.push('answered')
          return []
        },
      },
      close: async () => void order.push('closed'),
    })
    const authenticate = () => ({ learnerId: 'a' })
    const handler = createLessonHandler({ mux: { signingKeys: [KEY] }, store: slow, authenticate })
    const call = handler.fetch(new Request(`${ORIGIN}/v1/courses`))
    await vi.waitUntil(() => order.length > 0, { timeout: 30_000 })
    const closing = [handler.close(), handler.close()]
    release()
    await Promise.all([call, ...closing])
    assert.deepEqual(order, ['called', 'answered', 'closed'])
  })

  it('is cared for once a minute by a timer that ends with the handler', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      let runs = 0
      const counting = withMethods(store, {
        prepare: () => Promise.resolve(),
        sessions: {
          closeOrphans: async () => {
            runs += 1
            return { closed: 0, swept: 0 }
          },
        },
        close: () => Promise.resolve(),
      })
      const handler = createLessonHandler({ mux: { signingKeys: [KEY] }, store: counting, authenticate: () => null })
      await handler.ready()
      await vi.advanceTimersByTimeAsync(60_000)
      await vi.waitUntil(() => runs === 1, { timeout: 30_000 })
      await handler.close()
      assert.equal(vi.getTimerCount(), 0)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a problem', () => {
  it('has the status, retryable and title of the table of codes', () => {
    for (const [code, row] of Object.entries(PROBLEMS)) {
      if (row.raisedBy !== 'server') continue
      const problem = new LessonProblem(code as keyof typeof PROBLEMS)
      assert.deepEqual([problem.code, problem.message], [code, row.title])
      assert.deepEqual([problem.status, problem.retryable], [row.status, row.retryable])
    }
  })
})
