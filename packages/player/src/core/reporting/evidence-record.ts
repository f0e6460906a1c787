import type { PlayedSegment } from '@enhancedhr/protocol'
import type { WireEvent } from '@enhancedhr/protocol/wire'

/**
 * What a session has not had acknowledged, as it is kept on the device: state, not messages.
 *
 * Sending it again, later or twice is harmless. Readers leave a version alone that they do not know.
 */
export interface SessionRecord {
  readonly v: 1
  readonly sessionId: string
  readonly lessonId: string
  /** Sealed segments in order; they never change. */
  readonly segments: readonly PlayedSegment[]
  /** What was open at the checkpoint, as it stood; counts only if the page died. */
  readonly loose: readonly PlayedSegment[]
  readonly events: readonly WireEvent[]
  /** Where the learner was, in milliseconds of media. */
  readonly position: number | null
  /** Duration that the media element told, in milliseconds. */
  readonly duration: number | null
  /** Date of the device when this was written, in milliseconds. */
  readonly savedAt: number
}

/** Where nothing else tells: a record with something open that was written in the last minute may be of a busy page. */
const ALIVE_MS = 60_000

export function createRecord(sessionId: string, lessonId: string): SessionRecord {
  return {
    v: 1,
    sessionId,
    lessonId,
    segments: [],
    loose: [],
    events: [],
    position: null,
    duration: null,
    savedAt: 0,
  }
}

/** Whether the record holds evidence that is worth keeping or sending. */
export function holdsEvidence(record: SessionRecord): boolean {
  return record.segments.length > 0 || record.events.length > 0 || record.loose.length > 0
}

/** Whether the page that wrote the record may still be playing: it writes about every second. */
export function mayBeAlive(record: SessionRecord, date: number): boolean {
  return record.loose.length > 0 && Math.abs(date - record.savedAt) < ALIVE_MS
}

/** Takes over the record of a page that died: what was open is sealed as it stands. */
export function sealLoose(record: SessionRecord): SessionRecord {
  return record.loose.length === 0 ? record : { ...record, segments: [...record.segments, ...record.loose], loose: [] }
}

/**
 * One record of two that were written for the same session, `newer` by the same page later, or by the page that took the
 * other over. Sealed numbers are never altered: what either holds sealed stays so, by its number.
 */
export function mergeRecords(older: SessionRecord, newer: SessionRecord): SessionRecord {
  const segments = byNumber([...older.segments, ...newer.segments])
  const sealed = new Set(segments.map(({ n }) => n))
  return {
    ...newer,
    segments,
    loose: newer.loose.filter(({ n }) => !sealed.has(n)),
    events: byNumber([...older.events, ...newer.events]),
  }
}

/** Takes out the segments and events with these numbers. */
export function withoutNumbers(
  record: SessionRecord,
  segments: ReadonlySet<number>,
  events: ReadonlySet<number>,
): SessionRecord {
  return {
    ...record,
    segments: record.segments.filter(({ n }) => !segments.has(n)),
    loose: record.loose.filter(({ n }) => !segments.has(n)),
    events: record.events.filter(({ n }) => !events.has(n)),
  }
}

function byNumber<T extends { readonly n: number }>(items: readonly T[]): T[] {
  const first = new Map<number, T>()
  for (const item of items) if (!first.has(item.n)) first.set(item.n, item)
  return [...first.values()].sort((a, b) => a.n - b.n)
}

/** Forgets what an acknowledgement named, and nothing else; the same record when that is nothing. */
export function forgetThrough(record: SessionRecord, through: number, eventsThrough: number): SessionRecord {
  const segments = record.segments.filter(({ n }) => n > through)
  const events = record.events.filter(({ n }) => n > eventsThrough)
  const loose = record.loose.filter(({ n }) => n > through)
  if (
    segments.length === record.segments.length &&
    events.length === record.events.length &&
    loose.length === record.loose.length
  ) {
    return record
  }
  return { ...record, segments, events, loose }
}

/** Reads a record from storage; `null` for what another version wrote, which has to be left alone. */
export function readRecord(stored: unknown): SessionRecord | null {
  if (typeof stored !== 'object' || stored === null) return null
  const record = stored as Partial<SessionRecord>
  const lists = [record.segments, record.loose, record.events]
  const ids = [record.sessionId, record.lessonId]
  if (record.v !== 1 || !lists.every(Array.isArray) || !ids.every((id) => typeof id === 'string')) return null
  return record as SessionRecord
}
