import { readFile, writeFile } from 'node:fs/promises'

/**
 * Reads a secret from a file, and makes it at the first start.
 *
 * The file is created for its owner alone; of two processes that start at once, the second reads what the first wrote.
 */
export async function keptSecret(file: string, create: () => string): Promise<string> {
  try {
    await writeFile(file, create(), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  }
  return readFile(file, 'utf8')
}

/** Whether an error is the system's of this code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
