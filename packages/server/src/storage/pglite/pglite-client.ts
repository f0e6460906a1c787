import { type DirectoryLock, lockDirectory } from './directory-lock.js'
import { makeDirectory } from './make-directory.js'
import { PgliteThread } from './pglite-thread.js'
import type { SqlClient, SqlRow, SqlRunner, SqlValue } from '../database/sql-client.js'
import { StorageUnavailableError } from '../database/storage-unavailable-error.js'

/**
 * PGlite behind {@link SqlClient}: a Postgres in a thread of this process, opened at the first use.
 *
 * It has one connection, and takes statements and transactions one after the other. Without a directory it lives in memory.
 */
export class PgliteClient implements SqlClient {
  readonly kind = 'pglite'
  readonly #directory: string | null
  #opened: Promise<Opened> | null = null
  #closed = false
  /** The end of whatever has the connection now, and of all who wait for it. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(directory: string | null) {
    this.#directory = directory
  }

  query<Row extends SqlRow = SqlRow>(text: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return this.#inTurn((runner) => runner.query<Row>(text, values))
  }

  script(text: string): Promise<void> {
    return this.#inTurn((runner) => runner.script(text))
  }

  transaction<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    return this.#inTurn(async (runner) => {
      await runner.script('begin')
      try {
        const result = await work(runner)
        await runner.script('commit')
        return result
      } catch (error) {
        // The transaction's own error is what the caller hears.
        await runner.script('rollback').catch(() => undefined)
        throw error
      }
    })
  }

  connections(): null {
    return null
  }

  async close(): Promise<void> {
    this.#closed = true
    const opened = this.#opened
    this.#opened = null
    if (!opened) return
    // What could not be opened has nothing to close; whoever used it was given the reason.
    const parts = await opened.catch(() => null)
    await parts?.thread.close()
    await parts?.lock?.release()
  }

  #inTurn<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(async () => work(toRunner((await this.#open()).thread)))
    this.#turn = result.catch(() => undefined)
    return result
  }

  #open(): Promise<Opened> {
    if (this.#closed) return Promise.reject(new StorageUnavailableError({ cause: new Error('The store is closed.') }))
    // A directory that is taken now may be free at the next call.
    this.#opened ??= this.#start().catch((error: unknown) => {
      this.#opened = null
      throw error
    })
    return this.#opened
  }

  async #start(): Promise<Opened> {
    const directory = this.#directory
    if (directory === null) {
      // What was in memory went with the thread: another one would look as if nobody had ever watched anything.
      return { thread: new PgliteThread(null, () => (this.#closed = true)), lock: null }
    }
    // PGlite writes files that anybody may read, and lets two processes write one directory to pieces.
    await makeDirectory(directory)
    const lock = await lockDirectory(directory)
    const thread = new PgliteThread(directory, () => {
      if (this.#closed) return
      // A thread that failed is replaced at the next call.
      this.#opened = null
      void lock.release()
    })
    return { thread, lock }
  }
}

interface Opened {
  readonly thread: PgliteThread
  readonly lock: DirectoryLock | null
}

function toRunner(thread: PgliteThread): SqlRunner {
  return {
    async query<Row extends SqlRow>(text: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
      return (await thread.ask({ kind: 'query', text, values })) as readonly Row[]
    },
    async script(text) {
      await thread.ask({ kind: 'script', text })
    },
  }
}
