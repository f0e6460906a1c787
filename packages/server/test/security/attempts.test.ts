import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { SignJWT } from 'jose'
import { jwtAuth } from '../../src/auth.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { LessonServer, openingOf, openTestDatabase, ORIGIN } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'

const SECRET = 'a secret of at least thirty-two bytes, for tests'
const AGAINST = { issuer: 'https://id.test', audience: 'lessons' }
const HOUR_S = 3_600

let database: TestDatabase
let store: SqlLessonStore
let server: LessonServer
/** Ada's session in the first tenant; everybody else tries to get at it. */
let sessionId: string

const authenticate = jwtAuth({
  secret: SECRET,
  ...AGAINST,
  claims: { learnerId: 'sub', tenantId: 'tenant', roles: 'lesson_roles' },
})

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  await store.prepare('auto')
  server = await new LessonServer(store, { authenticate }).found('ada', 'ben')
  await server.handler.api.putCourse('other', { title: 'Other', owners: ['max'] }, { tenantId: server.tenantId })
  await server.handler.api.putCourse(
    'fire-safety',
    { title: 'Fire safety', owners: ['olga'] },
    { tenantId: server.tenantId },
  )
  const answer = await call(await token({ sub: 'ada' }), 'POST', '/v1/sessions', openingOf('fire-safety-1'))
  assert.equal(answer.status, 201)
  sessionId = ((await answer.json()) as { session_id: string }).session_id
})
afterAll(() => database.close())

/** A sign-in, by default of the first tenant and by the key of the handler. */
function token(claims: Record<string, unknown>, { secret = SECRET, alg = 'HS256' } = {}): Promise<string> {
  const { iss = AGAINST.issuer, aud = AGAINST.audience, exp = Math.floor(Date.now() / 1000) + HOUR_S, ...rest } = claims
  return new SignJWT({ tenant: server.tenantId, iss, aud, exp, ...rest } as Record<string, unknown>)
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(secret))
}

function call(bearer: string | null, method: string, path: string, body?: unknown): Promise<Response> {
  return server.handler.fetch(
    new Request(`${ORIGIN}${path}`, {
      method,
      headers: { ...(bearer !== null && { authorization: `Bearer ${bearer}` }), 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    }),
  )
}

/** Reads and writes of Ada's, of her course and of the tenant, as somebody else would try them. */
function attempts(): readonly (readonly [method: string, path: string, body?: unknown])[] {
  const segment = { n: 1, from: 0, to: 5, rate: 1, started: 0, ended: 5, visible: true, muted: false }
  const report = {
    session_id: sessionId,
    lesson_id: 'fire-safety-1',
    position: 5,
    duration: 600,
    watched_segments: [segment],
    events: [],
  }
  const result = { result_id: 'r', passed: true, taken_at: '2026-01-01T00:00:00Z' }
  return [
    ['POST', '/v1/tokens', { session_id: sessionId }],
    ['POST', '/v1/progress', { reports: [report] }],
    ['GET', '/v1/lessons/fire-safety-1/progress?learner_id=ada'],
    ['GET', '/v1/courses/fire-safety/progress?learner_id=ada'],
    ['GET', '/v1/lessons/fire-safety-1/explanation?learner_id=ada'],
    ['PUT', '/v1/courses/fire-safety', { title: 'Mine' }],
    ['DELETE', '/v1/courses/fire-safety'],
    ['PUT', '/v1/lessons/fire-safety-1', { title: 'Mine', course_id: 'fire-safety' }],
    ['DELETE', '/v1/lessons/fire-safety-1'],
    ['PUT', '/v1/courses/fire-safety/enrolments/ben', {}],
    ['DELETE', '/v1/courses/fire-safety/enrolments/ada'],
    ['POST', '/v1/courses/fire-safety/attempts', { learner_id: 'ada', reason: 'x' }],
    ['PUT', '/v1/lessons/fire-safety-1/quiz-results/ada', result],
    ['PUT', '/v1/courses/fire-safety/assessment-results/ada', result],
    ['PUT', '/v1/lessons/fire-safety-1/verdicts/ada', { completed: true, reason: 'x' }],
    ['PUT', '/v1/courses/fire-safety/verdicts/ada', { completed: true, reason: 'x' }],
  ]
}

describe('attempts through the handler', () => {
  it('of another learner, another owner, another tenant and the same name in another tenant change and reveal nothing', async () => {
    const before = await snapshot()
    const strangers: Record<string, unknown>[] = [
      { sub: 'ben' },
      { sub: 'ben', lesson_roles: ['learner'], roles: ['admin'], role: 'admin', app_metadata: { roles: ['admin'] } },
      { sub: 'max', lesson_roles: ['course_owner', 'learner'] },
      { sub: 'ada', tenant: 'another' },
      { sub: 'root', lesson_roles: ['admin'], tenant: 'another' },
      { sub: 'root', lesson_roles: ['service'], tenant: `${server.tenantId} ` },
      { sub: "ada' or true --" },
      { sub: 'ADA' },
    ]
    let tried = 0
    for (const claims of strangers) {
      const bearer = await token(claims)
      for (const [method, path, body] of attempts()) {
        const answer = await call(bearer, method, path, body)
        const text = await answer.text()
        tried += 1
        if (path === '/v1/progress' && answer.status === 200) {
          assert.include(text, '"code":"session_not_found"', JSON.stringify(claims))
          continue
        }
        // In another tenant a name may be created again: it is another course, and reveals nothing of this one.
        const here = (claims['tenant'] ?? server.tenantId) === server.tenantId
        const expected = here ? [403, 404] : [200, 201, 400, 403, 404]
        assert.include(expected, answer.status, `${JSON.stringify(claims)} ${method} ${path}: ${text}`)
        assert.notInclude(text, 'Fire safety')
        if (here) assert.notInclude(text, 'watched_seconds')
      }
    }
    assert.equal(tried, strangers.length * attempts().length)
    assert.deepEqual(await snapshot(), before)
  })

  it('with forged, expired, foreign or no sign-in at all are nobody’s', async () => {
    const before = await snapshot()
    const now = Math.floor(Date.now() / 1000)
    const unsigned = (header: object, payload: object) =>
      `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`
    const good = { sub: 'ada', tenant: server.tenantId, iss: AGAINST.issuer, aud: AGAINST.audience, exp: now + HOUR_S }
    const honest = await token({ sub: 'ben' })
    const [head, , signature] = honest.split('.')
    const bearers = [
      null,
      '',
      'x',
      unsigned({ alg: 'none' }, good),
      unsigned({ alg: 'HS256' }, good),
      `${head!}.${Buffer.from(JSON.stringify(good)).toString('base64url')}.${signature!}`,
      await token({ sub: 'ada' }, { secret: 'another secret of at least thirty-two bytes' }),
      await token({ sub: 'ada' }, { alg: 'HS512' }),
      await token({ sub: 'ada', exp: now - 60 }),
      await token({ sub: 'ada', nbf: now + HOUR_S }),
      await token({ sub: 'ada', iss: 'https://elsewhere.test' }),
      await token({ sub: 'ada', aud: 'something-else' }),
      await token({ sub: '' }),
      await token({ sub: 'x'.repeat(256) }),
      await token({}),
    ]
    for (const [index, bearer] of bearers.entries()) {
      for (const [method, path, body] of attempts()) {
        const answer = await call(bearer, method, path, body)
        assert.equal(answer.status, 401, `bearer ${index.toString()} ${method} ${path}`)
      }
    }
    assert.deepEqual(await snapshot(), before)
  })

  /** Everything that the tenant has, as a superuser sees it. */
  async function snapshot(): Promise<readonly string[]> {
    const tables = await database.client.query<{ name: string }>(
      `select table_name::text as name from information_schema.columns
       where table_schema = $1 and column_name = 'tenant_id' order by 1`,
      [database.schema],
    )
    const texts: string[] = []
    for (const { name } of tables) {
      const rows = await database.client.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${database.schema}.${name} t where tenant_id = $1 order by 1`,
        [server.tenantId],
      )
      texts.push(...rows.map(({ row }) => `${name} ${row}`))
    }
    return texts
  }
})
