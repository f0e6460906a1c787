import { randomUUID } from 'node:crypto'
import { assert } from 'chai'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it, vi } from 'vitest'
import { createLessonHandler, type LessonHandler } from '../../src/index.js'
import type { LessonHandlerOptions } from '../../src/options/options.js'
import { postgresStore } from '../../src/postgres.js'
import type { LessonStore } from '../../src/storage/store.js'
import { openDatabase, POSTGRES_URL, type TestDatabase } from '../support/database.js'
import { KEY, ORIGIN, openTestDatabase, withMethods } from './lesson-server.js'
import { Watch } from './watch.js'

let database: TestDatabase
let printed: string[] = []
const handlers: LessonHandler[] = []

beforeAll(() => {
  database = openTestDatabase()
})
beforeEach(() => {
  printed = []
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void printed.push(parts.map(String).join(' ')))
  }
})
afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(handlers.splice(0).map((handler) => handler.close()))
})
afterAll(() => database.close())

function serve(store: LessonStore, more: Partial<LessonHandlerOptions> = {}): LessonHandler {
  const handler = createLessonHandler({
    mux: { signingKeys: [KEY] },
    store: withMethods(store, { close: () => Promise.resolve() }),
    authenticate: () => ({ learnerId: 'ada' }),
    background: false,
    ...more,
  })
  handlers.push(handler)
  return handler
}

async function read(handler: LessonHandler, path = '/v1/courses') {
  const response = await handler.fetch(new Request(`${ORIGIN}${path}`))
  return { response, body: (await response.json()) as Record<string, unknown> }
}

async function assertNotReady(handler: LessonHandler, ...secrets: string[]): Promise<void> {
  for (const path of ['/v1/courses', '/v1/health', '/v1/lessons/x']) {
    const { response, body } = await read(handler, path)
    assert.deepEqual([response.status, body['code'], body['retryable']], [503, 'not_ready', true], path)
    assert.equal(response.headers.get('retry-after'), '30')
    for (const secret of secrets) assert.notInclude(JSON.stringify(body), secret)
  }
}

describe('a database without the tables', () => {
  it('makes 503 and says the command once on the console; `ready()` rejects with the same words', async () => {
    const empty = openDatabase('pglite')
    const handler = serve(empty.openStore(), { migrate: 'check' })
    const error: unknown = await handler.ready().catch((reason: unknown) => reason)
    assert.match((error as Error).message, /npx ehr-lessons migrate/)
    await assertNotReady(handler, 'ehr_test', 'migrate')
    assert.lengthOf(printed, 1)
    assert.match(printed[0]!, /^ehr-lessons: The lesson handler cannot start: .*`npx ehr-lessons migrate`/)
    await handler.migrate()
    assert.equal((await read(handler)).response.status, 200)
    await empty.close()
  })

  it('is no silent failure either where nobody checks', async () => {
    const empty = openDatabase('pglite')
    await empty.client.script('select 1')
    const watch = new Watch(KEY.privateKey)
    const handler = serve(empty.openStore(), { migrate: 'off', logger: watch.logger })
    const { response, body } = await read(handler)
    assert.deepEqual([response.status, body['code']], [503, 'not_ready'])
    assert.match(
      watch.lines[0]!,
      /A call ended with not_ready\. The tables of this version are not there.*npx ehr-lessons/,
    )
    await empty.close()
  })
})

describe('what goes wrong at the start', () => {
  it('is printed unless the host wants no log, or has its own', async () => {
    const failing = () => withMethods(database.openStore(), { prepare: () => Promise.reject(new Error('why')) })
    await assertNotReady(serve(failing(), { logger: null }), 'why')
    const watch = new Watch(KEY.privateKey)
    await assertNotReady(serve(failing(), { logger: watch.logger }), 'why')
    assert.deepEqual(printed, [])
    assert.lengthOf(watch.lines, 1)
    await assertNotReady(serve(failing()), 'why')
    assert.lengthOf(printed, 1)
  })

  it('is printed again when the reason changes', async () => {
    let count = 0
    const prepare = () => {
      count += 1
      return Promise.reject(new Error(count < 3 ? 'one' : 'two'))
    }
    await assertNotReady(serve(withMethods(database.openStore(), { prepare })))
    assert.deepEqual(
      printed.map((line) => /cannot start: (\w+)/.exec(line)![1]),
      ['one', 'two'],
    )
  })
})

if (POSTGRES_URL !== undefined) {
  describe('a PostgreSQL that is not set up', () => {
    const name = `ehr_not_ready_${randomUUID().replaceAll('-', '')}`
    const url = (change: (url: URL) => void) => {
      const changed = new URL(POSTGRES_URL!)
      change(changed)
      return changed.href
    }
    const admin = new pg.Pool({ connectionString: POSTGRES_URL })

    beforeAll(async () => {
      await admin.query(`create role ${name} login password 'secret-word'`)
    })
    afterAll(async () => {
      await admin.query(`drop role ${name}`)
      await admin.end()
    })

    const cases: [string, string, RegExp][] = [
      ['has no database of that name', url((each) => (each.pathname = '/ehr_nowhere')), /no database of the name/],
      ['does not know the login', url((each) => (each.username = 'ehr_nobody')), /refuses the login/],
      ['gives the login no right', url((each) => (each.username = name)), /lacks a right: `npx ehr-lessons doctor`/],
    ]
    for (const [title, connectionString, words] of cases) {
      it(`makes 503 and explains that it ${title}`, async () => {
        const store = postgresStore({ connectionString, schema: database.schema })
        await database.openStore().prepare('auto')
        const handler = serve(store, { migrate: 'check' })
        await assertNotReady(handler, 'ehr_n')
        assert.lengthOf(printed, 1)
        assert.match(printed[0]!, words)
        await store.close()
      })
    }
  })
}
