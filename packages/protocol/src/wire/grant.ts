import * as z from 'zod/mini'
import { lessonProgressSchema } from './progress.js'
import { idSchema, instantSchema, secondPairSchema, secondsSchema, textSchema } from './scalars.js'

/** Body of `POST /v1/sessions`. */
export const sessionRequestSchema = z.object({
  lesson_id: idSchema,
  client: z.object({
    name: z.string().check(z.minLength(1), z.maxLength(100)),
    version: z.string().check(z.minLength(1), z.maxLength(100)),
  }),
  /** Whether somebody who manages the lesson only looks at it: it plays, and nothing is recorded; default false. */
  preview: z.optional(z.boolean()),
})
export type SessionRequest = z.infer<typeof sessionRequestSchema>

/** Body of `POST /v1/tokens`. */
export const tokensRequestSchema = z.object({ session_id: textSchema })
export type TokensRequest = z.infer<typeof tokensRequestSchema>

/** What a lesson requires, as the learner's player sees it. */
export const completionSchema = z.looseObject({
  /** Share of the duration, 0 to 1; absent: takes no part. */
  threshold: z.optional(z.number()),
  required_segments: z.array(secondPairSchema),
  mode: z.string(),
  quiz_required: z.boolean(),
})

export const chapterSchema = z.looseObject({ title: z.string(), from: secondsSchema })

/** The lesson of a grant. */
export const grantedLessonSchema = z.looseObject({
  id: idSchema,
  title: z.string(),
  course_id: z.nullable(idSchema),
  /** `null` for a lesson in no course; absent from an older server. */
  course_title: z.optional(z.nullable(z.string())),
  duration: secondsSchema,
  media_version: z.int(),
  /** `free`, or `watched`: seek only where already watched. A restriction of the player, never a reason for credit. */
  seek_policy: z.string(),
  max_playback_rate: z.number(),
  hidden_counts: z.boolean(),
  muted_counts: z.boolean(),
  offline_allowance: secondsSchema,
  chapters: z.array(chapterSchema),
  completion: completionSchema,
})
export type GrantedLesson = z.infer<typeof grantedLessonSchema>

/** Signed playback; the player is driven by `urls` alone. */
export const playbackSchema = z.looseObject({
  playback_id: textSchema,
  tokens: z.looseObject({
    playback: textSchema,
    thumbnail: textSchema,
    storyboard: textSchema,
    /** For DRM licences, where the host protects its videos with DRM. */
    drm: z.optional(textSchema),
  }),
  urls: z.looseObject({ stream: textSchema, poster: textSchema, storyboard: textSchema }),
  /** Seconds from receipt, so that a wrong device clock cannot break renewal. */
  lifetime: z.number().check(z.positive()),
})
export type Playback = z.infer<typeof playbackSchema>

/** Answer of `POST /v1/sessions`. */
export const grantSchema = z.looseObject({
  session_id: textSchema,
  /** Random name for this learner's records on the device; derived from nothing personal. */
  scope: textSchema,
  opened_at: instantSchema,
  session_age: secondsSchema,
  /** Seconds from receipt until which playing can be credited; the player never plays past it. */
  credit_window: secondsSchema,
  attempt: z.int(),
  lesson: grantedLessonSchema,
  playback: playbackSchema,
  reporting: z.looseObject({
    /** Seconds between two reports while playing. */
    every: z.number().check(z.positive()),
    /** `false`: nothing is recorded, so nothing is reported. */
    record: z.optional(z.boolean()),
  }),
  progress: lessonProgressSchema,
})
export type Grant = z.infer<typeof grantSchema>

/** Answer of `POST /v1/tokens`. */
export const renewalSchema = z.looseObject({
  session_id: textSchema,
  session_age: secondsSchema,
  credit_window: secondsSchema,
  playback: playbackSchema,
})
export type Renewal = z.infer<typeof renewalSchema>
