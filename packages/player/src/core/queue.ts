import {
  MAX_BODY_BYTES,
  MAX_EVENTS_PER_REPORT,
  MAX_REPORTS_PER_BATCH,
  MAX_SEGMENTS_PER_REPORT,
} from '@enhancedhr/protocol'
import type { PlayedSegment } from '@enhancedhr/protocol'
import type { ReportResult, WireEvent } from '@enhancedhr/protocol/wire'
import { backoffDelay, retryAfterDelay } from './backoff.js'
import { packBatch, type Batch } from './report-batch.js'
import { forgetThrough, holdsEvidence, sealLoose, type SessionRecord } from './session-record.js'

/**
 * Brings sealed evidence to the server and forgets it only when an acknowledgement names it (`docs/collecting.md`).
 *
 * A record lies in the queue from its first sealed segment to the acknowledgement of its last. The queue as a whole is in
 * one of four states:
 *
 * - *ready*: `send` packs a batch and the queue is sending.
 * - *sending*: exactly one request is under way. Its end, whatever it is, leads to one of the others. The records stay.
 * - *waiting*: something failed. `send` does nothing before `waitUntil`, except when it is pressed (the host's `flush()`,
 *   the network came back, the page goes) and the server itself did not ask to wait.
 * - *parked*: nobody is signed in, or the server refuses this sign-in. Nothing is sent until the host changes it.
 *
 * A batch that is refused as a whole is narrowed: to single reports, then to half of a report, until the one bad item is
 * alone; that one is buried and told. Successes widen again.
 */
export interface QueueState {
  /** The record of the session that this page plays. */
  readonly own: string | null
  readonly records: ReadonlyMap<string, SessionRecord>
  readonly sending: Batch | null
  readonly failures: number
  /** Monotonic clock before which nothing is sent. */
  readonly waitUntil: number | null
  /** The server asked for the wait. */
  readonly firm: boolean
  readonly parked: boolean
  /** The last request got no answer. */
  readonly unreachable: boolean
  /** Most reports, and most items of one report, in the next batch. */
  readonly width: number
  readonly items: number
  /** Milliseconds of playing that were given up. */
  readonly dropped: number
}

export type QueueEvent =
  | { readonly type: 'opened'; readonly key: string; readonly record: SessionRecord }
  | { readonly type: 'collected'; readonly key: string; readonly change: Collected }
  /** Records of pages that are gone. */
  | { readonly type: 'found'; readonly records: Iterable<readonly [string, SessionRecord]> }
  | { readonly type: 'send'; readonly now: number; readonly pressed: boolean; readonly asking?: string | null }
  | ({ readonly type: 'answered'; readonly batch: Batch; readonly results: readonly ReportResult[] } & Moment)
  | ({ readonly type: 'failed'; readonly failure: Failure } & Moment)
  | { readonly type: 'signed-in' }
  /** A wait that an earlier page was asked for, or that ended because the network came back. */
  | { readonly type: 'wait'; readonly until: number | null }
  | { readonly type: 'closed' }

export interface Collected {
  readonly segments?: readonly PlayedSegment[]
  readonly events?: readonly WireEvent[]
  readonly position?: number | null
  readonly duration?: number | null
}

interface Moment {
  readonly now: number
  readonly random: number
}

/** How a request ended without an acknowledgement. */
export type Failure =
  | { readonly kind: 'unreachable' | 'busy'; readonly code: string; readonly retryAfter: number | null }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'signed-out' }

export type QueueEffect =
  | { readonly type: 'post'; readonly batch: Batch }
  /** Write the record, or remove it where it holds nothing. */
  | { readonly type: 'save'; readonly key: string }
  /** Take out of a stored record what was acknowledged, in one transaction: another page may have written since. */
  | { readonly type: 'forget'; readonly key: string; readonly through: number; readonly eventsThrough: number }
  | { readonly type: 'bury'; readonly key: string; readonly record: SessionRecord; readonly code: string }
  | { readonly type: 'trouble'; readonly code: string; readonly retryable: boolean; readonly retryAfter: number | null }
  /** Try again at this moment of the monotonic clock; `firm`: the server asked for it, so it is kept on the device. */
  | { readonly type: 'wake'; readonly at: number; readonly firm: boolean }

export interface Queued {
  readonly state: QueueState
  readonly effects: readonly QueueEffect[]
}

export function createQueue(): QueueState {
  return {
    own: null,
    records: new Map(),
    sending: null,
    failures: 0,
    waitUntil: null,
    firm: false,
    parked: false,
    unreachable: false,
    width: MAX_REPORTS_PER_BATCH,
    items: MAX_SEGMENTS_PER_REPORT,
    dropped: 0,
  }
}

/** Whether `send` would send now, if there is something to send. */
export function maySend(state: QueueState, now: number, pressed: boolean): boolean {
  if (state.sending || state.parked) return false
  return state.waitUntil === null || state.waitUntil <= now || (pressed && !state.firm)
}

export function queue(state: QueueState, event: QueueEvent): Queued {
  switch (event.type) {
    case 'opened':
      return only({ ...state, own: event.key, records: put(state.records, event.key, event.record) })
    case 'collected':
      return collect(state, event.key, event.change)
    case 'found':
      return only({ ...state, records: adopt(state, event.records) })
    case 'send':
      return send(state, event)
    case 'answered':
      return answered(state, event)
    case 'failed':
      return failed({ ...state, sending: null }, state.sending, event.failure, event)
    case 'signed-in':
      return only({ ...state, parked: false, failures: 0, ...(state.firm ? {} : { waitUntil: null }) })
    case 'wait':
      return only({ ...state, waitUntil: event.until, firm: event.until !== null, failures: 0 })
    case 'closed':
      return only(withoutEmpty({ ...state, own: null }, state.own))
  }
}

function collect(state: QueueState, key: string, change: Collected): Queued {
  const record = state.records.get(key)
  if (!record) return only(state)
  const { segments = [], events = [], ...rest } = change
  // Events are told for people; a page that cannot send for hours keeps the first ones and every segment.
  const room = Math.max(0, MAX_EVENTS_PER_REPORT - record.events.length)
  const next = {
    ...record,
    ...rest,
    segments: segments.length > 0 ? [...record.segments, ...segments] : record.segments,
    events: events.length > 0 ? [...record.events, ...events.slice(0, room)] : record.events,
  }
  return only({ ...state, records: put(state.records, key, next) })
}

function adopt(state: QueueState, found: Iterable<readonly [string, SessionRecord]>): QueueState['records'] {
  const records = new Map(state.records)
  for (const [key, record] of found) if (!records.has(key)) records.set(key, sealLoose(record))
  return records
}

function send(state: QueueState, event: Extract<QueueEvent, { type: 'send' }>): Queued {
  if (!maySend(state, event.now, event.pressed)) return only(state)
  const batch = packBatch(ownFirst(state), {
    bytes: MAX_BODY_BYTES,
    reports: state.width,
    items: state.items,
    asking: event.asking ?? null,
  })
  if (batch.keys.length === 0) return only(state)
  return { state: { ...state, sending: batch, waitUntil: null, firm: false }, effects: [{ type: 'post', batch }] }
}

/** The session that is being watched comes first: its learner waits for the progress. */
export function ownFirst({ own, records }: QueueState): [string, SessionRecord][] {
  const rest = [...records].filter(([key]) => key !== own)
  const mine = own === null ? undefined : records.get(own)
  return own !== null && mine ? [[own, mine], ...rest] : rest
}

function answered(state: QueueState, event: Extract<QueueEvent, { type: 'answered' }>): Queued {
  const { batch, results } = event
  const effects: QueueEffect[] = []
  const own = state.sending === batch
  let next: QueueState = { ...state, failures: 0, unreachable: false, ...(own && { sending: null }) }
  let moved = false
  for (const result of results) {
    const key = batch.keys[result.index]
    const record = key === undefined ? undefined : next.records.get(key)
    if (key === undefined || !record) continue
    if (result.session_id !== null && result.session_id !== record.sessionId) continue
    const { through, events_through: eventsThrough } = result
    const kept = forgetThrough(record, through, eventsThrough)
    if (kept !== record) {
      moved = true
      next = withoutEmpty({ ...next, records: put(next.records, key, kept) }, key)
      effects.push(key === next.own ? { type: 'save', key } : { type: 'forget', key, through, eventsThrough })
    }
    if (result.status !== 'refused' || result.retryable === true) continue
    const buried = bury(next, key, kept, result.code ?? 'invalid_request')
    next = buried.state
    effects.push(...buried.effects)
    moved = true
  }
  const tooLarge = results.find(({ status, code }) => status === 'refused' && code === 'too_large')
  if (tooLarge && own) {
    const narrowed = narrow(next, batch, 'too_large')
    return { state: narrowed.state, effects: [...effects, ...narrowed.effects] }
  }
  const left = [...next.records.values()].some(({ segments, events }) => segments.length + events.length > 0)
  // One report at a time until all have been sent: otherwise a bad record keeps those behind it waiting.
  const width = left ? next.width : MAX_REPORTS_PER_BATCH
  next = { ...next, width, items: Math.min(MAX_SEGMENTS_PER_REPORT, next.items * 2) }
  if (own && left) {
    // What did not fit goes at once; what the server would not judge yet goes a little later.
    const failures = moved ? 0 : state.failures + 1
    const wait = moved ? 0 : Math.max(2_000, backoffDelay(failures, event.random))
    next = { ...next, failures, waitUntil: event.now + wait, firm: false }
    effects.push({ type: 'wake', at: event.now + wait, firm: false })
  }
  return { state: next, effects }
}

function failed(state: QueueState, batch: Batch | null, failure: Failure, { now, random }: Moment): Queued {
  if (failure.kind === 'signed-out') return only({ ...state, parked: true, unreachable: false })
  if (failure.kind === 'refused' && batch) return narrow({ ...state, unreachable: false }, batch, failure.code)
  const failures = state.failures + 1
  const asked = failure.kind === 'refused' ? null : failure.retryAfter
  const firm = asked !== null
  const at = now + (asked === null ? backoffDelay(failures, random) : retryAfterDelay(asked, random))
  const unreachable = failure.kind === 'unreachable'
  const wake: QueueEffect = { type: 'wake', at, firm }
  // Told once an outage, not once a try: an hour of it would be a dozen errors about the same thing.
  const trouble: QueueEffect = { type: 'trouble', code: failure.code, retryable: true, retryAfter: asked }
  return {
    state: { ...state, failures, waitUntil: at, firm, unreachable },
    effects: state.failures === 0 ? [wake, trouble] : [wake],
  }
}

/** Sends less the next time; buries what is refused although it is alone. */
function narrow(state: QueueState, batch: Batch, code: string): Queued {
  const largest = Math.max(...batch.reports.map((r) => Math.max(r.watched_segments.length, r.events.length)), 0)
  const again: QueueEffect = { type: 'wake', at: 0, firm: false }
  if (batch.keys.length > 1) return { state: { ...state, width: 1 }, effects: [again] }
  if (largest > 1) return { state: { ...state, width: 1, items: Math.ceil(largest / 2) }, effects: [again] }
  const [key] = batch.keys
  const record = key === undefined ? undefined : state.records.get(key)
  const report = batch.reports[0]
  if (key === undefined || !record || !report) return only(state)
  const alone = new Set(report.watched_segments.map(({ n }) => n))
  const bad = new Set(report.events.map(({ n }) => n))
  const kept: SessionRecord = {
    ...record,
    segments: record.segments.filter(({ n }) => !alone.has(n)),
    events: record.events.filter(({ n }) => !bad.has(n)),
  }
  const refused = record.segments.filter(({ n }) => alone.has(n))
  const next = withoutEmpty({ ...state, records: put(state.records, key, kept) }, key)
  return {
    state: { ...next, dropped: next.dropped + playingTime(refused) },
    effects: [
      { type: 'bury', key, record: { ...record, segments: refused, events: [] }, code },
      { type: 'save', key },
      again,
      ...(refused.length > 0 ? [dropped] : []),
    ],
  }
}

const dropped: QueueEffect = { type: 'trouble', code: 'evidence_dropped', retryable: false, retryAfter: null }

/** The server refused a whole record for good (its session is unknown): it is put aside and told. */
function bury(state: QueueState, key: string, record: SessionRecord, code: string): Queued {
  const records = put(state.records, key, { ...record, segments: [], loose: [], events: [] })
  return {
    state: withoutEmpty({ ...state, records, dropped: state.dropped + playingTime(record.segments) }, key),
    effects: [
      { type: 'bury', key, record, code },
      { type: 'save', key },
      ...(record.segments.length > 0 ? [dropped] : []),
    ],
  }
}

function playingTime(segments: readonly PlayedSegment[]): number {
  return segments.reduce((sum, { started, ended }) => sum + (ended - started), 0)
}

function withoutEmpty(state: QueueState, key: string | null): QueueState {
  const record = key === null ? undefined : state.records.get(key)
  if (key === null || !record || key === state.own || holdsEvidence(record)) return state
  const records = new Map(state.records)
  records.delete(key)
  return { ...state, records }
}

function put(records: QueueState['records'], key: string, record: SessionRecord): QueueState['records'] {
  return new Map(records).set(key, record)
}

function only(state: QueueState): Queued {
  return { state, effects: [] }
}
