import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a directory for its owner alone, with those above it; throws an explanation when it cannot be.
 *
 * One step at a time: Node's own recursive `mkdir` never ends below `/proc`, where a parent exists and takes no entries.
 */
export async function makeDirectory(directory: string): Promise<void> {
  try {
    await makeSteps(directory)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Error(
      `Expected the database directory ${directory} to be one that can be made and written, but the system refuses it ` +
        `(${code}). Choose another place, or let this login write there.`,
      { cause: error },
    )
  }
}

async function makeSteps(directory: string): Promise<void> {
  const found = await make(directory)
  if (found !== 'ENOENT') return
  const parent = dirname(directory)
  if (parent !== directory) await makeSteps(parent)
  if ((await make(directory)) === 'ENOENT') {
    throw Object.assign(new Error('No such directory can be made.'), { code: 'ENOENT' })
  }
}

/** Makes one directory; `ENOENT` where the one above is missing, or takes no entries. */
async function make(directory: string): Promise<'made' | 'ENOENT'> {
  try {
    await mkdir(directory, { mode: 0o700 })
    return 'made'
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code === 'ENOENT') return 'ENOENT'
    // Below a file, or the place of a file: only a directory that is there already is welcome.
    if (error.code === 'EEXIST' && (await stat(directory)).isDirectory()) return 'made'
    throw error.code === 'EEXIST' ? Object.assign(new Error('It is a file.'), { code: 'ENOTDIR' }) : error
  }
}
