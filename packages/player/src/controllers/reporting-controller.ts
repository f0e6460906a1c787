import { fromUnordered, MAX_UNLOAD_BODY_BYTES, toMilliseconds, type SegmentSet } from '@enhancedhr/protocol'
import { acknowledgementSchema } from '@enhancedhr/protocol/wire'
import { createEventLog, logSample, noteEvent, type EventLog, type Note } from '../core/event-log.js'
import {
  createQueue,
  maySend,
  ownFirst,
  queue,
  type Failure,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
} from '../core/queue.js'
import { packBatch, type Batch } from '../core/report-batch.js'
import type { Sample } from '../core/sample.js'
import { createRecord, forgetThrough, holdsEvidence, mayBeAlive, readRecord } from '../core/session-record.js'
import {
  correctAge,
  createTracker,
  endTracking,
  looseSegments,
  sealAll,
  track,
  type Tracked,
  type TrackerState,
} from '../core/tracker.js'
import type {
  ApiClient,
  ApiResult,
  Clock,
  EvidenceStore,
  MediaLike,
  MediaSampling,
  PageEvent,
  PageLike,
  Random,
  Reporting,
  ReportingListener,
  ReportingSession,
  SampleMedia,
  SyncStatus,
} from '../ports.js'

/** What reporting is made of; the composition root chooses (`session.ts`). */
export interface ReportingParts {
  readonly api: ApiClient
  readonly clock: Clock
  readonly random: Random
  readonly store: EvidenceStore
  readonly page: PageLike
  readonly sampleMedia: SampleMedia
  readonly listener: ReportingListener
}

/** A checkpoint is written about every second of playing: what is on the disk survives a kill. */
const CHECKPOINT_MS = 1_000
/** `flush()` tells what is pending after this long, whatever the network does. */
const FLUSH_PATIENCE_MS = 10_000
/** A record that another page may still be writing is looked at again after this long. */
const LOOK_AGAIN_MS = 11_000
/** The device may say that the network is back before it is. */
const ONLINE_SPREAD_MS = 3_000

/** One session that is being collected. */
interface Collecting {
  readonly session: ReportingSession
  readonly key: string
  readonly media: MediaLike
  sampling: MediaSampling | null
  tracker: TrackerState
  log: EventLog
  flushedAt: number
  savedAt: number
}

/** Collects, keeps and sends evidence: wires the pure tracker and queue to media, page, storage and network. */
export class ReportingController implements Reporting {
  readonly #parts: ReportingParts
  readonly #stopListening: () => void
  #queue: QueueState = createQueue()
  #collecting: Collecting | null = null
  /** Endpoint and scope that a grant named last: only their records are in the queue. */
  #place: string | null = null
  #request: Promise<void> | null = null
  #again = false
  #saves = new Map<string, Promise<void>>()
  #wake: ReturnType<typeof setTimeout> | undefined
  #lookAgain: ReturnType<typeof setTimeout> | undefined
  #told = ''
  #deniedTold = false
  #disposed = false

  constructor(parts: ReportingParts) {
    this.#parts = parts
    this.#stopListening = parts.page.listen((event) => this.#onPage(event))
  }

  get status(): SyncStatus {
    const { sending, parked, unreachable, dropped, records } = this.#queue
    const sealed = [...records.values()].reduce((sum, { segments }) => sum + segments.length, 0)
    const pending = sealed + (this.#loose().length > 0 ? 1 : 0)
    const idle = pending === 0 ? 'saved' : 'waiting'
    const state = parked ? 'parked' : sending ? 'saving' : unreachable ? 'offline' : idle
    return { pending, state, storage: this.#parts.store.storage, dropped }
  }

  get watchedHere(): SegmentSet {
    const record = this.#queue.own === null ? undefined : this.#queue.records.get(this.#queue.own)
    return fromUnordered([...(record?.segments ?? []), ...this.#loose()].map(({ from, to }) => [from, to] as const))
  }

  begin(session: ReportingSession, media: MediaLike): void {
    this.end()
    const { clock, page, sampleMedia } = this.#parts
    const now = clock.monotonic()
    const place = [session.endpoint, session.scope].map(encodeURIComponent).join('/')
    if (place !== this.#place) {
      // Somebody else may be signed in now: what was there stays on the device until a grant names its scope again.
      this.#queue = createQueue()
      this.#place = place
    }
    const key = `s/${place}/${encodeURIComponent(session.sessionId)}`
    this.#advance({ type: 'opened', key, record: createRecord(session.sessionId, session.lessonId) })
    const collecting: Collecting = {
      session,
      key,
      media,
      sampling: null,
      tracker: createTracker(session.sessionAge, now),
      log: createEventLog(),
      flushedAt: now,
      savedAt: now,
    }
    this.#collecting = collecting
    collecting.sampling = sampleMedia(media, {
      clock,
      isPageVisible: () => page.visible,
      take: (sample) => this.#take(collecting, sample),
    })
    collecting.sampling.sample('begin')
    void this.#findLeftovers(place)
  }

  note(event: Note): void {
    const collecting = this.#collecting
    if (!collecting) return
    const noted = noteEvent(collecting.log, collecting.tracker, this.#parts.clock.monotonic(), event)
    collecting.log = noted.log
    this.#advance({ type: 'collected', key: collecting.key, change: { events: [noted.event] } })
  }

  correctSessionAge(sessionId: string, age: number): void {
    const collecting = this.#collecting
    if (collecting?.session.sessionId !== sessionId) return
    const wasUnsure = collecting.tracker.sure !== null
    this.#collect(collecting, correctAge(collecting.tracker, age, this.#parts.clock.monotonic()))
    if (wasUnsure) void this.#save(collecting.key)
  }

  loadEpoch(): void {
    this.#collecting?.sampling?.sample('epoch')
  }

  end(): void {
    const collecting = this.#collecting
    if (!collecting) return
    collecting.sampling?.sample('end')
    collecting.sampling?.stop()
    this.#collect(collecting, endTracking(collecting.tracker))
    this.#collecting = null
    this.#advance({ type: 'closed' })
    void this.#save(collecting.key)
    this.#send({ pressed: false })
    this.#tell()
  }

  async flush(): Promise<{ pending: number }> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, FLUSH_PATIENCE_MS)))
    const sent = (async () => {
      // What is under way was packed before this call.
      await this.#request
      this.#sealAndSend({ pressed: true })
      await this.#request
    })()
    await Promise.race([sent, patience])
    clearTimeout(timer)
    return { pending: this.status.pending }
  }

  signInChanged(): void {
    this.#advance({ type: 'signed-in' })
    this.#sealAndSend({ pressed: true })
  }

  dispose(): void {
    this.end()
    this.#disposed = true
    this.#stopListening()
    clearTimeout(this.#wake)
    clearTimeout(this.#lookAgain)
  }

  #take(collecting: Collecting, sample: Sample): void {
    const before = collecting.tracker
    const tracked = track(before, sample)
    const { duration } = collecting.media
    const milliseconds = Number.isFinite(duration) ? toMilliseconds(duration) : null
    this.#collect(collecting, tracked)
    const told = logSample(collecting.log, before, tracked.state, sample, Number.isFinite(duration) ? duration : null)
    collecting.log = told.log
    if (told.events.length > 0) {
      this.#advance({ type: 'collected', key: collecting.key, change: { events: told.events, duration: milliseconds } })
    }
    if (sample.at - collecting.savedAt >= CHECKPOINT_MS && (!sample.paused || tracked.sealed.length > 0)) {
      void this.#save(collecting.key)
    }
    if (sample.cause === 'seal' || sample.cause === 'end') return
    const due = !sample.paused && sample.at - collecting.flushedAt >= collecting.session.every
    // Right after a sleep an answer has to tell the time before anything more can be sealed.
    const slept = before.sure === null && tracked.state.sure !== null
    if (due || slept || sample.cause === 'rest' || sample.cause === 'ended') {
      this.#sealAndSend({ pressed: false, again: !due })
    }
    this.#tell()
  }

  #collect(collecting: Collecting, { state, sealed }: Tracked): void {
    collecting.tracker = state
    if (sealed.length === 0 && state.position === this.#queue.records.get(collecting.key)?.position) return
    this.#advance({ type: 'collected', key: collecting.key, change: { segments: sealed, position: state.position } })
  }

  #loose() {
    return this.#collecting ? looseSegments(this.#collecting.tracker) : []
  }

  /** Sending seals: what is open gets its numbers now, but only if it can leave now. */
  #sealAndSend({ pressed, again = true }: { pressed: boolean; again?: boolean }): void {
    const now = this.#parts.clock.monotonic()
    const collecting = this.#collecting
    if (collecting) collecting.flushedAt = now
    if (!maySend(this.#queue, now, pressed)) {
      this.#again ||= again && this.#queue.sending !== null
      return
    }
    if (collecting) {
      collecting.sampling?.sample('seal')
      this.#collect(collecting, sealAll(collecting.tracker))
    }
    this.#send({ pressed })
  }

  #send({ pressed }: { pressed: boolean }): void {
    const collecting = this.#collecting
    const asking = collecting && collecting.tracker.sure !== null ? collecting.key : null
    this.#advance({ type: 'send', now: this.#parts.clock.monotonic(), pressed, asking })
    this.#tell()
  }

  async #post(batch: Batch): Promise<void> {
    // Sealed numbers are on the device before anybody else has them, so that they stay the same after a crash.
    await Promise.all(batch.keys.filter((key) => key === this.#queue.own).map((key) => this.#save(key)))
    const result = await this.#parts.api.post('/v1/progress', { reports: batch.reports })
    this.#settle(batch, result)
    this.#request = null
    if (this.#again) {
      this.#again = false
      this.#sealAndSend({ pressed: false })
    }
    this.#tell()
  }

  #settle(batch: Batch, result: ApiResult): void {
    const moment = { now: this.#parts.clock.monotonic(), random: this.#parts.random() }
    const parsed = result.kind === 'answer' ? acknowledgementSchema.safeParse(result.body) : undefined
    if (!parsed?.success) {
      // A late answer to a farewell is no failure of the request that is under way now.
      if (this.#queue.sending === batch) this.#advance({ type: 'failed', failure: toFailure(result), ...moment })
      return
    }
    const acknowledgement = parsed.data
    this.#advance({ type: 'answered', batch, results: acknowledgement.results, ...moment })
    for (const [sessionId, age] of Object.entries(acknowledgement.session_age)) {
      this.correctSessionAge(sessionId, age * 1000)
    }
    this.#parts.listener.acknowledged(acknowledgement)
  }

  #onPage(event: PageEvent): void {
    const collecting = this.#collecting
    if (event === 'online') {
      this.#wakeAt(this.#parts.clock.monotonic() + this.#parts.random() * ONLINE_SPREAD_MS, true)
    } else if (event === 'leaving') this.#leave()
    else if (event === 'frozen') {
      if (collecting) void this.#save(collecting.key)
    } else {
      collecting?.sampling?.sample('visibility')
      if (event === 'hidden') this.#sealAndSend({ pressed: true })
    }
  }

  /** The page goes: everything gets its numbers, and what fits into 16 KiB leaves in this very task. */
  #leave(): void {
    const collecting = this.#collecting
    if (collecting) {
      collecting.sampling?.sample('seal')
      this.#collect(collecting, endTracking(collecting.tracker))
      void this.#save(collecting.key)
    }
    const { parked, firm, waitUntil } = this.#queue
    if (parked || (firm && waitUntil !== null)) return
    const batch = packBatch(ownFirst(this.#queue), { bytes: MAX_UNLOAD_BODY_BYTES })
    if (batch.keys.length === 0) return
    const body = { reports: batch.reports }
    void this.#parts.api.post('/v1/progress', body, { keepalive: true }).then((result) => {
      // Only a page that came back gets here.
      this.#settle(batch, result)
      this.#tell()
    })
  }

  async #findLeftovers(place: string): Promise<void> {
    const { store, clock } = this.#parts
    const [wait] = await store.entries(waitKey(place))
    const entries = await store.entries(`s/${place}/`)
    if (place !== this.#place || this.#disposed) return
    const date = clock.date()
    const until = wait ? readWait(wait[1], date) : 0
    if (until > 0) {
      this.#advance({ type: 'wait', until: clock.monotonic() + until })
      this.#wakeAt(clock.monotonic() + until)
    }
    const records = entries.flatMap(([key, stored]) => {
      const record = readRecord(stored)
      return record && key !== this.#queue.own ? [[key, record] as const] : []
    })
    this.#advance({ type: 'found', records: records.filter(([, record]) => !mayBeAlive(record, date)) })
    if (records.some(([, record]) => mayBeAlive(record, date))) {
      clearTimeout(this.#lookAgain)
      this.#lookAgain = setTimeout(() => void this.#findLeftovers(place), LOOK_AGAIN_MS)
    }
    this.#send({ pressed: false })
  }

  #advance(event: QueueEvent): void {
    const { state, effects } = queue(this.#queue, event)
    this.#queue = state
    for (const effect of effects) this.#perform(effect)
  }

  #perform(effect: QueueEffect): void {
    const { store, listener } = this.#parts
    switch (effect.type) {
      case 'post':
        this.#request = this.#post(effect.batch)
        return
      case 'save':
        void this.#save(effect.key)
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
      case 'trouble':
        listener.trouble(effect)
        return
      case 'wake':
        this.#wakeAt(effect.at)
        if (effect.firm && this.#place !== null) {
          const until = this.#parts.clock.date() + effect.at - this.#parts.clock.monotonic()
          void store.set(waitKey(this.#place), { v: 1, until })
        }
    }
  }

  #wakeAt(at: number, pressed = false): void {
    clearTimeout(this.#wake)
    if (this.#disposed) return
    const delay = Math.max(0, at - this.#parts.clock.monotonic())
    this.#wake = setTimeout(() => this.#send({ pressed }), delay)
  }

  /** Writes the record as it is when the write begins; one write of a record at a time. */
  #save(key: string): Promise<void> {
    const collecting = this.#collecting?.key === key ? this.#collecting : null
    if (collecting) collecting.savedAt = this.#parts.clock.monotonic()
    const write = async () => {
      const record = this.#queue.records.get(key)
      const loose = this.#collecting?.key === key ? this.#loose() : []
      const whole = record && { ...record, loose, savedAt: this.#parts.clock.date() }
      if (whole && holdsEvidence(whole)) await this.#parts.store.set(key, whole)
      else await this.#parts.store.delete(key)
    }
    const before = this.#saves.get(key)
    const saved = before ? before.then(write) : write()
    this.#saves.set(key, saved)
    return saved.finally(() => {
      if (this.#saves.get(key) === saved) this.#saves.delete(key)
    })
  }

  #tell(): void {
    const { status } = this
    const text = JSON.stringify(status)
    if (text === this.#told) return
    this.#told = text
    this.#parts.listener.sync(status)
    if (status.storage === 'memory' && !this.#deniedTold) {
      this.#deniedTold = true
      this.#parts.listener.trouble({ code: 'storage_denied', retryable: false, retryAfter: null })
    }
  }
}

function waitKey(place: string): string {
  return `m/${place}`
}

/** Milliseconds that are left of a wait that the server asked for, never more than an hour. */
function readWait(stored: unknown, date: number): number {
  if (typeof stored !== 'object' || stored === null || Reflect.get(stored, 'v') !== 1) return 0
  const until: unknown = Reflect.get(stored, 'until')
  return typeof until === 'number' ? Math.min(Math.max(0, until - date), 60 * 60 * 1000) : 0
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
