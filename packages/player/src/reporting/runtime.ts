import type { Acknowledgement } from '@enhancedhr/protocol/wire'
import type { ApiResult } from '@enhancedhr/protocol/answers'
import { readAcknowledged, type Acknowledged } from '../core/reporting/acknowledged.js'
import { toDeliveryFailure } from '../core/reporting/delivery-failure.js'
import { DEVICE_ROOM } from '../core/reporting/evidence-bounds.js'
import { createRecord, type EvidenceRecord } from '../core/reporting/evidence-record.js'
import { queue } from '../core/reporting/queue.js'
import { createQueue, type QueueEffect, type QueueEvent, type QueueState } from '../core/reporting/queue-state.js'
import type { Batch } from '../core/reporting/report-batch.js'
import { notify } from '../notify.js'
import type { ReportingSession } from '../ports/reporting.js'
import type { CollectedSession } from './collected-session.js'
import { Leftovers, type LeftoverEvidence } from './leftovers.js'
import { Presence } from './presence.js'
import { RecordStore } from './record-store.js'
import type { ReportingPorts } from './reporting-ports.js'
import { Sender } from './sender.js'
import { WakeTimer } from './wake-timer.js'

/**
 * Hands what happens to the queue as events, and carries out the effects that the queue decides on, or has those who keep and send the
 * records carry them out: nothing is written or sent otherwise.
 */
export class ReportingRuntime {
  readonly #ports: ReportingPorts
  readonly #session: CollectedSession
  readonly #records: RecordStore
  readonly #leftovers: Leftovers
  readonly #presence: Presence
  readonly #sender: Sender
  readonly #wake: WakeTimer
  #queue: QueueState = createQueue(DEVICE_ROOM)
  /** The record that this page began last. */
  #latest: string | null = null
  /** The request that was posted last in a turn of this tab. */
  #posted: Promise<void> = Promise.resolve()

  constructor(ports: ReportingPorts, session: CollectedSession) {
    this.#ports = ports
    this.#session = session
    const { api, page, store, backup, tabs, time } = ports
    const { clock, timers } = time
    this.#records = new RecordStore({
      ...{ store, backup, clock },
      record: (key) => this.#read(key),
      restored: () => {
        this.#presence.leaveWritten()
        void this.#leftovers.find()
      },
    })
    this.#presence = new Presence(
      { tabs, records: this.#records },
      {
        acknowledged: (named) => this.#acknowledgedElsewhere(named),
        wait: (milliseconds) => this.#wait(milliseconds),
      },
    )
    this.#leftovers = new Leftovers({
      ...{ store, backup, time, tabs, records: this.#records, presence: this.#presence },
      found: (evidence) => this.#found(evidence),
    })
    this.#sender = new Sender({ api, page, tabs, presence: this.#presence })
    this.#wake = new WakeTimer(clock, timers)
  }

  get state(): QueueState {
    return this.#queue
  }

  /** This tab's turn, from waiting for it to the answer; it never rejects. */
  get turn(): Promise<void> | null {
    return this.#sender.turn
  }

  /** Begins the record of a session, and looks for what earlier pages left; gives the record's key. */
  open({ endpoint, scope, sessionId, lessonId }: ReportingSession): string {
    const scopeKey = [endpoint, scope].map(encodeURIComponent).join('/')
    if (scopeKey !== this.#presence.scopeKey) {
      // Somebody else may be signed in now: what was there stays on the device until a grant names its scope again.
      if (this.#latest !== null) this.#records.saveLast(this.#latest)
      this.#queue = createQueue(DEVICE_ROOM, this.#queue)
      this.#wake.cancel()
    }
    const key = `s/${scopeKey}/${encodeURIComponent(sessionId)}`
    this.#latest = key
    this.#presence.enter(scopeKey, key)
    this.dispatch({ type: 'opened', key, record: createRecord(sessionId, lessonId), now: this.#now })
    this.#presence.leaveWritten()
    void this.#leftovers.find()
    return key
  }

  /** Ends the record of the session that this page plays. */
  close(): void {
    const { own } = this.#queue
    this.dispatch({ type: 'closed' })
    this.#presence.end()
    if (own !== null) void this.#records.save(own)
  }

  /** Writes what this page collected. */
  checkpoint(): void {
    const { own } = this.#queue
    if (own !== null) void this.#records.save(own)
  }

  /** The page is here again. */
  returned(): void {
    const { own } = this.#queue
    if (own !== null) void this.#records.replaceBackup(own)
  }

  /** Tries again at a moment of the monotonic clock. */
  wakeAt(at: number, forced = false): void {
    this.#wake.set(at, () => {
      this.dispatch({ type: 'woken', now: this.#now, forced })
      this.#session.changed()
    })
  }

  /** No more attempts; what is under way may end. */
  dispose(): void {
    this.#presence.dispose()
    this.#wake.stop()
    this.#leftovers.stop()
  }

  /** Takes an event to the queue, and does what it decides. */
  dispatch(event: QueueEvent): void {
    const { state, effects } = queue(this.#queue, event)
    this.#queue = state
    for (const effect of effects) this.#perform(effect)
  }

  get #now(): number {
    return this.#ports.time.clock.monotonic()
  }

  #read(key: string): EvidenceRecord | undefined | null {
    if (!key.startsWith(`s/${this.#presence.scopeKey}/`)) return null
    const record = this.#queue.records.get(key)
    return record && { ...record, openSegments: key === this.#queue.own ? this.#session.open() : [] }
  }

  #perform(effect: QueueEffect): void {
    switch (effect.type) {
      case 'seal': {
        const { own } = this.#queue
        const { isUnsure } = this.#session.seal()
        const asking = isUnsure ? own : null
        this.dispatch({ type: 'sealed', now: this.#now, forced: effect.forced, asking })
        return
      }
      case 'take-turn':
        this.#takeTurn(effect)
        return
      case 'post':
        this.#posted = this.#post(effect.batch)
        return
      case 'post-farewell':
        void this.#postFarewell(effect.batch)
        return
      case 'error':
        notify(() => this.#ports.listener.error(effect.error))
        return
      case 'wake':
        this.wakeAt(effect.at)
        if (effect.serverRequested) this.#leftovers.keepWait(effect.at - this.#now)
        return
      default:
        this.#records.perform(effect)
    }
  }

  #takeTurn({ forced, asking }: Extract<QueueEffect, { type: 'take-turn' }>): void {
    const send = async (): Promise<void> => {
      this.dispatch({ type: 'send', now: this.#now, forced, asking })
      await this.#posted
    }
    this.#sender.takeTurn(send, () => {
      this.dispatch({ type: 'turn-ended', now: this.#now })
      this.#session.changed()
    })
  }

  async #post(batch: Batch): Promise<void> {
    const { scopeKey } = this.#presence
    const { own } = this.#queue
    // Sealed numbers are on the device before anybody else has them, so that they stay the same after a crash.
    if (own !== null && batch.keys.includes(own)) await this.#records.save(own)
    if (scopeKey !== this.#presence.scopeKey) return
    // Somebody else may have signed in meanwhile: this must not leave any more.
    if (this.#queue.stale) this.#answered(scopeKey, batch, { kind: 'signed-out' })
    else this.#answered(scopeKey, batch, await this.#sender.post(batch))
  }

  async #postFarewell(batch: Batch): Promise<void> {
    const { scopeKey } = this.#presence
    const result = await this.#sender.post(batch, true)
    // Only a page that came back gets here.
    this.#answered(scopeKey, batch, result)
    this.#resume()
  }

  #answered(scopeKey: string | null, batch: Batch, result: ApiResult<Acknowledgement>): void {
    const moment = { now: this.#now, random: this.#ports.time.random() }
    const results = result.kind === 'answer' ? result.body.results : []
    const named = readAcknowledged(batch, results)
    if (scopeKey !== this.#presence.scopeKey) {
      // An answer to another learner's evidence: it is taken off the device, and nobody here hears of it.
      for (const [key, through, eventsThrough] of named) void this.#records.forget(key, through, eventsThrough)
    } else if (result.kind === 'answer') {
      this.dispatch({ type: 'answered', batch, results, ...moment })
      this.#presence.leaveWritten()
      this.#session.acknowledged(result.body, batch.reports)
      this.#presence.announceAcknowledged(named)
    } else if (this.#queue.sending === batch) {
      this.dispatch({ type: 'failed', failure: toDeliveryFailure(result), ...moment })
    }
  }

  #acknowledgedElsewhere(named: readonly Acknowledged[]): void {
    for (const [key, through, eventsThrough] of named) {
      this.dispatch({ type: 'acknowledged-elsewhere', key, through, eventsThrough })
    }
    this.#resume()
  }

  #wait(milliseconds: number): void {
    const until = this.#now + milliseconds
    this.dispatch({ type: 'wait', until })
    this.wakeAt(until)
  }

  #resume(): void {
    this.dispatch({ type: 'resumed', now: this.#now })
    this.#session.changed()
  }

  #found({ wait, ...evidence }: LeftoverEvidence): void {
    if (wait > 0) this.#wait(wait)
    this.dispatch({ type: 'found', ...evidence, now: this.#now })
    this.#session.changed()
  }
}
