import * as z from 'zod/mini'
import { NUMBER_BOUNDS } from '../number-bounds.js'
import { instantSchema } from '../wire/scalars.js'
import { numberOf, opaqueSchema } from './scalars.js'

const score = z.nullable(numberOf(NUMBER_BOUNDS.score))

/** Body of `PUT …/quiz-results/:learner_id` and `PUT …/assessment-results/:learner_id`. */
export const resultInputSchema = z.strictObject({
  /** The host's own id of this taking: the same id is the same result, kept once. */
  result_id: opaqueSchema,
  passed: z.boolean(),
  score: z._default(score, null),
  max_score: z._default(score, null),
  /** When it was taken; decides to which attempt it belongs. */
  taken_at: z.iso.datetime({ offset: true }),
})
export type ResultInput = z.input<typeof resultInputSchema>

/** The answer: the result as it is kept, and the outcome of all the learner's results. */
export const resultSchema = z.looseObject({
  result_id: z.string(),
  learner_id: z.string(),
  attempt: z.int(),
  passed: z.boolean(),
  score: z.nullable(z.number()),
  max_score: z.nullable(z.number()),
  taken_at: instantSchema,
  /** Best of all results of the attempt: a later failure takes nothing away. */
  standing: z.looseObject({ passed: z.boolean(), completed: z.boolean(), completed_at: z.nullable(instantSchema) }),
})
export type ResultResource = z.infer<typeof resultSchema>
