import { LONGEST_WAIT_MS } from '../core/access/backoff.js'
import { bytesOf, DEVICE_ROOM, fitEvidence, type Room } from '../core/reporting/evidence-bounds.js'
import {
  forgetThrough,
  holdsEvidence,
  mayBeAlive,
  mergeRecords,
  readRecord,
  withoutNumbers,
  type SessionRecord,
} from '../core/reporting/evidence-record.js'
import type { Clock } from '../ports/clock.js'
import type { EvidenceStore } from '../ports/evidence-store.js'
import type { Tabs } from '../ports/tabs.js'
import type { Spill } from '../ports/unload-backup.js'
import { serialize } from '../core/serialize.js'

export interface ShelfParts {
  readonly store: EvidenceStore
  readonly spill: Spill
  readonly clock: Clock
  readonly tabs: Tabs
  /**
   * The record as the queue holds it, with what is open in its session as it stands; `undefined` where it holds nothing,
   * `null` where it is another scope's by now.
   */
  readonly record: (key: string) => SessionRecord | undefined | null
  /** The disk works again: what lies on it may be unread. */
  readonly restored: () => void
}

/** What other pages left for one scope, and what there is to know before anything is sent. */
export interface Leftovers {
  readonly records: readonly (readonly [string, SessionRecord])[]
  /** Milliseconds that the server asked an earlier page to wait and that are left. */
  readonly wait: number
  readonly room: Room
  /** A page is still playing one of them. */
  readonly living: boolean
  /** Milliseconds of playing, and events, of other scopes that had to go: there was too much of them. */
  readonly dropped: number
  readonly droppedEvents: number
}

/** Evidence that was refused for good is kept for whoever looks into it: the newest of it. */
const DEAD_LETTERS = 20
/** Characters of a spilled record (32 Ki): the browser's budget is small, and what is older lies on the disk. */
const SPILL_CHARACTERS = 32 * 1024
/** Scopes that nobody is signed in for may take half of the room. */
const OTHERS: Room = { sessions: DEVICE_ROOM.sessions / 2, bytes: DEVICE_ROOM.bytes / 2 }

/** Keeps the queue's records on the device, and reads what other pages left there. */
export class ReportingShelf {
  readonly #parts: ShelfParts
  readonly #writing = new Map<string, Promise<void>>()
  readonly #waiting = new Map<string, Promise<void>>()
  /** What the queue gave up when another scope's turn came, until it is written. */
  readonly #last = new Map<string, SessionRecord>()
  #wasMemory = false

  constructor(parts: ShelfParts) {
    this.#parts = parts
  }

  /** Writes the record as it is when the write begins; one write of a record at a time, and one that waits for it. */
  save(key: string): Promise<void> {
    const waiting = this.#waiting.get(key)
    if (waiting) return waiting
    const writing = this.#writing.get(key)
    if (!writing) return this.#write(key)
    const next = writing.then(() => {
      this.#waiting.delete(key)
      return this.#write(key)
    })
    this.#waiting.set(key, next)
    return next
  }

  /** Writes what the queue is about to give up, as it is now. */
  saveLast(key: string): void {
    const record = this.#parts.record(key)
    if (!record) return
    this.#last.set(key, record)
    void this.save(key).then(() => this.#last.delete(key))
  }

  /** Keeps the record in this very task, its newest part where it is too long: the page goes. */
  spill(key: string): void {
    const record = this.#parts.record(key)
    if (!record || !holdsEvidence(record)) return
    let { segments } = record
    let short = { ...record, savedAt: this.#parts.clock.date() }
    if (serialize(short).length > SPILL_CHARACTERS) short = { ...short, events: [] }
    while (segments.length > 1 && serialize(short).length > SPILL_CHARACTERS) {
      segments = segments.slice(Math.ceil(segments.length / 2))
      short = { ...short, segments }
    }
    this.#parts.spill.put(key, short)
  }

  unspill(key: string): void {
    this.#parts.spill.delete(key)
  }

  /** Takes out what was acknowledged: another page may have written since, so in one transaction. */
  forget(key: string, through: number, eventsThrough: number): Promise<void> {
    return this.#change(key, (record) => forgetThrough(record, through, eventsThrough))
  }

  discard(key: string, segments: ReadonlySet<number>, events: ReadonlySet<number>): Promise<void> {
    return this.#change(key, (record) => withoutNumbers(record, segments, events))
  }

  /** Puts evidence aside that the server refused for good. */
  async bury(key: string, record: SessionRecord, code: string): Promise<void> {
    const { store, clock } = this.#parts
    // Segments and events are numbered apart: without the letter, the one would lie on the other's place.
    const [segment] = record.segments
    const name = segment ? `${segment.n}` : `e${record.events[0]?.n ?? 0}`
    await store.set(`x${key.slice(1)}/${name}`, { ...record, loose: [], code, savedAt: clock.date() })
    const dead = (await store.entries('x/')).map(([name, stored]) => [name, dateOf(stored)] as const)
    dead.sort(([, a], [, b]) => b - a)
    for (const [name] of dead.slice(DEAD_LETTERS)) await store.delete(name)
  }

  /** Keeps a wait that the server asked for; `milliseconds` from now. */
  keepWait(place: string, milliseconds: number): void {
    const { store, clock } = this.#parts
    void store.set(waitKey(place), { v: 1, until: clock.date() + milliseconds })
  }

  async leftovers(place: string, own: string | null): Promise<Leftovers> {
    const { store, spill, clock, tabs } = this.#parts
    const [[wait], stored] = await Promise.all([store.entries(waitKey(place)), store.entries('s/')])
    // Asked last: a page marks its session before it first writes.
    const living = await tabs.living()
    const date = clock.date()
    const left = wait ? readWait(wait[1], date) : 0
    if (wait && left === 0) void store.delete(wait[0])
    const isLiving = (key: string, record: SessionRecord) => living?.has(key) ?? mayBeAlive(record, date)

    const mine = `s/${place}/`
    const records = read(stored.filter(([key]) => key.startsWith(mine) && key !== own))
    for (const [key, record] of read(spill.entries(mine))) {
      if (key === own) continue
      // What was spilled is newer than the last checkpoint of the same page.
      const known = records.get(key)
      records.set(key, known ? mergeRecords(known, record) : record)
      void this.#takeOver(key, record)
    }
    const found = [...records].map(([key, record]) =>
      isLiving(key, record) ? ([key, { ...record, loose: [] }] as const) : ([key, record] as const),
    )
    const others = this.#makeRoom(
      stored.filter(([key]) => !key.startsWith(mine)),
      isLiving,
    )
    return {
      ...others,
      wait: left,
      records: found,
      living: [...records].some(([key, record]) => isLiving(key, record)),
    }
  }

  /** What was spilled goes to the disk; where there is none it stays, until it is acknowledged. */
  async #takeOver(key: string, spilled: SessionRecord): Promise<void> {
    const { store, spill } = this.#parts
    await store.update(key, (stored) => {
      const record = readRecord(stored)
      if (stored !== undefined && !record) return stored
      return record ? mergeRecords(record, spilled) : spilled
    })
    if (store.storage === 'disk') spill.delete(key)
  }

  /** Other scopes' evidence waits for its learner, but not without bounds. */
  #makeRoom(
    stored: readonly (readonly [string, unknown])[],
    isLiving: (key: string, record: SessionRecord) => boolean,
  ): Pick<Leftovers, 'room' | 'dropped' | 'droppedEvents'> {
    const records = read(stored)
    for (const [key, record] of records) if (isLiving(key, record)) records.delete(key)
    const { records: kept, removed, dropped, droppedEvents } = fitEvidence(records, OTHERS, null)
    for (const [key, { segments, events }] of removed) {
      if (kept.has(key)) void this.discard(key, segments, events)
      else void this.#parts.store.delete(key)
    }
    const bytes = [...kept.values()].reduce((sum, record) => sum + bytesOf(record), 0)
    const room = { sessions: DEVICE_ROOM.sessions - kept.size, bytes: DEVICE_ROOM.bytes - bytes }
    return { room, dropped, droppedEvents }
  }

  #write(key: string): Promise<void> {
    const { store, clock, record, restored } = this.#parts
    const now = this.#last.get(key) ?? record(key)
    if (now === null) return Promise.resolve()
    const written = now && holdsEvidence(now) ? store.set(key, { ...now, savedAt: clock.date() }) : store.delete(key)
    const writing = written.finally(() => {
      this.#writing.delete(key)
      if (this.#wasMemory && store.storage === 'disk') restored()
      this.#wasMemory = store.storage === 'memory'
    })
    this.#writing.set(key, writing)
    return writing
  }

  async #change(key: string, change: (record: SessionRecord) => SessionRecord): Promise<void> {
    const { store, spill } = this.#parts
    for (const [name, record] of read(spill.entries(key))) {
      if (name !== key) continue
      const kept = change(record)
      if (holdsEvidence(kept)) spill.put(key, kept)
      else spill.delete(key)
    }
    await store.update(key, (stored) => {
      const record = readRecord(stored)
      if (!record) return stored
      const kept = change(record)
      return holdsEvidence(kept) ? kept : undefined
    })
  }
}

function read(stored: readonly (readonly [string, unknown])[]): Map<string, SessionRecord> {
  const records = new Map<string, SessionRecord>()
  for (const [key, value] of stored) {
    const record = readRecord(value)
    if (record) records.set(key, record)
  }
  return records
}

function waitKey(place: string): string {
  return `m/${place}`
}

/** Milliseconds that are left of a wait that the server asked an earlier page for. */
function readWait(stored: unknown, date: number): number {
  if (typeof stored !== 'object' || stored === null || Reflect.get(stored, 'v') !== 1) return 0
  const until: unknown = Reflect.get(stored, 'until')
  return typeof until === 'number' ? Math.min(Math.max(0, until - date), LONGEST_WAIT_MS) : 0
}

function dateOf(stored: unknown): number {
  const date: unknown = typeof stored === 'object' && stored !== null ? Reflect.get(stored, 'savedAt') : 0
  return typeof date === 'number' ? date : 0
}
