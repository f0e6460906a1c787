import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'

/** A file of the data folder cannot be used; its message names it, and nothing of what is in it. */
export class DataFileError extends Error {}

/**
 * Reads a secret from a file, and makes it at the first start; throws {@link DataFileError} for one that is empty.
 *
 * The file is for its owner alone and appears with its whole content; of two processes that start at once, the second reads
 * what the first wrote.
 */
export async function keptSecret(file: string, create: () => string): Promise<string> {
  const written = `${file}.${randomUUID()}`
  try {
    await writeFile(written, create(), { flag: 'wx', mode: 0o600 })
    await link(written, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(written, { force: true })
  }
  const secret = await readFile(file, 'utf8').catch((error: unknown) => {
    throw isCode(error, 'EISDIR') ? unusable(file, 'a folder') : error
  })
  if (secret.trim() === '') throw unusable(file, 'empty')
  return secret
}

/** Says that a file of the data folder has to go. */
export function unusable(file: string, state: string): DataFileError {
  return new DataFileError(`The file ${file} is ${state}. Delete it, and the next start makes a new one.`)
}

/** Whether an error is the system's of this code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
