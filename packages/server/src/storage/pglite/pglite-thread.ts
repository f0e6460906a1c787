import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { MIGRATIONS } from '../migrations/migrations.js'
import type { SqlRow, SqlValue } from '../database/sql-client.js'
import { StorageUnavailableError } from '../database/storage-unavailable-error.js'
import type { WorkerAnswer, WorkerRequest, WorkerSettings } from './worker-message.js'

/** A request without its number. */
type Ask =
  | { readonly kind: 'query'; readonly text: string; readonly values: readonly SqlValue[] }
  | { readonly kind: 'script'; readonly text: string }
  | { readonly kind: 'close' }

interface Waiting {
  readonly resolve: (rows: readonly SqlRow[]) => void
  readonly reject: (error: Error) => void
}

/** A PGlite database in a separate thread, so that no statement holds up the thread that answers requests. */
export class PgliteThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #ended: Promise<void>
  #last = 0
  #failure: Error | null = null

  /** `onEnd` is called once, when the thread has ended by itself or after `close`. */
  constructor(directory: string | null, onEnd: () => void) {
    const settings: WorkerSettings = { ehrLessonsPglite: true, directory, newest: MIGRATIONS.length }
    // By its name, so that it is found from wherever a bundler or a test has put this module.
    const file = createRequire(import.meta.url).resolve('@enhancedhr/server/pglite-worker')
    this.#worker = new Worker(file, { workerData: settings, name: 'ehr-lessons-pglite' })
    this.#worker.on('message', (answer: WorkerAnswer) => this.#resolve(answer))
    this.#worker.on('error', (error) => (this.#failure ??= toError(error)))
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        for (const { reject } of this.#waiting.values()) reject(this.#gone())
        this.#waiting.clear()
        onEnd()
        resolve()
      })
    })
  }

  /** Runs a statement or a script and answers its rows. Rejects with its error and SQLSTATE, or when the thread is gone. */
  ask(ask: Ask): Promise<readonly SqlRow[]> {
    if (this.#failure) return Promise.reject(this.#gone())
    const request: WorkerRequest = { ...ask, id: ++this.#last }
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject })
      this.#worker.postMessage(request)
    })
  }

  /** Closes the database, then ends the thread. */
  async close(): Promise<void> {
    await this.ask({ kind: 'close' }).catch(() => undefined)
    await this.#worker.terminate()
    await this.#ended
  }

  #resolve(answer: WorkerAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('rows' in answer) waiting?.resolve(answer.rows)
    else waiting?.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }))
  }

  #gone(): Error {
    return new StorageUnavailableError({ cause: this.#failure ?? new Error('The thread of the database has ended.') })
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('The thread of the database failed.')
}
