import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_COURSE_RULE } from '@enhancedhr/protocol'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { pgliteStore } from '../../src/pglite.js'
import { StorageUnavailableError } from '../../src/storage/storage-unavailable-error.js'

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
    await store.putCourse(course)
    await store.close()
    const again = pgliteStore({ directory })
    await again.prepare('check')
    assert.equal((await again.findCourse('t', 'c'))?.title, 'C')
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

  it('is unavailable once it is closed, and closes twice without a word', async () => {
    const store = pgliteStore()
    await store.close()
    await store.close()
    assert.instanceOf(await store.ping().catch((reason: unknown) => reason), StorageUnavailableError)
  })
})
