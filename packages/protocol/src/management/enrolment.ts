import * as z from 'zod/mini'
import { idSchema, instantSchema } from '../wire/scalars.js'
import { pagingShape } from './paging.js'

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

/** Query of `GET /v1/courses/:id/enrolments`. */
export const enrolmentQuerySchema = z.strictObject({
  /** Only enrolments that hold now (`true`), or that were ended (`false`); absent: all. */
  active: z.optional(z.boolean()),
  ...pagingShape,
})
export type EnrolmentQuery = z.input<typeof enrolmentQuerySchema>

/** Answer of `GET /v1/courses/:id/enrolments`, by learner id. */
export const enrolmentListSchema = z.looseObject({
  items: z.array(enrolmentSchema),
  next_cursor: z.nullable(z.string()),
})
export type EnrolmentList = z.infer<typeof enrolmentListSchema>
