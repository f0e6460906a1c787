import * as z from 'zod/mini'
import { chapterSchema, completionSchema } from '../wire/grant.js'
import { idSchema, instantSchema, secondPairSchema, secondsSchema } from '../wire/scalars.js'
import { attentionSchema, titleSchema } from './scalars.js'

/** Media that a row can hold: a 32-bit integer of milliseconds, 24 days. */
const MAX_DURATION = 2_147_483
/** Beyond these, a list or number is a mistake. */
const MAX_CHAPTERS = 500
const MAX_REQUIRED_SEGMENTS = 200
const MAX_ORDER = 1_000_000
/** Rates that a browser plays with sound. */
const RATES = { least: 0.25, most: 16 } as const
/** The same bound as the handler's option. */
const MAX_OFFLINE_ALLOWANCE = 2_592_000

const mediaTime = z.number().check(z.gte(0), z.lte(MAX_DURATION))

/** What one lesson allows; what is absent or `null` is as the handler's options say. */
export const policiesSchema = z.object({
  /** Greatest playback rate that is credited and offered. */
  max_playback_rate: z._default(z.nullable(z.number().check(z.gte(RATES.least), z.lte(RATES.most))), null),
  /** Whether playing counts while the page is hidden. */
  hidden_counts: z._default(z.nullable(z.boolean()), null),
  /** Whether playing counts without sound and captions. */
  muted_counts: z._default(z.nullable(z.boolean()), null),
  /** `watched`: the player seeks only where the learner has already watched. */
  seek_policy: z._default(z.nullable(z.enum(['free', 'watched'])), null),
  /** Seconds beyond a token's lifetime in which playing still counts. */
  offline_allowance: z._default(z.nullable(z.number().check(z.gte(0), z.lte(MAX_OFFLINE_ALLOWANCE))), null),
})

/** Body of `PUT /v1/lessons/:id`; times in seconds. What is absent takes its default: PUT replaces the whole. */
export const lessonInputSchema = z.object({
  course_id: z._default(z.nullable(idSchema), null),
  title: titleSchema,
  /** Place within the course, from 1. */
  order: z._default(z.int().check(z.gte(1), z.lte(MAX_ORDER)), 1),
  /** Whether the course's completion asks for this lesson. */
  required: z._default(z.boolean(), true),
  /** An existing Mux playback ID with the policy `signed`, or `null` while there is no video. */
  playback_id: z._default(z.nullable(z.string().check(z.regex(/^[A-Za-z0-9]{1,128}$/))), null),
  /** Seconds, as Mux tells it. */
  duration: z._default(z.nullable(z.number().check(z.gte(0.001), z.lte(MAX_DURATION))), null),
  chapters: z._default(z.array(z.object({ title: titleSchema, from: mediaTime })).check(z.maxLength(MAX_CHAPTERS)), []),
  /** Whether the lesson has a quiz, whose results the host reports. */
  quiz: z._default(z.boolean(), false),
  completion: z._default(
    z.object({
      /** Share of the duration, above 0 and up to 1, three decimals; absent: takes no part. */
      threshold: z.optional(z.number().check(z.gte(0.001), z.lte(1))),
      required_segments: z._default(z.array(secondPairSchema).check(z.maxLength(MAX_REQUIRED_SEGMENTS)), []),
      mode: z._default(z.enum(['any', 'all']), 'any'),
      quiz_required: z._default(z.boolean(), false),
    }),
    { threshold: 0.9, required_segments: [], mode: 'any', quiz_required: false },
  ),
  policies: z._default(policiesSchema, {
    max_playback_rate: null,
    hidden_counts: null,
    muted_counts: null,
    seek_policy: null,
    offline_allowance: null,
  }),
})
/** A lesson as it is put. */
export type LessonInput = z.input<typeof lessonInputSchema>

/** A lesson as the owners of its course, admins and services read it, beside what a learner reads. */
export const lessonResourceSchema = z.looseObject({
  id: idSchema,
  course_id: z.nullable(idSchema),
  title: z.string(),
  order: z.int(),
  required: z.boolean(),
  playback_id: z.nullable(z.string()),
  duration: z.nullable(secondsSchema),
  media_version: z.nullable(z.int()),
  /** `ready`, `preparing`, `needs_attention` (it can never be completed; `attention` tells why) or `archived`. */
  status: z.string(),
  attention: z.array(attentionSchema),
  chapters: z.array(chapterSchema),
  quiz: z.boolean(),
  completion: completionSchema,
  policies: policiesSchema,
  rule_version: z.int(),
  created_at: instantSchema,
  updated_at: instantSchema,
})
export type LessonResource = z.infer<typeof lessonResourceSchema>
