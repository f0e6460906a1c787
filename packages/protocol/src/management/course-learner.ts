import * as z from 'zod/mini'
import { MAX_OPAQUE_ID_LENGTH } from '../limits.js'
import { courseProgressSchema } from '../wire/progress.js'
import { instantSchema } from '../wire/scalars.js'
import { pagingShape } from './paging.js'
import { textOf } from './scalars.js'

/** A learner's status in the current attempt of a course. */
export const learnerStatusSchema = z.enum(['not_started', 'in_progress', 'completed', 'revoked'])
export type LearnerStatus = z.infer<typeof learnerStatusSchema>

/** Query of `GET /v1/courses/:id/learners`. */
export const learnerQuerySchema = z.strictObject({
  /** A part of the learner's id; upper and lower case are alike. */
  search: z.optional(textOf(0, MAX_OPAQUE_ID_LENGTH)),
  status: z.optional(learnerStatusSchema),
  ...pagingShape,
})
export type LearnerQuery = z.input<typeof learnerQuerySchema>

/** A learner of a course: anyone who was ever enrolled or has records in it. */
export const courseLearnerSchema = z.looseObject({
  learner_id: z.string(),
  /** `not_started`, `in_progress`, `completed` or `revoked`; more may be added. */
  status: z.string(),
  /** `null` for a learner who was never enrolled, whom the host entitled otherwise. */
  enrolment: z.nullable(
    z.looseObject({
      active: z.boolean(),
      attempt: z.int(),
      enrolled_at: z.nullable(instantSchema),
      ended_at: z.nullable(instantSchema),
    }),
  ),
  /** In the current attempt. */
  progress: courseProgressSchema,
  /** The current verdict of the current attempt, or `null`. */
  verdict: z.nullable(
    z.looseObject({
      completed: z.boolean(),
      /** `earned`, `waived` or `revoked`. */
      kind: z.string(),
      completed_at: z.nullable(instantSchema),
    }),
  ),
  /** When a player last opened a lesson of the course or reported on it, in any attempt; `null` when none did. */
  last_seen_at: z.nullable(instantSchema),
})
export type CourseLearnerResource = z.infer<typeof courseLearnerSchema>

/** Answer of `GET /v1/courses/:id/learners`, by learner id. */
export const courseLearnerListSchema = z.looseObject({
  items: z.array(courseLearnerSchema),
  next_cursor: z.nullable(z.string()),
})
export type CourseLearnerList = z.infer<typeof courseLearnerListSchema>
