import * as z from 'zod/mini'
import { idSchema, instantSchema } from '../wire/scalars.js'

/** Answer of `PUT` and `DELETE /v1/courses/:id/enrolments/:learner_id`. */
export const enrolmentSchema = z.looseObject({
  course_id: idSchema,
  learner_id: z.string(),
  /** The current attempt, from 1. */
  attempt: z.int(),
  active: z.boolean(),
  enrolled_at: z.nullable(instantSchema),
  ended_at: z.nullable(instantSchema),
})
export type EnrolmentResource = z.infer<typeof enrolmentSchema>
