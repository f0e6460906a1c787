import { learnerErasureSchema, learnerExportSchema } from '@enhancedhr/protocol/management'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openTestDatabase } from './lesson-server.js'

const ADMIN = 'root admin'

describe('exporting and erasing a learner by call', () => {
  let database: TestDatabase
  let store: SqlLessonStore

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
  })
  afterAll(() => database.close())

  const serve = async (options: ConstructorParameters<typeof LessonServer>[1] = {}) => {
    const server = await new LessonServer(store, { playbackAllowed: () => true, ...options }).found('a/da', 'ben')
    const tenant = { tenantId: server.tenantId }
    return { server, tenant, api: server.handler.api }
  }
  const EXPORT = '/v1/learners/a%2Fda/export'
  const LEARNER = '/v1/learners/a%2Fda'

  it('is for admins of the tenant alone', async () => {
    const { server } = await serve()
    for (const who of ['a/da', 'olga course_owner', 'svc service']) {
      assertProblem(await server.ask(who, EXPORT), 403, 'forbidden')
      assertProblem(await server.ask(who, LEARNER, { method: 'DELETE' }), 403, 'forbidden')
    }
    assertProblem(await server.ask(null, EXPORT), 401, 'unauthenticated')
    const elsewhere = await server.ask('root admin another-tenant', EXPORT)
    assert.isEmpty(Object.values(learnerExportSchema.parse(elsewhere.body).records).flat())
    await server.ask('root admin another-tenant', LEARNER, { method: 'DELETE' })
    const { records } = learnerExportSchema.parse((await server.ask(ADMIN, EXPORT)).body)
    assert.lengthOf(records.enrolments, 1)
  })

  it('hands out what is kept, erases it, and then there is nothing', async () => {
    const { server, api, tenant } = await serve()
    await server.open('a/da')
    const before = learnerExportSchema.parse((await server.ask(ADMIN, EXPORT)).body)
    assert.deepInclude(before, { tenant_id: server.tenantId, learner_id: 'a/da', next_cursor: null })
    assert.lengthOf(before.records.sessions, 1)
    const pieces: string[] = []
    for await (const piece of api.exportLearner('a/da', tenant)) pieces.push(piece)
    assert.deepEqual(learnerExportSchema.parse(JSON.parse(pieces.join(''))).records, before.records)
    const erasure = learnerErasureSchema.parse((await server.ask(ADMIN, LEARNER, { method: 'DELETE' })).body)
    assert.deepInclude(erasure, { learner_id: 'a/da', verdicts_kept: false })
    assert.deepInclude(erasure.erased, { learner: 1, enrolments: 1, sessions: 1, events: 1 })
    const after = learnerExportSchema.parse((await server.ask(ADMIN, EXPORT)).body)
    assert.isEmpty(Object.values(after.records).flat())
    // The default entitlement knows nobody any more.
    assert.equal(
      (
        await server.ask('a/da', '/v1/sessions', {
          body: { lesson_id: 'fire-safety-1', client: { name: 'x', version: '1' } },
        })
      ).status,
      404,
    )
    assert.lengthOf(
      learnerExportSchema.parse((await server.ask(ADMIN, '/v1/learners/ben/export')).body).records.enrolments,
      1,
    )
  })

  it('keeps verdicts where the host says so, unless a trusted call says otherwise', async () => {
    const { server, api, tenant } = await serve({ privacy: { keepVerdicts: true } })
    await api.putLessonVerdict('fire-safety-1', 'a/da', { completed: true, reason: 'x' }, tenant)
    const answer = await server.ask(ADMIN, LEARNER, { method: 'DELETE' })
    assert.isTrue(answer.body['verdicts_kept'])
    const { records } = learnerExportSchema.parse((await server.ask(ADMIN, EXPORT)).body)
    assert.lengthOf(records.lesson_verdicts, 1)
    assert.isEmpty(records.enrolments)
    const erased = await api.eraseLearner('a/da', { ...tenant, keepVerdicts: false })
    assert.deepInclude(erased.erased, { lesson_verdicts: 1 })
  })

  it('refuses a cursor that it did not write, and a learner that there cannot be', async () => {
    const { server } = await serve()
    const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const bad of [
      ...['x', cursor({}), cursor(['nowhere']), cursor(['evidence']), cursor(['evidence', 'x', '1'])],
      ...[
        cursor(['evidence', '5d0f2c1a-7b3e-4f60-9a8d-6c5b4a392810', '99999999999']),
        cursor(['enrolments', 'a\u0000b']),
      ],
      ...[cursor(['constructor', 'a']), cursor([1, 2])],
    ]) {
      assertProblem(await server.ask(ADMIN, `${EXPORT}?cursor=${bad}`), 400, 'invalid_request')
    }
    const good = await server.ask(ADMIN, `${EXPORT}?cursor=${cursor(['enrolments', 'zzz'])}`)
    assert.equal(good.status, 200)
    assertProblem(
      await server.ask(ADMIN, `/v1/learners/${'a'.repeat(256)}`, { method: 'DELETE' }),
      400,
      'invalid_request',
    )
  })

  it('takes the periods of the options, and refuses those that are too short in words', async () => {
    const { server } = await serve({
      privacy: { retention: { evidence: 35, sessions: 400, events: 30, deadEvents: 31 } },
    })
    assert.deepEqual(await server.handler.work(), { closed: 0, swept: 0, judged: 0 })
    for (const [retention, words] of [
      [{ evidence: 34 }, '`privacy.retention.evidence` to be days from 35 to 36500, got 34'],
      [{ events: 29 }, '`privacy.retention.events` to be days from 30 to 36500, got 29'],
      [{ event: 90 }, 'there is no option `privacy.retention.event`'],
    ] as const) {
      assert.throws(() => new LessonServer(store, { privacy: { retention } as never }), TypeError, words)
    }
  })
})
