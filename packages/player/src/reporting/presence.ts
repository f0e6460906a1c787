import { LONGEST_WAIT_MS } from '@enhancedhr/protocol'
import type { Acknowledged } from '../core/reporting/acknowledged.js'
import type { Tabs } from '../ports/tabs.js'
import type { RecordStore } from './record-store.js'

export interface PresencePorts {
  readonly tabs: Tabs
  readonly records: Pick<RecordStore, 'saveToDisk'>
}

/** What other tabs of the same learner learnt from the server. */
export interface PresenceListener {
  acknowledged(named: readonly Acknowledged[]): void
  /** The server asked for a wait of so many milliseconds. */
  wait(milliseconds: number): void
}

/**
 * Makes this page known to the other tabs: the sessions that it plays, and what the server answered it.
 *
 * A page stays present at a session until the disk holds all that it knows of it. Whoever finds an older checkpoint of a session
 * without a page takes it for all there is.
 */
export class Presence {
  readonly #ports: PresencePorts
  /** By key: ends this page's presence at a session. */
  readonly #present = new Map<string, () => void>()
  readonly #stopListening: () => void
  #scopeKey: string | null = null
  #own: string | null = null

  constructor(ports: PresencePorts, listener: PresenceListener) {
    this.#ports = ports
    this.#stopListening = ports.tabs.listen((message) => this.#read(message, listener))
  }

  /** Endpoint and scope that a grant named last: only their records are sent, and messages about others are not for this page. */
  get scopeKey(): string | null {
    return this.#scopeKey
  }

  /** Key of the session that this page plays. */
  get own(): string | null {
    return this.#own
  }

  enter(scopeKey: string, key: string): void {
    this.#scopeKey = scopeKey
    this.#own = key
    this.#present.get(key)?.()
    this.#present.set(key, this.#ports.tabs.present(key))
  }

  /** The page no longer plays its session, but stays present at it until it is written. */
  end(): void {
    this.#own = null
    this.leaveWritten()
  }

  /** Leaves sessions that are over once the disk holds them as they ended, or nothing of them is left. */
  leaveWritten(): void {
    for (const key of this.#present.keys()) if (key !== this.#own) void this.#leave(key)
  }

  announceWait(milliseconds: number): void {
    this.#announce({ wait: milliseconds })
  }

  announceAcknowledged(acknowledged: readonly Acknowledged[]): void {
    this.#announce({ acknowledged })
  }

  dispose(): void {
    for (const leave of this.#present.values()) leave()
    this.#present.clear()
    this.#stopListening()
  }

  async #leave(key: string): Promise<void> {
    const leave = this.#present.get(key)
    if (!leave || !(await this.#ports.records.saveToDisk(key))) return
    // The page may have entered it once more meanwhile.
    if (key === this.#own || this.#present.get(key) !== leave) return
    this.#present.delete(key)
    leave()
  }

  #announce(what: object): void {
    this.#ports.tabs.broadcast({ v: 1, scope: this.#scopeKey, ...what })
  }

  #read(message: unknown, listener: PresenceListener): void {
    if (typeof message !== 'object' || message === null) return
    const { v, scope, acknowledged, wait } = message as Record<string, unknown>
    if (v !== 1 || scope !== this.#scopeKey) return
    if (typeof wait === 'number' && wait >= 0) listener.wait(Math.min(wait, LONGEST_WAIT_MS))
    if (Array.isArray(acknowledged)) listener.acknowledged((acknowledged as unknown[]).filter(isAcknowledged))
  }
}

function isAcknowledged(named: unknown): named is Acknowledged {
  if (!Array.isArray(named)) return false
  const [key, through, eventsThrough] = named as unknown[]
  return typeof key === 'string' && typeof through === 'number' && typeof eventsThrough === 'number'
}
