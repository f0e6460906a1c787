import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { TestDatabase } from '../support/database.js'
import { LessonServer, openTestDatabase, withMethods } from './lesson-server.js'

/** A server of which a report waits. */
interface Stuck {
  readonly server: LessonServer
  readonly send: () => Promise<number>
  /** Settles when a report has come as far as the store. */
  readonly entered: Promise<void>
  readonly letGo: () => void
}

describe('closing a handler', () => {
  let database: TestDatabase

  beforeAll(() => {
    database = openTestDatabase()
  })
  afterAll(() => database.close())

  /** A server whose reports wait in the store until they are let go. */
  async function openStuck(): Promise<Stuck> {
    const store = database.openStore()
    let enter = (): void => undefined
    const entered = new Promise<void>((resolve) => (enter = resolve))
    let letGo = (): void => undefined
    const stuck = new Promise<void>((resolve) => (letGo = resolve))
    const slow = withMethods(store, {
      ledger: {
        record: async (...args) => {
          enter()
          await stuck
          return store.ledger.record(...args)
        },
      },
    })
    const server = await new LessonServer(slow).found('ada')
    const { session_id } = await server.open('ada')
    const reports = [{ session_id, lesson_id: 'fire-safety-1', watched_segments: [] }]
    const send = async () => (await server.ask('ada', '/v1/progress', { body: { reports } })).status
    return { server, send, entered, letGo: () => letGo() }
  }

  it('answers what is under way, and refuses what comes later with 503, also who asks whether it is ready', async () => {
    const { server, send, entered, letGo } = await openStuck()
    const underWay = send()
    await entered
    const closed = server.handler.close()
    assert.equal(await send(), 503)
    assert.equal((await server.ask(null, '/v1/health')).status, 503)
    assert.equal((await server.ask(null, '/v1/health/live')).status, 200)
    letGo()
    assert.equal(await underWay, 200)
    await closed
  })

  it('waits for it no longer than the deadline, and a second call waits for the first', async () => {
    const { server, send, entered, letGo } = await openStuck()
    const underWay = send()
    await entered
    await Promise.all([server.handler.close({ deadline: 50 }), server.handler.close()])
    let isAnswered = false
    void underWay.finally(() => (isAnswered = true))
    await Promise.resolve()
    assert.isFalse(isAnswered)
    letGo()
    await underWay
  })

  it('refuses a deadline that is no time', async () => {
    const { server, letGo } = await openStuck()
    for (const deadline of [-1, Number.NaN, Number.POSITIVE_INFINITY, 600_001]) {
      const error: unknown = await server.handler.close({ deadline }).catch((reason: unknown) => reason)
      assert.instanceOf(error, TypeError)
    }
    letGo()
    await server.handler.close()
  })
})
