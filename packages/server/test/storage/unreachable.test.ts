import { createServer } from 'node:net'
import { once } from 'node:events'
import { assert } from 'chai'
import { describe, it } from 'vitest'
import { DEFAULT_POLICY } from '../../src/core/policy.js'
import { postgresStore } from '../../src/postgres.js'
import { StorageUnavailableError } from '../../src/storage/database/storage-unavailable-error.js'
import { toStorageError } from '../../src/storage/database/unreachable.js'

describe('a database that does not answer', () => {
  it('rejects every kind of call with one error, whose message reveals nothing of its address', async () => {
    const store = postgresStore({
      connectionString: `postgres://ada:secret@127.0.0.1:${(await closedPort()).toString()}/x`,
    })
    const learner = { tenantId: 't', learnerId: 'ada' }
    const session = { sessionId: '0195d0a0-0000-4000-8000-000000000000', lessonId: 'l' }
    const report = { ...session, position: null, duration: null, segments: [], malformed: [], events: [] }
    for (const call of [
      () => store.ping(),
      () => store.prepare('check'),
      () => store.lessons.find({ tenantId: 't', lessonId: 'l' }),
      () => store.lessons.findFor(learner, 'l'),
      () => store.courses.findFor(learner, 'c'),
      () => store.ledger.record(learner, [report], DEFAULT_POLICY),
    ]) {
      const error = await call().catch((reason: unknown) => reason)
      assert.instanceOf(error, StorageUnavailableError)
      assert.notInclude((error as Error).message, 'secret')
    }
    await store.close()
  })

  it('is distinguished from a bug by its code', () => {
    const coded = (code: string) => Object.assign(new Error('x'), { code })
    for (const code of ['57P01', '08006', '53300', '40P01', 'ECONNRESET', '57014', '25006']) {
      assert.instanceOf(toStorageError(coded(code)), StorageUnavailableError, code)
    }
    for (const error of [coded('23505'), coded('42601'), coded('22P02'), new Error('other'), 'text']) {
      assert.equal(toStorageError(error), error)
    }
    assert.instanceOf(toStorageError(new AggregateError([coded('ECONNREFUSED')])), StorageUnavailableError)
    assert.instanceOf(toStorageError(new Error('Connection terminated unexpectedly')), StorageUnavailableError)
  })

  it('is not looked for when two places are named', () => {
    assert.throws(() => postgresStore({ connectionString: 'postgres://x', pool: {} as never }), TypeError, 'got both')
  })
})

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
