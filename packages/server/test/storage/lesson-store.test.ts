import { afterAll, beforeAll, describe } from 'vitest'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { School } from '../support/school.js'
import { describeLessonStore } from '../support/store-suite.js'
import { describeVerdicts } from '../support/verdict-suite.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'

for (const kind of KINDS) {
  describe(`the store on ${kind}`, () => {
    let database: TestDatabase
    let store: SqlLessonStore
    let another: SqlLessonStore

    beforeAll(async () => {
      database = openDatabase(kind)
      store = database.openStore()
      another = database.openStore()
      await store.prepare('auto')
    })
    afterAll(() => database.close())

    describeLessonStore(() => ({ database, school: new School(database, store), another }))
    describeVerdicts(() => ({ database, school: new School(database, store), another }))
  })
}
