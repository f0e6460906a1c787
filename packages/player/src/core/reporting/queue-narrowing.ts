import { MAX_REPORTS_PER_BATCH, MAX_SEGMENTS_PER_REPORT } from '@enhancedhr/protocol'
import { backoffDelay } from '../access/backoff.js'
import { playingTime } from './evidence-bounds.js'
import type { Moment, QueueEffect, QueueState, Queued } from './queue-state.js'
import type { Batch } from './report-batch.js'
import { holdsEvidence, withoutNumbers, type SessionRecord } from './evidence-record.js'

/** Told to the host whenever playing, or an event, had to be given up. */
export const DROPPED: QueueEffect = { type: 'trouble', code: 'evidence_dropped', retryable: false, retryAfter: null }

/** After this many bad items in a row something else is wrong: what is left is tried more and more slowly. */
const BAD_IN_A_ROW = 3

/** The handler's refusal of a whole batch; `names`: it says which report it is about. */
interface Refusal {
  readonly code: string
  readonly names: boolean
}

/**
 * What follows when the handler refuses a batch as a whole: half as many reports next time, then half of one report, until one
 * item is alone.
 *
 * That one is put aside, and told, where the refusal names it, or where the server takes an empty report of the same session right
 * afterwards and refuses the item once more. Otherwise the server refuses everything, and nothing is given up for that.
 */
export function narrow(state: QueueState, batch: Batch, { code, names }: Refusal, { now, random }: Moment): Queued {
  const [key] = batch.keys
  const report = batch.reports[0]
  const record = key === undefined ? undefined : state.records.get(key)
  const slow = state.buriedInARow < BAD_IN_A_ROW ? 0 : backoffDelay(state.buriedInARow - BAD_IN_A_ROW + 1, random)
  const at = now + slow
  const waitUntil = slow > 0 ? at : null
  const again: QueueEffect = { type: 'wake', at, firm: false }
  if (key === undefined || !report || !record) return { state, effects: [again] }
  const narrower = halve(batch)
  if (narrower) return { state: { ...state, waitUntil, ...narrower }, effects: [again] }
  const sent = { segments: numbers(report.watched_segments), events: numbers(report.events) }
  if (sent.segments.size + sent.events.size === 0) {
    // A report that only asks cannot be too much, nor bad: this server does not take any now.
    const failures = state.failures + 1
    const later = now + backoffDelay(failures, random)
    const trouble: QueueEffect = { type: 'trouble', code, retryable: true, retryAfter: null }
    const effects: QueueEffect[] = [{ type: 'wake', at: later, firm: false }]
    if (state.failures === 0) effects.push(trouble)
    return { state: { ...state, failures, waitUntil: later, firm: false }, effects }
  }
  const item = `${[...sent.segments].join()} ${[...sent.events].join()}`
  const { suspect } = state
  if (!names && !(suspect?.proved && suspect.key === key && suspect.item === item)) {
    return { state: { ...state, waitUntil, suspect: { key, item, proved: false } }, effects: [again] }
  }
  // An event is worth less than a segment: of two that are refused together it goes first.
  const { events } = sent
  const segments = events.size > 0 ? new Set<number>() : sent.segments
  const refused = {
    ...record,
    segments: record.segments.filter(({ n }) => segments.has(n)),
    events: record.events.filter(({ n }) => events.has(n)),
    loose: [],
  }
  const buried = put(state, key, withoutNumbers(record, segments, events))
  return {
    state: {
      ...buried,
      suspect: null,
      buriedInARow: state.buriedInARow + 1,
      waitUntil,
      dropped: buried.dropped + playingTime(refused.segments),
      width: MAX_REPORTS_PER_BATCH,
      items: MAX_SEGMENTS_PER_REPORT,
    },
    effects: [
      { type: 'bury', key, record: refused, code },
      key === state.own ? { type: 'save', key } : { type: 'discard', key, segments, events },
      again,
      DROPPED,
    ],
  }
}

/** What the next batch may hold at most, where this one was too much; `null`: it holds one item or none. */
export function halve({ keys, reports }: Batch): Pick<QueueState, 'width' | 'items'> | null {
  if (keys.length > 1) return { width: Math.ceil(keys.length / 2), items: MAX_SEGMENTS_PER_REPORT }
  const [report] = reports
  const largest = Math.max(report?.watched_segments.length ?? 0, report?.events.length ?? 0)
  return largest > 1 ? { width: 1, items: Math.ceil(largest / 2) } : null
}

/** The server refused a whole report for good (its session is not there): what it held is put aside and told. */
export function buryReport(state: QueueState, key: string, record: SessionRecord, code: string): Queued {
  if (!holdsEvidence(record)) return { state, effects: [] }
  const [segments, events] = [numbers(record.segments), numbers(record.events)]
  const buried = put(state, key, { ...record, segments: [], loose: [], events: [] })
  return {
    state: { ...buried, dropped: buried.dropped + playingTime(record.segments) },
    effects: [
      { type: 'bury', key, record, code },
      key === state.own ? { type: 'save', key } : { type: 'discard', key, segments, events },
      DROPPED,
    ],
  }
}

function numbers(items: readonly { readonly n: number }[]): Set<number> {
  return new Set(items.map(({ n }) => n))
}

/** The record as it is now, or none where it holds nothing and is not this page's. */
function put(state: QueueState, key: string, record: SessionRecord): QueueState {
  const records = new Map(state.records)
  if (key !== state.own && !holdsEvidence(record)) records.delete(key)
  else records.set(key, record)
  return { ...state, records }
}
