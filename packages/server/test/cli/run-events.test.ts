import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { runCli } from '../../src/cli/run-cli.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { openTestDatabase, withMethods } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'
import { School } from '../support/school.js'

const KEY = { EVENTS_KEY: 'a key of the host, long enough to hold' }

describe('ehr-lessons events', () => {
  let database: TestDatabase
  let store: SqlLessonStore
  let school: School

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
    school = new School(database, store)
    await school.found()
    await school.enrol('ada')
  })
  afterAll(() => database.close())

  const call = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const [said, complained]: [string[], string[]] = [[], []]
    const ports = {
      env,
      open: () => Promise.resolve(withMethods(database.client, { close: () => Promise.resolve() })),
      print: (line: string) => said.push(line),
      complain: (line: string) => complained.push(line),
    }
    const code = await runCli(['events', ...args], ports)
    return { code, said, complained: complained.join('\n') }
  }
  const at = (...args: string[]) =>
    call([...args, '--schema', database.schema, '--tenant', school.tenantId], KEY).then(({ said, ...rest }) => ({
      ...rest,
      items: said.map((line) => JSON.parse(line) as Record<string, unknown>),
    }))

  it('makes an endpoint, shows its secret once, and lists what happened', async () => {
    const made = await at(
      'put',
      'certificates',
      '--url',
      'https://receiver.example.com/',
      '--types',
      'enrolment.started',
    )
    assert.equal(made.code, 0, made.complained)
    assert.match(String(made.items[0]!['secret']), /^whsec_/)
    assert.notEqual((await at('rotate', 'certificates')).items[0]!['secret'], made.items[0]!['secret'])
    const [endpoint] = (await at('endpoints')).items
    assert.deepInclude(endpoint, { id: 'certificates', types: ['enrolment.started'], state: 'active' })
    const events = (await at('list', '--type', 'enrolment.started', '--learner', 'ada')).items
    assert.lengthOf(events, 1)
  })

  it('sends the past on purpose, a single event once more, and what was given up', async () => {
    const [event] = (await at('list')).items
    assert.deepEqual((await at('replay', 'certificates', '--since', '2020-01-01')).items, [{ sent: 1 }])
    const [delivery] = (await at('deliveries', '--endpoint', 'certificates', '--state', 'pending')).items
    assert.equal(delivery!['event_id'], event!['id'])
    assert.deepEqual((await at('resend', 'certificates', String(event!['id']))).items, [{ sent: false }])
    await database.client.query(`update ${database.schema}.event_deliveries set state = 'dead'`)
    assert.deepEqual((await at('resend', 'certificates', '--dead')).items, [{ sent: 1 }])
    assert.lengthOf((await at('deliveries', '--event', String(event!['id']))).items, 1)
  })

  it('pauses, activates, tries and removes an endpoint', async () => {
    assert.equal((await at('pause', 'certificates', '--reason', 'moving')).items[0]!['state'], 'paused')
    assert.equal((await at('activate', 'certificates', '--since', '2020-01-01')).items[0]!['state'], 'active')
    assert.property((await at('test', 'certificates')).items[0], 'event_id')
    const page = (await at('list', '--limit', '1')).items
    assert.lengthOf(page, 2)
    assert.lengthOf((await at('list', '--limit', '1', '--cursor', String(page[1]!['next_cursor']))).items, 1)
    assert.deepInclude(await at('remove', 'certificates'), { code: 0, items: [] })
    assert.isEmpty((await at('endpoints')).items)
  })

  it('ends with 1 for what cannot be, and with 2 when it was called wrongly, in words', async () => {
    const missing = await at('pause', 'nowhere')
    assert.deepInclude(missing, { code: 1, complained: 'endpoint_id: There is no such endpoint.' })
    const keyless = await call(['put', 'x', '--url', 'https://a.example.com/', '--schema', database.schema])
    assert.equal(keyless.code, 1)
    assert.include(keyless.complained, 'events.key')
    for (const [args, words] of [
      [[], 'Expected an action after events'],
      [['explode'], 'Expected an action after events'],
      [['pause'], 'Expected `events pause <endpoint>`.'],
      [['put', 'x'], 'Expected --url'],
      [['replay', 'x'], 'Expected --since'],
      [['endpoints', '--dead'], 'takes no --dead'],
      [['list', '--url', 'x'], 'takes no --url'],
      [['list', '--pglite', ''], 'Expected --pglite to name a database'],
    ] as const) {
      const { code, complained } = await call(args)
      assert.equal(code, 2, args.join(' '))
      assert.include(complained, words)
    }
    assert.include((await call(['--help'])).said.join('\n'), 'events <action>')
  })
})
