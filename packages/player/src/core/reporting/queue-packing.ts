import { MAX_BODY_BYTES, MAX_UNLOAD_BODY_BYTES } from '@enhancedhr/protocol'
import { holdsEvidence, type EvidenceRecord } from './evidence-record.js'
import type { QueueState } from './queue-state.js'
import { packBatch, type Batch } from './report-batch.js'

/** What may go now; a record that waited for itself goes alone, when nothing else is to send. */
export function pack(state: QueueState, now: number, asking: string | null): Batch | null {
  const limits = { bytes: MAX_BODY_BYTES, reports: state.width, items: state.items, asking }
  const records = ownFirst(state)
  const batch = packBatch(
    records.filter(([key]) => !state.deferred.has(key)),
    limits,
  )
  if (batch.keys.length > 0) return batch
  const due = records.filter(([key]) => (state.deferred.get(key)?.until ?? Infinity) <= now)
  const alone = packBatch(due, { ...limits, reports: 1 })
  return alone.keys.length > 0 ? alone : null
}

/** What was refused alone goes once more, after an empty report of its session, which shows whether the server takes any. */
export function packSuspect({ suspect, records }: QueueState): Batch | null {
  const record = suspect ? records.get(suspect.key) : undefined
  if (!suspect || !record || !holdsEvidence(record)) return null
  if (!suspect.proved) return packEmpty(suspect.key, record)
  return packBatch([[suspect.key, record]], { bytes: MAX_BODY_BYTES, items: 1 })
}

/** A report that holds nothing: its answer shows whether the sign-in is this learner's, before any evidence is sent. */
export function packProbe(state: QueueState): Batch | null {
  const [first] = ownFirst(state)
  if (!first || ![...state.records.values()].some(holdsEvidence)) return null
  return packEmpty(...first)
}

function packEmpty(key: string, record: EvidenceRecord): Batch {
  const empty = { ...record, segments: [], events: [], position: null, duration: null }
  return packBatch([[key, empty]], { bytes: MAX_BODY_BYTES, asking: key })
}

/** The session that is being watched comes first: its learner waits for the progress. */
function ownFirst({ own, records }: QueueState): [string, EvidenceRecord][] {
  const rest = [...records].filter(([key]) => key !== own)
  const mine = own === null ? undefined : records.get(own)
  return own !== null && mine ? [[own, mine], ...rest] : rest
}

/** What leaves in one task while the page goes; an empty batch where nothing may leave. */
export function packFarewell(state: QueueState): Batch {
  const { blocked, serverRequested, waitUntil, signIn, deferred } = state
  const mayLeave = !blocked && signIn !== 'doubted' && !(serverRequested && waitUntil !== null)
  const records = mayLeave ? ownFirst(state).filter(([key]) => !deferred.has(key)) : []
  return packBatch(records, { bytes: MAX_UNLOAD_BODY_BYTES })
}
