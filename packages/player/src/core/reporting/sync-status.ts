import { fromUnordered, type SegmentSet } from '@enhancedhr/protocol'
import type { EvidenceRecord } from './evidence-record.js'
import type { QueueState } from './queue-state.js'

/** How far evidence is from being safe, as `ehr-sync` reports it. */
export interface SyncStatus {
  /** Sealed segments, and whether one is open, that no acknowledgement has named yet. */
  readonly pending: number
  readonly state: 'saved' | 'saving' | 'waiting' | 'offline' | 'parked'
  readonly storage: 'disk' | 'memory'
  /** Milliseconds of playing that had to be given up. */
  readonly dropped: number
}

/** Reads the status from the queue; `isOpen`: something is being played that is not sealed yet. */
export function readSyncStatus(queue: QueueState, isOpen: boolean, storage: SyncStatus['storage']): SyncStatus {
  const { sending, blocked, unreachable, dropped, records, failures, serverRequested } = queue
  const sealed = [...records.values()].reduce((sum, { segments }) => sum + segments.length, 0)
  const pending = sealed + (isOpen ? 1 : 0)
  // What is merely not due yet is on its way; waiting means that something failed.
  const idle = pending === 0 ? 'saved' : failures > 0 || serverRequested ? 'waiting' : 'saving'
  const state = blocked ? 'parked' : sending ? 'saving' : unreachable ? 'offline' : idle
  return { pending, state, storage, dropped }
}

/** What was played of a lesson and is not acknowledged, as media; `open`: its segments that are not sealed yet. */
export function unacknowledged(
  { records }: QueueState,
  lessonId: string,
  open: EvidenceRecord['openSegments'],
): SegmentSet {
  const sealed = [...records.values()].flatMap((record) => (record.lessonId === lessonId ? record.segments : []))
  return fromUnordered([...sealed, ...open].map(({ from, to }) => [from, to] as const))
}
