import { describeError, type Logger } from './app/logger.js'
import type { LessonStore } from './storage/store.js'
import { StorageUnavailableError } from './storage/database/storage-unavailable-error.js'
import { after, every } from './timers.js'

/** How often housekeeping runs, in milliseconds: sessions are closed after hours, so a minute is often enough. */
const REPEAT_MS = 60_000
/** How long the store may take to close, in milliseconds: a statement that hangs must not keep the process. */
const STORE_CLOSE_MS = 2_000

interface LifecycleOptions {
  readonly store: LessonStore
  readonly logger: Logger
  /** Prepares what every request needs. */
  readonly start: () => Promise<void>
}

/** From the first use to the end: prepares once, counts requests under way, runs a timer, closes. */
export class Lifecycle {
  readonly #options: LifecycleOptions
  readonly #underWay = new Set<Promise<unknown>>()
  #started: Promise<void> | undefined
  #isReady = false
  #closed: Promise<void> | undefined
  #logged: { readonly reason: string; readonly until: number } | undefined
  readonly #stops: (() => void)[] = []

  constructor(options: LifecycleOptions) {
    this.#options = options
  }

  /** Prepares at the first call; a failure is logged, and the next call tries again. */
  ready(): Promise<void> {
    if (this.#closed) return Promise.reject(new StorageUnavailableError())
    this.#started ??= this.#start().catch((error: unknown) => {
      this.#started = undefined
      // Nothing of a request is in this message: it is about the database's version or the key, and says how to fix it.
      this.#log(error)
      throw error
    })
    return this.#started
  }

  async #start(): Promise<void> {
    await this.#options.start()
    this.#isReady = true
  }

  /** Every call asks again while the handler cannot start; the log gets each reason once a minute. */
  #log(error: unknown): void {
    const reason = error instanceof Error ? error.message : 'unknown'
    const now = performance.now()
    if (this.#logged?.reason === reason && now < this.#logged.until) return
    this.#logged = { reason, until: now + REPEAT_MS }
    this.#options.logger.error(`The lesson handler cannot start: ${reason}`, describeError(error))
  }

  /** Lets `close()` wait for the work. */
  during<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work)
    return work.finally(() => this.#underWay.delete(work))
  }

  /** Runs `work` once a minute until the end; the timer keeps no process alive. */
  repeat(work: () => Promise<unknown>): void {
    this.#stops.push(every(REPEAT_MS, () => void this.during(work())))
  }

  /** Runs `work` every so many milliseconds once the handler has started, never twice at once, until the end. */
  poll(milliseconds: number, work: () => Promise<unknown>): void {
    let isRunning = false
    this.#stops.push(
      every(milliseconds, () => {
        if (isRunning || !this.#isReady) return
        isRunning = true
        void this.during(work()).finally(() => (isRunning = false))
      }),
    )
  }

  /** Has `end` called when the handler is closed. */
  onClose(end: () => void): void {
    this.#stops.push(end)
  }

  /** Waits for what is under way, at most so many milliseconds; `stop` ends what goes on beside requests. */
  close(deadline: number, stop?: () => Promise<void>): Promise<void> {
    if (this.#closed) return this.#closed
    for (const end of this.#stops) end()
    this.#closed = this.#close(deadline, stop?.())
    return this.#closed
  }

  async #close(deadline: number, stopped: Promise<void> | undefined): Promise<void> {
    await within(deadline, Promise.allSettled([...this.#underWay, this.#started, stopped]))
    await within(STORE_CLOSE_MS, this.#options.store.close())
  }
}

/** Waits for `work`, at most so many milliseconds. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let cancel = (): void => undefined
  const late = new Promise<void>((resolve) => (cancel = after(milliseconds, resolve)))
  await Promise.race([work, late]).finally(() => cancel())
}
