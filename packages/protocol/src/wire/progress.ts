import * as z from 'zod/mini'
import { instantSchema, secondPairSchema, secondsSchema, textSchema } from './scalars.js'

/** One thing that a completion rule requires; kinds may be added. */
export const requirementSchema = z.looseObject({ kind: textSchema, met: z.boolean() })

/** A learner's progress in one lesson and attempt, the same in every answer. */
export const lessonProgressSchema = z.looseObject({
  attempt: z.int(),
  /** Where the learner goes on, in seconds. */
  position: secondsSchema,
  watched_segments: z.array(secondPairSchema),
  watched_seconds: secondsSchema,
  /** Credited wall time in seconds; watching again counts. */
  playing_time: secondsSchema,
  /** Rounded down to one decimal. */
  percent: z.number(),
  completed: z.boolean(),
  completed_at: z.nullable(instantSchema),
  media_version: z.int(),
  requirements: z.array(requirementSchema),
})
export type LessonProgress = z.infer<typeof lessonProgressSchema>

/** A learner's progress in a course and attempt. */
export const courseProgressSchema = z.looseObject({
  attempt: z.int(),
  completed: z.boolean(),
  completed_at: z.nullable(instantSchema),
  /** Lessons that are required, and how many of them are completed. */
  lessons_required: z.int(),
  lessons_completed: z.int(),
  /** Mean of the required lessons' percentages, rounded down to one decimal. */
  percent: z.number(),
  /** Length in seconds of the union of charged wall time over the course's sessions. */
  seat_time: secondsSchema,
  requirements: z.array(requirementSchema),
})
export type CourseProgress = z.infer<typeof courseProgressSchema>
