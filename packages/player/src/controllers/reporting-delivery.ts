import { MAX_UNLOAD_BODY_BYTES } from '@enhancedhr/protocol'
import { acknowledgementSchema, type Acknowledgement } from '@enhancedhr/protocol/wire'
import {
  createQueue,
  maySend,
  ownFirst,
  queue,
  type Collected,
  type Failure,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
} from '../core/queue.js'
import { packBatch, type Batch } from '../core/report-batch.js'
import {
  createRecord,
  forgetThrough,
  holdsEvidence,
  mayBeAlive,
  readRecord,
  type SessionRecord,
} from '../core/session-record.js'
import type {
  ApiClient,
  ApiResult,
  Clock,
  EvidenceStore,
  Random,
  ReportingListener,
  ReportingSession,
  Spill,
} from '../ports.js'

export interface DeliveryParts {
  readonly api: ApiClient
  readonly clock: Clock
  readonly random: Random
  readonly store: EvidenceStore
  readonly spill: Spill
  readonly trouble: ReportingListener['trouble']
  readonly acknowledged: (acknowledgement: Acknowledgement) => void
  /** What is open in the session of this record, as it stands. */
  readonly loose: (key: string) => SessionRecord['loose']
  /** Whether the page may be gone before a request is answered. */
  readonly isHidden: () => boolean
  /** A request is over. */
  readonly settled: () => void
  /** A wait is over. */
  readonly woken: (pressed: boolean) => void
}

/** A record that another page may still be writing is looked at again after this long. */
const LOOK_AGAIN_MS = 11_000
/** The longest wait that is taken over from an earlier page (1 h). */
const LONGEST_WAIT_MS = 60 * 60 * 1000

/** Performs what the queue decides: requests, writes, timers. */
export class ReportingDelivery {
  readonly #parts: DeliveryParts
  #queue: QueueState = createQueue()
  /** Endpoint and scope that a grant named last: only their records are in the queue. */
  #place: string | null = null
  #request: Promise<void> | null = null
  readonly #writing = new Map<string, Promise<void>>()
  readonly #waiting = new Map<string, Promise<void>>()
  #wake: ReturnType<typeof setTimeout> | undefined
  #lookAgain: ReturnType<typeof setTimeout> | undefined
  #disposed = false

  constructor(parts: DeliveryParts) {
    this.#parts = parts
  }

  /** The request under way; it never rejects. */
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
      this.#queue = createQueue()
      this.#place = place
    }
    const key = `s/${place}/${encodeURIComponent(sessionId)}`
    this.#advance({ type: 'opened', key, record: createRecord(sessionId, lessonId) })
    void this.#findLeftovers(place)
    return key
  }

  collected(key: string, change: Collected): void {
    this.#advance({ type: 'collected', key, change })
  }

  close(): void {
    this.#advance({ type: 'closed' })
  }

  signInChanged(): void {
    this.#advance({ type: 'signed-in' })
  }

  maySend(pressed: boolean): boolean {
    return maySend(this.#queue, this.#parts.clock.monotonic(), pressed)
  }

  /** Sends what fits, if the time has come. `asking`: a record whose session's age has to be learnt. */
  send({ pressed, asking = null }: { pressed: boolean; asking?: string | null }): void {
    this.#advance({ type: 'send', now: this.#parts.clock.monotonic(), pressed, asking })
  }

  /** Sends what fits into 16 KiB in this very task, beside any request under way: the page goes. */
  leave(): void {
    const { parked, firm, waitUntil, own, records } = this.#queue
    const record = own === null ? undefined : records.get(own)
    if (own !== null && record && holdsEvidence(record)) {
      this.#parts.spill.put(own, { ...record, savedAt: this.#parts.clock.date() })
    }
    if (parked || (firm && waitUntil !== null)) return
    const batch = packBatch(ownFirst(this.#queue), { bytes: MAX_UNLOAD_BODY_BYTES })
    if (batch.keys.length === 0) return
    void this.#parts.api.post('/v1/progress', { reports: batch.reports }, { keepalive: true }).then((result) => {
      // Only a page that came back gets here.
      this.#settle(batch, result)
      this.#parts.settled()
    })
  }

  /** The page is here again: what was spilled would soon be old. */
  returned(): void {
    if (this.#queue.own !== null) this.#parts.spill.delete(this.#queue.own)
  }

  /** Tries again at a moment of the monotonic clock. */
  wakeAt(at: number, pressed = false): void {
    clearTimeout(this.#wake)
    if (this.#disposed) return
    const { clock, woken } = this.#parts
    const delay = Math.max(0, at - clock.monotonic())
    this.#wake = setTimeout(() => {
      // A timer knows whole milliseconds only and may come a fraction early: then nothing would be sent, nor tried again.
      if (clock.monotonic() < at) this.wakeAt(at, pressed)
      else woken(pressed)
    }, delay)
  }

  /** Writes the record as it is when the write begins; one write of a record at a time, and one that waits for it. */
  save(key: string): Promise<void> {
    const waiting = this.#waiting.get(key)
    if (waiting) return waiting
    const writing = this.#writing.get(key)
    if (!writing) return this.#write(key)
    const next = writing.then(() => {
      this.#waiting.delete(key)
      return this.#write(key)
    })
    this.#waiting.set(key, next)
    return next
  }

  /** No more attempts; what is under way may end. */
  dispose(): void {
    this.#disposed = true
    clearTimeout(this.#wake)
    clearTimeout(this.#lookAgain)
  }

  #write(key: string): Promise<void> {
    const record = this.#queue.records.get(key)
    const whole = record && { ...record, loose: this.#parts.loose(key), savedAt: this.#parts.clock.date() }
    const { store } = this.#parts
    const written = whole && holdsEvidence(whole) ? store.set(key, whole) : store.delete(key)
    const writing = written.finally(() => this.#writing.delete(key))
    this.#writing.set(key, writing)
    return writing
  }

  async #post(batch: Batch): Promise<void> {
    const { own } = this.#queue
    // Sealed numbers are on the device before anybody else has them, so that they stay the same after a crash.
    if (own !== null && batch.keys.includes(own)) await this.save(own)
    const body = { reports: batch.reports }
    const keepalive = this.#parts.isHidden() && JSON.stringify(body).length < MAX_UNLOAD_BODY_BYTES
    const result = await this.#parts.api.post('/v1/progress', body, { keepalive })
    this.#request = null
    this.#settle(batch, result)
    this.#parts.settled()
  }

  #settle(batch: Batch, result: ApiResult): void {
    const moment = { now: this.#parts.clock.monotonic(), random: this.#parts.random() }
    const parsed = result.kind === 'answer' ? acknowledgementSchema.safeParse(result.body) : undefined
    if (parsed?.success) {
      this.#advance({ type: 'answered', batch, results: parsed.data.results, ...moment })
      this.#parts.acknowledged(parsed.data)
    } else if (this.#queue.sending === batch) {
      this.#advance({ type: 'failed', failure: toFailure(result), ...moment })
    }
  }

  async #findLeftovers(place: string): Promise<void> {
    const { store, clock } = this.#parts
    const [[wait], entries] = await Promise.all([store.entries(waitKey(place)), store.entries(`s/${place}/`)])
    if (place !== this.#place || this.#disposed) return
    const date = clock.date()
    const until = clock.monotonic() + (wait ? readWait(wait[1], date) : 0)
    if (until > clock.monotonic()) {
      this.#advance({ type: 'wait', until })
      this.wakeAt(until)
    }
    // What was spilled is newer than the last checkpoint of the same page.
    const spilled = this.#readLeftovers(this.#parts.spill.entries(`s/${place}/`))
    const records = new Map([...this.#readLeftovers(entries), ...spilled])
    for (const [key, record] of spilled) void store.set(key, record).then(() => this.#parts.spill.delete(key))
    this.#advance({ type: 'found', records: [...records].filter(([, record]) => !mayBeAlive(record, date)) })
    clearTimeout(this.#lookAgain)
    if ([...records.values()].some((record) => mayBeAlive(record, date))) {
      this.#lookAgain = setTimeout(() => void this.#findLeftovers(place), LOOK_AGAIN_MS)
    }
    this.send({ pressed: false })
    this.#parts.settled()
  }

  #readLeftovers(entries: readonly (readonly [string, unknown])[]): (readonly [string, SessionRecord])[] {
    return entries.flatMap(([key, stored]) => {
      const record = key === this.#queue.own ? null : readRecord(stored)
      return record ? [[key, record] as const] : []
    })
  }

  #advance(event: QueueEvent): void {
    const { state, effects } = queue(this.#queue, event)
    this.#queue = state
    for (const effect of effects) this.#perform(effect)
  }

  #perform(effect: QueueEffect): void {
    const { store, clock } = this.#parts
    switch (effect.type) {
      case 'post':
        this.#request = this.#post(effect.batch)
        return
      case 'save':
        void this.save(effect.key)
        return
      case 'forget':
        void store.update(effect.key, (stored) => {
          const record = readRecord(stored)
          if (!record) return stored
          const kept = forgetThrough(record, effect.through, effect.eventsThrough)
          return holdsEvidence(kept) ? kept : undefined
        })
        return
      case 'bury':
        void store.set(`x${effect.key.slice(1)}`, { ...effect.record, code: effect.code })
        return
      case 'trouble': {
        const { code, retryable, retryAfter } = effect
        this.#parts.trouble({ code, retryable, retryAfter })
        return
      }
      case 'wake':
        this.wakeAt(effect.at)
        if (effect.firm && this.#place !== null) {
          void store.set(waitKey(this.#place), { v: 1, until: clock.date() + effect.at - clock.monotonic() })
        }
    }
  }
}

function waitKey(place: string): string {
  return `m/${place}`
}

/** Milliseconds that are left of a wait that the server asked an earlier page for. */
function readWait(stored: unknown, date: number): number {
  if (typeof stored !== 'object' || stored === null || Reflect.get(stored, 'v') !== 1) return 0
  const until: unknown = Reflect.get(stored, 'until')
  return typeof until === 'number' ? Math.min(Math.max(0, until - date), LONGEST_WAIT_MS) : 0
}

function toFailure(result: ApiResult): Failure {
  if (result.kind === 'signed-out') return { kind: 'signed-out' }
  if (result.kind !== 'problem') {
    const retryAfter = result.kind === 'unreachable' ? (result.retryAfter ?? null) : null
    return { kind: 'unreachable', code: 'endpoint_unreachable', retryAfter }
  }
  const { status, code, retryAfter } = result
  if (status === 401 || status === 403) return { kind: 'signed-out' }
  if (status === 400 || status === 413 || status === 422) return { kind: 'refused', code }
  return { kind: 'busy', code, retryAfter }
}
