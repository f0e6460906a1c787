import * as z from 'zod/mini'
import { NUMBER_BOUNDS } from '../number-bounds.js'
import { idSchema, instantSchema } from '../wire/scalars.js'
import { opaqueSchema, reasonSchema, wholeNumberOf } from './scalars.js'

/** Body of `POST /v1/courses/:id/attempts`. */
export const attemptInputSchema = z.strictObject({
  learner_id: opaqueSchema,
  reason: reasonSchema,
  /** The number that the new attempt is to have, so that the same request sent twice starts one attempt. */
  attempt: z.optional(wholeNumberOf(NUMBER_BOUNDS.nextAttempt)),
})
export type AttemptInput = z.input<typeof attemptInputSchema>

/** Answer of `POST /v1/courses/:id/attempts`: the attempt that the learner is in now. */
export const attemptSchema = z.looseObject({
  course_id: idSchema,
  learner_id: z.string(),
  attempt: z.int(),
  reason: z.string(),
  started_at: instantSchema,
})
export type AttemptResource = z.infer<typeof attemptSchema>
