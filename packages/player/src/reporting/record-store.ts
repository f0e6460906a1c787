import {
  forgetThrough,
  holdsEvidence,
  readRecord,
  readRecords,
  withoutNumbers,
  type EvidenceRecord,
} from '../core/reporting/evidence-record.js'
import type { QueueEffect } from '../core/reporting/queue-state.js'
import { serialize } from '@enhancedhr/protocol/serialize'
import type { Clock } from '../ports/clock.js'
import type { EvidenceStore } from '../ports/evidence-store.js'
import type { UnloadBackup } from '../ports/unload-backup.js'

export interface RecordStorePorts {
  readonly store: EvidenceStore
  readonly backup: UnloadBackup
  readonly clock: Clock
  /**
   * The record as the queue holds it, with the segments that are open in its session; `undefined` where it holds nothing, `null`
   * where it is another scope's by now.
   */
  readonly record: (key: string) => EvidenceRecord | undefined | null
  /** The disk works again: what lies on it may be unread. */
  readonly restored: () => void
}

/** What the queue decides about a record that is kept. */
type RecordEffect = Extract<QueueEffect, { type: 'back-up' | 'save' | 'forget' | 'discard' | 'dead-letter' }>

/** Evidence that the server refused is kept for whoever looks into it: the newest of it. */
const DEAD_LETTERS = 20
/** Characters of a backup (32 Ki): the browser's budget is small, and what is older lies on the disk. */
const BACKUP_CHARACTERS = 32 * 1024

/** Keeps the queue's records on the device. */
export class RecordStore {
  readonly #ports: RecordStorePorts
  readonly #writing = new Map<string, Promise<void>>()
  readonly #waiting = new Map<string, Promise<void>>()
  /** What the queue gave up when another scope's turn came, until it is written. */
  readonly #last = new Map<string, EvidenceRecord>()
  #wasMemory = false

  constructor(ports: RecordStorePorts) {
    this.#ports = ports
  }

  /** Carries out what the queue decided about a record. */
  perform(effect: RecordEffect): void {
    switch (effect.type) {
      case 'back-up':
        this.#backUp(effect.key)
        return
      case 'save':
        void this.save(effect.key)
        return
      case 'forget':
        void this.forget(effect.key, effect.through, effect.eventsThrough)
        return
      case 'discard':
        void this.discard(effect.key, effect.segments, effect.events)
        return
      case 'dead-letter':
        void this.#deadLetter(effect.key, effect.record, effect.code)
    }
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

  /** Writes the record; whether the disk holds all of it then, or nothing of it is left. */
  async saveToDisk(key: string): Promise<boolean> {
    await this.save(key)
    return this.#ports.store.storage === 'disk' || !this.#ports.record(key)
  }

  /** Writes what the queue is about to give up, as it is now. */
  saveLast(key: string): void {
    const record = this.#ports.record(key)
    if (!record) return
    this.#last.set(key, record)
    void this.save(key).then(() => this.#last.delete(key))
  }

  /** The page is here again: a backup would soon be old. */
  async replaceBackup(key: string): Promise<void> {
    // Not before the disk holds it: what was begun while the page went may never have been written.
    await this.save(key)
    this.#ports.backup.delete(key)
  }

  /** Takes out what was acknowledged: another page may have written since, so in one transaction. */
  forget(key: string, through: number, eventsThrough: number): Promise<void> {
    return this.#change(key, (record) => forgetThrough(record, through, eventsThrough))
  }

  discard(key: string, segments: ReadonlySet<number>, events: ReadonlySet<number>): Promise<void> {
    return this.#change(key, (record) => withoutNumbers(record, segments, events))
  }

  /** Keeps the record in this very task, its newest part where it is too long: the page goes. */
  #backUp(key: string): void {
    const record = this.#ports.record(key)
    if (!record || !holdsEvidence(record)) return
    let { segments } = record
    let short = { ...record, savedAt: this.#ports.clock.date() }
    if (serialize(short).length > BACKUP_CHARACTERS) short = { ...short, events: [] }
    while (segments.length > 1 && serialize(short).length > BACKUP_CHARACTERS) {
      segments = segments.slice(Math.ceil(segments.length / 2))
      short = { ...short, segments }
    }
    this.#ports.backup.put(key, short)
  }

  /** Puts evidence aside that the server refused. */
  async #deadLetter(key: string, record: EvidenceRecord, code: string): Promise<void> {
    const { store, clock } = this.#ports
    // Segments and events are numbered apart: without the letter, the one would overwrite the other.
    const [segment] = record.segments
    const name = segment ? `${segment.n}` : `e${record.events[0]?.n ?? 0}`
    await store.set(`x${key.slice(1)}/${name}`, { ...record, openSegments: [], code, savedAt: clock.date() })
    const dead = (await store.entries('x/')).map(([name, stored]) => [name, dateOf(stored)] as const)
    dead.sort(([, a], [, b]) => b - a)
    for (const [name] of dead.slice(DEAD_LETTERS)) await store.delete(name)
  }

  #write(key: string): Promise<void> {
    const { store, clock, record, restored } = this.#ports
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

  async #change(key: string, change: (record: EvidenceRecord) => EvidenceRecord): Promise<void> {
    const { store, backup } = this.#ports
    const backedUp = readRecords(backup.entries(key)).get(key)
    if (backedUp) {
      const kept = change(backedUp)
      if (holdsEvidence(kept)) backup.put(key, kept)
      else backup.delete(key)
    }
    await store.update(key, (stored) => {
      const record = readRecord(stored)
      if (!record) return stored
      const kept = change(record)
      return holdsEvidence(kept) ? kept : undefined
    })
  }
}

function dateOf(stored: unknown): number {
  const date: unknown = typeof stored === 'object' && stored !== null ? Reflect.get(stored, 'savedAt') : 0
  return typeof date === 'number' ? date : 0
}
