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
  let directory: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ehr-pglite-'))
    directory = join(folder, 'data', 'lessons')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('remembers over a restart, in a directory for its owner alone', async () => {
    const store = pgliteStore(directory)
    await store.prepare('auto')
    await store.courses.put(course)
    await store.close()
    const again = pgliteStore({ directory })
    await again.prepare('check')
    assert.equal((await again.courses.find({ tenantId: 't', courseId: 'c' }))?.title, 'C')
    await again.close()
    assert.equal((await stat(directory)).mode & 0o077, 0)
  })

  it('keeps a second store out of the directory while the first lives, and lets it in afterwards', async () => {
    const [first, second] = [pgliteStore(directory), pgliteStore(directory)]
    await first.ping()
    const error = await second.ping().catch((reason: unknown) => reason)
    assert.include((error as Error).message, `process ${process.pid.toString()}`)
    await first.close()
    await second.ping()
    await second.close()
  })

  it('takes over what a process that is gone left behind', async () => {
    const file = `${directory}.lock`
    for (const left of [
      '',
      '{"pid":2147480000,"began":"1"}',
      `{"pid":${process.pid.toString()},"began":"an earlier life"}`,
    ]) {
      await writeFile(file, left)
      const store = pgliteStore(directory)
      await store.ping()
      assert.include(await readFile(file, 'utf8'), `"pid":${process.pid.toString()}`)
      await store.close()
    }
    assert.isNull(await stat(file).catch(() => null))
  })

  it('keeps another process out with words, and leaves its own data alone', async () => {
    const store = pgliteStore(directory)
    await store.prepare('auto')
    const script = `
      import { pgliteStore } from '@enhancedhr/server/pglite'
      await pgliteStore(process.argv[1]).ping().catch((error) => console.log(error.message))`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, directory], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
    })
    assert.include(stdout, `process ${process.pid.toString()} uses it`)
    assert.include(stdout, 'stop the other one, or use PostgreSQL')
    await store.ping()
    await store.close()
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

  it('never fills or empties a directory that holds something else, and says so', async () => {
    const damaged = join(folder, 'damaged')
    const kept = pgliteStore(damaged)
    await kept.prepare('auto')
    await kept.courses.put(course)
    await kept.close()
    const file = join(damaged, 'PG_VERSION')
    const version = await readFile(file, 'utf8')
    await rm(file)
    const before = await readdir(damaged)
    const store = pgliteStore(damaged)
    const error: unknown = await store.ping().catch((reason: unknown) => reason)
    assert.match(String(error), /holds other files, and no PG_VERSION\. Nothing in it was changed/)
    await store.close()
    assert.deepEqual(await readdir(damaged), before)
    // With its file back it is the database that it was.
    await writeFile(file, version)
    const again = pgliteStore(damaged)
    await again.prepare('check')
    assert.equal((await again.courses.find({ tenantId: 't', courseId: 'c' }))?.title, 'C')
    await again.close()
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

  it('has this version’s tables from the start, because it begins with the dump', async () => {
    assert.equal((await readDumpLabel()).migrations, MIGRATIONS.length)
    const client = new PgliteClient(null)
    assert.equal(await readVersion(client, 'ehr_lessons'), MIGRATIONS.length)
    assert.deepEqual(await findDrift(client, 'ehr_lessons'), [])
    await client.close()
  })

  it('leaves the thread that answers requests free while a statement runs', async () => {
    const client = new PgliteClient(null)
    await client.query('select 1')
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    await client.query('select count(*)::int4 as many from generate_series(1, 2000000)')
    clearInterval(timer)
    await client.close()
    assert.isAbove(turns, 5)
  })

  it('takes statements and transactions in turn, and undoes one that fails', async () => {
    const client = new PgliteClient(null)
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
    await client.close()
  })

  it('is refused in production, unless it is said that it is meant', () => {
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
