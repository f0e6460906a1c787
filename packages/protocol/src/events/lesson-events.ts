import * as z from 'zod/mini'
import { idSchema, instantSchema, secondsSchema } from '../wire/scalars.js'
import { eventSchemaOf } from './envelope.js'

const lessonOfLearner = {
  lesson_id: idSchema,
  course_id: z.nullable(idSchema),
  learner_id: z.string(),
  attempt: z.int(),
}

/** A learner has completed a lesson, by its rule or by an admin's waiver. */
export const lessonCompletedSchema = eventSchemaOf('lesson.completed', {
  ...lessonOfLearner,
  /** `earned` or `waived`. */
  kind: z.string(),
  /** From when it holds; for a completion that was earned elsewhere, long before `occurred_at`. */
  completed_at: instantSchema,
  /** Of the video by which it was decided; `null` for a lesson without one. */
  media_version: z.nullable(z.int()),
  rule_version: z.int(),
  /** Of that video, rounded down to one decimal. */
  percent: z.number(),
  watched_seconds: secondsSchema,
  /** Seconds of playing, in which watching again counts. */
  playing_time: secondsSchema,
  /** Why and by whom it was waived; `null` when earned. */
  reason: z.nullable(z.string()),
  actor_id: z.nullable(z.string()),
})
export type LessonCompleted = z.infer<typeof lessonCompletedSchema>

/** An admin has taken a completion of a lesson back. */
export const lessonRevokedSchema = eventSchemaOf('lesson.revoked', {
  ...lessonOfLearner,
  revoked_at: instantSchema,
  reason: z.nullable(z.string()),
  actor_id: z.nullable(z.string()),
  /** Revision of the completion; `null` where it is older than the events. */
  revokes: z.nullable(z.int()),
})
export type LessonRevoked = z.infer<typeof lessonRevokedSchema>

/** A lesson can be watched from now on, or has a new video. */
export const lessonReadySchema = eventSchemaOf('lesson.ready', {
  lesson_id: idSchema,
  course_id: z.nullable(idSchema),
  media_version: z.int(),
  /** Seconds. */
  duration: secondsSchema,
  at: instantSchema,
})
export type LessonReady = z.infer<typeof lessonReadySchema>

/** Nothing came of an upload, or the lesson cannot be watched with the video that did. */
export const lessonFailedSchema = eventSchemaOf('lesson.failed', {
  lesson_id: idSchema,
  course_id: z.nullable(idSchema),
  at: instantSchema,
  /** A reason of `docs/uploads.md`; reasons may be added. */
  code: z.string(),
  /** The same in English words. */
  message: z.string(),
})
export type LessonFailed = z.infer<typeof lessonFailedSchema>
