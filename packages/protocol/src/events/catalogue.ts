import type * as z from 'zod/mini'
import { courseCompletedSchema, courseRevokedSchema } from './course-events.js'
import { endpointTestSchema } from './endpoint-events.js'
import { attemptStartedSchema, enrolmentEndedSchema, enrolmentStartedSchema } from './enrolment-events.js'
import type { EventType, OutgoingEvent } from './event.js'
import { EXAMPLES } from './examples.js'
import { learnerErasedSchema } from './learner-events.js'
import { lessonCompletedSchema, lessonFailedSchema, lessonReadySchema, lessonRevokedSchema } from './lesson-events.js'

/** What is said of a type of event, in one place: the documentation and the tests read it from here. */
export interface EventDescription<Type extends EventType = EventType> {
  /** When it is sent. */
  readonly summary: string
  readonly schema: z.ZodMiniType
  /** An event as a receiver gets it. */
  readonly example: Extract<OutgoingEvent, { type: Type }>
}

/** Every type of event. */
export const EVENT_CATALOGUE: { readonly [Type in EventType]: EventDescription<Type> } = {
  'lesson.completed': {
    summary: 'A learner has completed a lesson, by its rule or by an admin’s waiver.',
    schema: lessonCompletedSchema,
    example: EXAMPLES['lesson.completed'],
  },
  'lesson.revoked': {
    summary: 'An admin has taken the completion of a lesson back.',
    schema: lessonRevokedSchema,
    example: EXAMPLES['lesson.revoked'],
  },
  'course.completed': {
    summary: 'A learner has completed a course, by its rule or by an admin’s waiver.',
    schema: courseCompletedSchema,
    example: EXAMPLES['course.completed'],
  },
  'course.revoked': {
    summary: 'An admin has taken the completion of a course back.',
    schema: courseRevokedSchema,
    example: EXAMPLES['course.revoked'],
  },
  'enrolment.started': {
    summary: 'A learner was enrolled in a course, for the first time or again.',
    schema: enrolmentStartedSchema,
    example: EXAMPLES['enrolment.started'],
  },
  'enrolment.ended': {
    summary: 'An enrolment was ended; what the learner has earned stays.',
    schema: enrolmentEndedSchema,
    example: EXAMPLES['enrolment.ended'],
  },
  'attempt.started': {
    summary: 'A learner begins a course once more, from nothing.',
    schema: attemptStartedSchema,
    example: EXAMPLES['attempt.started'],
  },
  'lesson.ready': {
    summary:
      'The video of an upload is ready, or the captions that a lesson waited for, and the lesson can be watched.',
    schema: lessonReadySchema,
    example: EXAMPLES['lesson.ready'],
  },
  'lesson.failed': {
    summary: 'Nothing came of an upload, or its lesson cannot be watched with the video that did.',
    schema: lessonFailedSchema,
    example: EXAMPLES['lesson.failed'],
  },
  'learner.erased': {
    summary: 'A learner was erased: whoever got their events has to delete what they keep of them.',
    schema: learnerErasedSchema,
    example: EXAMPLES['learner.erased'],
  },
  'endpoint.test': {
    summary: 'Somebody tries an endpoint; it goes to that one alone, whatever types it asks for.',
    schema: endpointTestSchema,
    example: EXAMPLES['endpoint.test'],
  },
}

/** Types that an endpoint can ask for; it is sent all of them where it names none. */
export const EVENT_TYPES: readonly EventType[] = (Object.keys(EVENT_CATALOGUE) as EventType[]).filter(
  (type) => type !== 'endpoint.test',
)
