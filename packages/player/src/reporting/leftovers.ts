import { LONGEST_WAIT_MS } from '../core/access/backoff.js'
import { bytesOf, DEVICE_ROOM, fitEvidence, type Room } from '../core/reporting/evidence-bounds.js'
import {
  mayBeAlive,
  mergeRecords,
  readRecord,
  readRecords,
  type EvidenceRecord,
} from '../core/reporting/evidence-record.js'
import type { Clock } from '../ports/clock.js'
import type { EvidenceStore } from '../ports/evidence-store.js'
import type { Tabs } from '../ports/tabs.js'
import type { UnloadBackup } from '../ports/unload-backup.js'

export interface LeftoverPorts {
  readonly store: EvidenceStore
  readonly backup: UnloadBackup
  readonly clock: Clock
  readonly tabs: Tabs
  /** Takes items out of a stored record. */
  readonly discard: (key: string, segments: ReadonlySet<number>, events: ReadonlySet<number>) => void
}

/** What other pages left for one scope, and what there is to know before anything is sent. */
export interface LeftoverEvidence {
  readonly records: readonly (readonly [string, EvidenceRecord])[]
  /** Milliseconds that the server asked an earlier page to wait and that are left. */
  readonly wait: number
  readonly room: Room
  /** A page is still playing one of them. */
  readonly isPlaying: boolean
  /** Milliseconds of playing, and events, of other scopes that had to go because there was too much of them. */
  readonly dropped: number
  readonly droppedEvents: number
}

/** Scopes that nobody is signed in for may take half of the room. */
const OTHERS: Room = { sessions: DEVICE_ROOM.sessions / 2, bytes: DEVICE_ROOM.bytes / 2 }

type IsPlaying = (key: string, record: EvidenceRecord) => boolean

/** Reads what other pages left on the device, and keeps to the room that there is for all learners. */
export class Leftovers {
  readonly #ports: LeftoverPorts

  constructor(ports: LeftoverPorts) {
    this.#ports = ports
  }

  /** Keeps a wait that the server asked for; `milliseconds` from now. */
  keepWait(scopeKey: string, milliseconds: number): void {
    const { store, clock } = this.#ports
    void store.set(waitKey(scopeKey), { v: 1, until: clock.date() + milliseconds })
  }

  async find(scopeKey: string, own: string | null): Promise<LeftoverEvidence> {
    const { store, backup, clock, tabs } = this.#ports
    const [[wait], stored] = await Promise.all([store.entries(waitKey(scopeKey)), store.entries('s/')])
    // Asked last: a page marks its session before it first writes.
    const playing = await tabs.living()
    const date = clock.date()
    const left = wait ? readWait(wait[1], date) : 0
    if (wait && left === 0) void store.delete(wait[0])
    const isPlaying: IsPlaying = (key, record) => playing?.has(key) ?? mayBeAlive(record, date)

    const mine = `s/${scopeKey}/`
    const records = readRecords(stored.filter(([key]) => key.startsWith(mine) && key !== own))
    for (const [key, record] of readRecords(backup.entries(mine))) {
      if (key === own) continue
      // A backup is newer than the last checkpoint of the same page.
      const known = records.get(key)
      records.set(key, known ? mergeRecords(known, record) : record)
      void this.#takeOver(key, record)
    }
    const found = [...records].map(([key, record]) =>
      isPlaying(key, record) ? ([key, { ...record, openSegments: [] }] as const) : ([key, record] as const),
    )
    const others = this.#makeRoom(
      stored.filter(([key]) => !key.startsWith(mine)),
      isPlaying,
    )
    return {
      ...others,
      wait: left,
      records: found,
      isPlaying: [...records].some(([key, record]) => isPlaying(key, record)),
    }
  }

  /** A backup goes to the disk. Without a disk it stays where it is until it is acknowledged. */
  async #takeOver(key: string, backedUp: EvidenceRecord): Promise<void> {
    const { store, backup } = this.#ports
    await store.update(key, (stored) => {
      const record = readRecord(stored)
      if (stored !== undefined && !record) return stored
      return record ? mergeRecords(record, backedUp) : backedUp
    })
    if (store.storage === 'disk') backup.delete(key)
  }

  /** Other scopes' evidence waits for its learner, but not without bounds. */
  #makeRoom(
    stored: readonly (readonly [string, unknown])[],
    isPlaying: IsPlaying,
  ): Pick<LeftoverEvidence, 'room' | 'dropped' | 'droppedEvents'> {
    const { store, discard } = this.#ports
    const records = readRecords(stored)
    for (const [key, record] of records) if (isPlaying(key, record)) records.delete(key)
    const { records: kept, removed, dropped, droppedEvents } = fitEvidence(records, OTHERS, null)
    for (const [key, { segments, events }] of removed) {
      if (kept.has(key)) discard(key, segments, events)
      else void store.delete(key)
    }
    const bytes = [...kept.values()].reduce((sum, record) => sum + bytesOf(record), 0)
    const room = { sessions: DEVICE_ROOM.sessions - kept.size, bytes: DEVICE_ROOM.bytes - bytes }
    return { room, dropped, droppedEvents }
  }
}

function waitKey(scopeKey: string): string {
  return `m/${scopeKey}`
}

/** Milliseconds that are left of a wait that the server asked an earlier page for. */
function readWait(stored: unknown, date: number): number {
  if (typeof stored !== 'object' || stored === null || Reflect.get(stored, 'v') !== 1) return 0
  const until: unknown = Reflect.get(stored, 'until')
  return typeof until === 'number' ? Math.min(Math.max(0, until - date), LONGEST_WAIT_MS) : 0
}
