import * as z from 'zod/mini'
import { courseProgressSchema, lessonProgressSchema } from './progress.js'
import { idSchema, secondsSchema, textSchema } from './scalars.js'

/** A stretch of media that is currently not credited, in seconds, with its reason. */
export const uncreditedSchema = z.looseObject({
  code: textSchema,
  from: z.number(),
  to: z.number(),
  /** With `concurrent_session`: the lesson that the time was counted for. */
  lesson_id: z.optional(idSchema),
})
export type Uncredited = z.infer<typeof uncreditedSchema>

/** The result of one report, in the order sent. */
export const reportResultSchema = z.looseObject({
  index: z.int(),
  session_id: z.nullable(z.string()),
  /**
   * The current state of the evidence: `credited`, `partly`, `uncredited` or `refused`; `waiting` while none of it is judged,
   * because it ends after its receipt. It comes again with the next report.
   */
  status: z.string(),
  /** Every segment up to this number is judged; a client forgets those and nothing else. */
  through: z.int().check(z.nonnegative()),
  events_through: z.int().check(z.nonnegative()),
  code: z.optional(z.string()),
  retryable: z.optional(z.boolean()),
  reasons: z.array(uncreditedSchema),
})
export type ReportResult = z.infer<typeof reportResultSchema>

/** Why a session cannot go on: `attempt_ended` or `media_replaced`; codes may be added. */
export const endedSessionSchema = z.looseObject({ code: textSchema })
export type EndedSession = z.infer<typeof endedSessionSchema>

/** Answer of `POST /v1/progress`. */
export const acknowledgementSchema = z.looseObject({
  results: z.array(reportResultSchema),
  progress: z.record(z.string(), lessonProgressSchema),
  courses: z.record(z.string(), courseProgressSchema),
  session_age: z.record(z.string(), secondsSchema),
  /** Sessions of the batch that are over: a new one goes on, at the same position. Their own evidence is still accepted. */
  sessions: z.optional(z.record(z.string(), endedSessionSchema)),
})
export type Acknowledgement = z.infer<typeof acknowledgementSchema>
