import { assert } from 'chai'
import { describe, it } from 'vitest'
import { WorkBound } from '../../../src/http/limits/work-bound.js'
import { StorageOverloadedError } from '../../../src/storage/database/storage-overloaded-error.js'
import { LessonProblem } from '../../../src/problems/lesson-problem.js'
import { assertProblem, LessonServer, openTestDatabase, signIn, withMethods } from '../lesson-server.js'

describe('the bound of work under way', () => {
  const pending = () => new Promise<void>(() => undefined)

  it('refuses a further call, and one that is too much in bytes, until another one ends', async () => {
    const bound = new WorkBound({ maxCalls: 2, maxBytes: 100 })
    let end = (): void => undefined
    const first = bound.run(40, () => new Promise<void>((resolve) => (end = resolve)))
    assert.doesNotThrow(() => bound.requireRoom(60))
    assertOverloaded(() => bound.requireRoom(61))
    void bound.run(10, pending)
    assertOverloaded(() => bound.requireRoom(1))
    end()
    await first
    assert.doesNotThrow(() => bound.requireRoom(90))
  })

  it('is given back by work that fails', async () => {
    const bound = new WorkBound({ maxCalls: 1, maxBytes: 100 })
    const failing = bound.run(100, () => Promise.reject(new Error('no')))
    await failing.catch(() => undefined)
    assert.equal(await bound.run(100, async () => 'again'), 'again')
  })
})

describe('more reports than a process gets done', () => {
  it('are answered 503 overloaded before they are read, and taken when there is room again', async () => {
    const database = openTestDatabase()
    const store = database.openStore()
    let isStuck = true
    let unstick = (): void => undefined
    const stuck = new Promise<void>((resolve) => (unstick = resolve))
    const slow = withMethods(store, {
      ledger: {
        record: async (...args) => {
          if (isStuck) await stuck
          return store.ledger.record(...args)
        },
      },
    })
    const learners = Array.from({ length: 64 }, (_, index) => `learner-${index.toString()}`)
    const server = await new LessonServer(slow, { rateLimit: { reports: 1_000 } }).found(...learners)
    const sessions = await Promise.all(learners.map(async (learner) => (await server.open(learner)).session_id))
    const send = (index: number) =>
      server.ask(learners[index]!, '/v1/progress', {
        body: { reports: [{ session_id: sessions[index], lesson_id: 'fire-safety-1', watched_segments: [] }] },
      })
    // Eight of each learner wait for the first one.
    const waiting = Array.from({ length: 8 }, () => learners.map((_, index) => send(index))).flat()
    // All have been read by the time that a later one is refused.
    while ((await send(0)).status !== 503);
    const read: boolean[] = []
    const body = new ReadableStream<Uint8Array>(
      { pull: (controller) => (read.push(true), controller.error(new Error('It was read.'))) },
      { highWaterMark: 0 },
    )
    const refused = await server.handler.fetch(
      new Request('https://lessons.test/v1/progress', {
        method: 'POST',
        headers: { authorization: `Bearer ${signIn(learners[0]!)}`, 'content-type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit),
    )
    assert.equal(refused.status, 503)
    assert.include(await refused.json(), { code: 'overloaded', retryable: true })
    assert.include(['1', '2', '3'], refused.headers.get('retry-after'))
    assert.isEmpty(read)
    isStuck = false
    unstick()
    const statuses = new Set((await Promise.all(waiting)).map(({ status }) => status))
    assert.deepEqual([...statuses], [200])
    assert.equal((await send(0)).status, 200)
    await server.handler.close()
    await database.close()
  })
})

it('a batch that waited too long for the database is answered 503 overloaded, and may come again', async () => {
  const database = openTestDatabase()
  const store = database.openStore()
  const late = withMethods(store, { ledger: { record: () => Promise.reject(new StorageOverloadedError()) } })
  const server = await new LessonServer(late).found('ada')
  const { session_id } = await server.open('ada')
  const reports = [{ session_id, lesson_id: 'fire-safety-1', watched_segments: [] }]
  const answer = await server.ask('ada', '/v1/progress', { body: { reports } })
  assertProblem(answer, 503, 'overloaded')
  assert.include([1, 2, 3], answer.body['retry_after'])
  await server.handler.close()
  await database.close()
})

function assertOverloaded(call: () => void): void {
  try {
    call()
  } catch (error) {
    assert.instanceOf(error, LessonProblem)
    assert.propertyVal(error, 'code', 'overloaded')
    return
  }
  assert.fail('Expected a refusal.')
}
