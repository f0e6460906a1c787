import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readDumpLabel } from '@enhancedhr/pglite-dump'
import { DEFAULT_COURSE_RULE } from '@enhancedhr/protocol'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it, vi } from 'vitest'
import { pgliteStore } from '../../src/pglite.js'
import { MIGRATIONS } from '../../src/storage/migrations/migrations.js'
import { findDrift } from '../../src/storage/migrations/find-drift.js'
import { PgliteClient } from '../../src/storage/pglite/pglite-client.js'
import { readVersion } from '../../src/storage/migrations/read-version.js'
import { StorageUnavailableError } from '../../src/storage/database/storage-unavailable-error.js'
import type { LessonStore } from '../../src/storage/store.js'

const course = {
  tenantId: 't',
  courseId: 'c',
  title: 'C',
  description: '',
  owners: null,
  rule: DEFAULT_COURSE_RULE,
  hasAssessment: false,
}

describe('the store on PGlite', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ehr-pglite-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** One directory goes through all of it, in this order: opening one takes longer than all that is asked of it. */
  describe('in a directory', () => {
    let directory: string
    let store: LessonStore

    beforeAll(async () => {
      directory = join(folder, 'data', 'lessons')
      store = pgliteStore(directory)
      await store.prepare('auto')
      await store.courses.put(course)
    })
    afterAll(() => store.close())

    it('keeps a second store out while the first lives', async () => {
      const second = pgliteStore(directory)
      const error = await second.ping().catch((reason: unknown) => reason)
      assert.include((error as Error).message, `process ${process.pid.toString()}`)
      await second.close()
    })

    it('keeps another process out with words, and leaves its own data alone', async () => {
      const script = `
        import { pgliteStore } from '@enhancedhr/server/pglite'
        await pgliteStore(process.argv[1]).ping().catch((error) => console.log(error.message))`
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, directory], {
        cwd: fileURLToPath(new URL('.', import.meta.url)),
      })
      assert.include(stdout, `process ${process.pid.toString()} uses it`)
      assert.include(stdout, 'stop the other one, or use PostgreSQL')
      await store.ping()
    })

    it('remembers over a restart, for its owner alone, and lets a store in that was refused before', async () => {
      const again = pgliteStore({ directory })
      assert.instanceOf(await again.ping().catch((reason: unknown) => reason), Error)
      await store.close()
      store = again
      await again.prepare('check')
      assert.equal((await again.courses.find({ tenantId: 't', courseId: 'c' }))?.title, 'C')
      assert.equal((await stat(directory)).mode & 0o077, 0)
    })

    it('never fills or empties one that holds something else, and says so', async () => {
      await store.close()
      const file = join(directory, 'PG_VERSION')
      const version = await readFile(file, 'utf8')
      await rm(file)
      const before = await readdir(directory)
      const damaged = pgliteStore(directory)
      const error: unknown = await damaged.ping().catch((reason: unknown) => reason)
      assert.match(String(error), /holds other files, and no PG_VERSION\. Nothing in it was changed/)
      await damaged.close()
      assert.deepEqual(await readdir(directory), before)
      await writeFile(file, version)
    })

    it('is the database that it was with its file back, and takes over what a process that is gone left behind', async () => {
      const lock = `${directory}.lock`
      await writeFile(lock, `{"pid":${process.pid.toString()},"began":"an earlier life"}`)
      store = pgliteStore(directory)
      await store.prepare('check')
      assert.equal((await store.courses.find({ tenantId: 't', courseId: 'c' }))?.title, 'C')
      assert.include(await readFile(lock, 'utf8'), `"pid":${process.pid.toString()}`)
      await store.close()
      assert.isNull(await stat(lock).catch(() => null))
    })
  })

  it('fills a directory again that was left half filled', async () => {
    const half = join(folder, 'half')
    await mkdir(half)
    await writeFile(join(half, 'PG_VERSION'), '18\n')
    await writeFile(`${half}.filling`, '')
    const store = pgliteStore(half)
    await store.prepare('auto')
    await store.close()
    assert.isNull(await stat(`${half}.filling`).catch(() => null))
  })

  it('fills a directory that is there and empty', async () => {
    const empty = join(folder, 'empty')
    await mkdir(empty)
    const store = pgliteStore(empty)
    await store.prepare('auto')
    await store.close()
    assert.include(await readdir(empty), 'PG_VERSION')
  })

  it('explains that a database does not open, and empties nothing', async () => {
    const broken = join(folder, 'broken')
    await mkdir(broken)
    await writeFile(join(broken, 'PG_VERSION'), '9\n')
    await writeFile(join(broken, 'mine.txt'), 'mine')
    const store = pgliteStore(broken)
    const error: unknown = await store.ping().catch((reason: unknown) => reason)
    assert.match(String(error), /does not open.*its PG_VERSION says 9/)
    assert.notMatch(String(error), /Aborted/)
    await store.close()
    assert.equal(await readFile(join(broken, 'mine.txt'), 'utf8'), 'mine')
  })

  it('refuses, with an explanation, a path that takes no directory: below /proc, below a file, a file', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const places = [file, join(file, 'below'), ...(process.platform === 'linux' ? ['/proc/1/x', '/proc/x/y/z'] : [])]
    for (const place of places) {
      const store = pgliteStore(place)
      const error: unknown = await store.ping().catch((reason: unknown) => reason)
      assert.match(String(error), /Expected the database directory .* the system refuses it \((E[A-Z]+)\)/, place)
      await store.close()
    }
  })

  describe('in memory', () => {
    let client: PgliteClient

    beforeAll(() => {
      client = new PgliteClient(null)
    })
    afterAll(() => client.close())

    it('has this version’s tables from the start, because it begins with the dump', async () => {
      assert.equal((await readDumpLabel()).migrations, MIGRATIONS.length)
      assert.equal(await readVersion(client, 'ehr_lessons'), MIGRATIONS.length)
      assert.deepEqual(await findDrift(client, 'ehr_lessons'), [])
    })

    it('leaves the thread that answers requests free while a statement runs', async () => {
      await client.query('select 1')
      let turns = 0
      const timer = setInterval(() => (turns += 1), 1)
      await client.query('select count(*)::int4 as many from generate_series(1, 2000000)')
      clearInterval(timer)
      assert.isAbove(turns, 5)
    })

    it('takes statements and transactions in turn, and undoes one that fails', async () => {
      await client.script('create table t (n int4 primary key)')
      const failed = client.transaction(async (runner) => {
        await runner.query('insert into t values ($1)', [1])
        await runner.query('insert into t values ($1)', [1])
      })
      const meanwhile = client.query('insert into t values ($1)', [2])
      const error: unknown = await failed.catch((reason: unknown) => reason)
      assert.equal((error as { code?: string }).code, '23505')
      await meanwhile
      assert.deepEqual(await client.query('select n from t'), [{ n: 2 }])
    })
  })

  it('is refused in production, unless it is said that it is meant', () => {
    const directory = join(folder, 'production')
    vi.stubEnv('NODE_ENV', 'production')
    try {
      for (const place of [directory, {}])
        assert.throws(() => pgliteStore(place), /`postgresStore\(…\)` under NODE_ENV/)
      pgliteStore(directory, { production: true })
      pgliteStore({ production: true })
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('is unavailable once it is closed, and closes twice without a word', async () => {
    const store = pgliteStore()
    await store.close()
    await store.close()
    assert.instanceOf(await store.ping().catch((reason: unknown) => reason), StorageUnavailableError)
  })
})
