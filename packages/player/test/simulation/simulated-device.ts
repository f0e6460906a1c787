import type { EvidenceStore } from '../../src/ports/evidence-store.js'
import type { Tabs } from '../../src/ports/tabs.js'
import type { UnloadBackup } from '../../src/ports/unload-backup.js'
import { readRecord, type EvidenceRecord } from '../../src/core/reporting/evidence-record.js'
import type { VirtualTime } from './virtual-time.js'

export type Chance = () => number

/** How a page is at the moment: what it asks for is answered, later, or never. */
export interface Life {
  state: 'alive' | 'frozen' | 'dead'
  readonly thaw: (() => void)[]
  /** What the browser was writing for it: at its death that is finished, or given up. */
  writing: (() => void) | null
}

/** Goes on when the page can: at once, when it is thawed, or never. */
export function whenAlive(life: Life, run: () => void): void {
  if (life.state === 'alive') run()
  else if (life.state === 'frozen') life.thaw.push(run)
}

/** One browser: its disk, its localStorage, its locks, and its tabs' channel. */
export class SimulatedDevice {
  readonly disk = new Map<string, unknown>()
  readonly #local = new Map<string, string>()
  /** Called for each record that is certain to be on the disk. */
  readonly written: (record: EvidenceRecord) => void
  readonly #time: VirtualTime
  readonly #chance: Chance
  readonly #holders = new Map<string, Life>()
  readonly #present = new Map<string, Life>()
  readonly #listeners = new Set<{ readonly life: Life; readonly hear: (message: unknown) => void }>()
  readonly hasLocks: boolean
  /** How far the date is from the truth, in milliseconds. */
  dateMoved = 0
  /** Whether the browser lets anybody write. */
  disks: 'ok' | 'denied' = 'ok'

  constructor(time: VirtualTime, chance: Chance, written: SimulatedDevice['written']) {
    this.#time = time
    this.#chance = chance
    this.written = written
    this.hasLocks = chance() < 0.8
  }

  get date(): number {
    return 1_700_000_000_000 + this.#time.now + this.dateMoved
  }

  /** The store of one page: takes its time, refuses while the disk is denied, loses what was under way at a crash. */
  store(life: Life): EvidenceStore {
    const memory = new Map<string, unknown>()
    const removed = new Set<string>()
    let storage: EvidenceStore['storage'] = 'disk'
    let last = Promise.resolve()
    const commit = (key: string, value: unknown): void => {
      if (value === undefined) this.disk.delete(key)
      else this.disk.set(key, value)
      const record = readRecord(value)
      if (record && key.startsWith('s/')) this.written(record)
    }
    const keep = (key: string, value: unknown): void => {
      if (value === undefined) {
        memory.delete(key)
        removed.add(key)
      } else {
        memory.set(key, value)
        removed.delete(key)
      }
    }
    const call = <T>(work: () => T, instead: () => T): Promise<T> => {
      const done = last.then(async () => {
        const delay = this.#chance() < 0.02 ? 2_000 : this.#chance() * 20
        const isOver = () => life.state === 'dead'
        if (isOver()) return new Promise<T>(() => undefined)
        life.writing = () => {
          if (this.disks === 'ok' && storage === 'disk' && this.#chance() < 0.5) work()
        }
        await this.#time.wait(delay)
        if (isOver()) return new Promise<T>(() => undefined)
        life.writing = null
        let result: T
        if (this.disks === 'denied') {
          storage = 'memory'
          result = instead()
        } else {
          if (storage === 'memory') {
            for (const [key, value] of memory) commit(key, value)
            for (const key of removed) commit(key, undefined)
            memory.clear()
            removed.clear()
            storage = 'disk'
          }
          result = work()
        }
        return new Promise<T>((resolve) => whenAlive(life, () => resolve(result)))
      })
      last = done.then(
        () => undefined,
        () => undefined,
      )
      return done
    }
    const under = (map: Map<string, unknown>, prefix: string) =>
      [...map].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key, structuredClone(value)] as const)
    return {
      get storage() {
        return storage
      },
      entries: (prefix) =>
        call(
          () => under(this.disk, prefix),
          () => under(memory, prefix),
        ),
      set: (key, value) => {
        const copy = structuredClone(value)
        return call(
          () => commit(key, copy),
          () => keep(key, copy),
        )
      },
      delete: (key) =>
        call(
          () => commit(key, undefined),
          () => keep(key, undefined),
        ),
      update: (key, change) =>
        call(
          () => commit(key, structuredClone(change(structuredClone(this.disk.get(key))))),
          () => {
            if (memory.has(key)) keep(key, change(memory.get(key)))
          },
        ),
    }
  }

  unloadBackup(): UnloadBackup {
    return {
      put: (key, value) => {
        if (this.disks === 'denied') return
        this.#local.set(key, JSON.stringify(value))
        const record = readRecord(value)
        if (record) this.written(record)
      },
      delete: (key) => {
        if (this.disks === 'ok') this.#local.delete(key)
      },
      entries: (prefix) =>
        this.disks === 'denied'
          ? []
          : [...this.#local]
              .filter(([key]) => key.startsWith(prefix))
              .map(([key, text]) => [key, JSON.parse(text) as unknown]),
    }
  }

  /** What is left on it for anybody. */
  get left(): string[] {
    return [...this.disk.keys(), ...this.#local.keys()].filter((key) => key.startsWith('s/'))
  }

  tabs(life: Life): Tabs {
    return {
      alone: (name, work) => this.#alone(life, name, work),
      present: (key) => {
        this.#present.set(key, life)
        return () => void this.#present.delete(key)
      },
      living: async () => {
        if (!this.hasLocks) return null
        return new Set([...this.#present].filter(([, { state }]) => state !== 'dead').map(([key]) => key))
      },
      broadcast: (message) => {
        if (!this.hasLocks) return
        const copy = structuredClone(message)
        for (const { life: other, hear } of this.#listeners) {
          if (other !== life) void this.#time.after(1, () => whenAlive(other, () => hear(copy)))
        }
      },
      listen: (hear) => {
        const listener = { life, hear }
        this.#listeners.add(listener)
        return () => void this.#listeners.delete(listener)
      },
    }
  }

  async #alone<T>(life: Life, name: string, work: () => Promise<T>): Promise<T> {
    for (let silent = 0; this.hasLocks;) {
      const holder = this.#holders.get(name)
      // Taken from one that is frozen, when it was silent for a while.
      if (!holder || holder.state === 'dead' || silent >= 8_000) break
      await this.#time.wait(100)
      silent = holder.state === 'frozen' ? silent + 100 : 0
    }
    await new Promise<void>((resolve) => whenAlive(life, resolve))
    this.#holders.set(name, life)
    try {
      return await work()
    } finally {
      if (this.#holders.get(name) === life) this.#holders.delete(name)
    }
  }
}
