import { MAX_UNLOAD_BODY_BYTES } from '@enhancedhr/protocol'
import { acknowledgementSchema, type Acknowledgement } from '@enhancedhr/protocol/wire'
import { toFailure } from '../core/reporting/delivery-failure.js'
import { DEVICE_ROOM } from '../core/reporting/evidence-bounds.js'
import { LONGEST_WAIT_MS } from '../core/access/backoff.js'
import { maySend, ownFirst, queue } from '../core/reporting/queue.js'
import {
  createQueue,
  type Collected,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
} from '../core/reporting/queue-state.js'
import { packBatch, type Batch } from '../core/reporting/report-batch.js'
import { createRecord, holdsEvidence, type SessionRecord } from '../core/reporting/evidence-record.js'
import type { ApiResult } from '../core/access/read-answer.js'
import type { ApiClient } from '../ports/api.js'
import type { Clock } from '../ports/clock.js'
import type { EvidenceStore } from '../ports/evidence-store.js'
import type { Random } from '../ports/random.js'
import type { ReportingListener, ReportingSession } from '../ports/reporting.js'
import type { Tabs } from '../ports/tabs.js'
import type { Timers } from '../ports/timers.js'
import type { Spill } from '../ports/unload-backup.js'
import { reportUncaught } from '../notify.js'
import { ReportingShelf } from './record-store.js'
import { serialize } from '../core/serialize.js'

export interface DeliveryParts {
  readonly api: ApiClient
  readonly clock: Clock
  readonly timers: Timers
  readonly random: Random
  readonly store: EvidenceStore
  readonly spill: Spill
  readonly tabs: Tabs
  readonly trouble: ReportingListener['trouble']
  readonly acknowledged: (acknowledgement: Acknowledgement, reports: Batch['reports']) => void
  /** What is open in the session of this record, as it stands. */
  readonly loose: (key: string) => SessionRecord['loose']
  /** Whether the page may be gone before a request is answered. */
  readonly isHidden: () => boolean
  /** A request is over. */
  readonly settled: () => void
  /** A wait is over. */
  readonly woken: (pressed: boolean) => void
}

interface Sending {
  readonly pressed: boolean
  /** A record whose session's age has to be learnt. */
  readonly asking?: string | null
}

/** A record that another page is still writing is looked at again after this long. */
const LOOK_AGAIN_MS = 11_000

/** Performs what the queue decides: requests, writes, timers. */
export class ReportingDelivery {
  readonly #parts: DeliveryParts
  readonly #shelf: ReportingShelf
  readonly #stopListening: () => void
  #queue: QueueState = createQueue(DEVICE_ROOM)
  /** Endpoint and scope that a grant named last: only their records are in the queue. */
  #place: string | null = null
  /** The record that this page began last. */
  #latest: string | null = null
  #request: Promise<void> | null = null
  /** By key: ends this page's presence at a session. It lasts until the disk holds all that the page knows of it. */
  readonly #presence = new Map<string, () => void>()
  #cancelWake: (() => void) | undefined
  #cancelLook: (() => void) | undefined
  #disposed = false

  constructor(parts: DeliveryParts) {
    this.#parts = parts
    const { store, spill, clock, tabs, loose } = parts
    this.#shelf = new ReportingShelf({
      ...{ store, spill, clock, tabs },
      record: (key) => {
        if (!key.startsWith(`s/${this.#place}/`)) return null
        const record = this.#queue.records.get(key)
        return record && { ...record, loose: loose(key) }
      },
      restored: () => {
        this.#leaveWritten()
        void this.#findLeftovers()
      },
    })
    this.#stopListening = tabs.listen((message) => this.#hear(message))
  }

  /** The request under way, or the wait for another tab's; it never rejects. */
  get request(): Promise<void> | null {
    return this.#request
  }

  get state(): QueueState {
    return this.#queue
  }

  /** Begins the record of a session, and looks for what earlier pages left; gives the record's key. */
  open({ endpoint, scope, sessionId, lessonId }: ReportingSession): string {
    const place = [endpoint, scope].map(encodeURIComponent).join('/')
    if (place !== this.#place) {
      // Somebody else may be signed in now: what was there stays on the device until a grant names its scope again.
      if (this.#latest !== null) this.#shelf.saveLast(this.#latest)
      this.#queue = createQueue(DEVICE_ROOM)
      this.#place = place
      this.#cancelWake?.()
    }
    const key = `s/${place}/${encodeURIComponent(sessionId)}`
    this.#latest = key
    this.#presence.get(key)?.()
    this.#presence.set(key, this.#parts.tabs.present(key))
    this.#advance({ type: 'opened', key, record: createRecord(sessionId, lessonId) })
    this.#leaveWritten()
    void this.#findLeftovers()
    return key
  }

  collected(key: string, change: Collected): void {
    this.#advance({ type: 'collected', key, change })
  }

  close(): void {
    this.#advance({ type: 'closed' })
    this.#leaveWritten()
  }

  signInChanged(): void {
    this.#advance({ type: 'signed-in' })
  }

  maySend(pressed: boolean): boolean {
    return this.#request === null && maySend(this.#queue, this.#parts.clock.monotonic(), pressed)
  }

  /** Sends what fits, if the time has come and no other tab of this learner is at it. */
  send({ pressed, asking = null }: Sending): void {
    if (!this.maySend(pressed) || this.#place === null) return
    if (asking === null && ![...this.#queue.records.values()].some(holdsEvidence)) return
    const place = this.#place
    const now = () => this.#sendNow(place, { pressed, asking })
    // A hidden page may be stopped at any moment, and two requests do no harm.
    const sent = this.#parts.isHidden() ? now() : this.#parts.tabs.alone(place, now)
    const request = sent.catch(reportUncaught).then(() => {
      if (this.#request !== request) return
      this.#request = null
      this.#parts.settled()
    })
    this.#request = request
  }

  /** Sends what fits into 16 KiB in this very task, beside any request under way: the page goes. */
  leave(): void {
    const { parked, firm, waitUntil, own, signIn, held } = this.#queue
    if (own !== null) this.#shelf.spill(own)
    if (parked || signIn === 'doubted' || (firm && waitUntil !== null)) return
    const records = ownFirst(this.#queue).filter(([key]) => !held.has(key))
    const batch = packBatch(records, { bytes: MAX_UNLOAD_BODY_BYTES })
    const place = this.#place
    if (batch.keys.length === 0 || place === null) return
    void this.#post(batch, true).then((result) => {
      // Only a page that came back gets here.
      this.#settle(place, batch, result)
      this.#parts.settled()
    })
  }

  /** The page is here again: what was spilled would soon be old. */
  returned(): void {
    const { own } = this.#queue
    // Not before the disk holds it: what was begun while the page went may never have been written.
    if (own !== null) void this.#shelf.save(own).then(() => this.#shelf.unspill(own))
  }

  /** Tries again at a moment of the monotonic clock. */
  wakeAt(at: number, pressed = false): void {
    this.#cancelWake?.()
    if (this.#disposed) return
    const { clock, timers, woken } = this.#parts
    const delay = Math.max(0, at - clock.monotonic())
    this.#cancelWake = timers.after(delay, () => {
      // A timer knows whole milliseconds only and may come a fraction early: then nothing would be sent, nor tried again.
      if (clock.monotonic() < at) {
        this.wakeAt(at, pressed)
        return
      }
      woken(pressed)
      const { waitUntil, sending } = this.#queue
      // Pressed in the middle of a wait that the server asked for: that wait goes on.
      if (waitUntil !== null && waitUntil > clock.monotonic() && !sending) this.wakeAt(waitUntil)
    })
  }

  save(key: string): Promise<void> {
    return this.#shelf.save(key)
  }

  /** No more attempts; what is under way may end. */
  dispose(): void {
    this.#disposed = true
    for (const leave of this.#presence.values()) leave()
    this.#presence.clear()
    this.#stopListening()
    this.#cancelWake?.()
    this.#cancelLook?.()
  }

  /**
   * Leaves sessions that are over once the disk holds them as they ended, or nothing of them is left: whoever finds an older
   * checkpoint of a session without a page takes it for all there is.
   */
  #leaveWritten(): void {
    for (const [key, leave] of this.#presence) {
      if (key === this.#queue.own) continue
      void this.save(key).then(() => {
        if (this.#parts.store.storage !== 'disk' && this.#queue.records.has(key)) return
        if (key === this.#queue.own || this.#presence.get(key) !== leave) return
        this.#presence.delete(key)
        leave()
      })
    }
  }

  /** Packs, posts, and takes the answer in; another learner's grant may have come while it waited. */
  async #sendNow(place: string, { pressed, asking = null }: Sending): Promise<void> {
    if (place !== this.#place) return
    const sending = this.#advance({ type: 'send', now: this.#parts.clock.monotonic(), pressed, asking })
    const { own } = this.#queue
    if (!sending) return
    // Sealed numbers are on the device before anybody else has them, so that they stay the same after a crash.
    if (own !== null && sending.keys.includes(own)) await this.save(own)
    if (place !== this.#place) return
    // Somebody else may have signed in meanwhile: this must not leave any more.
    if (this.#queue.stale) {
      this.#settle(place, sending, { kind: 'signed-out' })
      return
    }
    const keepalive = this.#parts.isHidden() && serialize({ reports: sending.reports }).length < MAX_UNLOAD_BODY_BYTES
    this.#settle(place, sending, await this.#post(sending, keepalive))
  }

  #post({ reports }: Batch, keepalive: boolean): Promise<ApiResult<Acknowledgement>> {
    return this.#parts.api.post('/v1/progress', { reports }, acknowledgementSchema, { keepalive, bound: true })
  }

  #settle(place: string, batch: Batch, result: ApiResult<Acknowledgement>): void {
    const moment = { now: this.#parts.clock.monotonic(), random: this.#parts.random() }
    const results = result.kind === 'answer' ? result.body.results : []
    if (place !== this.#place) {
      // An answer to another learner's evidence: it is taken off the device, and told to nobody here.
      for (const { index, through, events_through: eventsThrough } of results) {
        const key = batch.keys[index]
        if (key !== undefined) void this.#shelf.forget(key, through, eventsThrough)
      }
    } else if (result.kind === 'answer') {
      this.#advance({ type: 'answered', batch, results, ...moment })
      this.#leaveWritten()
      this.#parts.acknowledged(result.body, batch.reports)
      const named = results.map(({ index, through, events_through }) => [batch.keys[index], through, events_through])
      this.#parts.tabs.tell({ v: 1, place, acknowledged: named })
    } else if (this.#queue.sending === batch) {
      // Whose the newer sign-in is, is not known: nothing of this learner's is sent with it before the server said so.
      if (result.kind === 'superseded') this.#advance({ type: 'signed-in' })
      this.#advance({ type: 'failed', failure: toFailure(result), ...moment })
    }
  }

  /** Another tab of the same learner had an answer. */
  #hear(message: unknown): void {
    if (typeof message !== 'object' || message === null) return
    const { v, place, acknowledged, wait } = message as Record<string, unknown>
    if (v !== 1 || place !== this.#place) return
    if (typeof wait === 'number' && wait >= 0) this.#wait(Math.min(wait, LONGEST_WAIT_MS))
    if (!Array.isArray(acknowledged)) return
    for (const named of acknowledged as unknown[]) {
      if (!Array.isArray(named)) continue
      const [key, through, eventsThrough] = named as unknown[]
      if (typeof key !== 'string' || typeof through !== 'number' || typeof eventsThrough !== 'number') continue
      this.#advance({ type: 'heard', key, through, eventsThrough })
    }
    this.#parts.settled()
  }

  #wait(milliseconds: number): void {
    const until = this.#parts.clock.monotonic() + milliseconds
    this.#advance({ type: 'wait', until })
    this.wakeAt(until)
  }

  async #findLeftovers(): Promise<void> {
    const place = this.#place
    if (place === null) return
    const { records, wait, room, living, dropped, droppedEvents } = await this.#shelf.leftovers(place, this.#queue.own)
    if (place !== this.#place || this.#disposed) return
    if (wait > 0) this.#wait(wait)
    this.#advance({ type: 'found', records, room, dropped, droppedEvents })
    this.#cancelLook?.()
    if (living) {
      this.#cancelLook = this.#parts.timers.after(LOOK_AGAIN_MS, () => void this.#findLeftovers())
    }
    // Nothing of this page is due only because there was nothing of others: while a lesson starts, the page has enough to do.
    if (records.length > 0) this.send({ pressed: false })
    this.#parts.settled()
  }

  /** Does what the queue decides, and gives the batch that it wants posted: that is done in the turn of this tab. */
  #advance(event: QueueEvent): Batch | null {
    const { state, effects } = queue(this.#queue, event)
    this.#queue = state
    let batch: Batch | null = null
    for (const effect of effects) {
      if (effect.type === 'post') batch = effect.batch
      else this.#perform(effect)
    }
    return batch
  }

  #perform(effect: Exclude<QueueEffect, { readonly type: 'post' }>): void {
    switch (effect.type) {
      case 'save':
        void this.save(effect.key)
        return
      case 'forget':
        void this.#shelf.forget(effect.key, effect.through, effect.eventsThrough)
        return
      case 'discard':
        void this.#shelf.discard(effect.key, effect.segments, effect.events)
        return
      case 'bury':
        void this.#shelf.bury(effect.key, effect.record, effect.code)
        return
      case 'trouble': {
        const { type, ...trouble } = effect
        this.#parts.trouble(trouble)
        return
      }
      case 'wake': {
        this.wakeAt(effect.at)
        if (!effect.firm || this.#place === null) return
        const wait = effect.at - this.#parts.clock.monotonic()
        this.#shelf.keepWait(this.#place, wait)
        this.#parts.tabs.tell({ v: 1, place: this.#place, wait })
      }
    }
  }
}
