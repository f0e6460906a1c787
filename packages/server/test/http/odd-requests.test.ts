import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { LessonStore } from '../../src/storage/store.js'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openingOf, openTestDatabase } from './lesson-server.js'

let database: TestDatabase
let store: LessonStore
let server: LessonServer

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  server = await new LessonServer(store, { cors: { origins: ['https://page.example'] } }).found('ada')
})

afterAll(async () => {
  await server.handler.close()
  await database.close()
  server.watch.assertNothingLeaked()
})

describe('a path with a slash at its end', () => {
  it('is the same call, for every call', async () => {
    const { session_id } = await server.open('ada')
    const report = { session_id, lesson_id: 'fire-safety-1', watched_segments: [] }
    for (const [status, path, body] of [
      [201, '/v1/sessions/', openingOf('fire-safety-1')],
      [200, '/v1/tokens/', { session_id }],
      [200, '/v1/progress//', { reports: [report] }],
      [200, '/v1/courses/', undefined],
      [200, '/v1/courses/fire-safety/', undefined],
      [200, '/v1/lessons/fire-safety-1/progress/?attempt=1', undefined],
      [200, '/v1/health/live/', undefined],
      [200, '/v1/openapi.json/', undefined],
    ] as const) {
      const answer = await server.ask('ada', path, body === undefined ? {} : { body })
      assert.equal(answer.status, status, path)
    }
    const put = { method: 'PUT', body: {} }
    const enrolled = await server.ask('boss admin', '/v1/courses/fire-safety/enrolments/cleo/', put)
    assert.equal(enrolled.body['learner_id'], 'cleo')
  })

  it('is no call in the middle of another', async () => {
    for (const path of ['/v1//courses', '/v1/courses//fire-safety', '//v1/nowhere']) {
      assertProblem(await server.ask('ada', path), 404, 'route_not_found')
    }
  })
})

describe('a percent escape that is broken', () => {
  const put = { method: 'PUT', body: {} }

  it('is refused in a path and in a query, and nothing is done', async () => {
    for (const text of ['a%ZZb', 'a%', '%A', '%E4', '%C0%AF', '%ED%A0%80', '%ff']) {
      assertProblem(
        await server.ask('boss admin', `/v1/courses/fire-safety/enrolments/${text}`, put),
        400,
        'invalid_request',
      )
      assertProblem(await server.ask('ada', `/v1/lessons/${text}/progress`), 400, 'invalid_request')
      assertProblem(
        await server.ask('boss admin', `/v1/lessons/fire-safety-1/progress?learner_id=${text}`),
        400,
        'invalid_request',
      )
      const elsewhere = await server.ask('ada', `/v1/nowhere?x=${text}`, {
        headers: { origin: 'https://page.example' },
      })
      assertProblem(elsewhere, 400, 'invalid_request')
      assert.equal(elsewhere.headers.get('access-control-allow-origin'), 'https://page.example')
    }
  })

  it('is not seen in one that is whole', async () => {
    for (const name of ['zoë', 'a b', 'a/b', '100%', 'a+b', '😀']) {
      const answer = await server.ask(
        'boss admin',
        `/v1/courses/fire-safety/enrolments/${encodeURIComponent(name)}`,
        put,
      )
      assert.equal(answer.body['learner_id'], name)
      const query = `?learner_id=${encodeURIComponent(name)}`
      assert.equal((await server.ask('boss admin', `/v1/courses/fire-safety/progress${query}`)).status, 200, name)
    }
  })
})

describe('roles that are none of ours', () => {
  it('leave a learner, as none at all do', async () => {
    for (const roles of [['offline_access', 'uma_authorization'], [], ['Admin'], null, undefined]) {
      const asked: (readonly string[])[] = []
      const other = new LessonServer(store, {
        authenticate: () => ({ learnerId: 'ada', tenantId: server.tenantId, roles: roles as never }),
        entitlement: ({ learner }) => {
          asked.push(learner.roles)
          return true
        },
      })
      const answer = await other.ask(null, '/v1/sessions', { body: openingOf('fire-safety-1') })
      assert.equal(answer.status, 201, JSON.stringify(roles))
      assert.deepEqual(asked, [[...(roles ?? []), 'learner']], 'the host’s own names reach its callbacks')
      assertProblem(await other.ask(null, '/v1/courses/x', { method: 'PUT', body: { title: 'x' } }), 403, 'forbidden')
    }
  })

  it('add nothing to one that is ours', async () => {
    const service = { learnerId: 'host', roles: ['offline_access', 'service'] }
    const other = new LessonServer(store, { authenticate: () => ({ ...service, tenantId: server.tenantId }) })
    const answer = await other.ask(null, '/v1/sessions', { body: openingOf('fire-safety-1') })
    assertProblem(answer, 403, 'forbidden')
  })
})

describe('the answer to a batch', () => {
  const batchOf = (reports: readonly unknown[]) => server.ask('ada', '/v1/progress', { body: { reports } })
  const sizeOf = (body: unknown) => JSON.stringify(body).length

  it('says once what is true of every malformed segment, and is smaller than the batch', async () => {
    const { session_id } = await server.open('ada')
    const report = { session_id, lesson_id: 'fire-safety-1', watched_segments: Array<null>(2_000).fill(null) }
    const reports = Array.from({ length: 18 }, () => report)
    const answer = await batchOf(reports)
    assert.equal(answer.status, 200)
    const [result] = answer.body['results'] as { reasons: unknown[] }[]
    assert.deepEqual(result!.reasons, [{ code: 'malformed', from: 0, to: 0 }])
    assert.isBelow(sizeOf(answer.body), 10_000)
  })

  it('names the fifty longest stretches of a report', async () => {
    const { session_id } = await server.open('ada')
    const segments = Array.from({ length: 300 }, (_, index) => ({ from: index, to: index + (index < 60 ? 0.5 : 0.1) }))
    const answer = await batchOf([{ session_id, lesson_id: 'fire-safety-1', watched_segments: segments }])
    const [result] = answer.body['results'] as { reasons: { from: number; to: number }[] }[]
    assert.lengthOf(result!.reasons, 50)
    for (const { from, to } of result!.reasons) assert.closeTo(to - from, 0.5, 0.001)
    assert.sameOrderedMembers(
      result!.reasons.map(({ from }) => from),
      result!.reasons.map(({ from }) => from).toSorted((a, b) => a - b),
    )
  })

  it('has no place for more than five hundred reports', async () => {
    const many = await batchOf(Array<number>(100_000).fill(0))
    assertProblem(many, 400, 'invalid_request')
    assert.isBelow(sizeOf(many.body), 1_000)
    const answer = await batchOf(Array<number>(500).fill(0))
    assert.lengthOf(answer.body['results'] as unknown[], 500)
  })
})
