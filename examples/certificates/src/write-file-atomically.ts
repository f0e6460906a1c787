import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What a file is called while it is written; a crash leaves one behind, and it is never read. */
export const UNFINISHED = '.unfinished'

/**
 * Writes a file so that a crash leaves the old content or the new, and once it answers the new: under another name first, then
 * renamed, each forced to the disk. The file is for its owner alone.
 */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}${UNFINISHED}`
  try {
    const file = await open(unfinished, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** A renamed or removed file is so after a power cut only once its folder is on the disk. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folder, and keeps the order by itself.
  if (process.platform === 'win32') return
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
