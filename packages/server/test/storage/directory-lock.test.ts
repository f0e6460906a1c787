import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { type DirectoryLock, lockDirectory } from '../../src/storage/pglite/directory-lock.js'

const ROUNDS = 25
/** What processes that are gone may have left: their names, nothing, half of it, and what an older version wrote. */
const LEFT = [
  '{"pid":2147480000,"began":"1","token":"x"}',
  '',
  '{"pid":21474',
  `{"pid":${process.pid.toString()},"began":"an earlier life"}`,
]
/** Takes the lock when asked, says whether it has it, and gives it back when asked. */
const CONTENDER = `
  import { lockDirectory } from ${JSON.stringify(new URL('../../build/storage/pglite/directory-lock.js', import.meta.url).href)}
  let lock = null
  process.on('message', async ({ directory, release }) => {
    if (release) { await lock?.release(); lock = null; process.send('free'); return }
    lock = await lockDirectory(directory).catch(() => null)
    process.send(lock === null ? 'refused' : 'holds')
  })
  process.send('ready')`

describe('the lock of a database directory that was left behind', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ehr-lock-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('has exactly one holder when three take it over at once, and leaves nothing beside the directory', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const directory = join(folder, `stores-${round.toString()}`)
      await writeFile(`${directory}.lock`, LEFT[round % LEFT.length]!)
      const taken = await Promise.allSettled([1, 2, 3].map(() => lockDirectory(directory)))
      const held = taken.filter((one): one is PromiseFulfilledResult<DirectoryLock> => one.status === 'fulfilled')
      assert.lengthOf(held, 1)
      for (const one of taken) if (one.status === 'rejected') assert.match(String(one.reason), /process \d+ uses it/)
      await held[0]!.value.release()
      assert.deepEqual(
        (await readdir(folder)).filter((name) => name.startsWith(`stores-${round.toString()}.`)),
        [],
      )
    }
  })

  it('names this process once it was taken over, whatever was left, and is gone when it is given back', async () => {
    const directory = join(folder, 'left')
    for (const left of [...LEFT, '{"pid":2147480000,"began":"1"}']) {
      await writeFile(`${directory}.lock`, left)
      const lock = await lockDirectory(directory)
      assert.include(await readFile(`${directory}.lock`, 'utf8'), `"pid":${process.pid.toString()}`)
      await lock.release()
      assert.isNull(await stat(`${directory}.lock`).catch(() => null))
    }
  })

  it('has exactly one holder among three processes', async () => {
    const script = join(folder, 'contender.mjs')
    await writeFile(script, CONTENDER)
    const contenders: ChildProcess[] = [1, 2, 3].map(() =>
      fork(script, { cwd: fileURLToPath(new URL('.', import.meta.url)) }),
    )
    const answers = (send: object | null) =>
      Promise.all(
        contenders.map(async (child) => {
          const said = once(child, 'message')
          if (send) child.send(send)
          return String((await said)[0])
        }),
      )
    await answers(null)
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const directory = join(folder, `processes-${round.toString()}`)
        await writeFile(`${directory}.lock`, LEFT[round % LEFT.length]!)
        const said = await answers({ directory })
        assert.deepEqual(said.toSorted(), ['holds', 'refused', 'refused'])
        await answers({ release: true })
      }
    } finally {
      for (const child of contenders) {
        const ended = once(child, 'exit')
        child.kill()
        await ended
      }
    }
  })

  it('is never taken from a living process', async () => {
    const directory = join(folder, 'living')
    const lock = await lockDirectory(directory)
    const error: unknown = await lockDirectory(directory).catch((reason: unknown) => reason)
    assert.include(String(error), `process ${process.pid.toString()} uses it`)
    await lock.release()
    await (await lockDirectory(directory)).release()
  })

  it('is taken over with a second lock that a process left which ended while it took over', async () => {
    const directory = join(folder, 'twice')
    const left = LEFT[0]!
    const guard = createHash('sha256').update(left).digest('hex').slice(0, 16)
    await writeFile(`${directory}.lock`, left)
    await writeFile(`${directory}.lock.${guard}`, '{"pid":2147480001,"began":"1","token":"y"}')
    await (await lockDirectory(directory)).release()
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('twice')),
      [],
    )
  })
})
