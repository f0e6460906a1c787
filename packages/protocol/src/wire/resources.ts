import * as z from 'zod/mini'
import { completionSchema, chapterSchema } from './grant.js'
import { courseProgressSchema, lessonProgressSchema } from './progress.js'
import { idSchema, secondsSchema } from './scalars.js'

/** A lesson as a learner reads it; opens no session. */
export const lessonSchema = z.looseObject({
  id: idSchema,
  course_id: z.nullable(idSchema),
  title: z.string(),
  /** Position within the course, from 1. */
  order: z.int(),
  required: z.boolean(),
  /** Seconds; `null` while the video is not ready. */
  duration: z.nullable(secondsSchema),
  /** `ready`, or `preparing` while there is no playable video; more may be added. */
  status: z.string(),
  chapters: z.array(chapterSchema),
  completion: completionSchema,
  /** Signed URL of a still, with its token; `null` while there is no video. */
  poster: z.nullable(z.string()),
  progress: lessonProgressSchema,
})
export type Lesson = z.infer<typeof lessonSchema>

/** A course as a learner reads it, with its lessons in order. */
export const courseSchema = z.looseObject({
  id: idSchema,
  title: z.string(),
  description: z.string(),
  status: z.string(),
  progress: courseProgressSchema,
  lessons: z.array(lessonSchema),
})
export type Course = z.infer<typeof courseSchema>

/** A row of `GET /v1/courses`: a course without its lessons. */
export const courseSummarySchema = z.looseObject({
  id: idSchema,
  title: z.string(),
  description: z.string(),
  status: z.string(),
  progress: courseProgressSchema,
})
export type CourseSummary = z.infer<typeof courseSummarySchema>

/** Answer of `GET /v1/courses`. */
export const courseListSchema = z.looseObject({
  items: z.array(courseSummarySchema),
  next_cursor: z.nullable(z.string()),
})
export type CourseList = z.infer<typeof courseListSchema>
