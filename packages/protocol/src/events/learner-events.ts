import * as z from 'zod/mini'
import { instantSchema } from '../wire/scalars.js'
import { eventSchemaOf } from './envelope.js'

/**
 * A learner was erased: whoever got their events has to delete what they keep of them, and the highest revisions of their subjects
 * with it. Its own subject is a random name.
 */
export const learnerErasedSchema = eventSchemaOf('learner.erased', {
  learner_id: z.string(),
  erased_at: instantSchema,
  /** Whether the host keeps the learner’s verdicts. */
  verdicts_kept: z.boolean(),
})
export type LearnerErased = z.infer<typeof learnerErasedSchema>
