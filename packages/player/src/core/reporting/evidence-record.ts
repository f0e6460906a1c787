import type { PlayedSegment } from '@enhancedhr/protocol'
import type { WireEvent } from '@enhancedhr/protocol/wire'

/**
 * What a session has not had acknowledged, as it is kept on the device: state, not messages.
 *
 * Sending it again, later or twice is harmless. Readers leave a version alone that they do not know.
 */
export interface EvidenceRecord {
  readonly v: 1
  readonly sessionId: string
  readonly lessonId: string
  /** Sealed segments in order; they never change. */
  readonly segments: readonly PlayedSegment[]
  /** What had no final numbers at the checkpoint; it counts only if the page died. */
  readonly openSegments: readonly PlayedSegment[]
  readonly events: readonly WireEvent[]
  /** Where the learner was, in milliseconds of media. */
  readonly position: number | null
  /** Duration that the media element reported, in milliseconds. */
  readonly duration: number | null
  /** Date of the device when this was written, in milliseconds. */
  readonly savedAt: number
}

/** Where nothing else shows it: a record with something open that was written in the last minute may be of a busy page. */
const ALIVE_MS = 60_000

export function createRecord(sessionId: string, lessonId: string): EvidenceRecord {
  return {
    v: 1,
    sessionId,
    lessonId,
    segments: [],
    openSegments: [],
    events: [],
    position: null,
    duration: null,
    savedAt: 0,
  }
}

/** Whether the record holds evidence that is worth keeping or sending. */
export function holdsEvidence(record: EvidenceRecord): boolean {
  return record.segments.length > 0 || record.events.length > 0 || record.openSegments.length > 0
}

/** Whether the page that wrote the record may still be playing: it writes about every second. */
export function mayBeAlive(record: EvidenceRecord, date: number): boolean {
  return record.openSegments.length > 0 && Math.abs(date - record.savedAt) < ALIVE_MS
}

/** Takes over the record of a page that died: what was open is sealed with the numbers it had. */
export function sealOpenSegments(record: EvidenceRecord): EvidenceRecord {
  return record.openSegments.length === 0
    ? record
    : { ...record, segments: [...record.segments, ...record.openSegments], openSegments: [] }
}

/**
 * One record of two that were written for the same session, `newer` by the same page later, or by the page that took the
 * other over. Sealed numbers are never altered: what either holds sealed stays so, by its number.
 */
export function mergeRecords(older: EvidenceRecord, newer: EvidenceRecord): EvidenceRecord {
  const segments = byNumber([...older.segments, ...newer.segments])
  const sealed = new Set(segments.map(({ n }) => n))
  return {
    ...newer,
    segments,
    openSegments: newer.openSegments.filter(({ n }) => !sealed.has(n)),
    events: byNumber([...older.events, ...newer.events]),
  }
}

/** Takes out the segments and events with these numbers. */
export function withoutNumbers(
  record: EvidenceRecord,
  segments: ReadonlySet<number>,
  events: ReadonlySet<number>,
): EvidenceRecord {
  return {
    ...record,
    segments: record.segments.filter(({ n }) => !segments.has(n)),
    openSegments: record.openSegments.filter(({ n }) => !segments.has(n)),
    events: record.events.filter(({ n }) => !events.has(n)),
  }
}

function byNumber<T extends { readonly n: number }>(items: readonly T[]): T[] {
  const first = new Map<number, T>()
  for (const item of items) if (!first.has(item.n)) first.set(item.n, item)
  return [...first.values()].sort((a, b) => a.n - b.n)
}

/** Forgets what an acknowledgement named, and nothing else; the same record when that is nothing. */
export function forgetThrough(record: EvidenceRecord, through: number, eventsThrough: number): EvidenceRecord {
  const segments = record.segments.filter(({ n }) => n > through)
  const events = record.events.filter(({ n }) => n > eventsThrough)
  const openSegments = record.openSegments.filter(({ n }) => n > through)
  if (
    segments.length === record.segments.length &&
    events.length === record.events.length &&
    openSegments.length === record.openSegments.length
  ) {
    return record
  }
  return { ...record, segments, events, openSegments }
}

/** Reads a record from storage; `null` for what another version wrote, which has to be left alone. */
export function readRecord(stored: unknown): EvidenceRecord | null {
  if (typeof stored !== 'object' || stored === null) return null
  // What was written before segments were called open.
  const { loose, ...rest } = stored as Partial<EvidenceRecord> & { readonly loose?: EvidenceRecord['openSegments'] }
  const record = { ...rest, openSegments: rest.openSegments ?? loose }
  const lists = [record.segments, record.openSegments, record.events]
  const ids = [record.sessionId, record.lessonId]
  if (record.v !== 1 || !lists.every(Array.isArray) || !ids.every((id) => typeof id === 'string')) return null
  return record as EvidenceRecord
}

/** Reads the records among stored entries, by their keys. */
export function readRecords(stored: readonly (readonly [string, unknown])[]): Map<string, EvidenceRecord> {
  const records = new Map<string, EvidenceRecord>()
  for (const [key, value] of stored) {
    const record = readRecord(value)
    if (record) records.set(key, record)
  }
  return records
}
