import { createHash, randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'

/** The right of this process to a directory. */
export interface DirectoryLock {
  release(): Promise<void>
}

interface Holder {
  readonly pid: number
  /** When the process began, as far as the system reports it: a number used again is another process. */
  readonly began: string
  /** Different each time a lock is taken, so that what was read is never taken for what came after it. */
  readonly token: string
}

/**
 * Takes a directory for this process, by a file beside it; throws, naming the process, when another one has it.
 *
 * A file that was left by a process that ended is taken over, by one process however many try; one of a living process never
 * is.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const file = `${directory.replace(/\/+$/, '')}.lock`
  const holder: Holder = { pid: process.pid, began: await readBeginning(process.pid), token: randomUUID() }
  const other = await take(file, JSON.stringify(holder))
  if (other) {
    throw new Error(
      `Expected the database directory ${directory} to be free, but process ${other.pid.toString()} uses it. ` +
        'PGlite takes one process at a time: stop the other one, or use PostgreSQL.',
    )
  }
  return { release: () => rm(file, { force: true }) }
}

/**
 * Takes a lock file; answers its holder instead while that lives.
 *
 * Who finds one that a dead process left has to hold a second lock, named after what the dead one wrote, to replace it: of
 * several who find the same one only one gets that, and whoever comes later finds that the file says something else. The
 * second lock may itself be left behind, and is taken over in the same way.
 */
async function take(file: string, content: string): Promise<Holder | null> {
  for (;;) {
    if (await create(file, content)) return null
    const left = await read(file)
    if (left === null) continue
    const holder = parse(left)
    if (holder && (await isAlive(holder))) return holder
    const guard = `${file}.${createHash('sha256').update(left).digest('hex').slice(0, 16)}`
    const other = await take(guard, content)
    if (other) return other
    try {
      if ((await read(file)) !== left) continue
      await replace(file, content)
      return null
    } finally {
      await rm(guard, { force: true })
    }
  }
}

/** Makes the file with its whole content at once, so that nobody ever reads half of it; `false` when it is there. */
async function create(file: string, content: string): Promise<boolean> {
  const written = `${file}.${randomUUID()}`
  await writeFile(written, content, { flag: 'wx', mode: 0o600 })
  try {
    await link(written, file)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    // Some file systems have no links; there a file may be seen before it is written, for an instant.
    return await writeFile(file, content, { flag: 'wx', mode: 0o600 }).then(
      () => true,
      (reason: unknown) => {
        if (isCode(reason, 'EEXIST')) return false
        throw reason
      },
    )
  } finally {
    await rm(written, { force: true })
  }
}

async function replace(file: string, content: string): Promise<void> {
  const written = `${file}.${randomUUID()}`
  await writeFile(written, content, { flag: 'wx', mode: 0o600 })
  await rename(written, file)
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    // Released meanwhile.
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

/** `null` for what was cut off by a power failure: nobody is named, so nobody holds it. */
function parse(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null
    return typeof holder?.pid === 'number' ? { pid: holder.pid, began: holder.began ?? '', token: '' } : null
  } catch {
    return null
  }
}

async function isAlive({ pid, began }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return isCode(error, 'EPERM')
  }
  const beganNow = await readBeginning(pid)
  return began === '' || beganNow === '' || began === beganNow
}

/** Ticks after boot at which a process began, on Linux; elsewhere empty, and the number alone has to do. */
async function readBeginning(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid.toString()}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
