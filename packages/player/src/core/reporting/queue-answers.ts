import { MAX_REPORTS_PER_BATCH, MAX_SEGMENTS_PER_REPORT } from '@enhancedhr/protocol'
import { backoffDelay, waitAfter } from '../access/backoff.js'
import { forgetThrough, holdsEvidence } from './evidence-record.js'
import { deadLetterReport, halve, narrow } from './queue-narrowing.js'
import {
  only,
  put,
  without,
  withoutEmpty,
  type Deferral,
  type DeliveryFailure,
  type Moment,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
  type Queued,
} from './queue-state.js'
import type { Batch } from './report-batch.js'

/** Every batch that the server fails on this often in a row is sent singly from then on. */
const BROKEN_TIMES = 3
/** What the server would not judge yet, because a clock differs, is sent again this much later at the earliest. */
const NOT_YET_MS = 2_000
/** The refusal of a report whose session is not this sign-in's, or is not there. */
const UNKNOWN_SESSION = 'session_not_found'

export function answered(state: QueueState, event: Extract<QueueEvent, { type: 'answered' }>): Queued {
  const { batch, results, now, random } = event
  const effects: QueueEffect[] = []
  const isOwn = state.sending === batch
  let next: QueueState = { ...state, failures: 0, unreachable: false, ...(isOwn && { sending: null }) }
  let moved = false
  const wasAccepted = results.some(({ status }) => status !== 'refused')
  const isCurrent = isOwn && !state.stale
  if (wasAccepted && isCurrent) next = { ...next, signIn: state.signIn === 'doubted' ? 'proved' : 'known' }
  for (const result of results) {
    const key = batch.keys[result.index]
    const record = key === undefined ? undefined : next.records.get(key)
    if (key === undefined || !record) continue
    if (result.session_id !== null && result.session_id !== record.sessionId) continue
    const refused = result.status === 'refused'
    const { through, events_through: eventsThrough } = result
    const kept = forgetThrough(record, through, eventsThrough)
    if (kept !== record) {
      moved = true
      next = withoutEmpty({ ...next, records: put(next.records, key, kept) }, key)
      effects.push(key === next.own ? { type: 'save', key } : { type: 'forget', key, through, eventsThrough })
    }
    if (!refused) next = { ...next, deferred: without(next.deferred, key) }
    if (!refused || result.retryable === true) continue
    if (result.code === UNKNOWN_SESSION && !isCurrent) continue
    if (result.code === UNKNOWN_SESSION && !wasAccepted && state.signIn !== 'proved') {
      // Perhaps somebody else is signed in by now: nothing may be given up because of that.
      const isLastWord = key === next.own || state.signIn === 'doubted'
      next = { ...next, signIn: 'doubted', blocked: next.blocked || isLastWord }
      moved = true
      continue
    }
    const aside = deadLetterReport(next, key, kept, result.code ?? 'invalid_request')
    next = aside.state
    effects.push(...aside.effects)
    moved = true
  }
  const isProbe = !batch.reports.some((report) => report.watched_segments.length + report.events.length > 0)
  if (next.suspect?.key === batch.keys[0] && isProbe && wasAccepted && isOwn) {
    next = { ...next, suspect: { ...next.suspect!, proved: true } }
    moved = true
  } else if (moved) next = { ...next, suspect: null }
  if (moved && !isProbe) next = { ...next, deadLettersInARow: 0, droppedEvents: 0, broken: { keys: '', times: 0 } }
  const tooLarge = results.find(({ status, code }) => status === 'refused' && code === 'too_large')
  if (tooLarge && isOwn) {
    const narrowed = narrow(next, batch, { code: 'too_large', names: true }, event)
    return { state: narrowed.state, effects: [...effects, ...narrowed.effects] }
  }
  // An empty report shows nothing of how much the server takes.
  if (!isProbe)
    next = {
      ...next,
      width: Math.min(MAX_REPORTS_PER_BATCH, next.width * 2),
      items: Math.min(MAX_SEGMENTS_PER_REPORT, next.items * 2),
    }
  const left = [...next.records].some(([key, record]) => holdsEvidence(record) && !next.deferred.has(key))
  if (isOwn && !left) effects.push(...wakeDeferred(next))
  if (isOwn && left && !next.blocked) {
    // What did not fit goes at once; what the server would not judge yet goes a little later.
    const went = moved || state.signIn !== next.signIn
    const failures = went ? 0 : state.failures + 1
    const at = now + (went ? 0 : Math.max(NOT_YET_MS, backoffDelay(failures, random)))
    next = { ...next, failures, waitUntil: at, serverRequested: false }
    effects.push({ type: 'wake', at, serverRequested: false })
  }
  return { state: next, effects }
}

export function failed(state: QueueState, batch: Batch | null, failure: DeliveryFailure, moment: Moment): Queued {
  const { now, random } = moment
  if (failure.kind === 'superseded' || (failure.kind === 'signed-out' && state.stale)) {
    return { state, effects: [{ type: 'wake', at: now, serverRequested: false }] }
  }
  if (failure.kind === 'signed-out') return only({ ...state, blocked: true, unreachable: false })
  if (failure.kind === 'refused') {
    return batch ? narrow({ ...state, unreachable: false }, batch, failure, moment) : only(state)
  }
  const { code, retryAfter: asked } = failure
  const failures = state.failures + 1
  const serverRequested = asked !== null
  const at = now + waitAfter(failures, asked, random)
  const { detail } = failure.kind === 'unreachable' ? {} : failure
  const status = failure.kind === 'unreachable' ? failure.status : undefined
  const wake: QueueEffect = { type: 'wake', at, serverRequested }
  // Reported once an outage, not once a try: an hour of it would be a dozen errors about the same thing.
  const error: QueueEffect = {
    type: 'error',
    error: { code, retryable: detail === undefined, retryAfter: asked, ...(detail !== undefined && { detail }) },
  }
  const isBroken = failure.kind === 'broken' || (status !== undefined && status >= 500)
  const blamed = isBroken && batch ? blame(state, batch, moment) : state
  return {
    state: {
      ...blamed,
      // Something on the way takes smaller bodies only. It may also be wrong, so nothing is given up for it.
      ...(status === 413 && batch && halve(batch)),
      // What was proved before a wait may not hold after it.
      ...(state.signIn === 'proved' && { signIn: 'known' }),
      ...(state.suspect && { suspect: { ...state.suspect, proved: false } }),
      failures,
      waitUntil: at,
      serverRequested,
      // An answer of a proxy shows that there is a network.
      unreachable: failure.kind === 'unreachable' && status === undefined,
    },
    effects: state.failures === 0 ? [wake, error] : [wake],
  }
}

/** The server failed by itself. Perhaps one record causes it, and the others must not wait for that one. */
function blame(state: QueueState, batch: Batch, { now, random }: Moment): QueueState {
  const keys = batch.keys.join(' ')
  const times = state.broken.keys === keys ? state.broken.times + 1 : 1
  const [key] = batch.keys
  if (key === undefined || (batch.keys.length > 1 && times < BROKEN_TIMES)) return { ...state, broken: { keys, times } }
  if (batch.keys.length > 1) return { ...state, width: 1, broken: { keys: '', times: 0 } }
  if (state.records.size < 2) return state
  const failures = (state.deferred.get(key)?.failures ?? 0) + 1
  const deferral: Deferral = { failures, until: now + backoffDelay(failures, random) }
  return { ...state, deferred: new Map(state.deferred).set(key, deferral) }
}

export function acknowledgedElsewhere(
  state: QueueState,
  { key, through, eventsThrough }: Extract<QueueEvent, { type: 'acknowledged-elsewhere' }>,
): Queued {
  const record = state.records.get(key)
  const kept = record && forgetThrough(record, through, eventsThrough)
  if (!kept || kept === record) return only(state)
  const next = withoutEmpty({ ...state, records: put(state.records, key, kept) }, key)
  return { state: next, effects: key === state.own ? [{ type: 'save', key }] : [] }
}

export function wakeDeferred({ deferred }: QueueState): readonly QueueEffect[] {
  const due = [...deferred.values()].map(({ until }) => until)
  return due.length > 0 ? [{ type: 'wake', at: Math.min(...due), serverRequested: false }] : []
}

/** Tries again at once, unless the server itself asked to wait. */
export function afresh({ serverRequested, waitUntil }: QueueState): Partial<QueueState> {
  return { blocked: false, failures: 0, waitUntil: serverRequested ? waitUntil : null }
}
