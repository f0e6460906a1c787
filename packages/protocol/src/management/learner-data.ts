import * as z from 'zod/mini'
import { LEARNER_EXPORT_VERSION } from '../version.js'
import { idSchema, instantSchema, secondPairSchema, secondsSchema } from '../wire/scalars.js'

const instantPair = z.tuple([instantSchema, instantSchema])
const session = { session_id: z.uuid(), n: z.int(), attempt: z.int() }
const media = { lesson_id: idSchema, attempt: z.int(), media_version: z.int() }
const verdict = {
  attempt: z.int(),
  /** `earned`, `waived` or `revoked`. */
  kind: z.string(),
  completed: z.boolean(),
  rule_version: z.int(),
  decided_at: instantSchema,
}
const result = {
  result_id: z.string(),
  attempt: z.int(),
  passed: z.boolean(),
  score: z.nullable(z.number()),
  max_score: z.nullable(z.number()),
  taken_at: instantSchema,
  recorded_at: instantSchema,
}
const list = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.array(z.looseObject(shape))

/** What is kept of a learner, by section. */
const recordsSchema = z.looseObject({
  /** One row, once the learner has opened a lesson or was given a verdict. */
  learner: list({
    /** The random name of the learner’s records on a device. */
    scope: z.string(),
    created_at: instantSchema,
  }),
  owned_courses: list({ course_id: idSchema }),
  enrolments: list({
    course_id: idSchema,
    attempt: z.int(),
    active: z.boolean(),
    enrolled_at: instantSchema,
    ended_at: z.nullable(instantSchema),
  }),
  attempts: list({
    course_id: idSchema,
    attempt: z.int(),
    reason: z.string(),
    started_by: z.string(),
    started_at: instantSchema,
  }),
  sessions: list({
    session_id: z.uuid(),
    ...media,
    client_name: z.string(),
    client_version: z.string(),
    opened_at: instantSchema,
    last_seen_at: instantSchema,
    ended_at: z.nullable(instantSchema),
    /** When playing could be credited. */
    windows: z.array(instantPair),
    through: z.int(),
    events_through: z.int(),
    /** Whether the person managed the lesson and only looked at it. */
    preview: z.boolean(),
  }),
  /** Played segments as they were reported; `started` and `ended` are on the session clock. */
  evidence: list({
    ...session,
    from: secondsSchema,
    to: secondsSchema,
    rate: z.number(),
    started: z.number(),
    ended: z.number(),
    visible: z.boolean(),
    muted: z.boolean(),
    uncredited: list({ code: z.string(), from: secondsSchema, to: secondsSchema, lesson_id: z.optional(idSchema) }),
    judged_at: instantSchema,
  }),
  session_events: list({
    ...session,
    type: z.string(),
    at: z.number(),
    data: z.unknown(),
    received_at: instantSchema,
  }),
  /** Wall time that counts, so that none counts twice. */
  charged_time: list({ session_id: z.uuid(), charged: z.array(instantPair) }),
  lesson_progress: list({
    ...media,
    watched: z.array(secondPairSchema),
    /** Of a replaced video: what had been watched when it was replaced. */
    counted: z.nullable(z.array(secondPairSchema)),
    percent: z.number(),
    playing_time: secondsSchema,
    position: secondsSchema,
    position_at: z.nullable(instantSchema),
    reported_duration: z.nullable(secondsSchema),
    updated_at: instantSchema,
  }),
  uncredited: list({
    ...media,
    reason: z.string(),
    media: z.array(secondPairSchema),
    total: secondsSchema,
    last_at: instantSchema,
    lesson_ids: z.array(idSchema),
  }),
  quiz_results: list({ lesson_id: idSchema, ...result }),
  assessment_results: list({ course_id: idSchema, ...result }),
  lesson_verdicts: list({ lesson_id: idSchema, media_version: z.nullable(z.int()), ...verdict }),
  course_verdicts: list({ course_id: idSchema, ...verdict }),
  verdict_acts: list({
    act_id: z.uuid(),
    /** `lesson` or `course`, which `subject_id` names. */
    subject: z.string(),
    subject_id: idSchema,
    media_version: z.nullable(z.int()),
    reason: z.nullable(z.string()),
    actor_id: z.nullable(z.string()),
    ...verdict,
    recorded_at: z.nullable(instantSchema),
  }),
  /** Outgoing events about the learner; `body` is what receivers get. */
  events: list({
    event_id: z.uuid(),
    type: z.string(),
    subject: z.string(),
    revision: z.int(),
    body: z.unknown(),
    occurred_at: instantSchema,
    erased_at: z.nullable(instantSchema),
  }),
  deliveries: list({
    endpoint_id: z.string(),
    event_id: z.uuid(),
    subject: z.string(),
    revision: z.int(),
    state: z.string(),
    attempts: z.int(),
    last_status: z.nullable(z.int()),
    last_error: z.nullable(z.string()),
    due_at: instantSchema,
    finished_at: z.nullable(instantSchema),
  }),
  /** Files that the person uploaded for lessons; whose the lessons are does not change with that. */
  uploads: list({
    upload_id: z.uuid(),
    lesson_id: idSchema,
    state: z.string(),
    file_name: z.string(),
    created_at: instantSchema,
  }),
  /** Videos that the person gave to a lesson first; they are the tenant’s. */
  bound_videos: list({ playback_id: z.string(), bound_at: instantSchema }),
  /** How many events each subject has had. */
  event_subjects: list({ subject: z.string(), revision: z.int() }),
})

/** Answer of `GET /v1/learners/:learner_id/export`: everything that is kept of a learner, or a page of it. Times are in seconds. */
export const learnerExportSchema = z.looseObject({
  version: z.literal(LEARNER_EXPORT_VERSION),
  tenant_id: z.string(),
  learner_id: z.string(),
  /** By the database’s clock. */
  exported_at: instantSchema,
  records: recordsSchema,
  /** Where the next page begins, in which sections go on; `null` at the end. */
  next_cursor: z.nullable(z.string()),
})
export type LearnerExport = z.infer<typeof learnerExportSchema>

/** Query of `GET /v1/learners/:learner_id/export`. */
export const learnerExportQuerySchema = z.strictObject({ cursor: z.optional(z.string()) })

/** Answer of `DELETE /v1/learners/:learner_id`. */
export const learnerErasureSchema = z.looseObject({
  learner_id: z.string(),
  erased_at: instantSchema,
  /** Whether verdicts, and what they were worked out from, stay. */
  verdicts_kept: z.boolean(),
  /** How many rows, by section of the export; a section of which nothing was there is not named. */
  erased: z.record(z.string(), z.int()),
})
export type LearnerErasureResource = z.infer<typeof learnerErasureSchema>
