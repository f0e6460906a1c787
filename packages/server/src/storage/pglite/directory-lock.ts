import { readFile, rm, writeFile } from 'node:fs/promises'

/** The right of this process to a directory. */
export interface DirectoryLock {
  release(): Promise<void>
}

interface Holder {
  readonly pid: number
  /** When the process began, as far as the system tells: a number used again is another process. */
  readonly began: string
}

/**
 * Takes a directory for this process, by a file beside it; throws, naming the process, when another one has it.
 *
 * A file that was left by a process that ended is taken over; one of a living process never is.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const file = `${directory.replace(/\/+$/, '')}.lock`
  const holder: Holder = { pid: process.pid, began: await readBeginning(process.pid) }
  if (!(await claim(file, holder))) {
    const other = await readHolder(file)
    if (other && (await isAlive(other))) {
      throw new Error(
        `Expected the database directory ${directory} to be free, but process ${other.pid.toString()} uses it. ` +
          'PGlite takes one process at a time: stop the other one, or use PostgreSQL.',
      )
    }
    await rm(file, { force: true })
    if (!(await claim(file, holder)))
      throw new Error(`Another process has just taken the database directory ${directory}.`)
  }
  return { release: () => rm(file, { force: true }) }
}

async function claim(file: string, holder: Holder): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    const holder = JSON.parse(await readFile(file, 'utf8')) as Partial<Holder>
    return typeof holder.pid === 'number' ? { pid: holder.pid, began: holder.began ?? '' } : null
  } catch {
    // Gone meanwhile, or cut off by a power failure: nobody is named, so nobody holds it.
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
