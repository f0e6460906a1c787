import * as z from 'zod/mini'
import { idSchema, instantSchema, secondPairSchema, secondsSchema, textSchema } from './scalars.js'

/** A stretch of media that was played and is not credited, in seconds, with its reason code. */
export const uncreditedStretchSchema = z.looseObject({ from: secondsSchema, to: secondsSchema, reason: textSchema })

/** Everything of one reason together. */
export const uncreditedReasonSchema = z.looseObject({
  reason: textSchema,
  /** How much was refused for it, in seconds; what was credited since then counts here still. */
  seconds: secondsSchema,
  /** When it was refused last. */
  last_at: instantSchema,
  /** With `concurrent_session`: the lessons that got the time. */
  lesson_ids: z.optional(z.array(idSchema)),
})

/** Answer of `GET /v1/lessons/:id/explanation`: what counts of one attempt, and why the rest does not. */
export const explanationSchema = z.looseObject({
  lesson_id: idSchema,
  attempt: z.int(),
  media_version: z.int(),
  /** Length of the video in seconds; `null` while it is not known. */
  duration: z.nullable(secondsSchema),
  credited: z.array(secondPairSchema),
  uncredited: z.array(uncreditedStretchSchema),
  reasons: z.array(uncreditedReasonSchema),
})
export type Explanation = z.infer<typeof explanationSchema>
