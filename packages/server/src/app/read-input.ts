import { isId, isOpaqueId } from '@enhancedhr/protocol'
import type * as z from 'zod/mini'
import { LessonProblem } from '../problems/lesson-problem.js'
import { toProblemDetails } from '../problems/problem-details.js'

/** Reads what was given by its schema; `invalid_request` with JSON pointers for anything else. */
export function readInput<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (!result.success) throw new LessonProblem('invalid_request', { errors: toProblemDetails(result.error.issues) })
  return result.data
}

/** A learner's, tenant's or actor's id; `name` says which, in the refusal. */
export function readOpaque(value: unknown, name: string): string {
  if (isOpaqueId(value)) return value
  const errors = [{ pointer: `/${name}`, detail: 'Expected a string of 1 to 255 characters.' }]
  throw new LessonProblem('invalid_request', { errors })
}

/** The id of a course or lesson that is put. */
export function readId(value: unknown, name: string): string {
  if (isId(value)) return value
  const detail = 'Expected a letter or digit, then up to 127 of A–Z a–z 0–9 . _ ~ -.'
  throw new LessonProblem('invalid_request', { errors: [{ pointer: `/${name}`, detail }] })
}
