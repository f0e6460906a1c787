import * as z from 'zod/mini'
import { NUMBER_BOUNDS } from '../number-bounds.js'
import { instantSchema } from '../wire/scalars.js'
import { reasonSchema, wholeNumberOf } from './scalars.js'

/** Body of `PUT …/verdicts/:learner_id`: an admin waives (`true`) or revokes (`false`) a completion, and says why. */
export const verdictInputSchema = z.strictObject({
  completed: z.boolean(),
  reason: reasonSchema,
  /** Default: the learner's current attempt. */
  attempt: z.optional(wholeNumberOf(NUMBER_BOUNDS.attempt)),
})
export type VerdictInput = z.input<typeof verdictInputSchema>

/** The current verdict, and every act that led to it, the oldest first. */
export const verdictSchema = z.looseObject({
  learner_id: z.string(),
  attempt: z.int(),
  completed: z.boolean(),
  /** `earned`, `waived` or `revoked`. */
  kind: z.string(),
  rule_version: z.int(),
  media_version: z.nullable(z.int()),
  decided_at: instantSchema,
  acts: z.array(
    z.looseObject({
      kind: z.string(),
      completed: z.boolean(),
      reason: z.nullable(z.string()),
      actor_id: z.nullable(z.string()),
      rule_version: z.int(),
      media_version: z.nullable(z.int()),
      /** From when it holds; an imported completion holds from when it was earned elsewhere. */
      decided_at: instantSchema,
      /** When the act was recorded. */
      recorded_at: instantSchema,
    }),
  ),
})
export type VerdictResource = z.infer<typeof verdictSchema>
