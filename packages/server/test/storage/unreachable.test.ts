import { createServer } from 'node:net'
import { once } from 'node:events'
import { assert } from 'chai'
import { describe, it, vi } from 'vitest'
import type { VerdictHistory } from '../../src/core/records/verdict.js'
import { DEFAULT_POLICY } from '../../src/core/policy.js'
import { postgresStore } from '../../src/postgres.js'
import { StorageUnavailableError } from '../../src/storage/database/storage-unavailable-error.js'
import { toStorageError } from '../../src/storage/database/unreachable.js'
import { openDatabase, POSTGRES_URL } from '../support/database.js'
import { School } from '../support/school.js'

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
    for (const code of ['57P01', '08006', '53300', '40P01', 'ECONNRESET', '57014', '25006', '25P03']) {
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

// A transaction that is left alone holds up nobody where there is one connection.
if (POSTGRES_URL !== undefined) {
  describe('a process that is frozen in a transaction', () => {
    it('holds its learner up for no longer than a statement may take, and writes nothing when it thaws', async () => {
      const database = openDatabase('postgres')
      const store = database.openStore()
      await store.prepare('auto')
      const school = new School(database, store)
      const lesson = await school.found()
      const ada = await school.enrol('ada')
      const connect = () =>
        postgresStore({ connectionString: POSTGRES_URL!, schema: database.schema, statementTimeout: 500 })
      const [frozen, other] = [connect(), connect()]
      const decision = (reason: string) => ({ completed: true, reason, actorId: 'root', attempt: null })

      let thaw: () => void = () => undefined
      const frost = new Promise<void>((settle) => (thaw = settle))
      let isLocked: () => void = () => undefined
      const locked = new Promise<void>((settle) => (isLocked = settle))
      const late = frozen
        .transaction(async (records) => {
          await records.verdicts.decideLesson(ada, lesson, decision('frozen'))
          isLocked()
          await frost
          await records.verdicts.decideCourse(
            ada,
            (await records.courses.find({ tenantId: ada.tenantId, courseId: school.courseId }))!,
            decision('frozen'),
          )
        })
        .catch((error: unknown) => error)
      await locked

      const decide = () => other.verdicts.decideLesson(ada, lesson, decision('other')).catch((error: unknown) => error)
      const { acts } = (await vi.waitUntil(
        async () => {
          const decided = await decide()
          if (decided instanceof StorageUnavailableError) return null
          if (decided instanceof Error) throw decided
          return decided
        },
        { timeout: 60_000, interval: 50 },
      )) as VerdictHistory
      thaw()
      assert.instanceOf(await late, StorageUnavailableError)
      assert.deepEqual(
        acts.map(({ reason }) => reason),
        ['other'],
      )
      await Promise.all([frozen.close(), other.close()])
      await database.close()
    })
  })
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
