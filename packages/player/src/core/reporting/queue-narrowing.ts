import { MAX_REPORTS_PER_BATCH, MAX_SEGMENTS_PER_REPORT } from '@enhancedhr/protocol'
import { backoffDelay } from '../access/backoff.js'
import { playingTime } from './evidence-bounds.js'
import type { Moment, QueueEffect, QueueState, Queued } from './queue-state.js'
import type { Batch } from './report-batch.js'
import { holdsEvidence, withoutNumbers, type EvidenceRecord } from './evidence-record.js'

/** Reported to the host whenever playing, or an event, had to be given up. */
export const DROPPED: QueueEffect = {
  type: 'error',
  error: { code: 'evidence_dropped', retryable: false, retryAfter: null },
}

/** After this many bad items in a row something else is wrong: what is left is tried more and more slowly. */
const BAD_IN_A_ROW = 3

/** The handler's refusal of a whole batch; `names`: it names the report that it is about. */
interface Refusal {
  readonly code: string
  readonly names: boolean
}

/**
 * What follows when the handler refuses a batch as a whole: half as many reports next time, then half of one report, until one
 * item is alone.
 *
 * That one is put aside, and reported to the host, where the refusal names it, or where the server takes an empty report of the same session right
 * afterwards and refuses the item once more. Otherwise the server refuses everything, and nothing is given up for that.
 */
export function narrow(state: QueueState, batch: Batch, { code, names }: Refusal, { now, random }: Moment): Queued {
  const [key] = batch.keys
  const report = batch.reports[0]
  const record = key === undefined ? undefined : state.records.get(key)
  const slow =
    state.deadLettersInARow < BAD_IN_A_ROW ? 0 : backoffDelay(state.deadLettersInARow - BAD_IN_A_ROW + 1, random)
  const at = now + slow
  const waitUntil = slow > 0 ? at : null
  const again: QueueEffect = { type: 'wake', at, serverRequested: false }
  if (key === undefined || !report || !record) return { state, effects: [again] }
  const narrower = halve(batch)
  if (narrower) return { state: { ...state, waitUntil, ...narrower }, effects: [again] }
  const sent = { segments: numbers(report.watched_segments), events: numbers(report.events) }
  if (sent.segments.size + sent.events.size === 0) {
    // A report that only asks cannot be too much, nor bad: this server does not take any now.
    const failures = state.failures + 1
    const later = now + backoffDelay(failures, random)
    const error: QueueEffect = { type: 'error', error: { code, retryable: true, retryAfter: null } }
    const effects: QueueEffect[] = [{ type: 'wake', at: later, serverRequested: false }]
    if (state.failures === 0) effects.push(error)
    return { state: { ...state, failures, waitUntil: later, serverRequested: false }, effects }
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
    openSegments: [],
  }
  const rest = put(state, key, withoutNumbers(record, segments, events))
  return {
    state: {
      ...rest,
      suspect: null,
      deadLettersInARow: state.deadLettersInARow + 1,
      waitUntil,
      dropped: rest.dropped + playingTime(refused.segments),
      width: MAX_REPORTS_PER_BATCH,
      items: MAX_SEGMENTS_PER_REPORT,
    },
    effects: [
      { type: 'dead-letter', key, record: refused, code },
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

/** The server refused a whole report for ever (its session is not there): what it held is put aside and reported to the host. */
export function deadLetterReport(state: QueueState, key: string, record: EvidenceRecord, code: string): Queued {
  if (!holdsEvidence(record)) return { state, effects: [] }
  const [segments, events] = [numbers(record.segments), numbers(record.events)]
  const rest = put(state, key, { ...record, segments: [], openSegments: [], events: [] })
  return {
    state: { ...rest, dropped: rest.dropped + playingTime(record.segments) },
    effects: [
      { type: 'dead-letter', key, record, code },
      key === state.own ? { type: 'save', key } : { type: 'discard', key, segments, events },
      DROPPED,
    ],
  }
}

function numbers(items: readonly { readonly n: number }[]): Set<number> {
  return new Set(items.map(({ n }) => n))
}

/** The record as it is now, or none where it holds nothing and is not this page's. */
function put(state: QueueState, key: string, record: EvidenceRecord): QueueState {
  const records = new Map(state.records)
  if (key !== state.own && !holdsEvidence(record)) records.delete(key)
  else records.set(key, record)
  return { ...state, records }
}
