import { MAX_BODY_BYTES, MAX_REPORTS_PER_BATCH, MAX_SEGMENTS_PER_REPORT } from '@enhancedhr/protocol'
import { backoffDelay, retryAfterDelay } from '../access/backoff.js'
import { fitEvidence } from './evidence-bounds.js'
import { buryReport, DROPPED, halve, narrow } from './queue-narrowing.js'
import type { Collected, Failure, Held, Moment, QueueEffect, QueueEvent, QueueState, Queued } from './queue-state.js'
import { packBatch, type Batch } from './report-batch.js'
import { forgetThrough, holdsEvidence, mergeRecords, sealLoose, type SessionRecord } from './evidence-record.js'

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
 * - *parked*: nobody is signed in, or the server refuses this sign-in. Nothing is sent until the host changes it, or a
 *   grant shows that it is good.
 *
 * A batch that the handler refuses as a whole is halved until the one bad item is alone (`queue-narrowing.ts`); one that the
 * server fails on three times is sent singly, and a record that it fails on alone waits for itself. Successes widen again.
 */
export function queue(state: QueueState, event: QueueEvent): Queued {
  switch (event.type) {
    case 'opened': {
      // A grant shows whose sign-in it is.
      const records = put(state.records, event.key, event.record)
      const stale = state.sending !== null
      return only({ ...state, ...afresh(state), signIn: 'known', stale, own: event.key, records })
    }
    case 'collected':
      return collect(state, event.key, event.change)
    case 'found':
      return found(state, event)
    case 'send':
      return send(state, event)
    case 'answered':
      return answered(state, event)
    case 'failed':
      return failed({ ...state, sending: null }, state.sending, event.failure, event)
    case 'heard':
      return heard(state, event)
    case 'signed-in':
      return only({ ...state, ...afresh(state), signIn: 'doubted', stale: state.sending !== null })
    case 'wait':
      return only({ ...state, waitUntil: event.until, firm: true })
    case 'closed':
      return only(withoutEmpty({ ...state, own: null }, state.own))
  }
}

/** Whether `send` would send now, if there is something to send. */
export function maySend(state: QueueState, now: number, pressed: boolean): boolean {
  if (state.sending || state.parked) return false
  return state.waitUntil === null || state.waitUntil <= now || (pressed && !state.firm)
}

/** Every batch that the server fails on this often in a row is sent singly from then on. */
const BROKEN_TIMES = 3
/** What the server would not judge yet, because a clock differs, is sent again this much later at the earliest. */
const NOT_YET_MS = 2_000
/** The refusal of a report whose session is not this sign-in's, or is not there. */
const UNKNOWN_SESSION = 'session_not_found'

/** Tries again at once, unless the server itself asked to wait. */
function afresh({ firm, waitUntil }: QueueState): Partial<QueueState> {
  return { parked: false, failures: 0, waitUntil: firm ? waitUntil : null }
}

function collect(state: QueueState, key: string, change: Collected): Queued {
  const record = state.records.get(key)
  if (!record) return only(state)
  const { segments = [], events = [], ...rest } = change
  const next = {
    ...record,
    ...rest,
    segments: segments.length > 0 ? [...record.segments, ...segments] : record.segments,
    events: events.length > 0 ? [...record.events, ...events] : record.events,
  }
  const collected = { ...state, records: put(state.records, key, next) }
  return segments.length + events.length > 0 ? fit(collected) : only(collected)
}

/** Keeps to the room there is; what has to go is counted, and told once until something arrives again. */
function fit(state: QueueState): Queued {
  const { records, removed, dropped, droppedEvents } = fitEvidence(state.records, state.room, state.own)
  if (removed.size === 0) return only(state)
  const effects: QueueEffect[] = [...removed].map(([key, { segments, events }]) =>
    key === state.own ? { type: 'save', key } : { type: 'discard', key, segments, events },
  )
  if (dropped > 0 || state.droppedEvents === 0) effects.push(DROPPED)
  const counted = { dropped: state.dropped + dropped, droppedEvents: state.droppedEvents + droppedEvents }
  return { state: { ...state, records, ...counted }, effects }
}

function found(state: QueueState, event: Extract<QueueEvent, { type: 'found' }>): Queued {
  const { dropped = 0, droppedEvents = 0, room = state.room } = event
  const fitted = fit({ ...state, records: adopt(state, event.records), room })
  if (dropped + droppedEvents === 0) return fitted
  const counted = { dropped: fitted.state.dropped + dropped, droppedEvents: fitted.state.droppedEvents + droppedEvents }
  return { state: { ...fitted.state, ...counted }, effects: [...fitted.effects, DROPPED] }
}

function adopt(state: QueueState, found: Iterable<readonly [string, SessionRecord]>): QueueState['records'] {
  const records = new Map(state.records)
  for (const [key, record] of found) {
    if (key === state.own || !holdsEvidence(record)) continue
    const known = records.get(key)
    records.set(key, sealLoose(known ? mergeRecords(known, record) : record))
  }
  return records
}

function send(state: QueueState, { now, pressed, asking = null }: Extract<QueueEvent, { type: 'send' }>): Queued {
  if (!maySend(state, now, pressed)) return only(state)
  const batch = state.signIn === 'doubted' ? packProbe(state) : (packSuspect(state) ?? pack(state, now, asking))
  if (batch) {
    const sending = { sending: batch, stale: false, waitUntil: null, firm: false }
    return { state: { ...state, ...sending }, effects: [{ type: 'post', batch }] }
  }
  return { state, effects: wakeHeld(state) }
}

function wakeHeld({ held }: QueueState): readonly QueueEffect[] {
  const due = [...held.values()].map(({ until }) => until)
  return due.length > 0 ? [{ type: 'wake', at: Math.min(...due), firm: false }] : []
}

/** What may go now; a record that waited for itself goes alone, when nothing else is to send. */
function pack(state: QueueState, now: number, asking: string | null): Batch | null {
  const limits = { bytes: MAX_BODY_BYTES, reports: state.width, items: state.items, asking }
  const records = ownFirst(state)
  const batch = packBatch(
    records.filter(([key]) => !state.held.has(key)),
    limits,
  )
  if (batch.keys.length > 0) return batch
  const due = records.filter(([key]) => (state.held.get(key)?.until ?? Infinity) <= now)
  const alone = packBatch(due, { ...limits, reports: 1 })
  return alone.keys.length > 0 ? alone : null
}

/** What was refused alone goes once more, after an empty report of its session, which shows whether the server takes any. */
function packSuspect({ suspect, records }: QueueState): Batch | null {
  const record = suspect ? records.get(suspect.key) : undefined
  if (!suspect || !record || !holdsEvidence(record)) return null
  if (!suspect.proved) return packEmpty(suspect.key, record)
  return packBatch([[suspect.key, record]], { bytes: MAX_BODY_BYTES, items: 1 })
}

/** A report that holds nothing: its answer tells whether the sign-in is this learner's, before any evidence is sent. */
function packProbe(state: QueueState): Batch | null {
  const [first] = ownFirst(state)
  if (!first || ![...state.records.values()].some(holdsEvidence)) return null
  return packEmpty(...first)
}

function packEmpty(key: string, record: SessionRecord): Batch {
  const empty = { ...record, segments: [], events: [], position: null, duration: null }
  return packBatch([[key, empty]], { bytes: MAX_BODY_BYTES, asking: key })
}

/** The session that is being watched comes first: its learner waits for the progress. */
export function ownFirst({ own, records }: QueueState): [string, SessionRecord][] {
  const rest = [...records].filter(([key]) => key !== own)
  const mine = own === null ? undefined : records.get(own)
  return own !== null && mine ? [[own, mine], ...rest] : rest
}

function answered(state: QueueState, event: Extract<QueueEvent, { type: 'answered' }>): Queued {
  const { batch, results, now, random } = event
  const effects: QueueEffect[] = []
  const own = state.sending === batch
  let next: QueueState = { ...state, failures: 0, unreachable: false, ...(own && { sending: null }) }
  let moved = false
  const wasAccepted = results.some(({ status }) => status !== 'refused')
  const isCurrent = own && !state.stale
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
    if (!refused) next = { ...next, held: without(next.held, key) }
    if (!refused || result.retryable === true) continue
    if (result.code === UNKNOWN_SESSION && !isCurrent) continue
    if (result.code === UNKNOWN_SESSION && !wasAccepted && state.signIn !== 'proved') {
      // Perhaps somebody else is signed in by now: nothing may be given up for that.
      const isLastWord = key === next.own || state.signIn === 'doubted'
      next = { ...next, signIn: 'doubted', parked: next.parked || isLastWord }
      moved = true
      continue
    }
    const buried = buryReport(next, key, kept, result.code ?? 'invalid_request')
    next = buried.state
    effects.push(...buried.effects)
    moved = true
  }
  const isProbe = !batch.reports.some((report) => report.watched_segments.length + report.events.length > 0)
  if (next.suspect?.key === batch.keys[0] && isProbe && wasAccepted && own) {
    next = { ...next, suspect: { ...next.suspect!, proved: true } }
    moved = true
  } else if (moved) next = { ...next, suspect: null }
  if (moved && !isProbe) next = { ...next, buriedInARow: 0, droppedEvents: 0, broken: { keys: '', times: 0 } }
  const tooLarge = results.find(({ status, code }) => status === 'refused' && code === 'too_large')
  if (tooLarge && own) {
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
  const left = [...next.records].some(([key, record]) => holdsEvidence(record) && !next.held.has(key))
  if (own && !left) effects.push(...wakeHeld(next))
  if (own && left && !next.parked) {
    // What did not fit goes at once; what the server would not judge yet goes a little later.
    const went = moved || state.signIn !== next.signIn
    const failures = went ? 0 : state.failures + 1
    const at = now + (went ? 0 : Math.max(NOT_YET_MS, backoffDelay(failures, random)))
    next = { ...next, failures, waitUntil: at, firm: false }
    effects.push({ type: 'wake', at, firm: false })
  }
  return { state: next, effects }
}

function failed(state: QueueState, batch: Batch | null, failure: Failure, moment: Moment): Queued {
  const { now, random } = moment
  if (failure.kind === 'superseded' || (failure.kind === 'signed-out' && state.stale)) {
    return { state, effects: [{ type: 'wake', at: now, firm: false }] }
  }
  if (failure.kind === 'signed-out') return only({ ...state, parked: true, unreachable: false })
  if (failure.kind === 'refused') {
    return batch ? narrow({ ...state, unreachable: false }, batch, failure, moment) : only(state)
  }
  const { code, retryAfter: asked } = failure
  const failures = state.failures + 1
  const firm = asked !== null
  const at = now + (asked === null ? backoffDelay(failures, random) : retryAfterDelay(asked, random))
  const { detail } = failure.kind === 'unreachable' ? {} : failure
  const status = failure.kind === 'unreachable' ? failure.status : undefined
  const wake: QueueEffect = { type: 'wake', at, firm }
  // Told once an outage, not once a try: an hour of it would be a dozen errors about the same thing.
  const trouble: QueueEffect = {
    type: 'trouble',
    ...{ code, retryable: detail === undefined, retryAfter: asked },
    ...(detail !== undefined && { detail }),
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
      firm,
      // Whoever speaks in the handler's place shows that there is a network.
      unreachable: failure.kind === 'unreachable' && status === undefined,
    },
    effects: state.failures === 0 ? [wake, trouble] : [wake],
  }
}

/** The server failed by itself: perhaps one record makes it, and the others shall not wait for that one. */
function blame(state: QueueState, batch: Batch, { now, random }: Moment): QueueState {
  const keys = batch.keys.join(' ')
  const times = state.broken.keys === keys ? state.broken.times + 1 : 1
  const [key] = batch.keys
  if (key === undefined || (batch.keys.length > 1 && times < BROKEN_TIMES)) return { ...state, broken: { keys, times } }
  if (batch.keys.length > 1) return { ...state, width: 1, broken: { keys: '', times: 0 } }
  if (state.records.size < 2) return state
  const failures = (state.held.get(key)?.failures ?? 0) + 1
  const held: Held = { failures, until: now + backoffDelay(failures, random) }
  return { ...state, held: new Map(state.held).set(key, held) }
}

function heard(state: QueueState, { key, through, eventsThrough }: Extract<QueueEvent, { type: 'heard' }>): Queued {
  const record = state.records.get(key)
  const kept = record && forgetThrough(record, through, eventsThrough)
  if (!kept || kept === record) return only(state)
  const next = withoutEmpty({ ...state, records: put(state.records, key, kept) }, key)
  return { state: next, effects: key === state.own ? [{ type: 'save', key }] : [] }
}

function withoutEmpty(state: QueueState, key: string | null): QueueState {
  const record = key === null ? undefined : state.records.get(key)
  if (key === null || !record || key === state.own || holdsEvidence(record)) return state
  return { ...state, records: without(state.records, key), held: without(state.held, key) }
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  if (!map.has(key)) return map
  const rest = new Map(map)
  rest.delete(key)
  return rest
}

function put(records: QueueState['records'], key: string, record: SessionRecord): QueueState['records'] {
  return new Map(records).set(key, record)
}

function only(state: QueueState): Queued {
  return { state, effects: [] }
}
