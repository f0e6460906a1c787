import * as z from 'zod/mini'
import { idSchema, instantSchema, secondsSchema } from '../wire/scalars.js'
import { eventSchemaOf } from './envelope.js'

const courseOfLearner = { course_id: idSchema, learner_id: z.string(), attempt: z.int() }

/** A learner has completed a course, by its rule or by an admin's waiver. */
export const courseCompletedSchema = eventSchemaOf('course.completed', {
  ...courseOfLearner,
  /** `earned` or `waived`. */
  kind: z.string(),
  /** From when it holds; for a completion that was earned elsewhere, long before `occurred_at`. */
  completed_at: instantSchema,
  rule_version: z.int(),
  /** Seconds of playing over all lessons, two windows at once counted once. */
  seat_time: secondsSchema,
  /** Of the best result of the final assessment; `null` without one. */
  score: z.nullable(z.number()),
  max_score: z.nullable(z.number()),
  /** The lessons of the course in order, with `completed_at` where the learner has completed them. */
  lessons: z.array(
    z.looseObject({ lesson_id: idSchema, completed_at: z.nullable(instantSchema), required: z.boolean() }),
  ),
  /** Why and by whom it was waived; `null` when earned. */
  reason: z.nullable(z.string()),
  actor_id: z.nullable(z.string()),
})
export type CourseCompleted = z.infer<typeof courseCompletedSchema>

/** An admin has taken a completion of a course back. */
export const courseRevokedSchema = eventSchemaOf('course.revoked', {
  ...courseOfLearner,
  revoked_at: instantSchema,
  reason: z.nullable(z.string()),
  actor_id: z.nullable(z.string()),
  /** Revision of the completion; `null` where it is older than the events. */
  revokes: z.nullable(z.int()),
})
export type CourseRevoked = z.infer<typeof courseRevokedSchema>
