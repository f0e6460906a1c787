import { afterAll, beforeAll, describe, it } from 'vitest'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { openTestDatabase } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'
import { HandlerTarget } from './handler-target.js'
import { runVector } from './run-vector.js'
import { readVectors } from './vector.js'
import { VectorClock } from './vector-clock.js'

/** An hour that reports every five seconds is a thousand requests; only what hangs takes this long. */
const LONGEST = 900_000

let database: TestDatabase
let clock: VectorClock
let store: SqlLessonStore

beforeAll(async () => {
  database = openTestDatabase()
  clock = new VectorClock(database.client, `${database.schema}_clock`)
  await clock.prepare()
  store = new SqlLessonStore(clock.wrap(database.client), database.schema)
  await store.prepare('auto')
}, LONGEST)
afterAll(async () => {
  await clock.drop()
  await database.close()
})

describe('the handler on its database, by the published vectors', () => {
  for (const { name, title, vectors } of readVectors()) {
    describe(`${name}: ${title}`, () => {
      for (const vector of vectors) {
        it(`${vector.id}: ${vector.title}`, () => runVector(vector, new HandlerTarget(store, clock, database)), LONGEST)
      }
    })
  }
})
