import { LONGEST_WAIT_MS } from '@enhancedhr/protocol'
import { bytesOf, DEVICE_ROOM, fitEvidence, type Room } from '../core/reporting/evidence-bounds.js'
import {
  mayBeAlive,
  mergeRecords,
  readRecord,
  readRecords,
  type EvidenceRecord,
} from '../core/reporting/evidence-record.js'
import type { EvidenceStore } from '../ports/evidence-store.js'
import type { Tabs } from '../ports/tabs.js'
import type { UnloadBackup } from '../ports/unload-backup.js'
import type { Presence } from './presence.js'
import type { RecordStore } from './record-store.js'
import type { ReportingTime } from './reporting-ports.js'
import { WakeTimer } from './wake-timer.js'

export interface LeftoverPorts {
  readonly store: EvidenceStore
  readonly backup: UnloadBackup
  readonly time: Pick<ReportingTime, 'clock' | 'timers'>
  readonly tabs: Tabs
  readonly records: Pick<RecordStore, 'discard'>
  readonly presence: Pick<Presence, 'scopeKey' | 'own' | 'announceWait'>
  /** Takes what was found for the scope that is present. */
  readonly found: (evidence: LeftoverEvidence) => void
}

/** What other pages left for one scope, and what there is to know before anything is sent. */
export interface LeftoverEvidence {
  readonly records: readonly (readonly [string, EvidenceRecord])[]
  /** Milliseconds that the server asked an earlier page to wait and that are left. */
  readonly wait: number
  readonly room: Room
  /** Milliseconds of playing, and events, of other scopes that had to go because there was too much of them. */
  readonly dropped: number
  readonly droppedEvents: number
}

/** Scopes that nobody is signed in for may take half of the room. */
const OTHERS: Room = { sessions: DEVICE_ROOM.sessions / 2, bytes: DEVICE_ROOM.bytes / 2 }

/** A record that another page is still writing is looked at again after this long. */
const LOOK_AGAIN_MS = 11_000

type IsPlaying = (key: string, record: EvidenceRecord) => boolean

/** Reads what other pages left on the device, and keeps to the room that there is for all learners. */
export class Leftovers {
  readonly #ports: LeftoverPorts
  readonly #nextLook: WakeTimer
  #isStopped = false

  constructor(ports: LeftoverPorts) {
    this.#ports = ports
    this.#nextLook = new WakeTimer(ports.time.clock, ports.time.timers)
  }

  /** Keeps a wait that the server asked for, `milliseconds` from now, for later pages and for those that are open. */
  keepWait(milliseconds: number): void {
    const { store, time, presence } = this.#ports
    if (presence.scopeKey === null) return
    void store.set(waitKey(presence.scopeKey), { v: 1, until: time.clock.date() + milliseconds })
    presence.announceWait(milliseconds)
  }

  /** Looks now, and again as long as another page plays what was found. */
  async find(): Promise<void> {
    const { presence, time, found } = this.#ports
    const { scopeKey, own } = presence
    if (scopeKey === null) return
    const { evidence, isPlaying } = await this.#read(scopeKey, own)
    if (scopeKey !== presence.scopeKey || this.#isStopped) return
    found(evidence)
    this.#nextLook.cancel()
    if (isPlaying) this.#nextLook.set(time.clock.monotonic() + LOOK_AGAIN_MS, () => void this.find())
  }

  /** Nothing is found any more. */
  stop(): void {
    this.#isStopped = true
    this.#nextLook.stop()
  }

  async #read(scopeKey: string, own: string | null): Promise<{ evidence: LeftoverEvidence; isPlaying: boolean }> {
    const { store, backup, time, tabs } = this.#ports
    const [[wait], stored] = await Promise.all([store.entries(waitKey(scopeKey)), store.entries('s/')])
    // Asked last: a page marks its session before it first writes.
    const playing = await tabs.living()
    const date = time.clock.date()
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
      evidence: { ...others, wait: left, records: found },
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
    const { store } = this.#ports
    const records = readRecords(stored)
    for (const [key, record] of records) if (isPlaying(key, record)) records.delete(key)
    const { records: kept, removed, dropped, droppedEvents } = fitEvidence(records, OTHERS, null)
    for (const [key, { segments, events }] of removed) {
      if (kept.has(key)) void this.#ports.records.discard(key, segments, events)
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
