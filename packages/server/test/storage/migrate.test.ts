import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { MIGRATIONS } from '../../src/storage/migrations/migrations.js'
import { migrate } from '../../src/storage/migrations/migrate.js'
import { checkSchemaName } from '../../src/storage/database/schema-name.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'

for (const kind of KINDS) {
  describe(`migrations on ${kind}`, () => {
    let database: TestDatabase

    beforeAll(() => {
      database = openDatabase(kind)
    })
    afterAll(() => database.close())

    it('refuses to start on an empty database when only asked to check, naming the mend', async () => {
      const error = await rejection(database.openStore().prepare('check'))
      assert.include(error.message, 'lessons.migrate()')
      assert.include(error.message, "migrate: 'auto'")
    })

    it('are applied by exactly one of eight processes that start at once', async () => {
      const stores = Array.from({ length: 8 }, () => database.openStore())
      await Promise.all(stores.map((store) => store.prepare('auto')))
      const rows = await database.client.query(`select id from ${database.schema}.migrations order by id`)
      assert.deepEqual(
        rows.map(({ id }) => id),
        MIGRATIONS.map((_, index) => index + 1),
      )
    })

    it('change nothing a second time', async () => {
      const store = database.openStore()
      await store.prepare('auto')
      await store.prepare('check')
      await store.prepare('off')
      await store.ping()
    })

    it('refuse a database that is newer than the code, in every mode that looks', async () => {
      await database.client.query(`insert into ${database.schema}.migrations (id) values ($1)`, [MIGRATIONS.length + 1])
      for (const mode of ['auto', 'check'] as const) {
        const error = await rejection(migrate(database.client, database.schema, mode))
        assert.include(error.message, 'newer than this code')
      }
    })
  })
}

describe('the name of a schema', () => {
  it('is plain, or refused', () => {
    assert.equal(checkSchemaName(), 'ehr_lessons')
    for (const name of ['', 'Lessons', 'a b', 'x"; drop', '1a', 'a'.repeat(64)]) {
      assert.throws(() => checkSchemaName(name), TypeError, 'Expected `schema`')
    }
  })
})

async function rejection(promise: Promise<unknown>): Promise<Error> {
  const reason: unknown = await promise.then(
    () => new Error('nothing was refused'),
    (error: unknown) => error,
  )
  return reason as Error
}
