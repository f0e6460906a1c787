import { MAX_REPORTS_PER_BATCH, MAX_SEGMENTS_PER_REPORT, type PlayedSegment } from '@enhancedhr/protocol'
import type { ReportResult, WireEvent } from '@enhancedhr/protocol/wire'
import type { Room } from './evidence-bounds.js'
import type { Batch } from './report-batch.js'
import type { SessionRecord } from './evidence-record.js'

/** What the queue knows; it is never changed, only replaced (`queue.ts`). */
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
  /**
   * Whether the sign-in in use is this scope's learner's. *Known*: a grant or an acknowledgement said so. *Doubted*: it
   * was changed, or the server did not know a session; only a report without evidence is sent. *Proved*: that one was
   * accepted just now, so what is unknown to the very next answer is unknown for good.
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
  /** Records that the server failed on although they were alone: each waits for itself. */
  readonly held: ReadonlyMap<string, Held>
  /** What was refused although it was alone, and whether the server takes an empty report of the same session. */
  readonly suspect: Suspect | null
  /** Items that were put aside since the last acknowledgement. */
  readonly buriedInARow: number
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

export interface Held {
  readonly failures: number
  /** Monotonic clock before which the record is not sent. */
  readonly until: number
}

export type QueueEvent =
  | { readonly type: 'opened'; readonly key: string; readonly record: SessionRecord }
  | { readonly type: 'collected'; readonly key: string; readonly change: Collected }
  /** Records of other pages; what is open in them counts only if their page is gone. */
  | {
      readonly type: 'found'
      readonly records: Iterable<readonly [string, SessionRecord]>
      readonly room?: Room
      /** What other scopes had to give up. */
      readonly dropped?: number
      readonly droppedEvents?: number
    }
  | { readonly type: 'send'; readonly now: number; readonly pressed: boolean; readonly asking?: string | null }
  | ({ readonly type: 'answered'; readonly batch: Batch; readonly results: readonly ReportResult[] } & Moment)
  | ({ readonly type: 'failed'; readonly failure: Failure } & Moment)
  /** Another page was told so by the server. */
  | { readonly type: 'heard'; readonly key: string; readonly through: number; readonly eventsThrough: number }
  | { readonly type: 'signed-in' }
  /** A wait that another page was asked for. */
  | { readonly type: 'wait'; readonly until: number }
  | { readonly type: 'closed' }

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
export type Failure =
  | {
      readonly kind: 'unreachable'
      readonly code: string
      readonly retryAfter: number | null
      /** Of what spoke in the handler's place. */
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
  | { readonly type: 'post'; readonly batch: Batch }
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
  | { readonly type: 'bury'; readonly key: string; readonly record: SessionRecord; readonly code: string }
  | {
      readonly type: 'trouble'
      readonly code: string
      readonly retryable: boolean
      readonly retryAfter: number | null
      readonly detail?: string
    }
  /** Try again at this moment of the monotonic clock; `firm`: the server asked for it, so it is kept on the device. */
  | { readonly type: 'wake'; readonly at: number; readonly firm: boolean }

/** A state, and what is to be done on the way to it. */
export interface Queued {
  readonly state: QueueState
  readonly effects: readonly QueueEffect[]
}

/** A queue that holds nothing. */
export function createQueue(room: Room): QueueState {
  return {
    own: null,
    records: new Map(),
    sending: null,
    failures: 0,
    waitUntil: null,
    firm: false,
    parked: false,
    signIn: 'known',
    stale: false,
    unreachable: false,
    width: MAX_REPORTS_PER_BATCH,
    items: MAX_SEGMENTS_PER_REPORT,
    broken: { keys: '', times: 0 },
    held: new Map(),
    suspect: null,
    buriedInARow: 0,
    room,
    dropped: 0,
    droppedEvents: 0,
  }
}
