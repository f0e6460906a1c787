import { fitEvidence } from './evidence-bounds.js'
import { holdsEvidence, mergeRecords, sealOpenSegments, type EvidenceRecord } from './evidence-record.js'
import { DROPPED } from './queue-narrowing.js'
import {
  only,
  put,
  type Collected,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
  type Queued,
} from './queue-state.js'

export function collect(state: QueueState, key: string, change: Collected): Queued {
  const record = state.records.get(key)
  const isOld = !change.segments?.length && !change.events?.length && change.position === record?.position
  if (!record || isOld) return only(state)
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

/** Keeps to the room there is; what has to go is counted, and reported once until something arrives again. */
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

export function found(state: QueueState, event: Extract<QueueEvent, { type: 'found' }>): Queued {
  const { dropped = 0, droppedEvents = 0, room = state.room } = event
  const fitted = fit({ ...state, records: adopt(state, event.records), room })
  if (dropped + droppedEvents === 0) return fitted
  const counted = { dropped: fitted.state.dropped + dropped, droppedEvents: fitted.state.droppedEvents + droppedEvents }
  return { state: { ...fitted.state, ...counted }, effects: [...fitted.effects, DROPPED] }
}

function adopt(state: QueueState, found: Iterable<readonly [string, EvidenceRecord]>): QueueState['records'] {
  const records = new Map(state.records)
  for (const [key, record] of found) {
    if (key === state.own || !holdsEvidence(record)) continue
    const known = records.get(key)
    records.set(key, sealOpenSegments(known ? mergeRecords(known, record) : record))
  }
  return records
}
