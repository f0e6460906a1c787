import { LONGEST_WAIT_MS } from '../core/access/backoff.js'
import type { Tabs } from '../ports/tabs.js'

/** What an acknowledgement named of one record. */
export type Acknowledged = readonly [key: string, through: number, eventsThrough: number]

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
  readonly #tabs: Tabs
  /** By key: ends this page's presence at a session. */
  readonly #present = new Map<string, () => void>()
  readonly #stopListening: () => void
  /** Endpoint and scope whose records this page sends; messages about others are not for it. */
  #scopeKey: string | null = null

  constructor(tabs: Tabs, listener: PresenceListener) {
    this.#tabs = tabs
    this.#stopListening = tabs.listen((message) => this.#read(message, listener))
  }

  enter(scopeKey: string, key: string): void {
    this.#scopeKey = scopeKey
    this.#present.get(key)?.()
    this.#present.set(key, this.#tabs.present(key))
  }

  /** Leaves every other session once all of it is written, unless the page entered it once more meanwhile. */
  leaveOthers(own: string | null, isWritten: (key: string) => Promise<boolean>): void {
    for (const key of this.#present.keys()) if (key !== own) void this.#leave(key, isWritten)
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

  async #leave(key: string, isWritten: (key: string) => Promise<boolean>): Promise<void> {
    const leave = this.#present.get(key)
    if (!leave || !(await isWritten(key)) || this.#present.get(key) !== leave) return
    this.#present.delete(key)
    leave()
  }

  #announce(what: object): void {
    this.#tabs.broadcast({ v: 1, scope: this.#scopeKey, ...what })
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
