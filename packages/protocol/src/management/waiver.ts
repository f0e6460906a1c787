import * as z from 'zod/mini'
import { MAX_WAIVERS_PER_CALL } from '../limits.js'
import { idSchema, instantSchema } from '../wire/scalars.js'
import { opaqueSchema, reasonSchema } from './scalars.js'

/** Body of `POST /v1/courses/:id/waivers`: completions that were earned elsewhere, at most 500 of them. */
export const waiversInputSchema = z.strictObject({
  waivers: z
    .array(
      z.strictObject({
        learner_id: opaqueSchema,
        /** Kept with the verdict, for whoever reads the record later. */
        reason: reasonSchema,
        /** When it was completed elsewhere; absent: now. */
        completed_at: z.optional(z.iso.datetime({ offset: true })),
        /** Which lesson of the course; `null`: the course itself. */
        lesson_id: z._default(z.nullable(idSchema), null),
        /** Enrols a learner who was never enrolled in the course; an enrolment that was ended stays ended. */
        enrol: z._default(z.boolean(), false),
      }),
    )
    .check(z.minLength(1), z.maxLength(MAX_WAIVERS_PER_CALL)),
})
export type WaiversInput = z.input<typeof waiversInputSchema>

/** Answer of `POST /v1/courses/:id/waivers`: one item for each waiver, in the same order. */
export const waiverListSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      learner_id: z.string(),
      lesson_id: z.nullable(idSchema),
      /**
       * `recorded`, `unchanged` (the completion stands already, or the same waiver was recorded before), or `refused`
       * with `detail`; nothing of a refused waiver is kept.
       */
      status: z.string(),
      detail: z.optional(z.string()),
      /** The attempt it was recorded in; `null` where it was refused. */
      attempt: z.nullable(z.int()),
      completed: z.boolean(),
      completed_at: z.nullable(instantSchema),
    }),
  ),
})
export type WaiverList = z.infer<typeof waiverListSchema>
