import { MAX_REPORTS_PER_BATCH, MAX_SEGMENTS_PER_REPORT, toSeconds, type PlayedSegment } from '@enhancedhr/protocol'
import type { WirePlayedSegment, WireReport } from '@enhancedhr/protocol/wire'
import type { EvidenceRecord } from './evidence-record.js'
import { serialize } from '@enhancedhr/protocol/serialize'

/** Body of one `POST /v1/progress`, and whose records its reports are made of, in the same order. */
export interface Batch {
  readonly keys: readonly string[]
  readonly reports: readonly WireReport[]
}

export interface BatchLimits {
  /** Bytes of the body. */
  readonly bytes: number
  readonly reports?: number
  /** Segments, and events, of one report. */
  readonly items?: number
  /** Key of a record that gets a report even when it holds nothing: the answer names the session's age. */
  readonly asking?: string | null
}

/** `{"reports":[]}`. */
const FRAME_BYTES = 14

/**
 * Packs records into one body, in the order given: what fits, the oldest of each record first, and the rest stays for the
 * next one. Segments come before events. An empty batch where nothing is to send.
 */
export function packBatch(
  records: Iterable<readonly [key: string, record: EvidenceRecord]>,
  limits: BatchLimits,
): Batch {
  const { bytes, reports: most = MAX_REPORTS_PER_BATCH, items = MAX_SEGMENTS_PER_REPORT, asking = null } = limits
  const keys: string[] = []
  const reports: WireReport[] = []
  let left = bytes - FRAME_BYTES
  for (const [key, record] of records) {
    if (reports.length >= most) break
    const empty: WireReport = {
      session_id: record.sessionId,
      lesson_id: record.lessonId,
      position: record.position === null ? null : toSeconds(record.position),
      duration: record.duration === null ? null : toSeconds(record.duration),
      watched_segments: [],
      events: [],
    }
    let room = left - size(empty)
    const take = <T>(list: readonly T[]): T[] => {
      const taken: T[] = []
      for (const item of list.slice(0, items)) {
        room -= size(item)
        if (room < 0) break
        taken.push(item)
      }
      return taken
    }
    const segments = take(record.segments.slice(0, items).map(toWire))
    const events = take(record.events)
    if (segments.length === 0 && events.length === 0 && (key !== asking || room < 0)) continue
    const report = { ...empty, watched_segments: segments, events }
    left -= size(report)
    keys.push(key)
    reports.push(report)
  }
  return { keys, reports }
}

/** A sealed segment as it is sent: the same numbers every time. */
export function toWire(segment: PlayedSegment): WirePlayedSegment {
  const { n, from, to, rate, started, ended, visible, muted } = segment
  return {
    n,
    from: toSeconds(from),
    to: toSeconds(to),
    rate,
    started: toSeconds(started),
    ended: toSeconds(ended),
    visible,
    muted,
  }
}

/** Bytes in JSON, with the comma that goes before the next one. */
function size(value: unknown): number {
  return new TextEncoder().encode(serialize(value)).length + 1
}
