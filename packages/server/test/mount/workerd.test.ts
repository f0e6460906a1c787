import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import { afterAll, beforeAll, vi } from 'vitest'
import { build } from 'esbuild'
import { jwtVerify } from 'jose'
import workerd from 'workerd'
import { grantSchema, problemDocumentSchema } from '@enhancedhr/protocol/wire'
import type { LessonStore } from '../../src/storage/store.js'
import { KEY, LessonServer, openingOf, openTestDatabase, PUBLIC_KEY } from '../http/lesson-server.js'
import { POSTGRES_URL, type TestDatabase } from '../support/database.js'
import { listen, type Listening } from './node-server.js'
import { fromText, toText } from './remote-store.js'

const workers = { worker: './worker.ts', 'worker-postgres': './worker-postgres.ts' } as const

let database: TestDatabase
let store: LessonStore
let school: LessonServer
let offered: Listening
let directory: string
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  school = await new LessonServer(store).found('ada', 'bob')
  offered = await listen((req, res) => {
    void (async () => {
      const chunks: Uint8Array[] = []
      for await (const chunk of req) chunks.push(chunk as Uint8Array)
      const { method, args } = fromText(Buffer.concat(chunks).toString()) as { method: string; args: [] }
      const [name, topic] = method.split('.').toReversed() as [string, string?]
      const target = topic === undefined ? store : store[topic as 'courses']
      const answer: unknown = await (target[name as never] as (...values: unknown[]) => unknown).apply(target, args)
      res.end(toText(answer))
    })()
  })
  directory = await mkdtemp(join(tmpdir(), 'ehr-workerd-'))
  await build({
    entryPoints: Object.values(workers).map((path) => fileURLToPath(new URL(path, import.meta.url))),
    outdir: directory,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['workerd'],
    external: ['node:*', 'cloudflare:*', ...builtinModules],
    // What is CommonJS inside asks for Node's modules by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/worker.js');" },
    logLevel: 'silent',
  })
})

afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()))
  await offered.close()
  await school.handler.close()
  await database.close()
  await rm(directory, { recursive: true, force: true })
})

/** Serves the built handler in workerd and gives its address. */
async function serve(name: keyof typeof workers = 'worker'): Promise<string> {
  const bound = { PRIVATE_KEY: KEY.privateKey, TENANT: school.tenantId, STORE_URL: offered.url }
  const ofDatabase = { DATABASE_URL: POSTGRES_URL ?? '', SCHEMA: database.schema }
  const texts = Object.entries({ ...bound, ...ofDatabase })
  const config = join(directory, `config-${stops.length.toString()}.capnp`)
  await writeFile(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "${name}.js")],
      compatibilityDate = "2026-09-01",
      bindings = [${texts.map(([key, text]) => `(name = "${key}", text = "${text}")`).join(', ')}],
      globalOutbound = "network",
    )),
    (name = "network", network = (allow = ["local", "private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`,
  )
  const child = spawn(workerd, ['serve', '--control-fd=3', config], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  stops.push(() => {
    child.kill()
    return ended
  })
  for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
    const outcome = JSON.parse(line) as { event: string; port?: number }
    if (outcome.event === 'listen') return `http://127.0.0.1:${outcome.port!.toString()}/lessons-api`
  }
  throw new Error('workerd ended before it listened')
}

async function playsIn(url: string): Promise<void> {
  const nobody = await fetch(`${url}/v1/courses`)
  assert.equal(nobody.status, 401)
  assert.equal(nobody.headers.get('content-type'), 'application/problem+json')
  assert.equal(problemDocumentSchema.parse(await nobody.json()).code, 'unauthenticated')

  const headers = { authorization: 'Bearer ada', 'content-type': 'application/json' }
  const post = (path: string, body: unknown) =>
    fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const opened = await post('/v1/sessions', openingOf('fire-safety-1'))
  assert.equal(opened.status, 201)
  const grant = grantSchema.parse(await opened.json())
  const verified = await jwtVerify(grant.playback.tokens.playback, PUBLIC_KEY, { audience: 'v', subject: 'video1' })
  assert.equal(verified.protectedHeader.kid, 'key-1')

  const segment = { n: 1, from: 0, to: 0.5, rate: 1, started: 0, ended: 0.5, visible: true, muted: false }
  const report = { session_id: grant.session_id, lesson_id: 'fire-safety-1', watched_segments: [segment] }
  const outcome = await post('/v1/progress', { reports: [report] })
  assert.equal(outcome.status, 200)
  const progress = await fetch(`${url}/v1/lessons/fire-safety-1/progress`, { headers })
  const { watched_segments: watched } = (await progress.json()) as { watched_segments: unknown }
  assert.deepEqual(watched, [[0, 0.5]])
}

describe('served by workerd', () => {
  it('the fetch form answers 401, a grant signed by WebCrypto, and takes evidence', async () => {
    await playsIn(await serve())
  })

  it('answers requests that come at once while it starts, each in its own context', async () => {
    const url = await serve()
    const headers = { authorization: 'Bearer ada', 'content-type': 'application/json' }
    const report = { session_id: 'none', lesson_id: 'fire-safety-1', watched_segments: [] }
    const reads = Array.from({ length: 4 }, () => fetch(`${url}/v1/courses`, { headers }))
    assert.deepEqual(
      (await Promise.all(reads)).map(({ status }) => status),
      [200, 200, 200, 200],
    )
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const [path, body] =
          index < 4 ? ['/v1/sessions', openingOf('fire-safety-1')] : ['/v1/progress', { reports: [report] }]
        const init = { method: 'POST', headers, body: JSON.stringify(body) }
        return (await fetch(`${url}${path as string}`, init)).status
      }),
    )
    assert.deepEqual(statuses, [...Array<number>(4).fill(201), ...Array<number>(8).fill(200)])
  })
})

if (POSTGRES_URL !== undefined) {
  describe('served by workerd on PostgreSQL', () => {
    it('a handler per request plays, many at once, and leaves no connection open', async () => {
      const url = await serve('worker-postgres')
      await playsIn(url)
      const headers = { authorization: 'Bearer ada', 'content-type': 'application/json' }
      const statuses = await Promise.all(
        Array.from({ length: 12 }, async (_, index) => {
          const init = { method: 'POST', headers, body: JSON.stringify(openingOf('fire-safety-1')) }
          const response = await (index < 6
            ? fetch(`${url}/v1/courses`, { headers })
            : fetch(`${url}/v1/sessions`, init))
          await response.text()
          return response.status
        }),
      )
      assert.deepEqual(statuses, [...Array<number>(6).fill(200), ...Array<number>(6).fill(201)])
      await vi.waitUntil(async () => {
        const [row] = await database.client.query<{ open: number }>(
          `select count(*)::int4 as open from pg_stat_activity
           where application_name = 'ehr-lessons' and datname = current_database()`,
        )
        return row!.open === 0
      }, 30_000)
    })

    it('counts calls over requests, in the database', async () => {
      const url = await serve('worker-postgres')
      const headers = { authorization: 'Bearer bob', 'content-type': 'application/json' }
      const opening = { method: 'POST', headers, body: JSON.stringify(openingOf('fire-safety-1')) }
      const remaining = []
      for (let count = 0; count < 3; count += 1) {
        const response = await fetch(`${url}/v1/sessions`, opening)
        await response.text()
        remaining.push(/;r=(\d+);/.exec(response.headers.get('ratelimit') ?? '')?.[1])
      }
      assert.deepEqual(remaining, ['19', '18', '17'])
    })
  })
}
