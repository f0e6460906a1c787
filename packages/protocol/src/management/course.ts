import * as z from 'zod/mini'
import { NUMBER_BOUNDS } from '../number-bounds.js'
import { idSchema, instantSchema, secondsSchema } from '../wire/scalars.js'
import { attentionSchema, numberOf, opaqueSchema, textOf, titleSchema } from './scalars.js'

const MAX_DESCRIPTION = 10_000
const MAX_OWNERS = 200

/** Body of `PUT /v1/courses/:id`. What is absent takes its default, except `owners`, which stay unchanged. */
export const courseInputSchema = z.strictObject({
  title: titleSchema,
  description: z._default(textOf(0, MAX_DESCRIPTION), ''),
  /** Ids of the people who manage the course; absent: as they are, and at first the course owner who creates it. */
  owners: z.optional(z.array(opaqueSchema).check(z.maxLength(MAX_OWNERS))),
  /** Whether the course has a final assessment, whose results the host reports. */
  assessment: z._default(z.boolean(), false),
  completion: z._default(
    z.strictObject({
      assessment_required: z._default(z.boolean(), false),
      /** Seconds of playing over the course's lessons, two windows at once counted once; 0: takes no part. */
      minimum_seat_time: z._default(numberOf(NUMBER_BOUNDS.seatTime), 0),
    }),
    { assessment_required: false, minimum_seat_time: 0 },
  ),
})
/** A course as it is put. */
export type CourseInput = z.input<typeof courseInputSchema>

/** A course as its owners, admins and services read it, beside what a learner reads. */
export const courseResourceSchema = z.looseObject({
  id: idSchema,
  title: z.string(),
  description: z.string(),
  /** `active`, `needs_attention` (it can never be completed; `attention` says why) or `archived`. */
  status: z.string(),
  attention: z.array(attentionSchema),
  owners: z.array(z.string()),
  assessment: z.boolean(),
  completion: z.looseObject({ assessment_required: z.boolean(), minimum_seat_time: secondsSchema }),
  rule_version: z.int(),
  created_at: instantSchema,
  updated_at: instantSchema,
})
export type CourseResource = z.infer<typeof courseResourceSchema>
