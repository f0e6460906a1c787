import { DEFAULT_POLICY } from './core/policy.js'
import { DEFAULT_RETENTION, type RetentionPeriods } from './core/records/learner-data.js'
import type { MuxApi } from './core/supply/mux-api.js'
import { NO_TELEMETRY } from './core/telemetry.js'
import { LessonApi } from './app/lesson-api.js'
import { CallLimits, type LimitPoints } from './http/limits/call-limits.js'
import { enrolledOrAdmin } from './app/entitlement.js'
import type { EventServices } from './app/events/event-services.js'
import type { VerifyMuxWebhook } from './app/uploads/upload-services.js'
import { createFetch } from './http/fetch.js'
import { routesFor } from './http/routes.js'
import { LearnerQueue } from './http/limits/learner-queue.js'
import { WorkBound } from './http/limits/work-bound.js'
import { CONSOLE, describeError, SILENT } from './app/logger.js'
import { notReadyProblem } from './http/response/not-ready-problem.js'
import type { RateLimiter } from './http/limits/rate-limit.js'
import type { Services } from './http/services.js'
import { EventDispatcher, POLL_MS } from './jobs/event-dispatcher.js'
import { runMaintenance } from './jobs/run-maintenance.js'
import { Lifecycle } from './lifecycle.js'
import { createDatabaseRateLimiter } from './limits/database-rate-limiter.js'
import { MemoryRateLimiter } from './limits/memory-rate-limiter.js'
import { RedisRateLimiter } from './limits/redis-rate-limiter.js'
import { MuxClient } from './mux/mux-client.js'
import { verifyMuxWebhook } from './mux/verify-mux-webhook.js'
import { readEndpoints } from './options/event-options.js'
import type { EventOptions, LessonHandlerOptions, PrivacyOptions } from './options/options.js'
import { readOptions } from './options/read-options.js'
import { readUploadSettings } from './options/upload-options.js'
import { PlaybackSigner } from './signing/playback-signer.js'
import { TokenSigner } from './signing/token-signer.js'
import { toNotReadyError } from './storage/database/database-not-ready-error.js'
import type { LessonStore } from './storage/store.js'
import { StorageUnavailableError } from './storage/database/storage-unavailable-error.js'
import { observeGauges } from './telemetry/observe-gauges.js'
import { openTelemetry } from './telemetry/open-telemetry.js'
import { createFetchTransport } from './webhooks/fetch-transport.js'
import { createNodeTransport } from './webhooks/node-transport.js'
import { SecretBox } from './webhooks/secret-box.js'
import { createWebhookSender } from './webhooks/webhook-sender.js'

/** What {@link LessonHandler.work} did. */
export interface WorkDone {
  /** Sessions closed, because nothing came from them for a long time. */
  readonly closed: number
  /** Sessions swept, because nothing was ever played in them. */
  readonly swept: number
  /** Learners judged again, because a rule or a video changed. */
  readonly judged: number
}

/** The companion handler of the lesson player: an object with a `fetch`, to be mounted anywhere. */
export interface LessonHandler {
  /**
   * Answers a request. Bound, so it can be handed on as it is (`app.mount('/lessons-api', lessons.fetch)`).
   *
   * Never rejects. The base is what stands before the first `/v1/`. `env` and `ctx` reach the host's callbacks in
   * `context.native`.
   */
  readonly fetch: (request: Request, env?: unknown, ctx?: unknown) => Promise<Response>
  /** Trusted calls of the host's own code, in process. */
  readonly api: LessonApi
  /**
   * Does what is due and no other process is doing, for at most `budget` milliseconds (default 10,000); what is being sent then
   * may take up to 15 s more. Nothing promised depends on when it runs.
   */
  work(options?: { readonly budget?: number }): Promise<WorkDone>
  /** Brings the database to this version, whatever the option `migrate` says. */
  migrate(): Promise<void>
  /** Settles when database and signing key can be used; rejects with the reason why not. The first request asks it too. */
  ready(): Promise<void>
  /**
   * Stops the timers, refuses further requests with 503, lets requests and events under way end, gives other events back and closes
   * the store.
   *
   * What has not ended after `deadline` milliseconds (0 to 600,000; default 10,000) is cut off: nothing of it was
   * acknowledged. A second call waits for the first.
   */
  close(options?: { readonly deadline?: number }): Promise<void>
}

const DEFAULTS = { tokenLifetime: 900, reportEvery: 15 } as const
const LIMITS = { grants: 20, renewals: 3, reports: 60, reads: 240 } as const
const WORK_BUDGET_MS = 10_000
const CLOSE_DEADLINE_MS = 10_000
const MAX_CLOSE_DEADLINE_MS = 600_000
/** Of the deadline, how long events may go on being sent: the rest is for giving back those that have not ended. */
const SENDING_SHARE = 0.8
/** Reports that wait for the database or are in it; a process that is this far behind answers each after a second or so. */
const MAX_INGEST = { maxCalls: 512, maxBytes: 16 * 1024 * 1024 } as const

/**
 * Creates the handler: entitlement, signed playback, rate limits and the ledger behind the calls of `docs/protocol.md`.
 *
 * Checks its options at once and throws a `TypeError` that names what is wrong. Opens nothing: database and key are first
 * used by the first request, by `ready()` or by `migrate()`.
 */
export function createLessonHandler(given: LessonHandlerOptions): LessonHandler {
  const { options, keys } = readOptions(given)
  const { mux, policies = {}, clock = Date.now } = options
  const telemetry = options.telemetry ? openTelemetry(options.telemetry) : NO_TELEMETRY
  const settings = {
    ...(options.events === false && { writesEvents: false }),
    ...(options.telemetry && { telemetry }),
  }
  const store = Object.keys(settings).length > 0 ? options.store.with(settings) : options.store
  const logger = options.logger === undefined ? CONSOLE : (options.logger ?? SILENT)
  const lifetime = options.tokenLifetime ?? DEFAULTS.tokenLifetime
  const playback = new PlaybackSigner({
    signer: new TokenSigner(keys[0]!.id, keys[0]!.pem),
    streamUrl: withoutSlash(mux.streamUrl ?? 'https://stream.mux.com'),
    imageUrl: withoutSlash(mux.imageUrl ?? 'https://image.mux.com'),
    lifetime,
    terms: mux,
    now: clock,
  })
  const events = options.events === false ? null : createEvents(options.events ?? {}, clock)
  const lifecycle = new Lifecycle({
    store,
    logger,
    start: async () => {
      await prepare(store, options.migrate ?? (store.kind === 'pglite' ? 'auto' : 'check'))
      // Who is sent what is read where an event is written, so it has to be there before the first one. A process that says
      // nothing of endpoints (a script of the host) changes none.
      if (options.events && options.events.endpoints) await store.endpoints.putOptions(readEndpoints(options.events))
      await playback.ready()
    },
  })
  const ready = () => lifecycle.ready()
  const muxApi = createMuxApi(options)
  const services: Services = {
    store,
    playback,
    authenticate: options.authenticate,
    entitlement: options.entitlement ?? enrolledOrAdmin,
    playbackAllowed: options.playbackAllowed ?? null,
    limits: new CallLimits(createLimiter(options), readPoints(options), lifetime),
    learnerQueue: new LearnerQueue(),
    ingest: new WorkBound({
      ...MAX_INGEST,
      refused: () => telemetry.add('ehr.ingest.rejected', 1, { reason: 'full' }),
    }),
    policies: {
      maxRate: policies.maxPlaybackRate ?? DEFAULT_POLICY.maxRate,
      hiddenCounts: policies.hiddenCounts ?? DEFAULT_POLICY.hiddenCounts,
      mutedCounts: policies.mutedCounts ?? DEFAULT_POLICY.mutedCounts,
      seek: policies.seek ?? DEFAULT_POLICY.seek,
      offlineAllowance:
        options.offlineAllowance === undefined ? DEFAULT_POLICY.offlineAllowance : toWholeMs(options.offlineAllowance),
    },
    tokenLifetime: toWholeMs(lifetime),
    reportEvery: options.reporting?.every ?? DEFAULTS.reportEvery,
    logger,
    telemetry,
    events,
    mux: muxApi,
    uploads: options.uploads && muxApi ? { mux: muxApi, settings: readUploadSettings(options.uploads) } : null,
    requiresCaptions: options.uploads?.requireCaptions ?? false,
    publicUrl: options.publicUrl === undefined ? null : withoutSlash(options.publicUrl),
    verifyMuxWebhook: createVerifier(options, clock),
    origins: options.cors?.origins ?? [],
    keepVerdicts: options.privacy?.keepVerdicts ?? false,
    ready: () => ready().catch(throwProblem),
  }
  // Who has nobody to send to does not ask the database once a second.
  const sends = events !== null && (events.endpoints.length > 0 || events.secrets !== null)
  const dispatcher = sends ? new EventDispatcher({ store, logger, telemetry }, events) : null
  lifecycle.onClose(observeGauges(telemetry, { store, ingest: services.ingest, sendsEvents: sends }))
  const retention = readRetention(options.privacy)
  const work = async ({ budget = WORK_BUDGET_MS } = {}): Promise<WorkDone> => {
    await ready()
    // Both are waited for, whichever fails first: what nobody waits for ends a Node process when it rejects.
    const delivering = dispatcher?.run(budget)
    const maintaining = runMaintenance(services, budget, retention)
    const [maintenance, delivered] = await Promise.allSettled([maintaining, delivering])
    if (maintenance.status === 'rejected') throw maintenance.reason
    if (delivered.status === 'rejected') throw delivered.reason
    const { evaluated, ...done } = maintenance.value
    return { ...done, judged: evaluated }
  }
  if (options.background ?? hasProcess()) {
    lifecycle.repeat(() => work().catch((error: unknown) => logger.warn('Maintenance failed.', describeError(error))))
    if (dispatcher)
      lifecycle.poll(POLL_MS, () =>
        dispatcher.tick().catch((error: unknown) => logger.warn('Events could not be claimed.', describeError(error))),
      )
  }
  const during = (promise: Promise<unknown>) => lifecycle.during(promise)
  const answer = createFetch(services, { ...options, during }, routesFor(services))
  return {
    fetch: (request, env, ctx) => lifecycle.during(answer(request, env, ctx)),
    // The host's own code is given the reason why the handler cannot start.
    api: new LessonApi({ ...services, ready }),
    work,
    migrate: () => prepare(store, 'auto'),
    ready,
    close: async ({ deadline = CLOSE_DEADLINE_MS } = {}) => {
      if (!(deadline >= 0 && deadline <= MAX_CLOSE_DEADLINE_MS)) {
        throw new TypeError(
          `close: expected \`deadline\` to be milliseconds from 0 to ${MAX_CLOSE_DEADLINE_MS.toString()}, got ${String(deadline)}.`,
        )
      }
      await lifecycle.close(deadline, dispatcher ? () => dispatcher.close(deadline * SENDING_SHARE) : undefined)
    },
  }
}

/** Why a handler cannot start is the host's business: a learner is answered 503, and the log has the reason. */
function throwProblem(error: unknown): never {
  throw error instanceof StorageUnavailableError ? error : notReadyProblem(error)
}

/** Explains what of the database is not set up. */
async function prepare(store: LessonStore, mode: 'auto' | 'check' | 'off'): Promise<void> {
  try {
    await store.prepare(mode)
  } catch (error) {
    throw toNotReadyError(error, { starting: true }) ?? error
  }
}

function readPoints({ rateLimit: { grants, renewals, reports, reads } = {} }: LessonHandlerOptions): LimitPoints {
  return {
    grants: grants ?? LIMITS.grants,
    renewals: renewals ?? LIMITS.renewals,
    reports: reports ?? LIMITS.reports,
    reads: reads ?? LIMITS.reads,
  }
}

function readRetention({ retention = {} }: PrivacyOptions = {}): RetentionPeriods {
  return {
    evidence: retention.evidence ?? DEFAULT_RETENTION.evidence,
    sessions: retention.sessions ?? DEFAULT_RETENTION.sessions,
    events: retention.events ?? DEFAULT_RETENTION.events,
    deadEvents: retention.deadEvents ?? DEFAULT_RETENTION.deadEvents,
  }
}

function createMuxApi({ mux: { token, apiUrl } }: LessonHandlerOptions): MuxApi | null {
  return token ? new MuxClient({ token, baseUrl: withoutSlash(apiUrl ?? 'https://api.mux.com') }) : null
}

function createVerifier({ mux }: LessonHandlerOptions, clock: () => number): VerifyMuxWebhook | null {
  const { webhookSecrets: secrets } = mux
  return secrets ? (header, body) => verifyMuxWebhook({ header, body }, secrets, clock()) : null
}

function createEvents(options: EventOptions, clock: () => number): EventServices {
  const { key, allowPrivate = false } = options
  const transport = hasProcess() ? createNodeTransport(allowPrivate) : createFetchTransport(allowPrivate)
  return {
    endpoints: readEndpoints(options),
    secrets: key === undefined ? null : new SecretBox(typeof key === 'string' ? [key] : key),
    allowPrivate,
    send: createWebhookSender(transport, clock),
  }
}

function createLimiter({ store, rateLimit = {} }: LessonHandlerOptions): RateLimiter {
  if (rateLimit.database) return createDatabaseRateLimiter(store.limits)
  const memory = new MemoryRateLimiter()
  return rateLimit.redis ? new RedisRateLimiter(rateLimit.redis, memory) : memory
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

function toWholeMs(seconds: number): number {
  return Math.round(seconds * 1000)
}

/** Whether timers go on between requests: not on Workers, which also look like Node when asked to. */
function hasProcess(): boolean {
  if (typeof navigator !== 'undefined' && navigator.userAgent === 'Cloudflare-Workers') return false
  return typeof process !== 'undefined' && typeof process.versions === 'object'
}
