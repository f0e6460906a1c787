import { learnerExportSchema } from '@enhancedhr/protocol/management'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { runCli } from '../../src/cli/run-cli.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { openTestDatabase, withMethods } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'
import { School } from '../support/school.js'

describe('ehr-lessons learner', () => {
  let database: TestDatabase
  let store: SqlLessonStore
  let school: School

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
    school = new School(database, store)
  })
  afterAll(() => database.close())

  const call = async (...args: readonly string[]) => {
    const [said, complained]: [string[], string[]] = [[], []]
    const ports = {
      env: {},
      open: () => Promise.resolve(withMethods(database.client, { close: () => Promise.resolve() })),
      print: (line: string) => said.push(line),
      complain: (line: string) => complained.push(line),
    }
    const code = await runCli(['learner', ...args], ports)
    return { code, said: said.join('\n'), complained: complained.join('\n') }
  }
  const at = (...args: readonly string[]) => call(...args, '--schema', database.schema, '--tenant', school.tenantId)
  const exported = async () => learnerExportSchema.parse(JSON.parse((await at('export', 'ada')).said)).records

  it('prints what is kept as one document, and erases it, with or without verdicts', async () => {
    const lesson = await school.found()
    const ada = await school.enrol('ada')
    await store.verdicts.decideLesson(ada, lesson, { completed: true, reason: 'x', actorId: 'root', attempt: null })
    const before = await exported()
    assert.lengthOf(before.enrolments, 1)
    const kept = await at('erase', 'ada', '--yes', '--keep-verdicts')
    assert.equal(kept.code, 0, kept.complained)
    assert.deepInclude(JSON.parse(kept.said), { learner_id: 'ada', verdicts_kept: true })
    assert.deepEqual((await exported()).verdict_acts, before.verdict_acts)
    assert.isEmpty((await exported()).enrolments)
    assert.equal((await at('erase', 'ada', '--yes')).code, 0)
    assert.isEmpty(Object.values(await exported()).flat())
    assert.deepInclude(JSON.parse((await at('erase', 'ada', '--yes')).said), { erased: {} })
  })

  it('erases nothing without --yes, and says in words what it was called wrongly with', async () => {
    await school.enrol('ada')
    for (const [args, words] of [
      [['erase', 'ada'], 'Erasing cannot be undone. Expected --yes'],
      [['erase', '--yes'], 'Expected `learner export <learner>`'],
      [['forget', 'ada'], 'Expected `learner export <learner>`'],
      [['export', 'ada', 'ben'], 'Expected `learner export <learner>`'],
      [['export', 'ada', '--yes'], 'takes no --keep-verdicts and no --yes'],
      [['erase', 'ada', '--yes', '--pglite', ''], 'Expected --pglite to name a database'],
    ] as const) {
      const { code, complained } = await call(...args)
      assert.equal(code, 2, args.join(' '))
      assert.include(complained, words)
    }
    const long = await at('erase', 'a'.repeat(256), '--yes')
    assert.equal(long.code, 1)
    assert.include(long.complained, 'learner: expected text of 1 to 255 characters')
    assert.isNotEmpty((await exported()).enrolments)
    assert.include((await call('--help')).said, 'learner erase <learner> --yes')
  })
})
