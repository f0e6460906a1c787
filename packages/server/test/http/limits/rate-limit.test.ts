import { assert } from 'chai'
import { afterAll, beforeAll } from 'vitest'
import { limitKey } from '../../../src/http/limits/limit-key.js'
import { applyLimits } from '../../../src/http/limits/rate-limit.js'
import { MemoryRateLimiter } from '../../../src/limits/memory-rate-limiter.js'
import type { TestDatabase } from '../../support/database.js'
import { assertProblem, LessonServer, openingOf, openTestDatabase, withMethods } from '../lesson-server.js'

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

const POLICY = { name: 'test', points: 5, seconds: 60 }
const opening = { body: openingOf('fire-safety-1'), headers: { origin: 'https://page.example' } }

describe('the limits of a learner', () => {
  it('refuse the 21st grant within a minute, in a way that a page elsewhere can read', async () => {
    for (let count = 1; count <= 20; count += 1) {
      const { status, headers } = await server.ask('ada', '/v1/sessions', opening)
      assert.equal(status, 201, `grant ${count.toString()}`)
      assert.match(headers.get('ratelimit')!, new RegExp(`^"grants";r=${(20 - count).toString()};t=\\d+$`))
    }
    const answer = await server.ask('ada', '/v1/sessions', opening)
    assertProblem(answer, 429, 'rate_limited')
    assert.equal(answer.body['retryable'], true)
    assert.isAtLeast(Number(answer.headers.get('retry-after')), 1)
    assert.isAtMost(Number(answer.headers.get('retry-after')), 60)
    assert.equal(answer.headers.get('ratelimit-policy'), '"grants";q=20;w=60')
    assert.match(answer.headers.get('ratelimit')!, /^"grants";r=0;t=\d+$/)
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://page.example')
    const exposed = answer.headers.get('access-control-expose-headers')!.split(/, ?/)
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
    const answer = await server.ask('bob', '/v1/tokens', { body: { session_id } })
    assertProblem(answer, 429, 'rate_limited')
    assert.equal(answer.headers.get('ratelimit-policy'), '"renewals";q=3;w=900')
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

describe('the headers of a limit', () => {
  it('are those of the tightest of several keys', async () => {
    const limiter = new MemoryRateLimiter()
    const calls = (...keys: string[]) => keys.map((key) => ({ policy: POLICY, key }))
    await applyLimits(limiter, calls('a'))
    assert.include((await applyLimits(limiter, calls('b', 'a', 'c')))['ratelimit'], ';r=3;')
  })
})

/** A batch that names sessions which nobody opened. */
function inventedBatch(batch: number): object {
  const reports = Array.from({ length: 50 }, (_, index) => ({
    session_id: `invented-${batch.toString()}-${index.toString()}`,
    lesson_id: 'fire-safety-1',
    watched_segments: [],
  }))
  return { body: { reports } }
}

describe('a learner who invents', () => {
  it('sessions to report for is counted as one: 240 batches a minute, four sessions at their limit', async () => {
    const counting = await new LessonServer(database.openStore(), { rateLimit: { reports: 2 } }).found('eve', 'ada')
    const answer = []
    for (let batch = 0; batch < 9; batch += 1) {
      answer.push(await counting.ask('eve', '/v1/progress', inventedBatch(batch)))
    }
    assert.deepEqual(
      answer.map(({ status }) => status),
      [200, 200, 200, 200, 200, 200, 200, 200, 429],
    )
    assertProblem(answer.at(-1)!, 429, 'rate_limited')
    assert.equal(answer.at(-1)!.headers.get('ratelimit-policy'), '"learner-reports";q=8;w=60')
    assert.equal((await counting.ask('ada', '/v1/progress', inventedBatch(0))).status, 200, 'another is not concerned')
  })

  it('sessions to renew is counted as one', async () => {
    const counting = await new LessonServer(database.openStore(), { rateLimit: { renewals: 1 } }).found('eve')
    const statuses = []
    for (let index = 0; index < 21; index += 1) {
      const answer = await counting.ask('eve', '/v1/tokens', { body: { session_id: `invented-${index.toString()}` } })
      statuses.push(answer.status)
    }
    assert.deepEqual(statuses, [...Array<number>(20).fill(404), 429])
  })

  it('can use up neither another learner’s session nor its name', async () => {
    const counting = await new LessonServer(database.openStore(), { rateLimit: { reports: 2 } }).found('ada')
    const { session_id } = await counting.open('ada')
    const batch = { body: { reports: [{ session_id, lesson_id: 'fire-safety-1', watched_segments: [] }] } }
    for (let count = 0; count < 5; count += 1) await counting.ask('eve', '/v1/progress', batch)
    assert.equal((await counting.ask('ada', '/v1/progress', batch)).status, 200)
  })
})

describe('a request that is refused for its form', () => {
  it('has cost the learner nothing, however many another site’s page sends with their cookie', async () => {
    const session = await new LessonServer(database.openStore(), {
      authenticate: () => ({ learnerId: 'ada', tenantId: server.tenantId }),
    }).found('ada')
    const send = (body: unknown, type: string) =>
      session.ask(null, '/v1/sessions', { body, headers: { 'content-type': type, 'sec-fetch-site': 'cross-site' } })
    for (let count = 0; count < 25; count += 1) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        assertProblem(await send(openingOf('fire-safety-1'), type), 415, 'unsupported_media_type')
      }
      assertProblem(await send('{', 'application/json'), 400, 'invalid_request')
      assertProblem(await send({}, 'application/json'), 400, 'invalid_request')
    }
    const answer = await session.ask(null, '/v1/sessions', opening)
    assert.equal(answer.status, 201)
    assert.match(answer.headers.get('ratelimit')!, /^"grants";r=19;/)
  })

  it('is refused before anybody is asked who sent it', async () => {
    let asked = 0
    const authenticate = () => {
      asked += 1
      return null
    }
    const counting = new LessonServer(database.openStore(), { authenticate })
    const plain = { headers: { 'content-type': 'text/plain' } }
    for (const [method, path] of [
      ['POST', '/v1/sessions'],
      ['POST', '/v1/tokens'],
      ['POST', '/v1/progress'],
      ['PUT', '/v1/courses/c'],
      ['PUT', '/v1/lessons/l'],
      ['POST', '/v1/courses/c/attempts'],
    ] as const) {
      assertProblem(await counting.ask(null, path, { method, body: {}, ...plain }), 415, 'unsupported_media_type')
    }
    assert.equal(asked, 0)
  })
})

describe('the key of a limit', () => {
  it('is 24 characters of a URL whatever it is made of, and its own for every list of parts', async () => {
    const lists = [['a'], ['a', 'b'], ['ab'], ['', 'ab'], ['a"b'], ['a","b'], ['x'.repeat(255), 'y'.repeat(255)], ['é']]
    const keys = lists.map((parts) => limitKey(...parts))
    for (const key of keys) assert.match(key, /^[\w-]{24}$/)
    assert.equal(new Set(keys).size, lists.length)
  })
})

describe('limits in the database', () => {
  it('are counted in one statement a request, the same for 50 sessions as for one', async () => {
    const store = database.openStore()
    const batches: number[] = []
    const counting = withMethods(store, {
      limits: {
        count: (calls) => {
          batches.push(calls.length)
          return store.limits.count(calls)
        },
      },
    })
    const one = await new LessonServer(counting, { rateLimit: { database: true, grants: 100 } }).found('ada')
    const sessions = []
    for (let count = 0; count < 50; count += 1) sessions.push((await one.open('ada')).session_id)
    batches.length = 0
    const reports = sessions.map((session_id) => ({ session_id, lesson_id: 'fire-safety-1', watched_segments: [] }))
    const answer = await one.ask('ada', '/v1/progress', { body: { reports } })
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('ratelimit')!, /^"reports";r=59;/)
    assert.deepEqual(batches, [51])
    await one.ask('ada', '/v1/progress', inventedBatch(0))
    assert.deepEqual(batches, [51, 1], 'what nobody opened has no key')
    const rows = await database.client.query<{ key: string }>(
      `select key from ${database.schema}.rate_limits where limiter like '%reports'`,
    )
    for (const { key } of rows) assert.match(key, /^[\w-]{24}$/)
  })

  it('count the same keys from two processes at once without a deadlock', async () => {
    const [one, other] = [database.openStore(), database.openStore()]
    const calls = Array.from({ length: 50 }, (_, index) => ({ limiter: 'both', key: index.toString(), seconds: 60 }))
    const counts = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        index % 2 === 0 ? one.limits.count(calls) : other.limits.count(calls.toReversed()),
      ),
    )
    const last = counts.flat().map(({ calls: counted }) => counted)
    assert.equal(Math.max(...last), 8)
  })

  it('are shared by two processes, answer the same headers, and start again when their time is over', async () => {
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
      `update ${database.schema}.rate_limits set resets_at = clock_timestamp() where key = $1`,
      [limitKey(one.tenantId, 'ada')],
    )
    assert.equal((await one.ask('ada', '/v1/sessions', opening)).status, 201)
  })

  it('are swept when they are over', async () => {
    const store = database.openStore()
    await store.limits.count([{ limiter: 'swept', key: 'somebody', seconds: 60 }])
    await database.client.query(`update ${database.schema}.rate_limits set resets_at = clock_timestamp()`)
    assert.isAtLeast(await store.limits.sweep(), 1)
    const [count] = await store.limits.count([{ limiter: 'swept', key: 'somebody', seconds: 60 }])
    assert.equal(count!.calls, 1)
  })
})
