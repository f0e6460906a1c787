import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import { syncFolder, UNFINISHED, writeFileAtomically } from './write-file-atomically.js'

/**
 * Values by key, each in a file of a folder, and all of them in memory. A key may hold anything: the file is named after its
 * hash.
 */
export class JsonFolder<Value> {
  readonly #path: string
  readonly #values: Map<string, Value>

  private constructor(path: string, values: Map<string, Value>) {
    this.#path = path
    this.#values = values
  }

  /** Opens a folder, and makes it if it is missing; what a crash left unfinished is removed. */
  static async open<Value>(path: string, schema: z.ZodType<Value>): Promise<JsonFolder<Value>> {
    await mkdir(path, { recursive: true, mode: 0o700 })
    const entry = z.object({ key: z.string(), value: schema })
    const values = new Map<string, Value>()
    for (const name of (await readdir(path)).sort()) {
      if (name.endsWith(UNFINISHED)) await rm(join(path, name), { force: true })
      if (!name.endsWith('.json')) continue
      const read = entry.safeParse(parse(await readFile(join(path, name), 'utf8')))
      // Going on without it could forget a revocation.
      if (!read.success) throw new Error(`The file ${join(path, name)} is damaged. Restore it from a backup.`)
      values.set(read.data.key, read.data.value)
    }
    return new JsonFolder(path, values)
  }

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  entries(): IterableIterator<[string, Value]> {
    return this.#values.entries()
  }

  /** Keeps a value; once it answers, on the disk. */
  async set(key: string, value: Value): Promise<void> {
    await writeFileAtomically(this.#file(key), JSON.stringify({ key, value }))
    this.#values.set(key, value)
  }

  async delete(key: string): Promise<void> {
    await rm(this.#file(key), { force: true })
    await syncFolder(this.#path)
    this.#values.delete(key)
  }

  #file(key: string): string {
    return join(this.#path, `${createHash('sha256').update(key).digest('hex')}.json`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A damaged file; its text stays out of the message.
    return undefined
  }
}
