/** Schemas of the requests that manage courses and learners, in `zod/mini`. They are apart from `wire`, so that no player loads them. */
export * from './management/attempt.js'
export * from './management/course-learner.js'
export * from './management/course.js'
export * from './management/enrolment.js'
export * from './management/lesson.js'
export * from './management/result.js'
export * from './management/verdict.js'
export * from './management/waiver.js'
