import * as z from 'zod/mini'
import { NUMBER_BOUNDS } from '../number-bounds.js'
import { chapterSchema, completionSchema } from '../wire/grant.js'
import { idSchema, instantSchema, secondsSchema } from '../wire/scalars.js'
import { creditSchema } from './upload.js'
import { attentionSchema, numberOf, reasonSchema, titleSchema, wholeNumberOf } from './scalars.js'

/** Beyond these, a list is a mistake. */
const MAX_CHAPTERS = 500
const MAX_REQUIRED_SEGMENTS = 200

/** A name that Mux gives. */
const muxIdSchema = z.string().check(z.regex(/^[A-Za-z0-9]{1,128}$/, { error: 'expected 1 to 128 letters and digits' }))
const mediaTime = numberOf(NUMBER_BOUNDS.mediaTime)

/** What one lesson allows. What is absent or `null` follows the handler's options. */
const policiesSchema = z.strictObject({
  /** Greatest playback rate that is credited and offered. */
  max_playback_rate: z._default(z.nullable(numberOf(NUMBER_BOUNDS.playbackRate)), null),
  /** Whether playing counts while the page is hidden. */
  hidden_counts: z._default(z.nullable(z.boolean()), null),
  /** Whether playing counts without sound and captions. */
  muted_counts: z._default(z.nullable(z.boolean()), null),
  /** `watched`: the player seeks only where the learner has already watched. */
  seek_policy: z._default(z.nullable(z.enum(['free', 'watched'])), null),
  /** Seconds beyond a token's lifetime in which playing still counts. */
  offline_allowance: z._default(z.nullable(numberOf(NUMBER_BOUNDS.offlineAllowance)), null),
})

/** Body of `PUT /v1/lessons/:id`; times in seconds. What is absent takes its default: PUT replaces the whole, but for the video. */
export const lessonInputSchema = z.strictObject({
  course_id: z._default(z.nullable(idSchema), null),
  title: titleSchema,
  /** Position within the course, from 1. */
  order: z._default(wholeNumberOf(NUMBER_BOUNDS.order), 1),
  /** Whether the course's completion requires this lesson. */
  required: z._default(z.boolean(), true),
  /** An existing Mux playback ID with the policy `signed`; `null` takes the video away, and what is absent leaves it. */
  playback_id: z.optional(z.nullable(muxIdSchema)),
  /**
   * An existing Mux asset, from which playback ID and duration are read: ready, with a playback ID of the policy `signed` and none of
   * another; `null` alone takes the video away.
   */
  asset_id: z.optional(z.nullable(muxIdSchema)),
  /** What becomes of what was watched of a video that is replaced; default `reset`. */
  credit: z.optional(creditSchema),
  /** Seconds, as Mux reports it; what is absent leaves that of a video that stays. */
  duration: z.optional(z.nullable(numberOf(NUMBER_BOUNDS.duration))),
  chapters: z._default(
    z.array(z.strictObject({ title: titleSchema, from: mediaTime })).check(z.maxLength(MAX_CHAPTERS)),
    [],
  ),
  /** Whether the lesson has a quiz, whose results the host reports. */
  quiz: z._default(z.boolean(), false),
  completion: z._default(
    z.strictObject({
      /** Share of the duration, above 0 and up to 1, three decimals; absent: takes no part. */
      threshold: z.optional(numberOf(NUMBER_BOUNDS.threshold)),
      required_segments: z._default(
        z.array(z.tuple([mediaTime, mediaTime])).check(z.maxLength(MAX_REQUIRED_SEGMENTS)),
        [],
      ),
      mode: z._default(z.enum(['any', 'all']), 'any'),
      quiz_required: z._default(z.boolean(), false),
    }),
    { threshold: 0.9, required_segments: [], mode: 'any', quiz_required: false },
  ),
  /** Why the lesson may be watched without captions, where the handler's option `uploads.requireCaptions` asks for them. */
  captions_waiver: z._default(z.nullable(z.strictObject({ reason: reasonSchema })), null),
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
  /** Mux's asset of the video, where it is known. */
  asset_id: z.nullable(z.string()),
  duration: z.nullable(secondsSchema),
  media_version: z.nullable(z.int()),
  /**
   * `ready`, `preparing`, `needs_attention` (it can never be completed; `attention` says why), `needs_captions` or `archived`; more may be
   * added.
   */
  status: z.string(),
  /** Why it can never be completed, and what its owner should look at besides; codes may be added. */
  attention: z.array(attentionSchema),
  chapters: z.array(chapterSchema),
  quiz: z.boolean(),
  completion: completionSchema,
  captions_waiver: z.nullable(z.looseObject({ reason: z.string() })),
  policies: z.looseObject({
    max_playback_rate: z.nullable(z.number()),
    hidden_counts: z.nullable(z.boolean()),
    muted_counts: z.nullable(z.boolean()),
    seek_policy: z.nullable(z.string()),
    offline_allowance: z.nullable(secondsSchema),
  }),
  rule_version: z.int(),
  created_at: instantSchema,
  updated_at: instantSchema,
})
export type LessonResource = z.infer<typeof lessonResourceSchema>
