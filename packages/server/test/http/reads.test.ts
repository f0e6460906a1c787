import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { NO_TELEMETRY } from '../../src/core/telemetry.js'
import type { RateLimitOptions } from '../../src/options/options.js'
import { createFetch } from '../../src/http/fetch.js'
import type { Route } from '../../src/http/route.js'
import { ROUTES } from '../../src/http/routes.js'
import type { Services } from '../../src/http/services.js'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openTestDatabase, withMethods } from './lesson-server.js'

const PAGE = 'https://page.example'
const READS = ROUTES.filter(({ method, access }) => method === 'GET' && access === 'signed_in')

let database: TestDatabase

beforeAll(() => {
  database = openTestDatabase()
})

afterAll(() => database.close())

/** A handler that takes every request for the learner `ada`, as one does that reads a cookie. */
async function withCookies(rateLimit: RateLimitOptions = {}, cors?: readonly string[]): Promise<LessonServer> {
  const server: LessonServer = new LessonServer(database.openStore(), {
    authenticate: () => ({ learnerId: 'ada', tenantId: server.tenantId }),
    rateLimit,
    ...(cors && { cors: { origins: cors, credentials: true } }),
  })
  return server.found('ada')
}

function pathOf({ path }: Route): string {
  return path.replace(':id', path.startsWith('/v1/courses') ? 'fire-safety' : 'fire-safety-1')
}

describe('the reads of a learner', () => {
  it('are answered 40 at once, each page of 200 courses in two calls of the store', async () => {
    const store = database.openStore()
    let calls = 0
    const counting = withMethods(store, {
      courses: { list: (...given) => ((calls += 1), store.courses.list(...given)) },
      progress: { readCourses: (...given) => ((calls += 1), store.progress.readCourses(...given)) },
    })
    const server = await new LessonServer(counting).found()
    const tenant = { tenantId: server.tenantId }
    for (let n = 0; n < 200; n += 1) await server.handler.api.putCourse(`c-${n.toString()}`, { title: 'C' }, tenant)
    const pages = await Promise.all(Array.from({ length: 40 }, () => server.ask('ada admin', '/v1/courses?limit=200')))
    for (const { status, body } of pages) {
      assert.equal(status, 200)
      assert.lengthOf(body['items'] as unknown[], 200)
    }
    assert.equal(calls, 80)
    const left = pages.map(({ headers }) => Number(/^"reads";r=(\d+);t=\d+$/.exec(headers.get('ratelimit')!)![1]))
    assert.equal(Math.min(...left), 200)
  })

  it('have one limit together, whatever they read and whether it is there', async () => {
    const server = await new LessonServer(database.openStore(), { rateLimit: { reads: READS.length } }).found('ada')
    for (const route of READS) {
      const response = await server.ask('ada', pathOf(route))
      // What only a manager may read is refused, and counted all the same.
      if (response.status === 403) continue
      assert.equal(response.headers.get('ratelimit-policy'), `"reads";q=${READS.length.toString()};w=60`, route.id)
    }
    for (const path of [...READS.map(pathOf), '/v1/courses/unknown', '/v1/courses?limit=x']) {
      const response = await server.ask('ada', path)
      assertProblem(response, 429, 'rate_limited')
      assert.equal(response.headers.get('ratelimit-policy'), `"reads";q=${READS.length.toString()};w=60`)
    }
    const head = await server.ask('ada', '/v1/courses', { method: 'HEAD' })
    assert.equal(head.status, 429)
    assert.equal((await server.ask('bob', '/v1/courses')).status, 200, 'another learner is not concerned')
    assert.equal((await server.ask('ada - elsewhere', '/v1/courses')).status, 200, 'nor one of another tenant')
    await server.open('ada')
  })

  it('are 240 a minute', async () => {
    const server = await new LessonServer(database.openStore()).found('ada')
    const { headers } = await server.ask('ada', '/v1/courses')
    assert.equal(headers.get('ratelimit-policy'), '"reads";q=240;w=60')
  })
})

describe('a page of another site that has the learner’s cookie sent', () => {
  it('cannot embed a read: it is refused before anybody is asked who sent it', async () => {
    let asked = 0
    const server = new LessonServer(database.openStore(), { authenticate: () => ((asked += 1), null) })
    for (const site of ['cross-site', 'same-site']) {
      for (const mode of ['no-cors', 'navigate']) {
        for (const route of READS) {
          const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode }
          assertProblem(await server.ask(null, pathOf(route), { headers }), 403, 'forbidden')
        }
      }
    }
    assert.equal(asked, 0)
  })

  it('cannot use up what the learner’s own pages need, whether it embeds or fetches', async () => {
    const server = await withCookies({ reads: 3 }, [PAGE])
    const ask = (mode: string, origin?: string) =>
      server.ask(null, '/v1/courses', {
        headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode, ...(origin && { origin }) },
      })
    for (let n = 0; n < 5; n += 1) assert.equal((await ask('no-cors')).status, 403)
    const fetched = []
    for (let n = 0; n < 5; n += 1) fetched.push((await ask('cors', 'https://evil.example')).status)
    assert.deepEqual(fetched, [200, 200, 200, 429, 429])
    const own = await server.ask(null, '/v1/courses', {
      headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
    })
    assert.match(own.headers.get('ratelimit')!, /^"reads";r=2;/)
    const allowed = await ask('cors', PAGE)
    assert.match(allowed.headers.get('ratelimit')!, /^"reads";r=1;/)
    assert.include(allowed.headers.get('access-control-expose-headers')!, 'ETag')
  })

  it('reads what is public, such as the reference and health', async () => {
    const server = new LessonServer(database.openStore())
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }
    for (const path of ['/v1/health', '/v1/health/live', '/v1/openapi.json']) {
      assert.equal((await server.ask(null, path, { headers })).status, 200)
    }
  })
})

describe('a read that a page of the same origin, a person or a server makes', () => {
  it.each([
    ['same-origin', 'no-cors'],
    ['same-origin', 'cors'],
    ['none', 'navigate'],
    [undefined, undefined],
    ['cross-site', undefined],
    ['odd', 'no-cors'],
  ])('is answered: Sec-Fetch-Site %s, Sec-Fetch-Mode %s', async (site, mode) => {
    const server = await withCookies()
    const headers = { ...(site && { 'sec-fetch-site': site }), ...(mode && { 'sec-fetch-mode': mode }) }
    assert.equal((await server.ask(null, '/v1/courses', { headers })).status, 200)
  })
})

describe('GET /v1/openapi.json', () => {
  it('is written once, however many ask at once, and is not sent to a client that has it', async () => {
    let written = 0
    const counted: Route = {
      ...ROUTES.find(({ id }) => id === 'readLiveness')!,
      get summary() {
        written += 1
        return 'Counts how often it is described.'
      },
    }
    const answer = createFetch({ telemetry: NO_TELEMETRY } as Services, {}, [counted])
    written = 0
    const ask = (headers: Record<string, string> = {}) =>
      answer(new Request('https://lessons.test/v1/openapi.json', { headers }))
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask()))
    assert.equal(written, 1)
    const etag = answers[0]!.headers.get('etag')!
    assert.match(etag, /^"[0-9a-f]{24}"$/)
    assert.equal(answers[0]!.headers.get('cache-control'), 'no-cache')
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, `${etag.slice(0, -1)}-gzip"`]) {
      const again = await ask({ 'if-none-match': tag })
      assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', etag])
    }
    assert.equal((await ask({ 'if-none-match': '"other"' })).status, 200)
    assert.equal(written, 1)
  })
})
