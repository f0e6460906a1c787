import { Agent, createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { assert } from 'chai'
import express from 'express'
import { Hono } from 'hono'
import { mount } from 'hono/mount'
import { afterAll, beforeAll, vi } from 'vitest'
import type { Grant } from '@enhancedhr/protocol/wire'
import type { Authenticate } from '../../src/index.js'
import { toNodeListener } from '../../src/node.js'
import type { LessonStore } from '../../src/storage/store.js'
import { LessonServer, openingOf, openTestDatabase, readSignIn, signIn } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'
import { listen, listenWith, sendRaw, type Listening } from './node-server.js'

let database: TestDatabase
let store: LessonStore
let server: LessonServer
/** What `authenticate` saw of each call. */
let seen: { user: unknown; url: string; address: string | null; aborted: () => boolean }[] = []
let slow: Promise<void> | undefined
const open: Listening[] = []

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  const authenticate: Authenticate = async (request, { native, address }) => {
    const { user } = (native.req ?? {}) as { user?: { id: string } }
    seen.push({ user, url: request.url, address, aborted: () => request.signal.aborted })
    await slow
    return user ? { learnerId: user.id, tenantId: server.tenantId } : readSignIn(request, server.tenantId)
  }
  server = new LessonServer(store, { authenticate, rateLimit: { grants: 1_000 } })
  await server.found('ada')
})

afterEach(async () => {
  seen = []
  slow = undefined
  await Promise.all(open.splice(0).map((each) => each.close()))
})

afterAll(async () => {
  await server.handler.close()
  await database.close()
  server.watch.assertNothingLeaked()
})

function keep(listening: Listening): Listening {
  open.push(listening)
  return listening
}

function post(url: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { authorization: `Bearer ${signIn('ada')}`, 'content-type': 'application/json', ...headers },
  })
}

async function playsAt(url: string, prefix: string): Promise<void> {
  const opened = await post(url, `${prefix}/v1/sessions`, openingOf('fire-safety-1'))
  assert.equal(opened.status, 201)
  const grant = (await opened.json()) as Grant
  const segment = { n: 1, from: 0, to: 0.5, rate: 1, started: 0, ended: 0.5, visible: true, muted: false }
  const report = { session_id: grant.session_id, lesson_id: 'fire-safety-1', watched_segments: [segment] }
  const answer = await post(url, `${prefix}/v1/progress`, { reports: [report] })
  assert.equal(answer.status, 200)
  const { results } = (await answer.json()) as { results: { through: number }[] }
  assert.equal(results[0]!.through, 1)
  const unknown = await fetch(`${url}${prefix}/v1/nowhere`)
  assert.equal(unknown.status, 404)
  assert.equal(unknown.headers.get('content-type'), 'application/problem+json')
}

describe('mounted in a Node server', () => {
  it('answers at its root and below any prefix', async () => {
    const { url } = keep(await listen(toNodeListener(server.handler)))
    await playsAt(url, '')
    await playsAt(url, '/deep/lessons-api')
    assert.equal(seen[0]!.address, '127.0.0.1')
    assert.equal(seen[0]!.url, `${url}/v1/sessions`)
  })

  it('answers HEAD with the headers of GET and no body', async () => {
    const { url } = keep(await listen(toNodeListener(server.handler)))
    const head = await fetch(`${url}/v1/health/live`, { method: 'HEAD' })
    assert.deepEqual([head.status, await head.text()], [200, ''])
    assert.equal(head.headers.get('content-type'), 'application/json')
  })

  it('cuts a body at the limit, answers 413 and closes the connection', async () => {
    const { port } = keep(await listen(toNodeListener(server.handler)))
    const head = `POST /v1/progress HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: Bearer ${signIn('ada')}\r\n`
    const chunk = new Uint8Array(64 * 1024).fill(0x20)
    const declared = await sendRaw(port, [`${head}content-length: 100000000\r\n\r\n`, chunk])
    assert.match(declared, /^HTTP\/1\.1 413 /)
    assert.match(declared, /"code":"payload_too_large"/)
    assert.match(declared, /\r\nconnection: close\r\n/i)
    const pieces = Array.from({ length: 5 }, () => [`${chunk.length.toString(16)}\r\n`, chunk, '\r\n']).flat()
    const chunked = await sendRaw(port, [`${head}transfer-encoding: chunked\r\n\r\n`, ...pieces])
    assert.match(chunked, /^HTTP\/1\.1 413 /)
  })

  it('answers what is no request for it with a problem, as everything else', async () => {
    const { port } = keep(await listen(toNodeListener(server.handler)))
    for (const [line, host, status, code] of [
      ['GET /v1/health/live', 'a b', 400, 'invalid_request'],
      ['GET /v1/health/live', '[::1', 400, 'invalid_request'],
      ['GET /v1/health/live', 'a:99999', 400, 'invalid_request'],
      ['GET http://ada:secret@a/v1/health/live', 'a', 400, 'invalid_request'],
      ['GET /v1/health/live%ZZ', 'a', 400, 'invalid_request'],
      ['TRACE /v1/health/live', 'a', 405, 'method_not_allowed'],
      ['TRACE *', 'a', 405, 'method_not_allowed'],
      ['OPTIONS *', 'a', 404, 'route_not_found'],
      ['OPTIONS /v1/sessions', 'a', 405, 'method_not_allowed'],
      ['PROPFIND /v1/sessions', 'a', 405, 'method_not_allowed'],
      ['PATCH /v1/nowhere', 'a', 404, 'route_not_found'],
    ] as const) {
      const answer = await sendRaw(port, [
        `${line} HTTP/1.1\r\nhost: ${host}\r\nx-request-id: odd-1\r\nconnection: close\r\n\r\n`,
      ])
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status.toString()} `), line)
      const [head, body] = answer.split('\r\n\r\n') as [string, string]
      assert.match(head, /^content-type: application\/problem\+json$/im)
      assert.match(head, /^cache-control: no-store$/im)
      assert.match(head, /^x-content-type-options: nosniff$/im)
      assert.match(head, /^x-request-id: odd-1$/im)
      assert.include(JSON.parse(body), { code, status, request_id: 'odd-1' })
      if (status === 405) assert.match(head, /^allow: /im)
      assert.notInclude(answer, 'secret')
    }
  })

  it('notifies the handler that the client has gone, and survives it', async () => {
    const { url, port } = keep(await listen(toNodeListener(server.handler)))
    let release = (): void => undefined
    slow = new Promise((resolve) => {
      release = resolve
    })
    const client = httpRequest({ port, path: '/v1/courses' })
    client.on('error', () => undefined)
    client.end()
    await vi.waitUntil(() => seen.length === 1, { timeout: 30_000 })
    client.destroy()
    await vi.waitUntil(() => seen[0]!.aborted(), { timeout: 30_000 })
    release()
    slow = undefined
    const half = httpRequest({ port, path: '/v1/progress', method: 'POST', headers: { 'content-length': 100 } })
    half.on('error', () => undefined)
    half.write('{"rep')
    half.destroy()
    assert.equal((await fetch(`${url}/v1/health/live`)).status, 200)
  })

  it('explains that somebody took the bytes and kept nothing, and does not hang', async () => {
    const listener = toNodeListener(server.handler)
    const { url } = keep(
      await listen((req, res) => {
        req.resume().on('end', () => listener(req, res))
      }),
    )
    const answer = await post(url, '/v1/progress', { reports: [] })
    assert.equal(answer.status, 500)
    const problem = (await answer.json()) as { code: string; errors: { detail: string }[] }
    assert.equal(problem.code, 'raw_body_needed')
    assert.match(problem.errors[0]!.detail, /before whatever reads the body/)
  })

  it('takes the bytes that a parser kept, as text or as bytes, whichever is there', async () => {
    const listener = toNodeListener(server.handler)
    for (const keepAs of [
      (text: string) => ({ rawBody: Buffer.from(text) }),
      (text: string) => ({ rawBody: text }),
      (text: string) => ({ body: Buffer.from(text) }),
      (text: string) => ({ body: text }),
      (text: string) => ({ body: JSON.parse(text) as unknown }),
    ]) {
      const read = (req: IncomingMessage) =>
        new Promise<string>((resolve) => {
          let text = ''
          req.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text))
        })
      const mounted = await listenWith(
        createServer((req, res) => {
          void read(req).then((text) => listener(Object.assign(req, keepAs(text)), res))
        }),
      )
      keep(mounted)
      assert.equal((await post(mounted.url, '/v1/progress', { reports: [] })).status, 200)
    }
  })
})

describe('mounted in Express', () => {
  const signedIn: express.RequestHandler = (req, _res, next) => {
    Object.assign(req, { user: { id: 'ada' } })
    next()
  }

  it('answers below its prefix, with and without a body parser before it', async () => {
    const plain = express().use('/lessons-api', toNodeListener(server.handler))
    await playsAt(keep(await listen(plain)).url, '/lessons-api')
    assert.match(seen[0]!.url, /\/lessons-api\/v1\/sessions$/, 'with the prefix that Express takes off')
    const parsed = express().use(express.json()).use('/lessons-api', toNodeListener(server.handler))
    await playsAt(keep(await listen(parsed)).url, '/lessons-api')
    const raw = express()
      .use(express.raw({ type: '*/*' }))
      .use('/lessons-api', toNodeListener(server.handler))
    await playsAt(keep(await listen(raw)).url, '/lessons-api')
  })

  it('shows `authenticate` the user that the host’s own middleware found', async () => {
    const app = express().use(express.json(), signedIn).use('/lessons-api', toNodeListener(server.handler))
    const { url } = keep(await listen(app))
    const headers = { authorization: '' }
    const opened = await post(url, '/lessons-api/v1/sessions', openingOf('fire-safety-1'), headers)
    assert.equal(opened.status, 201)
    assert.deepEqual(seen[0]!.user, { id: 'ada' })
  })

  it('still refuses what is not JSON after a parser left it alone', async () => {
    const app = express().use(express.json()).use('/lessons-api', toNodeListener(server.handler))
    const { url } = keep(await listen(app))
    const answer = await post(url, '/lessons-api/v1/progress', 'reports=1', { 'content-type': 'text/plain' })
    assert.equal(answer.status, 415)
  })
})

/** Posts a body to be refused, then asks twice more, on a client that keeps its connections; gives what each call answered. */
async function callsAfter413(port: number, body: Uint8Array, isSized: boolean): Promise<(number | string)[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const call = (method: string, path: string, sent?: Uint8Array): Promise<number | string> =>
    new Promise((resolve) => {
      const headers = {
        authorization: `Bearer ${signIn('ada')}`,
        'content-type': 'application/json',
        ...(sent && isSized && { 'content-length': sent.length }),
      }
      const request = httpRequest({ port, path, method, agent, headers }, (response) => {
        // What cannot be written any more after an answer is no concern.
        response.resume().on('end', () => resolve(response.statusCode ?? 0))
      })
      request.on('error', (error) => resolve(error.message))
      if (sent) request.write(sent)
      request.end()
    })
  const answer = [await call('POST', '/lessons-api/v1/progress', body)]
  for (let count = 0; count < 2; count += 1) answer.push(await call('GET', '/lessons-api/v1/health/live'))
  agent.destroy()
  return answer
}

describe('mounted in Hono', () => {
  const mounts: [string, (app: Hono) => void][] = [
    ['mount()', (app) => void app.all('/lessons-api/*', mount(server.handler.fetch))],
    ['fetch()', (app) => void app.all('/lessons-api/*', (c) => server.handler.fetch(c.req.raw, c.env))],
  ]
  for (const [name, add] of mounts) {
    it(`through ${name} answers what comes after a body that was too large`, async () => {
      const app = new Hono()
      add(app)
      const adaptor = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as ReturnType<
        typeof createServer
      >
      const { port } = keep(await listenWith(adaptor))
      for (const isSized of [true, false]) {
        const body = new Uint8Array(300_000).fill(0x20)
        assert.deepEqual(await callsAfter413(port, body, isSized), [413, 200, 200], `declared: ${isSized.toString()}`)
      }
    })
  }

  it('answers through `fetch` as it is, and shows Node’s request below Hono’s Node server', async () => {
    const app = new Hono().all('/lessons-api/*', mount(server.handler.fetch))
    const listening = keep(
      await listenWith(
        createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as ReturnType<typeof createServer>,
      ),
    )
    await playsAt(listening.url, '/lessons-api')
    assert.equal(seen[0]!.address, '127.0.0.1')
  })
})
