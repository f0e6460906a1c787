import * as z from 'zod/mini'
import { idSchema, textSchema } from './scalars.js'

const finite = z.number()

/** One played segment of a report; times in seconds. */
export const playedSegmentSchema = z.object({
  n: z.int().check(z.positive()),
  from: finite,
  to: finite,
  rate: finite.check(z.positive()),
  /** Session clock: seconds of the client's monotonic clock since it received the grant. */
  started: finite,
  ended: finite,
  visible: z.boolean(),
  muted: z.boolean(),
})
export type WirePlayedSegment = z.infer<typeof playedSegmentSchema>

/** One event; types that this version does not know are kept with all their members. */
export const eventSchema = z.looseObject({
  n: z.int().check(z.positive()),
  type: z.string().check(z.minLength(1), z.maxLength(40)),
  at: finite,
})
export type WireEvent = z.infer<typeof eventSchema>

/**
 * The frame of one report: its segments and events are read one by one, so that a bad one is dropped alone.
 *
 * `position` and `duration` are read leniently: what is not a number counts as `null`.
 */
export const reportSchema = z.object({
  session_id: textSchema,
  lesson_id: idSchema,
  position: z.catch(z.nullable(finite), null),
  duration: z.catch(z.nullable(finite), null),
  watched_segments: z.array(z.unknown()),
  events: z._default(z.array(z.unknown()), []),
})
export type WireReportFrame = z.infer<typeof reportSchema>

/** Body of `POST /v1/progress`; each report is read on its own. */
export const progressRequestSchema = z.object({ reports: z.array(z.unknown()) })

/** A report as a client builds it. */
export interface WireReport {
  readonly session_id: string
  readonly lesson_id: string
  readonly position: number | null
  readonly duration: number | null
  readonly watched_segments: readonly WirePlayedSegment[]
  readonly events: readonly WireEvent[]
}
