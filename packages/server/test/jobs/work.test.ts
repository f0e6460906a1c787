import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { StorageUnavailableError } from '../../src/storage/database/storage-unavailable-error.js'
import { LessonServer, openTestDatabase, withMethods } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'
import { SECRET } from '../support/post-office.js'

describe('work()', () => {
  let database: TestDatabase

  beforeAll(() => {
    database = openTestDatabase()
  })
  afterAll(() => database.close())

  it('rejects, and ends no process, where neither maintenance nor events can be done', async () => {
    const fail = () => Promise.reject(new StorageUnavailableError())
    const store = withMethods(database.openStore(), { leases: { claim: fail }, deliveries: { claim: fail } })
    const endpoint = { id: 'certificates', url: 'https://receiver.test/', secret: SECRET }
    const { handler } = new LessonServer(store, { events: { endpoints: [endpoint] } })
    const unhandled: unknown[] = []
    const note = (error: unknown) => void unhandled.push(error)
    process.on('unhandledRejection', note)
    const failed = await handler.work().then(
      () => null,
      (error: unknown) => error,
    )
    // Node reports a rejection that nobody handles before the next turn of its loop.
    await new Promise((settle) => setImmediate(settle))
    process.off('unhandledRejection', note)
    assert.instanceOf(failed, StorageUnavailableError)
    assert.isEmpty(unhandled)
  })
})
