/**
 * What the lesson player and its server agree on. Pure: no clock, no network, no storage.
 *
 * Terms, used the same way everywhere (`docs/glossary.md`):
 *
 * - *segment*: a half-open stretch of time in whole milliseconds. *Segment set*: sorted, disjoint segments.
 * - *played segment*: a stretch as it was played, with its time on the session clock. They may overlap.
 * - *watched segments*: the union of what was credited. *Watched seconds*: its length.
 * - *session clock*: the client's monotonic clock since it received the grant.
 * - *grant*: the answer to "may I play": playback, tokens, resume point, watch session.
 * - *attempt*: one taking of a course by a learner, counted from 1.
 * - *to charge*: to spend wall time on credit; every millisecond of a learner is charged once.
 */
export * from './rules/completion.js'
export * from './rules/course-completion.js'
export * from './identifiers.js'
export * from './limits.js'
export * from './milliseconds.js'
export * from './number-bounds.js'
export * from './own-value.js'
export type { PlayedSegment } from './played-segment.js'
export * from './problem-code.js'
export * from './problem-type.js'
export * from './reason-code.js'
export * from './resume.js'
export * from './rules/rule-check.js'
export * from './segment-set.js'
export * from './storable-text.js'
export * from './timer-delay.js'
export { LEARNER_EXPORT_VERSION, PROTOCOL_VERSION } from './version.js'
export * from './video-end.js'
