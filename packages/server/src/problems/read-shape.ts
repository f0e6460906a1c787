import type * as z from 'zod/mini'
import { PARSE_WITHOUT_LOCALE } from './describe-issue.js'
import { LessonProblem } from './lesson-problem.js'
import { toProblemDetails } from './problem-details.js'

/** Reads a value by its schema; `invalid_request` with JSON pointers and explanations for anything else. */
export function readShape<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value, PARSE_WITHOUT_LOCALE)
  if (read.success) return read.data
  throw new LessonProblem('invalid_request', { errors: toProblemDetails(schema, value, read.error.issues) })
}
