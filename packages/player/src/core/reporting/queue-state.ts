import { MAX_REPORTS_PER_BATCH, MAX_SEGMENTS_PER_REPORT, type PlayedSegment } from '@enhancedhr/protocol'
import type { ReportResult, WireEvent } from '@enhancedhr/protocol/wire'
import type { CallFailure } from '../access/call-failure.js'
import type { Room } from './evidence-bounds.js'
import type { Batch } from './report-batch.js'
import { holdsEvidence, type EvidenceRecord } from './evidence-record.js'

/** What the queue knows; it is never changed, only replaced (`queue.ts`). */
export interface QueueState {
  /** The record of the session that this page plays. */
  readonly own: string | null
  readonly records: ReadonlyMap<string, EvidenceRecord>
  readonly sending: Batch | null
  /** This tab waits for its turn to send, or has it. */
  readonly turn: boolean
  /**
   * A report that could not leave when it fell due. *once*: because of the request under way, so it leaves right after that one or
   * with the next report. *until-sent*: what it holds may be the last of a session, so it leaves as soon as it can.
   */
  readonly due: 'no' | 'once' | 'until-sent'
  /** Monotonic clock at which a report was due last. */
  readonly reportedAt: number
  readonly failures: number
  /** Monotonic clock before which nothing is sent. */
  readonly waitUntil: number | null
  /** The server itself asked for the wait: not even a forced report leaves before its end. */
  readonly serverRequested: boolean
  readonly blocked: boolean
  /**
   * Whether the sign-in in use is this scope's learner's. *Known*: a grant or an acknowledgement said so. *Doubted*: it
   * was changed, or the server did not know a session; only a report without evidence is sent. *Proved*: that one was
   * accepted just now, so what is unknown to the very next answer is unknown permanently.
   */
  readonly signIn: 'known' | 'doubted' | 'proved'
  /** The sign-in was changed during the request: its answer says nothing about the new one. */
  readonly stale: boolean
  /** The last request got no answer. */
  readonly unreachable: boolean
  /** Most reports, and most items of one report, in the next batch. */
  readonly width: number
  readonly items: number
  /** The batch that the server failed on last, and how often in a row. */
  readonly broken: { readonly keys: string; readonly times: number }
  /** Records that the server failed on although they were alone: each is sent later, by itself. */
  readonly deferred: ReadonlyMap<string, Deferral>
  /** What was refused although it was alone, and whether the server takes an empty report of the same session. */
  readonly suspect: Suspect | null
  /** Items that were put aside since the last acknowledgement. */
  readonly deadLettersInARow: number
  /** What this scope's evidence may take on the device. */
  readonly room: Room
  /** Milliseconds of playing that were given up. */
  readonly dropped: number
  /** Events that were given up since the last acknowledgement. */
  readonly droppedEvents: number
}

export interface Suspect {
  readonly key: string
  /** Numbers of the segment and the event. */
  readonly item: string
  readonly proved: boolean
}

export interface Deferral {
  readonly failures: number
  /** Monotonic clock before which the record is not sent. */
  readonly until: number
}

export type QueueEvent =
  | { readonly type: 'opened'; readonly key: string; readonly record: EvidenceRecord; readonly now: number }
  | { readonly type: 'collected'; readonly key: string; readonly change: Collected }
  /** Records of other pages; what is open in them counts only if their page is gone. */
  | {
      readonly type: 'found'
      readonly now: number
      readonly records: Iterable<readonly [string, EvidenceRecord]>
      readonly room?: Room
      /** What other scopes had to give up. */
      readonly dropped?: number
      readonly droppedEvents?: number
    }
  | ScheduleEvent
  /** This tab has its turn. */
  | { readonly type: 'send'; readonly now: number; readonly forced: boolean; readonly asking?: string | null }
  | ({ readonly type: 'answered'; readonly batch: Batch; readonly results: readonly ReportResult[] } & Moment)
  | ({ readonly type: 'failed'; readonly failure: DeliveryFailure } & Moment)
  /** The server acknowledged this to another page. */
  | {
      readonly type: 'acknowledged-elsewhere'
      readonly key: string
      readonly through: number
      readonly eventsThrough: number
    }
  | { readonly type: 'signed-in' }
  /** The server asked another page to wait. */
  | { readonly type: 'wait'; readonly until: number }
  | { readonly type: 'closed' }
  /** The page may be gone after this task. */
  | { readonly type: 'leaving' }

/** What decides when something is sent (`queue-schedule.ts`). */
export type ScheduleEvent =
  /** A report is due; `lasting`: it must leave even if nothing falls due afterwards. */
  | { readonly type: 'report'; readonly now: number; readonly forced: boolean; readonly lasting: boolean }
  /** The open segments have their numbers. `asking`: a record whose session's age has to be learnt. */
  | { readonly type: 'sealed'; readonly now: number; readonly forced: boolean; readonly asking: string | null }
  /** A wait is over. */
  | { readonly type: 'woken'; readonly now: number; readonly forced: boolean }
  /** Whatever this tab sent in its turn is answered, or there was nothing. */
  | { readonly type: 'turn-ended'; readonly now: number }
  /** What kept a report back may be over. */
  | { readonly type: 'resumed'; readonly now: number }

export interface Collected {
  readonly segments?: readonly PlayedSegment[]
  readonly events?: readonly WireEvent[]
  readonly position?: number | null
  readonly duration?: number | null
}

export interface Moment {
  readonly now: number
  readonly random: number
}

/** How a request ended without an acknowledgement. */
export type DeliveryFailure =
  | {
      readonly kind: 'unreachable'
      readonly code: string
      readonly retryAfter: number | null
      /** Of a proxy, or whatever else answered instead of the handler. */
      readonly status?: number
    }
  | {
      readonly kind: 'busy' | 'broken'
      readonly code: string
      readonly retryAfter: number | null
      readonly detail?: string
    }
  /** The handler's own word; `names`: it says which report it refuses. */
  | { readonly kind: 'refused'; readonly code: string; readonly names: boolean }
  | { readonly kind: 'signed-out' }
  /** The host set another sign-in while this was under way. */
  | { readonly kind: 'superseded' }

export type QueueEffect =
  /** Give the open segments their numbers, and answer with `sealed`. */
  | { readonly type: 'seal'; readonly forced: boolean }
  /** Wait for this tab's turn, answer with `send`, and with `turn-ended` when the request is over. */
  | { readonly type: 'take-turn'; readonly forced: boolean; readonly asking: string | null }
  | { readonly type: 'post'; readonly batch: Batch }
  /** Post in this very task, beside a request under way: the page goes. */
  | { readonly type: 'post-farewell'; readonly batch: Batch }
  /** Keep the record in this very task. */
  | { readonly type: 'back-up'; readonly key: string }
  /** Write the record of this page's own session, or remove it where it holds nothing. */
  | { readonly type: 'save'; readonly key: string }
  /** Take out of a stored record what was acknowledged, in one transaction: another page may have written since. */
  | { readonly type: 'forget'; readonly key: string; readonly through: number; readonly eventsThrough: number }
  /** Take these out of a stored record, in one transaction. */
  | {
      readonly type: 'discard'
      readonly key: string
      readonly segments: ReadonlySet<number>
      readonly events: ReadonlySet<number>
    }
  | { readonly type: 'dead-letter'; readonly key: string; readonly record: EvidenceRecord; readonly code: string }
  | { readonly type: 'error'; readonly error: CallFailure }
  /** Try again at this moment of the monotonic clock; `serverRequested`: the wait is kept on the device, and other tabs hear of it. */
  | { readonly type: 'wake'; readonly at: number; readonly serverRequested: boolean }

/** A state, and what is to be done on the way to it. */
export interface Queued {
  readonly state: QueueState
  readonly effects: readonly QueueEffect[]
}

/** A queue that holds nothing; `before`: one whose turn may not be over. */
export function createQueue(room: Room, before?: QueueState): QueueState {
  return {
    turn: before?.turn ?? false,
    due: before?.due ?? 'no',
    reportedAt: before?.reportedAt ?? 0,
    own: null,
    records: new Map(),
    sending: null,
    failures: 0,
    waitUntil: null,
    serverRequested: false,
    blocked: false,
    signIn: 'known',
    stale: false,
    unreachable: false,
    width: MAX_REPORTS_PER_BATCH,
    items: MAX_SEGMENTS_PER_REPORT,
    broken: { keys: '', times: 0 },
    deferred: new Map(),
    suspect: null,
    deadLettersInARow: 0,
    room,
    dropped: 0,
    droppedEvents: 0,
  }
}

/** A state that was reached without anything to do. */
export function only(state: QueueState): Queued {
  return { state, effects: [] }
}

/** Replaces one record. */
export function put(records: QueueState['records'], key: string, record: EvidenceRecord): QueueState['records'] {
  return new Map(records).set(key, record)
}

/** Takes the record out that holds nothing, unless this page still plays its session. */
export function withoutEmpty(state: QueueState, key: string | null): QueueState {
  const record = key === null ? undefined : state.records.get(key)
  if (key === null || !record || key === state.own || holdsEvidence(record)) return state
  return { ...state, records: without(state.records, key), deferred: without(state.deferred, key) }
}

/** A map without this key; the same map where it is not there. */
export function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  if (!map.has(key)) return map
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
