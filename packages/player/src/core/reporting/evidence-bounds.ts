import type { EvidenceRecord } from './evidence-record.js'
import { serialize } from '@enhancedhr/protocol/serialize'

/** How much evidence may lie on a device: records, and bytes in JSON. */
export interface Room {
  readonly sessions: number
  readonly bytes: number
}

/**
 * What one browser keeps of all learners: 64 sessions, 512 KiB. An outage of 75 min, the longest that can be played
 * through, with a pause every ten seconds takes a tenth of it.
 */
export const DEVICE_ROOM: Room = { sessions: 64, bytes: 512 * 1024 }

/** What was taken out of one record. */
export interface Removed {
  readonly segments: ReadonlySet<number>
  readonly events: ReadonlySet<number>
}

export interface Fitted {
  readonly records: ReadonlyMap<string, EvidenceRecord>
  readonly removed: ReadonlyMap<string, Removed>
  /** Milliseconds of playing, and events, that had to go. */
  readonly dropped: number
  readonly droppedEvents: number
}

/** Members of a record besides its lists, keys included. */
const FRAME_BYTES = 400
const sizes = new WeakMap<object, number>()

/**
 * Takes out what does not fit: events first, then the shortest segments; whole sessions, the least played first, where
 * there are too many. Nothing is joined or widened. `spared` (the session that is being played) loses its events last
 * and is never taken out whole.
 */
export function fitEvidence(records: ReadonlyMap<string, EvidenceRecord>, room: Room, spared: string | null): Fitted {
  const kept = new Map(records)
  let bytes = sumOf(kept.values(), bytesOf)
  if (bytes <= room.bytes && kept.size <= room.sessions)
    return { records, removed: new Map(), dropped: 0, droppedEvents: 0 }

  const others = [...kept.keys()].filter((key) => key !== spared)
  const byPlaying = [...others].sort((a, b) => playingTime(kept.get(a)!.segments) - playingTime(kept.get(b)!.segments))
  for (const key of byPlaying.slice(0, Math.max(0, kept.size - room.sessions))) {
    bytes -= bytesOf(kept.get(key)!)
    kept.delete(key)
  }
  for (const key of spared === null ? others : [...others, spared]) {
    const record = kept.get(key)
    if (!record || bytes <= room.bytes) continue
    const events = [...record.events]
    // The first ones show how it began; the newest are the ones that a page makes too many of.
    for (let event = events.pop(); event; event = bytes > room.bytes ? events.pop() : undefined) bytes -= sizeOf(event)
    kept.set(key, { ...record, events })
  }
  if (bytes > room.bytes) {
    const all = [...kept].flatMap(([key, { segments }]) => segments.map((segment) => ({ key, segment })))
    all.sort((a, b) => a.segment.ended - a.segment.started - (b.segment.ended - b.segment.started))
    const gone = new Set<object>()
    for (const { segment } of all) {
      if (bytes <= room.bytes) break
      bytes -= sizeOf(segment)
      gone.add(segment)
    }
    for (const [key, record] of kept) {
      kept.set(key, { ...record, segments: record.segments.filter((segment) => !gone.has(segment)) })
    }
  }
  return { records: kept, ...difference(records, kept) }
}

/** Bytes of a record as it lies on the device, nearly. */
export function bytesOf({ segments, openSegments, events }: EvidenceRecord): number {
  return FRAME_BYTES + sumOf(segments, sizeOf) + sumOf(openSegments, sizeOf) + sumOf(events, sizeOf)
}

/** Milliseconds of wall time that the segments hold. */
export function playingTime(segments: EvidenceRecord['segments']): number {
  return sumOf(segments, ({ started, ended }) => ended - started)
}

/** Sealed segments and events never change, so each is measured once. */
function sizeOf(item: object): number {
  let size = sizes.get(item)
  if (size === undefined) sizes.set(item, (size = serialize(item).length + 1))
  return size
}

function difference(before: Fitted['records'], after: Fitted['records']): Omit<Fitted, 'records'> {
  const removed = new Map<string, Removed>()
  let dropped = 0
  let droppedEvents = 0
  for (const [key, record] of before) {
    const rest = after.get(key)
    const [leftSegments, leftEvents] = [new Set(rest?.segments), new Set(rest?.events)]
    const segments = record.segments.filter((segment) => !leftSegments.has(segment))
    const events = record.events.filter((event) => !leftEvents.has(event))
    if (segments.length + events.length === 0 && rest) continue
    removed.set(key, { segments: new Set(segments.map(({ n }) => n)), events: new Set(events.map(({ n }) => n)) })
    dropped += playingTime(segments)
    droppedEvents += events.length
  }
  return { removed, dropped, droppedEvents }
}

function sumOf<T>(items: Iterable<T>, value: (item: T) => number): number {
  let sum = 0
  for (const item of items) sum += value(item)
  return sum
}
