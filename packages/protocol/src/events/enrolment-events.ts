import * as z from 'zod/mini'
import { idSchema, instantSchema } from '../wire/scalars.js'
import { eventSchemaOf } from './envelope.js'

const enrolment = { course_id: idSchema, learner_id: z.string(), attempt: z.int(), at: instantSchema }

/** A learner may take a course from now on. */
export const enrolmentStartedSchema = eventSchemaOf('enrolment.started', enrolment)
export type EnrolmentStarted = z.infer<typeof enrolmentStartedSchema>

/** A learner may not take a course any more; what was earned stays. */
export const enrolmentEndedSchema = eventSchemaOf('enrolment.ended', enrolment)
export type EnrolmentEnded = z.infer<typeof enrolmentEndedSchema>

/** A learner takes a course once more, from nothing. */
export const attemptStartedSchema = eventSchemaOf('attempt.started', {
  course_id: idSchema,
  learner_id: z.string(),
  /** The attempt that has begun, from 2. */
  attempt: z.int(),
  reason: z.string(),
  started_at: instantSchema,
  started_by: z.string(),
})
export type AttemptStarted = z.infer<typeof attemptStartedSchema>
