import { mkdir } from 'node:fs/promises'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { type DirectoryLock, lockDirectory } from './directory-lock.js'
import type { SqlClient, SqlRow, SqlRunner, SqlValue } from './sql-client.js'
import { StorageUnavailableError } from './storage-unavailable-error.js'

/**
 * PGlite behind {@link SqlClient}: a Postgres in this process, opened at the first use.
 *
 * It has one connection, and takes statements and transactions one after the other. Without a directory it lives in memory.
 */
export class PgliteClient implements SqlClient {
  readonly kind = 'pglite'
  readonly #directory: string | null
  #opened: Promise<Opened> | null = null
  #closed = false

  constructor(directory: string | null) {
    this.#directory = directory
  }

  async query<Row extends SqlRow = SqlRow>(text: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    const { database } = await this.#open()
    return (await database.query<Row>(text, [...values])).rows
  }

  async script(text: string): Promise<void> {
    const { database } = await this.#open()
    await database.exec(text)
  }

  async transaction<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    const { database } = await this.#open()
    return database.transaction((transaction) => work(toRunner(transaction)))
  }

  async close(): Promise<void> {
    this.#closed = true
    const opened = this.#opened
    this.#opened = null
    if (!opened) return
    // What could not be opened has nothing to close; whoever used it was told why.
    const parts = await opened.catch(() => null)
    await parts?.database.close()
    await parts?.lock?.release()
  }

  #open(): Promise<Opened> {
    if (this.#closed) return Promise.reject(new StorageUnavailableError({ cause: new Error('The store is closed.') }))
    // A directory that is taken now may be free at the next call.
    this.#opened ??= open(this.#directory).catch((error: unknown) => {
      this.#opened = null
      throw error
    })
    return this.#opened
  }
}

interface Opened {
  readonly database: PGlite
  readonly lock: DirectoryLock | null
}

async function open(directory: string | null): Promise<Opened> {
  if (directory === null) return { database: await PGlite.create(), lock: null }
  // PGlite writes files that anybody may read, and lets two processes write one directory to pieces.
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const lock = await lockDirectory(directory)
  try {
    return { database: await PGlite.create(directory), lock }
  } catch (error) {
    await lock.release()
    throw error
  }
}

function toRunner(transaction: Transaction): SqlRunner {
  return {
    async query<Row extends SqlRow>(text: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
      return (await transaction.query<Row>(text, [...values])).rows
    },
    async script(text) {
      await transaction.exec(text)
    },
  }
}
