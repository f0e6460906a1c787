import { isoInstant } from '../write/write-events.js'
import { attemptKept, courseProofKept, isVerdictSubject, lessonProofKept } from './kept-with-verdicts.js'

/** A column of a key, with the type that its text is read as. */
export interface KeyColumn {
  readonly name: string
  readonly type: 'text' | 'int4' | 'int8' | 'uuid'
}

/** How one table that holds something of a learner is exported, erased and deleted by age. */
export interface LearnerTable {
  readonly table: string
  /** Its list in the export. */
  readonly section: string
  /** The column that names the person. */
  readonly person: 'learner_id' | 'owner_id' | 'created_by' | 'bound_by'
  /** Completes the key after tenant and person. */
  readonly key: readonly KeyColumn[]
  /** Who may read it: the learner’s role, that of the tenant, or the platform’s. */
  readonly readAs: 'learner' | 'tenant' | 'platform'
  /** What the export shows of a row `x`: each member as an expression. */
  readonly members: Readonly<Record<string, string>>
  /** `renamed`: the row stays under a random name, without what it said. */
  readonly erasing: 'deleted' | 'renamed'
  /** SQL of the rows `x` that stay where verdicts are kept, `true` for all; `null`: none. `$1` and `$2` name the learner. */
  readonly kept: ((schema: string) => string) | null
  /** The period after which a row is deleted; `null`: it stays until the learner is erased. */
  readonly period: 'evidence' | 'sessions' | 'events' | null
}

const text = (name: string): KeyColumn => ({ name, type: 'text' })
const int4 = (name: string): KeyColumn => ({ name, type: 'int4' })
const uuid = (name: string): KeyColumn => ({ name, type: 'uuid' })

/** SQL of members that are shown as they are kept. */
function plain(...columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, `x.${column}`]))
}

/** SQL of members that are instants. */
function instants(...columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, isoInstant(`x.${column}`)]))
}

/** SQL of a number of milliseconds, as seconds. */
function seconds(milliseconds: string): string {
  return `(${milliseconds} / 1000.0)::float8`
}

/** SQL of a multirange of milliseconds, as pairs. */
function pairs(ranges: string, bound: (milliseconds: string) => string): string {
  return `(case when ${ranges} is not null then (
    select coalesce(jsonb_agg(jsonb_build_array(${bound('lower(part)')}, ${bound('upper(part)')}) order by part), '[]'::jsonb)
    from unnest(${ranges}) part) end)`
}

const mediaPairs = (column: string) => pairs(`x.${column}`, seconds)
const wallPairs = (column: string) =>
  pairs(`x.${column}`, (milliseconds) => isoInstant(`to_timestamp(${milliseconds} / 1000.0)`))

/** SQL of the stretches of a segment that were not credited. */
const UNCREDITED_STRETCHES = `(select coalesce(jsonb_agg(part || jsonb_build_object(
    'from', ${seconds(`(part ->> 'from')::float8`)}, 'to', ${seconds(`(part ->> 'to')::float8`)})), '[]'::jsonb)
  from jsonb_array_elements(x.uncredited) part)`

const OWN = { person: 'learner_id', readAs: 'learner', erasing: 'deleted', kept: null, period: null } as const
const OUTGOING = {
  person: 'learner_id',
  readAs: 'tenant',
  erasing: 'renamed',
  kept: () => isVerdictSubject('x.subject'),
} as const
const RESULT = {
  ...plain('result_id', 'attempt', 'passed', 'score', 'max_score'),
  ...instants('taken_at', 'recorded_at'),
}
const VERDICT = { ...plain('attempt', 'kind', 'completed', 'rule_version'), ...instants('decided_at') }
const all = () => 'true'

/**
 * Every table that holds something of a learner, in the order of the export.
 *
 * Export, erasing, retention and the documentation go by this list. A test reads the real schema and fails where a table
 * is neither here nor in {@link OTHER_TABLES}, or where the key is not the table's.
 */
export const LEARNER_TABLES: readonly LearnerTable[] = [
  { ...OWN, table: 'learners', section: 'learner', key: [], members: { ...plain('scope'), ...instants('created_at') } },
  {
    ...OWN,
    table: 'course_owners',
    section: 'owned_courses',
    person: 'owner_id',
    key: [text('course_id')],
    members: plain('course_id'),
  },
  {
    ...OWN,
    table: 'enrolments',
    section: 'enrolments',
    key: [text('course_id')],
    members: { ...plain('course_id', 'attempt', 'active'), ...instants('enrolled_at', 'ended_at') },
  },
  {
    ...OWN,
    table: 'attempts',
    section: 'attempts',
    key: [text('course_id'), int4('attempt')],
    members: { ...plain('course_id', 'attempt', 'reason', 'started_by'), ...instants('started_at') },
    kept: attemptKept,
  },
  {
    ...OWN,
    table: 'watch_sessions',
    section: 'sessions',
    key: [uuid('session_id')],
    members: {
      ...plain('session_id', 'lesson_id', 'attempt', 'media_version', 'client_name', 'client_version'),
      ...instants('opened_at', 'last_seen_at', 'ended_at'),
      windows: wallPairs('windows'),
      ...plain('through', 'events_through', 'preview'),
    },
    period: 'sessions',
  },
  {
    ...OWN,
    table: 'watch_evidence',
    section: 'evidence',
    key: [uuid('session_id'), int4('n')],
    members: {
      ...plain('session_id', 'n', 'attempt'),
      from: seconds('x.media_from'),
      to: seconds('x.media_to'),
      ...plain('rate'),
      started: seconds('x.started'),
      ended: seconds('x.ended'),
      ...plain('visible', 'muted'),
      uncredited: UNCREDITED_STRETCHES,
      ...instants('judged_at'),
    },
    period: 'evidence',
  },
  {
    ...OWN,
    table: 'watch_events',
    section: 'session_events',
    key: [uuid('session_id'), int4('n')],
    members: {
      ...plain('session_id', 'n', 'attempt', 'type'),
      at: seconds('x.at'),
      ...plain('data'),
      ...instants('received_at'),
    },
    period: 'evidence',
  },
  {
    ...OWN,
    table: 'charges',
    section: 'charged_time',
    key: [int4('slot'), uuid('session_id')],
    members: { ...plain('session_id'), charged: wallPairs('charged') },
    period: 'evidence',
  },
  {
    ...OWN,
    table: 'lesson_progress',
    section: 'lesson_progress',
    key: [text('lesson_id'), int4('attempt'), int4('media_version')],
    members: {
      ...plain('lesson_id', 'attempt', 'media_version'),
      watched: mediaPairs('watched'),
      counted: mediaPairs('counted'),
      percent: '(x.percent_tenths / 10.0)::float8',
      playing_time: seconds('x.playing_ms'),
      position: seconds('x.position'),
      ...instants('position_at'),
      reported_duration: seconds('x.reported_ms'),
      ...instants('updated_at'),
    },
    kept: lessonProofKept,
  },
  {
    ...OWN,
    table: 'uncredited',
    section: 'uncredited',
    key: [text('lesson_id'), int4('attempt'), int4('media_version'), text('reason')],
    members: {
      ...plain('lesson_id', 'attempt', 'media_version', 'reason'),
      media: mediaPairs('media'),
      total: seconds('x.total_ms'),
      ...instants('last_at'),
      ...plain('lesson_ids'),
    },
  },
  {
    ...OWN,
    table: 'quiz_results',
    section: 'quiz_results',
    key: [text('lesson_id'), text('result_id')],
    members: { ...plain('lesson_id'), ...RESULT },
    kept: lessonProofKept,
  },
  {
    ...OWN,
    table: 'assessment_results',
    section: 'assessment_results',
    key: [text('course_id'), text('result_id')],
    members: { ...plain('course_id'), ...RESULT },
    kept: courseProofKept,
  },
  {
    ...OWN,
    table: 'lesson_verdicts',
    section: 'lesson_verdicts',
    key: [text('lesson_id'), int4('attempt')],
    members: { ...plain('lesson_id', 'media_version'), ...VERDICT },
    kept: all,
  },
  {
    ...OWN,
    table: 'course_progress',
    section: 'course_verdicts',
    key: [text('course_id'), int4('attempt')],
    members: { ...plain('course_id'), ...VERDICT },
    kept: all,
  },
  {
    ...OWN,
    table: 'verdict_acts',
    section: 'verdict_acts',
    key: [uuid('act_id')],
    members: {
      ...plain('act_id', 'subject', 'subject_id', 'media_version', 'reason', 'actor_id'),
      ...VERDICT,
      ...instants('recorded_at'),
    },
    kept: all,
  },
  {
    ...OUTGOING,
    table: 'event_log',
    section: 'events',
    key: [text('subject'), { name: 'revision', type: 'int8' }],
    members: {
      ...plain('event_id', 'type', 'subject', 'revision', 'body'),
      ...instants('occurred_at', 'erased_at'),
    },
    period: 'events',
  },
  {
    ...OUTGOING,
    table: 'event_deliveries',
    section: 'deliveries',
    key: [text('target'), text('subject'), { name: 'revision', type: 'int8' }],
    members: {
      endpoint_id: 'x.target',
      ...plain('event_id', 'subject', 'revision', 'state', 'attempts', 'last_status', 'last_error'),
      ...instants('due_at', 'finished_at'),
    },
    period: 'events',
  },
  {
    table: 'uploads',
    section: 'uploads',
    person: 'created_by',
    key: [uuid('upload_id')],
    readAs: 'tenant',
    members: { ...plain('upload_id', 'lesson_id', 'state', 'file_name'), ...instants('created_at') },
    erasing: 'renamed',
    kept: all,
    period: null,
  },
  {
    table: 'playback_bindings',
    section: 'bound_videos',
    person: 'bound_by',
    key: [text('playback_id')],
    readAs: 'platform',
    members: { ...plain('playback_id'), ...instants('bound_at') },
    erasing: 'renamed',
    kept: all,
    period: null,
  },
  {
    ...OUTGOING,
    table: 'event_heads',
    section: 'event_subjects',
    key: [text('subject')],
    members: plain('subject', 'revision'),
    period: null,
  },
]

/** The other tables, each with why nothing of a learner in it has to be exported or erased. */
export const OTHER_TABLES: Readonly<Record<string, string>> = {
  courses: 'the host’s courses',
  lessons: 'the host’s lessons',
  lesson_media: 'the videos of lessons',
  assets: 'the videos that Mux made of uploads',
  lesson_tracks: 'the text that goes with videos',
  webhook_events: 'which webhooks of Mux came, about which upload',
  event_targets: 'where events go',
  migrations: 'the version of the tables',
  job_leases: 'which process does what',
  rate_limits: 'counts under a hash of the caller’s ids, deleted when they are over',
  verdict_sweeps: 'the id up to which a change was evaluated, deleted when that is done',
}

/** Columns that name somebody who did something for a learner: a part of that learner’s record. */
export const ACTOR_COLUMNS: readonly string[] = [
  'attempts.started_by',
  'verdict_acts.actor_id',
  'verdict_sweeps.after_learner',
]
