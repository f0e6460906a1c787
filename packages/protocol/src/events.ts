/**
 * Outgoing events: what a webhook's receiver gets, as schemas in `zod/mini`, with an example of each. They are apart from
 * `wire`, so that no player loads them.
 */
export * from './events/catalogue.js'
export * from './events/course-events.js'
export * from './events/endpoint-events.js'
export * from './events/enrolment-events.js'
export * from './events/envelope.js'
export * from './events/event.js'
export * from './events/learner-events.js'
export * from './events/lesson-events.js'
