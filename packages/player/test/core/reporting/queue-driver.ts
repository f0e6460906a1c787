import type { PlayedSegment } from '@enhancedhr/protocol'
import type { ReportResult } from '@enhancedhr/protocol/wire'
import { DEVICE_ROOM, type Room } from '../../../src/core/reporting/evidence-bounds.js'
import { queue } from '../../../src/core/reporting/queue.js'
import {
  createQueue,
  type DeliveryFailure,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
} from '../../../src/core/reporting/queue-state.js'
import type { Batch } from '../../../src/core/reporting/report-batch.js'
import { createRecord, type EvidenceRecord } from '../../../src/core/reporting/evidence-record.js'

/** A sealed segment of 900 ms. */
export function segment(n: number): PlayedSegment {
  const at = n * 1_000
  return { n, from: at, to: at + 900, rate: 1, started: at, ended: at + 900, visible: true, muted: false }
}

/** What the server says to one report. */
export function result(index: number, through: number, more: Partial<ReportResult> = {}): ReportResult {
  return { index, session_id: null, status: 'credited', through, events_through: 0, reasons: [], ...more }
}

/** A queue with its effects collected. */
export class Driver {
  state: QueueState
  effects: QueueEffect[] = []
  now = 0

  constructor(room: Room = DEVICE_ROOM) {
    this.state = createQueue(room)
  }

  do(event: QueueEvent): QueueEffect[] {
    const { state, effects } = queue(this.state, event)
    this.state = state
    this.effects.push(...effects)
    return [...effects]
  }

  open(key: string): void {
    this.do({ type: 'opened', key, record: createRecord(key, 'lesson'), now: this.now })
  }

  collect(key: string, ...numbers: number[]): void {
    this.do({ type: 'collected', key, change: { segments: numbers.map(segment) } })
  }

  /** A record of another page. */
  find(key: string, ...numbers: number[]): void {
    this.do({ type: 'found', now: 0, records: [[key, left(key, ...numbers)]] })
  }

  send(now = this.now, forced = false): Batch | undefined {
    return this.do({ type: 'send', now, forced }).find((effect) => effect.type === 'post')?.batch
  }

  answer(batch: Batch, ...results: ReportResult[]): QueueEffect[] {
    return this.do({ type: 'answered', batch, results, now: this.now, random: 0.5 })
  }

  /** Everything of the batch is judged. */
  acknowledge(batch: Batch): QueueEffect[] {
    const results = batch.reports.map((report, index) => result(index, report.watched_segments.at(-1)?.n ?? 0))
    return this.answer(batch, ...results)
  }

  fail(failure: DeliveryFailure, now = this.now): QueueEffect[] {
    return this.do({ type: 'failed', failure, now, random: 0.5 })
  }

  numbers(key: string): number[] {
    return this.state.records.get(key)?.segments.map(({ n }) => n) ?? []
  }
}

export const unreachable: DeliveryFailure = { kind: 'unreachable', code: 'endpoint_unreachable', retryAfter: null }

export const broken: DeliveryFailure = { kind: 'broken', code: 'internal', retryAfter: null }

/** What a page left of a session. */
export function left(key: string, ...numbers: number[]): EvidenceRecord {
  return { ...createRecord(key, 'lesson'), segments: numbers.map(segment) }
}
