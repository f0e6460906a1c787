import * as z from 'zod/mini'
import { DELETE_REPLACED_AFTER, type UploadSettings } from '../core/supply/upload-settings.js'
import type { UploadOptions } from './options.js'

const GIBIBYTE = 1024 ** 3
const LIMITS = { maxBytes: 20 * GIBIBYTE, maxDuration: 43_200, timeout: 604_800, days: 3_650 } as const
const DAY_SECONDS = 86_400

const whole = (least: number, most: number) =>
  z.optional(
    z
      .int({ error: 'a whole number' })
      .check(
        z.gte(least, { error: `at least ${least.toString()}` }),
        z.lte(most, { error: `at most ${most.toString()}` }),
      ),
  )
const days = (least: number) =>
  z.optional(
    z
      .number({ error: 'a number of days' })
      .check(
        z.gte(least, { error: `at least ${least.toString()}` }),
        z.lte(LIMITS.days, { error: `at most ${LIMITS.days.toString()}` }),
      ),
  )
const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.optional(z.enum(names, { error: `one of ${names.join(', ')}` }))

/** The option `uploads`. */
export const uploadOptionsSchema = z.strictObject(
  {
    captions: oneOf(['auto', 'none']),
    requireCaptions: z.optional(z.boolean({ error: 'true or false' })),
    quality: oneOf(['basic', 'plus', 'premium']),
    maxResolution: oneOf(['1080p', '1440p', '2160p']),
    meta: z.optional(z.boolean({ error: 'true or false' })),
    corsOrigin: z.optional(
      z
        .string({ error: 'an origin' })
        .check(z.refine(isOrigin, { error: 'an origin such as `https://learn.example.com`' })),
    ),
    maxBytes: whole(1, LIMITS.maxBytes),
    maxDuration: whole(1, LIMITS.maxDuration),
    timeout: whole(60, LIMITS.timeout),
    deleteReplacedAfter: days(1),
    deleteArchivedAfter: z.nullish(days(1)),
    deleteFailedAfter: days(0),
  },
  { error: 'an object' },
)

/** The settings of uploads, complete. */
export function readUploadSettings(options: UploadOptions): UploadSettings {
  return {
    captions: options.captions ?? 'auto',
    requireCaptions: options.requireCaptions ?? false,
    quality: options.quality ?? 'basic',
    maxResolution: options.maxResolution ?? '1080p',
    sendsTitle: options.meta ?? false,
    corsOrigin: options.corsOrigin ?? null,
    maxBytes: options.maxBytes ?? LIMITS.maxBytes,
    maxDuration: (options.maxDuration ?? LIMITS.maxDuration) * 1_000,
    timeout: options.timeout ?? DAY_SECONDS,
    deleteReplacedAfter: options.deleteReplacedAfter ?? DELETE_REPLACED_AFTER,
    deleteArchivedAfter: options.deleteArchivedAfter ?? null,
    deleteFailedAfter: options.deleteFailedAfter ?? 1,
  }
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text
}
