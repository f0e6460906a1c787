import { after } from '@enhancedhr/element-kit'
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval'
import type { EvidenceStore } from '../ports/evidence-store.js'

export interface IdbEvidenceStoreOptions {
  /** Opens the database; again after a failure. */
  readonly open?: () => UseStore
  /** A call that takes longer (2 s) has failed: a store whose data was cleared under it never answers. */
  readonly timeoutMs?: number
  /** How long memory stands in before the disk is tried again (60 s). */
  readonly probeAfterMs?: number
}

/** One database with one store, never versioned: an upgrade waits for ever on another tab. */
const DATABASE = 'ehr-lesson-queue'
const STORE = 'kv'
const TIMEOUT_MS = 2_000
const PROBE_AFTER_MS = 60_000
/** A time-out is waited for in so many parts: while a page stands still only one of them passes, and the answer has time to come. */
const WAITS = 4

/**
 * Keeps records in IndexedDB, hardened: every call has a time-out, a failed one is tried once more with a newly opened
 * database, and after that memory takes its place. The disk is tried again a minute later, and takes over what was kept.
 */
export function createIdbEvidenceStore(options: IdbEvidenceStoreOptions = {}): EvidenceStore {
  const { open = () => createStore(DATABASE, STORE), timeoutMs = TIMEOUT_MS, probeAfterMs = PROBE_AFTER_MS } = options
  const memory = new Map<string, unknown>()
  const removed = new Set<string>()
  let store: UseStore | undefined
  let memorySince: number | null = null
  /** The disk took no more; what lies on it can still be removed. */
  let full = false
  /** Ends the calls that wait for an answer. */
  const waiting = new Set<() => void>()

  async function attempt<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    store ??= open()
    let stopTimer = (): void => undefined
    let giveUp = (): void => undefined
    const late = new Promise<never>((_, reject) => {
      giveUp = () => reject(new NoAnswerError())
      let left = WAITS
      const wait = (): void => {
        stopTimer = after(timeoutMs / WAITS, () => (--left > 0 ? wait() : giveUp()))
      }
      wait()
    })
    waiting.add(giveUp)
    const opened = store
    const careful = (kv: IDBObjectStore): Promise<T> => {
      // Who deletes or upgrades the database would wait for this connection for ever.
      kv.transaction.db.onversionchange = () => {
        kv.transaction.db.close()
        if (store === opened) store = undefined
      }
      return work(kv)
    }
    try {
      return await Promise.race([opened(mode, careful), late])
    } catch (error) {
      store = undefined
      throw error
    } finally {
      waiting.delete(giveUp)
      stopTimer()
    }
  }

  /** The result from the disk, or what `instead` makes of memory. */
  async function call<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<T>,
    instead: () => T,
  ): Promise<T> {
    if (memorySince !== null && performance.now() - memorySince < probeAfterMs) return instead()
    try {
      if (memorySince !== null) await restore()
      return await attempt(mode, work).catch((error: unknown) => {
        if (memorySince !== null) throw error
        return attempt(mode, work)
      })
    } catch (error) {
      // Nothing is lost: the record stays in memory, and `storage` shows it.
      memorySince = performance.now()
      full = error instanceof DOMException && error.name === 'QuotaExceededError'
      // Who waits would wait in vain, and a report with them.
      if (error instanceof NoAnswerError) for (const giveUp of waiting) giveUp()
      return instead()
    }
  }

  async function restore(): Promise<void> {
    const entries = [...memory]
    await clear()
    await attempt('readwrite', (kv) => {
      for (const [key, value] of entries) kv.put(value, key)
      return committed(kv)
    })
    memorySince = null
    memory.clear()
  }

  /** Takes off the disk what is to go; where the quota is used up, this works and makes room. */
  async function clear(): Promise<void> {
    const gone = [...removed]
    if (gone.length === 0) return
    await attempt('readwrite', (kv) => {
      for (const key of gone) kv.delete(key)
      return committed(kv)
    })
    for (const key of gone) removed.delete(key)
  }

  function keep(key: string, value: unknown): void {
    if (value === undefined) {
      memory.delete(key)
      removed.add(key)
    } else {
      memory.set(key, value)
      removed.delete(key)
    }
  }

  return {
    get storage() {
      return memorySince === null ? 'disk' : 'memory'
    },
    entries: (prefix) =>
      call<(readonly [string, unknown])[]>(
        'readonly',
        async (kv) => {
          const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
          const [keys, values] = await Promise.all([
            promisifyRequest(kv.getAllKeys(range)),
            promisifyRequest(kv.getAll(range)),
          ])
          return keys.map((key, index) => [key as string, values[index] as unknown] as const)
        },
        () => [...memory].filter(([key]) => key.startsWith(prefix)),
      ),
    set: (key, value) =>
      call(
        'readwrite',
        (kv) => {
          kv.put(value, key)
          return committed(kv)
        },
        () => keep(key, value),
      ),
    delete: (key) =>
      call(
        'readwrite',
        (kv) => {
          kv.delete(key)
          return committed(kv)
        },
        () => {
          keep(key, undefined)
          if (full) void clear().catch(() => undefined)
        },
      ),
    update: (key, change) => {
      const work = async (kv: IDBObjectStore): Promise<void> => {
        const changed = change(await promisifyRequest(kv.get(key)))
        if (changed === undefined) kv.delete(key)
        else kv.put(changed, key)
        return committed(kv)
      }
      // What lies on the disk only is left as it is: forgotten later, it is sent again, which harms nothing.
      return call('readwrite', work, () => {
        if (memory.has(key)) keep(key, change(memory.get(key)))
        else if (full) void attempt('readwrite', work).catch(() => undefined)
      })
    },
  }
}

/** A store whose data was cleared under it, or whose browser has stopped working, never answers. */
class NoAnswerError extends Error {}

async function committed({ transaction }: IDBObjectStore): Promise<void> {
  await promisifyRequest(transaction)
}
