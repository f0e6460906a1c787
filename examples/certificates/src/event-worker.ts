import { randomBytes } from 'node:crypto'
import type { CertificateStore, WaitingEvent } from './certificate-store.js'
import { CODE_BYTES, toCode } from './core/certificate-code.js'
import type { VerdictEvent } from './core/read-event.js'
import { applyEvent, isNews } from './core/subject-record.js'

/** What a certificate says that only the host knows; a rejected promise is tried again. */
export interface HostNames {
  /** How a learner is called on a certificate. */
  nameOf(learnerId: string, tenantId: string): string | Promise<string>
  /** How a lesson or course is called on a certificate. */
  titleOf(of: 'lesson' | 'course', id: string, tenantId: string): string | Promise<string>
}

/** How long an event waits after its work has failed, in milliseconds; doubled with each failure. */
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000

/**
 * Does the work of events after they were answered, one at a time. What fails is tried again and holds up nothing else, because
 * revisions say what is newer, whatever comes first.
 */
export class EventWorker {
  readonly #store: CertificateStore
  readonly #names: HostNames
  readonly #log: (line: string) => void
  #working: Promise<void> | undefined
  #isWanted = false
  #isClosed = false
  #pause = FIRST_PAUSE
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(store: CertificateStore, names: HostNames, log: (line: string) => void) {
    this.#store = store
    this.#names = names
    this.#log = log
  }

  /** There may be work. */
  wake(): void {
    if (this.#isClosed) return
    this.#isWanted = true
    this.#working ??= this.#workOff().finally(() => (this.#working = undefined))
  }

  /** Ends after the event under way; the others wait on the disk. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#working
  }

  async #workOff(): Promise<void> {
    while (this.#isWanted && !this.#isClosed) {
      this.#isWanted = false
      let failed = 0
      for (const waiting of this.#store.waiting()) {
        if (!(await this.#try(waiting))) failed += 1
      }
      if (failed === 0) this.#pause = FIRST_PAUSE
      else this.#tryAgain()
    }
  }

  /** Whether the work is done, or left to the next start. */
  async #try({ id, event }: WaitingEvent): Promise<boolean> {
    if (this.#isClosed) return true
    try {
      if (event.change === 'erased') await this.#store.erase(event, Date.now())
      else if (!this.#store.isErased(event)) await this.#apply(event)
      await this.#store.finish(id, Date.now())
      return true
    } catch (error) {
      this.#log(
        `The work of event ${id} failed and is tried again: ${error instanceof Error ? error.message : 'no reason'}`,
      )
      return false
    }
  }

  async #apply(event: VerdictEvent): Promise<void> {
    const record = this.#store.record(event)
    if (!isNews(record, event)) return
    const [name, title] = await Promise.all([
      event.change === 'completed' ? this.#names.nameOf(event.learnerId, event.tenantId) : '',
      event.change === 'completed' ? this.#names.titleOf(event.of, event.id, event.tenantId) : '',
    ])
    const code = toCode(randomBytes(CODE_BYTES))
    await this.#store.save(applyEvent(record, event, { code, name, title }))
  }

  #tryAgain(): void {
    clearTimeout(this.#timer)
    if (this.#isClosed) return
    this.#timer = setTimeout(() => this.wake(), this.#pause)
    this.#timer.unref()
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE)
  }
}
