import * as z from 'zod/mini'
import { idSchema, instantSchema } from '../wire/scalars.js'
import { opaqueSchema, reasonSchema } from './scalars.js'

/** Body of `POST /v1/courses/:id/attempts`. */
export const attemptInputSchema = z.object({
  learner_id: opaqueSchema,
  reason: reasonSchema,
  /** The number that the new attempt shall have: the same call sent twice starts one attempt. */
  attempt: z.optional(z.int().check(z.gte(2), z.lte(1_000_000))),
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
