import { assert } from 'chai'
import { it } from 'vitest'
import { LessonServer, openTestDatabase, withMethods } from './lesson-server.js'

/** Batches of the learner who invents; `pnpm bench load` sends ten times as many, and measures times as well. */
const BATCHES = 2_000

it('a learner who invents 100,000 sessions costs the database 240 batches, and others nothing', async () => {
  const database = openTestDatabase()
  const store = database.openStore()
  let recorded = 0
  const counting = withMethods(store, {
    ledger: {
      record: (...args) => {
        recorded += 1
        return store.ledger.record(...args)
      },
    },
  })
  const server = await new LessonServer(counting).found('ada')
  const { session_id } = await server.open('ada')
  const before = process.memoryUsage().heapUsed
  const statuses = new Set<number>()
  let next = 0
  const invent = async (): Promise<void> => {
    while (next < BATCHES) {
      next += 1
      const reports = Array.from({ length: 50 }, (_, index) => ({
        session_id: `${'x'.repeat(200)}-${next.toString()}-${index.toString()}`,
        lesson_id: 'fire-safety-1',
        watched_segments: [],
      }))
      const request = new Request('https://lessons.test/v1/progress', {
        method: 'POST',
        headers: {
          authorization: `Bearer ${Buffer.from('secret-bearer eve').toString('base64url')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ reports }),
      })
      statuses.add((await server.handler.fetch(request)).status)
    }
  }
  const load = Promise.all(Array.from({ length: 8 }, invent))
  const mine = { session_id, lesson_id: 'fire-safety-1', watched_segments: [] }
  for (let count = 0; count < 20; count += 1) {
    assert.equal((await server.ask('ada', '/v1/progress', { body: { reports: [mine] } })).status, 200)
  }
  await load
  assert.deepEqual([...statuses].toSorted(), [200, 429])
  assert.equal(recorded, 240 + 20)
  // Without a collection of garbage, some tens of megabytes are only not freed yet.
  assert.isBelow((process.memoryUsage().heapUsed - before) / 1024 / 1024, 200)
  await server.handler.close()
  await database.close()
})
