import { NUMBER_BOUNDS } from '@enhancedhr/protocol'
import * as z from 'zod/mini'
import { readOrigins } from '../http/cors-origins.js'
import { eventOptionsSchema } from './event-options.js'
import { uploadOptionsSchema } from './upload-options.js'
import type { LessonHandlerOptions } from './options.js'
import { RESOLUTIONS } from '../signing/playback-terms.js'
import { readPrivateKey } from '../signing/private-key.js'

const STORE_METHODS = ['prepare', 'transaction', 'close']
const LOG_LEVELS = ['debug', 'info', 'warn', 'error']

const flag = z.optional(z.boolean({ error: 'true or false' }))
const callback = <Callback>(error: string) => z.custom<Callback>((value) => typeof value === 'function', { error })

const optionsSchema = z.strictObject({
  mux: z
    .strictObject(
      {
        signingKeys: z
          .array(z.strictObject({ id: text('the id of a signing key'), privateKey: z.string({ error: 'a string' }) }), {
            error: 'a list of signing keys `{ id, privateKey }`',
          })
          .check(z.minLength(1, { error: 'at least one signing key' })),
        token: z.optional(
          z.strictObject(
            { id: text('the id of an access token'), secret: text('the secret of an access token') },
            { error: 'an access token `{ id, secret }`' },
          ),
        ),
        webhookSecrets: z.optional(
          z
            .array(text('the secret of a webhook'), { error: 'a list of secrets' })
            .check(z.minLength(1, { error: 'at least one secret' })),
        ),
        apiUrl: z.optional(url()),
        streamUrl: z.optional(url()),
        imageUrl: z.optional(url()),
        maxResolution: resolution(),
        minResolution: resolution(),
        playbackRestrictionId: z.optional(text('the id of a playback restriction')),
        drm: flag,
      },
      { error: 'an object with `signingKeys`, for example from `muxFromEnv(process.env)`' },
    )
    .check(
      z.refine(
        ({ maxResolution, minResolution }) => rank(minResolution, 0) <= rank(maxResolution, RESOLUTIONS.length),
        {
          error: 'without a `minResolution` above its `maxResolution`',
        },
      ),
    ),
  store: z.custom<LessonHandlerOptions['store']>((value) => hasMethods(value, STORE_METHODS), {
    error: 'a store, for example `pgliteStore(…)` or `postgresStore(…)`',
  }),
  authenticate: callback<LessonHandlerOptions['authenticate']>('a function that answers who sent a request'),
  entitlement: z.optional(
    callback<NonNullable<LessonHandlerOptions['entitlement']>>('a function that answers true or false'),
  ),
  playbackAllowed: z.optional(
    callback<NonNullable<LessonHandlerOptions['playbackAllowed']>>('a function that answers true or false'),
  ),
  basePath: z.optional(
    z.string({ error: 'a path' }).check(z.regex(/^(\/|(\/[^/?#]+)*\/?)$/, { error: 'a path such as `/lessons-api`' })),
  ),
  tokenLifetime: seconds(5, 86_400),
  offlineAllowance: seconds(NUMBER_BOUNDS.offlineAllowance.least, NUMBER_BOUNDS.offlineAllowance.most),
  rateLimit: z.optional(
    z.strictObject({
      grants: count(),
      renewals: count(),
      reports: count(),
      reads: count(),
      redis: z.optional(
        z.custom<NonNullable<NonNullable<LessonHandlerOptions['rateLimit']>['redis']>>(
          (value) => hasMethods(value, ['defineCommand']) && 'status' in value,
          { error: 'an ioredis client' },
        ),
      ),
      database: flag,
    }),
  ),
  cors: z.optional(
    z
      .strictObject({
        origins: z.pipe(z.unknown(), z.transform(readOrigins)),
        credentials: flag,
      })
      .check(
        z.refine(({ origins, credentials }) => !(origins === '*' && credentials), {
          error: "no credentials with origins '*': name the origins that may send cookies",
        }),
      ),
  ),
  policies: z.optional(
    z.strictObject({
      maxPlaybackRate: z.optional(number(NUMBER_BOUNDS.playbackRate.least, NUMBER_BOUNDS.playbackRate.most)),
      hiddenCounts: flag,
      mutedCounts: flag,
      seek: z.optional(z.enum(['free', 'watched'], { error: "'free' or 'watched'" })),
    }),
  ),
  reporting: z.optional(z.strictObject({ every: z.optional(number(1, 300)) })),
  events: z.optional(eventOptionsSchema),
  uploads: z.optional(uploadOptionsSchema),
  publicUrl: z.optional(url()),
  privacy: z.optional(
    z.strictObject({
      keepVerdicts: flag,
      retention: z.optional(
        z.strictObject({ evidence: days(35), sessions: days(35), events: days(30), deadEvents: days(30) }),
      ),
    }),
  ),
  migrate: z.optional(z.enum(['auto', 'check', 'off'], { error: "'auto', 'check' or 'off'" })),
  background: flag,
  clientAddress: z.optional(callback<NonNullable<LessonHandlerOptions['clientAddress']>>('a function')),
  logger: z.optional(
    z.custom<LessonHandlerOptions['logger']>((value) => value === null || hasMethods(value, LOG_LEVELS), {
      error: 'an object with the functions debug, info, warn and error, or null',
    }),
  ),
  telemetry: z.optional(
    z.custom<NonNullable<LessonHandlerOptions['telemetry']>>(isOpenTelemetry, {
      error: 'the package `@opentelemetry/api`, as `import * as telemetry from …` gives it',
    }),
  ),
  clock: z.optional(callback<() => number>('a function that answers milliseconds since 1970')),
})

/** A key that can sign: PKCS#8, checked. */
export interface ReadKey {
  readonly id: string
  readonly pem: string
}

export interface ReadOptions {
  readonly options: LessonHandlerOptions
  readonly keys: readonly ReadKey[]
}

/**
 * Checks the options of a handler at its start.
 *
 * Throws a `TypeError` that names each wrong option, what was expected and what was given; a key is never printed.
 */
export function readOptions(given: LessonHandlerOptions): ReadOptions {
  const read = optionsSchema.safeParse(given, { error: () => 'an object' })
  if (!read.success) throw new TypeError(read.error.issues.map((issue) => complain(issue, given)).join('\n'))
  const options = read.data as LessonHandlerOptions
  if (options.uploads && !options.mux.token) {
    throw new TypeError(
      'createLessonHandler: expected `mux.token` to be an access token of Mux, because `uploads` is there, got nothing. ' +
        'Make one in the Mux dashboard under Settings, and set MUX_TOKEN_ID and MUX_TOKEN_SECRET.',
    )
  }
  return { options, keys: options.mux.signingKeys.map(readKey) }
}

function readKey({ id, privateKey }: { id: string; privateKey: string }, index: number): ReadKey {
  try {
    return { id, pem: readPrivateKey(privateKey) }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new TypeError(
      `createLessonHandler: expected \`mux.signingKeys[${index.toString()}].privateKey\` to be ${error.message}.`,
      { cause: error },
    )
  }
}

function complain(issue: z.core.$ZodIssue, given: unknown): string {
  const path = issue.path.map((key) => (typeof key === 'number' ? `[${key.toString()}]` : `.${String(key)}`)).join('')
  const name = path.slice(1)
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `\`${name ? `${name}.` : ''}${key}\``)
    return `createLessonHandler: there is no option ${names.join(', ')}.`
  }
  const value = issue.path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    given,
  )
  const expected = name === '' ? 'its options to be an object' : `\`${name}\` to be ${issue.message}`
  return `createLessonHandler: expected ${expected}, got ${describe(value, path.startsWith('.mux.signingKeys'))}.`
}

function describe(value: unknown, isSecret: boolean): string {
  if (value === undefined) return 'nothing'
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value === 'string') return isSecret ? 'another string' : `'${value}'`
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function text(error: string) {
  return z.string({ error }).check(z.minLength(1, { error }))
}

function url() {
  const error = 'an http or https URL without query'
  return z.string({ error }).check(z.regex(/^https?:\/\/[^\s?#]+$/, { error }))
}

function resolution() {
  return z.optional(z.enum(RESOLUTIONS, { error: `one of ${RESOLUTIONS.join(', ')}` }))
}

function rank(resolution: (typeof RESOLUTIONS)[number] | undefined, otherwise: number): number {
  return resolution === undefined ? otherwise : RESOLUTIONS.indexOf(resolution)
}

function number(least: number, most: number) {
  const error = `a number from ${least.toString()} to ${most.toString()}`
  return z.number({ error }).check(z.gte(least, { error }), z.lte(most, { error }))
}

function seconds(least: number, most: number) {
  const error = `seconds from ${least.toString()} to ${most.toString()}`
  return z.optional(z.number({ error }).check(z.gte(least, { error }), z.lte(most, { error })))
}

function days(least: number) {
  const most = 36_500
  const error = `days from ${least.toString()} to ${most.toString()}`
  return z.optional(z.number({ error }).check(z.gte(least, { error }), z.lte(most, { error })))
}

function count() {
  const error = 'a whole number from 1'
  return z.optional(z.int({ error }).check(z.gte(1, { error })))
}

function isOpenTelemetry(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { trace, metrics } = value as Record<string, unknown>
  return hasMethods(trace, ['getTracer']) && hasMethods(metrics, ['getMeter'])
}

function hasMethods(value: unknown, names: readonly string[]): value is object {
  if (typeof value !== 'object' || value === null) return false
  return names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function')
}
