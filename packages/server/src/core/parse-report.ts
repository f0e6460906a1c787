import {
  isOpaqueId,
  MAX_EVENTS_PER_REPORT,
  MAX_INT4,
  MAX_SEGMENTS_PER_REPORT,
  toMilliseconds,
  type PlayedSegment,
} from '@enhancedhr/protocol'
import { eventSchema, playedSegmentSchema, reportSchema } from '@enhancedhr/protocol/wire'

/** What stands in place of an event that carries a number but is no event: it keeps the numbering whole. */
const MALFORMED_EVENT = 'malformed'
const FRAME_OF_EVENT: ReadonlySet<string> = new Set(['n', 'type', 'at'])

/** A report whose frame is well-formed: times in milliseconds, what is no segment named. */
export interface ReadReport {
  readonly sessionId: string
  readonly lessonId: string
  readonly position: number | null
  readonly duration: number | null
  readonly segments: readonly PlayedSegment[]
  readonly malformed: readonly { readonly n: number | null; readonly from: number; readonly to: number }[]
  readonly events: readonly ReadEvent[]
}

export interface ReadEvent {
  readonly n: number
  readonly type: string
  /** Milliseconds on the session clock. */
  readonly at: number
  readonly data: Readonly<Record<string, unknown>>
}

/** A report that cannot be taken: its neighbours in the batch still are. */
export interface RefusedReport {
  readonly code: 'invalid_request' | 'too_large' | 'session_not_found'
  readonly sessionId: string | null
}

/**
 * Reads one report of a batch: seconds become whole milliseconds, rounded half up, here and nowhere else.
 *
 * A report without a readable frame or with more than the limits is refused alone; a segment with a non-number is named
 * as malformed; an event that cannot be read stays in the numbering without its content.
 */
export function parseReport(value: unknown): ReadReport | RefusedReport {
  const frame = reportSchema.safeParse(value)
  if (!frame.success) return { code: 'invalid_request', sessionId: readSessionId(value) }
  const { session_id: sessionId, lesson_id: lessonId, position, duration, watched_segments: segments } = frame.data
  const { events } = frame.data
  if (segments.length > MAX_SEGMENTS_PER_REPORT || events.length > MAX_EVENTS_PER_REPORT) {
    return { code: 'too_large', sessionId }
  }
  // Such an id was never given out; it also could not be looked up, because text in Postgres holds no U+0000.
  if (!isOpaqueId(sessionId)) return { code: 'session_not_found', sessionId: null }
  const read = segments.map(parseSegment)
  return {
    sessionId,
    lessonId,
    position: toMediaTime(position),
    duration: toMediaTime(duration),
    segments: read.filter((segment) => 'rate' in segment),
    malformed: read.filter((segment) => !('rate' in segment)),
    events: events.map(parseEvent).filter((event) => event !== null),
  }
}

function parseSegment(value: unknown): PlayedSegment | ReadReport['malformed'][number] {
  const read = playedSegmentSchema.safeParse(value)
  if (read.success) {
    const { from, to, started, ended, ...rest } = read.data
    const times = [from, to, started, ended].map(toMilliseconds)
    if (times.every(Number.isSafeInteger)) {
      return { ...rest, from: times[0]!, to: times[1]!, started: times[2]!, ended: times[3]! }
    }
  }
  const { n, from, to } = isRecord(value) ? value : {}
  return { n: isNumbering(n) ? n : null, from: toMediaTime(from) ?? 0, to: toMediaTime(to) ?? 0 }
}

function parseEvent(value: unknown): ReadEvent | null {
  if (!isRecord(value) || !isNumbering(value['n'])) return null
  const n = value['n']
  const read = eventSchema.safeParse(value)
  const at = read.success ? toMilliseconds(read.data.at) : -1
  if (!read.success || !Number.isSafeInteger(at) || at < 0) return { n, type: MALFORMED_EVENT, at: 0, data: {} }
  const own = Object.entries(read.data).filter(([name]) => !FRAME_OF_EVENT.has(name))
  return { n, type: read.data.type, at, data: Object.fromEntries(own) }
}

/** Milliseconds of media that a row can hold, from 0; anything else says nothing. */
function toMediaTime(seconds: unknown): number | null {
  if (typeof seconds !== 'number') return null
  const milliseconds = toMilliseconds(seconds)
  return Number.isSafeInteger(milliseconds) && milliseconds <= MAX_INT4 ? Math.max(0, milliseconds) : null
}

function isNumbering(n: unknown): n is number {
  return Number.isSafeInteger(n) && Number(n) >= 1 && Number(n) <= MAX_INT4
}

function readSessionId(value: unknown): string | null {
  const id = isRecord(value) ? value['session_id'] : null
  return isOpaqueId(id) ? id : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
