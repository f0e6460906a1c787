import { learnerExportSchema, type LearnerExport } from '@enhancedhr/protocol/management'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { exportLearner, exportLearnerPage } from '../../src/app/privacy/export-learner.js'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { LEARNER_TABLES } from '../../src/storage/privacy/learner-tables.js'
import { populateSchools } from '../security/populated-schools.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { report, type School } from '../support/school.js'

/** What is read of the schema of a section. */
interface ListSchema {
  readonly def: { readonly element: { readonly shape: object } }
}

/** A document that was put together from its pieces. */
async function readExport(store: SqlLessonStore, learner: LearnerKey): Promise<LearnerExport> {
  const pieces: string[] = []
  for await (const piece of exportLearner({ store }, learner)) pieces.push(piece)
  return learnerExportSchema.parse(JSON.parse(pieces.join('\n')))
}

for (const kind of KINDS) {
  describe(`exporting a learner on ${kind}`, () => {
    let database: TestDatabase
    let store: SqlLessonStore
    let school: School
    let ada: LearnerKey

    beforeAll(async () => {
      database = openDatabase(kind)
      store = database.openStore()
      await store.prepare('auto')
      const { here } = await populateSchools(database, store)
      school = here
      ada = { tenantId: here.tenantId, learnerId: 'ada' }
      await database.client.query(
        `insert into ${database.schema}.course_owners (tenant_id, course_id, owner_id) values ($1, 'fire-safety', 'ada')`,
        [ada.tenantId],
      )
    })
    afterAll(() => database.close())

    it('gives every row of the learner in every table, described by its schema to the last member, and nobody else’s', async () => {
      const document = await readExport(store, ada)
      assert.deepEqual(
        Object.keys(document.records),
        LEARNER_TABLES.map(({ section }) => section),
      )
      const lists = learnerExportSchema.shape.records.shape as unknown as Record<string, ListSchema>
      for (const { table, section, person } of LEARNER_TABLES) {
        const [row] = await database.client.query<{ count: number }>(
          `select count(*)::int4 as count from ${database.schema}.${table} where tenant_id = $1 and ${person} = $2`,
          [ada.tenantId, ada.learnerId],
        )
        const rows = document.records[section] as readonly object[]
        assert.isAbove(row!.count, 0, `${table} has something of ada`)
        assert.lengthOf(rows, row!.count, table)
        const members = Object.keys(lists[section]!.def.element.shape)
        for (const each of rows) assert.sameMembers(Object.keys(each), members, section)
      }
      assert.notInclude(JSON.stringify(document), '"ben"')
    })

    it('shows times in seconds and instants in ISO 8601, and what a segment was refused for', async () => {
      const { records } = await readExport(store, ada)
      const [first, second] = records.evidence.filter(({ to }) => to > 0)
      assert.deepInclude(first, { n: 1, from: 0, to: 560, rate: 1, visible: true, muted: false, uncredited: [] })
      assert.deepInclude(second!.uncredited[0], { from: 700, to: 710 })
      assert.deepEqual(records.lesson_progress[0]!.watched, [[0, 560]])
      const [from, to] = records.sessions[0]!.windows[0]!
      assert.equal(Date.parse(to) - Date.parse(from), 4_500_000)
    })

    it('reads much evidence a page at a time, each row once, and pages put together are the document', async () => {
      const cy = await school.enrol('cy')
      const lesson = (await store.lessons.find({ tenantId: school.tenantId, lessonId: 'fire-safety-1' }))!
      const session = await school.open(cy, lesson)
      const segments = Array.from({ length: 1_200 }, (_, index) =>
        play(index + 1, index % 500, (index % 500) + 1, index),
      )
      await school.record(cy, [report(session, segments)])
      const whole = await readExport(store, cy)
      const { length } = whole.records.evidence
      assert.isAbove(length, 1_000)
      assert.lengthOf(new Set(whole.records.evidence.map(({ n }) => n)), length)
      const sections: Record<string, unknown[]> = {}
      let [pages, cursor]: [number, string | null] = [0, null]
      do {
        const page: LearnerExport = learnerExportSchema.parse(await exportLearnerPage({ store }, cy, cursor))
        assert.isAtMost(Object.values(page.records).flat().length, 500)
        for (const [section, rows] of Object.entries(page.records)) {
          sections[section] = [...(sections[section] ?? []), ...(rows as unknown[])]
        }
        ;[pages, cursor] = [pages + 1, page.next_cursor]
      } while (cursor !== null)
      assert.isAbove(pages, 2)
      assert.deepEqual(sections, whole.records as Record<string, unknown[]>)
    })

    it('gives empty sections of somebody who is not known', async () => {
      const { records } = await readExport(store, { ...ada, learnerId: 'nobody' })
      assert.isEmpty(Object.values(records).flat())
    })
  })
}
