import { randomUUID } from 'node:crypto'
import { assert } from 'chai'
import { afterAll, beforeAll } from 'vitest'
import { Redis } from 'ioredis'
import { applyLimit } from '../../src/http/rate-limit.js'
import { LessonProblem } from '../../src/problems/lesson-problem.js'
import { createRateLimiter } from '../../src/limits/flexible-rate-limiter.js'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openingOf, openTestDatabase } from './lesson-server.js'

const REDIS_URL = process.env['EHR_TEST_REDIS']

let database: TestDatabase
let server: LessonServer

beforeAll(async () => {
  database = openTestDatabase()
  const options = { cors: { origins: ['https://page.example'] } }
  server = await new LessonServer(database.openStore(), options).found('ada', 'bob', 'cleo')
})

afterAll(async () => {
  await server.handler.close()
  await database.close()
  server.watch.assertNothingLeaked()
})

const policy = () => ({ name: `test-${randomUUID()}`, points: 5, seconds: 60 })
const opening = { body: openingOf('fire-safety-1'), headers: { origin: 'https://page.example' } }

describe('the limits of a learner', () => {
  it('refuse the 21st grant within a minute, in a way that a page elsewhere can read', async () => {
    for (let count = 1; count <= 20; count += 1) {
      const { status, headers } = await server.ask('ada', '/v1/sessions', opening)
      assert.equal(status, 201, `grant ${count.toString()}`)
      assert.match(headers.get('ratelimit')!, new RegExp(`^"grants";r=${(20 - count).toString()};t=\\d+$`))
    }
    const told = await server.ask('ada', '/v1/sessions', opening)
    assertProblem(told, 429, 'rate_limited')
    assert.equal(told.body['retryable'], true)
    assert.isAtLeast(Number(told.headers.get('retry-after')), 1)
    assert.isAtMost(Number(told.headers.get('retry-after')), 60)
    assert.equal(told.headers.get('ratelimit-policy'), '"grants";q=20;w=60')
    assert.match(told.headers.get('ratelimit')!, /^"grants";r=0;t=\d+$/)
    assert.equal(told.headers.get('access-control-allow-origin'), 'https://page.example')
    const exposed = told.headers.get('access-control-expose-headers')!.split(/, ?/)
    assert.includeMembers(exposed, ['Retry-After', 'RateLimit', 'RateLimit-Policy', 'X-Request-Id'])
    assert.equal((await server.ask('bob', '/v1/sessions', opening)).status, 201, 'another learner is not concerned')
    const elsewhere = await server.ask('ada - elsewhere', '/v1/sessions', opening)
    assertProblem(elsewhere, 404, 'lesson_not_found')
  })

  it('refuse the fourth renewal of a session within a token’s lifetime', async () => {
    const [{ session_id }, other] = [await server.open('bob'), await server.open('bob')]
    for (let count = 1; count <= 3; count += 1) {
      assert.equal((await server.ask('bob', '/v1/tokens', { body: { session_id } })).status, 200)
    }
    const told = await server.ask('bob', '/v1/tokens', { body: { session_id } })
    assertProblem(told, 429, 'rate_limited')
    assert.equal(told.headers.get('ratelimit-policy'), '"renewals";q=3;w=900')
    assert.equal((await server.ask('bob', '/v1/tokens', { body: { session_id: other.session_id } })).status, 200)
  })

  it('count a batch once against each session it names, and keep nothing of it when one is over', async () => {
    const [spent, fresh] = [await server.open('cleo'), await server.open('cleo')]
    const report = (session_id: string, segments: readonly object[] = []) => ({
      session_id,
      lesson_id: 'fire-safety-1',
      position: null,
      duration: null,
      watched_segments: segments,
      events: [],
    })
    const twice = { body: { reports: [report(spent.session_id), report(spent.session_id)] } }
    for (let count = 1; count <= 60; count += 1) {
      assert.equal((await server.ask('cleo', '/v1/progress', twice)).status, 200, `batch ${count.toString()}`)
    }
    const segment = { n: 1, from: 0, to: 1, rate: 1, started: 0, ended: 1, visible: true, muted: false }
    const both = { body: { reports: [report(fresh.session_id, [segment]), report(spent.session_id)] } }
    assertProblem(await server.ask('cleo', '/v1/progress', both), 429, 'rate_limited')
    const progress = await server.ask('cleo', '/v1/lessons/fire-safety-1/progress')
    assert.equal(progress.body['watched_seconds'], 0)
  })
})

describe('a limiter', () => {
  it('lets exactly as many through as it says, however many come at once', async () => {
    const limiter = createRateLimiter(policy())
    const states = await Promise.all(Array.from({ length: 50 }, () => limiter.consume('a')))
    assert.lengthOf(
      states.filter(({ allowed }) => allowed),
      5,
    )
  })

  it('tells the tightest of several keys', async () => {
    const limiter = createRateLimiter(policy())
    await applyLimit(limiter, ['a'])
    assert.include((await applyLimit(limiter, ['b', 'a', 'c']))['ratelimit'], ';r=3;')
    assert.include((await applyLimit(limiter, []))['ratelimit'], ';r=5;')
  })

  it('counts on its own while Redis does not answer', async () => {
    const client = new Redis({ host: '127.0.0.1', port: 1, lazyConnect: true })
    const limiter = createRateLimiter(policy(), client)
    for (let count = 0; count < 5; count += 1) await applyLimit(limiter, ['a'])
    const refusal: unknown = await applyLimit(limiter, ['a']).then(
      () => null,
      (reason: unknown) => reason,
    )
    assert.instanceOf(refusal, LessonProblem)
    client.disconnect()
  })
})

if (REDIS_URL !== undefined) {
  describe('a limiter on Redis', () => {
    it('counts over processes in Redis', async () => {
      const shared = policy()
      const clients = [new Redis(REDIS_URL), new Redis(REDIS_URL)]
      try {
        const limiters = clients.map((client) => createRateLimiter(shared, client))
        await Promise.all(clients.map((client) => client.ping()))
        const states = await Promise.all(Array.from({ length: 40 }, (_, index) => limiters[index % 2]!.consume('a')))
        assert.lengthOf(
          states.filter(({ allowed }) => allowed),
          5,
        )
      } finally {
        await clients[0]!.del(`ehr-lessons:${shared.name}:a`)
        await Promise.all(clients.map((client) => client.quit()))
      }
    })
  })
}

describe('limits in the database', () => {
  it('are shared by two processes, tell the same headers, and start anew when their time is over', async () => {
    const options = { rateLimit: { grants: 3, database: true } }
    const one = await new LessonServer(database.openStore(), options).found('ada')
    const other = new LessonServer(database.openStore(), {
      ...options,
      authenticate: () => ({ learnerId: 'ada', tenantId: one.tenantId }),
    })
    for (const [index, process] of [one, other, one].entries()) {
      const { status, headers } = await process.ask('ada', '/v1/sessions', opening)
      assert.equal(status, 201)
      assert.match(headers.get('ratelimit')!, new RegExp(`^"grants";r=${(2 - index).toString()};t=\\d+$`))
    }
    assertProblem(await other.ask('ada', '/v1/sessions', opening), 429, 'rate_limited')
    await database.client.query(
      `update ${database.schema}.rate_limits set resets_at = clock_timestamp() where key like '%' || $1 || '%'`,
      [one.tenantId],
    )
    assert.equal((await one.ask('ada', '/v1/sessions', opening)).status, 201)
  })

  it('are swept when they are over', async () => {
    const store = database.openStore()
    await store.countCall('swept', 'somebody', 60)
    await database.client.query(`update ${database.schema}.rate_limits set resets_at = clock_timestamp()`)
    assert.isAtLeast(await store.sweepCallCounts(), 1)
    assert.deepInclude(await store.countCall('swept', 'somebody', 60), { calls: 1 })
  })
})
