import * as z from 'zod/mini'
import { courseCompletedSchema, courseRevokedSchema } from './course-events.js'
import { endpointTestSchema } from './endpoint-events.js'
import { attemptStartedSchema, enrolmentEndedSchema, enrolmentStartedSchema } from './enrolment-events.js'
import { learnerErasedSchema } from './learner-events.js'
import { lessonCompletedSchema, lessonFailedSchema, lessonReadySchema, lessonRevokedSchema } from './lesson-events.js'

/** An event of any type that this version knows. */
export const eventSchema = z.discriminatedUnion('type', [
  lessonCompletedSchema,
  lessonRevokedSchema,
  courseCompletedSchema,
  courseRevokedSchema,
  enrolmentStartedSchema,
  enrolmentEndedSchema,
  attemptStartedSchema,
  lessonReadySchema,
  lessonFailedSchema,
  learnerErasedSchema,
  endpointTestSchema,
])
export type OutgoingEvent = z.infer<typeof eventSchema>
export type EventType = OutgoingEvent['type']
