/**
 * The first tables: what is taught, who is enrolled, and the ledger of what was watched.
 *
 * Never edited once released; a change is a further migration. `schema` is a plain lower-case name, already checked.
 * Every table of a learner is led by tenant and learner, so that it can be split by them without changing a query; those
 * tables have no foreign keys, because they are only written under the learner's lock, and a key into `lessons` would make
 * all learners lock the same row. `fillfactor` leaves room for updates in place; no column that changes at a report is
 * indexed.
 */
export function migration000001(schema: string): string {
  return `
create table ${schema}.courses (
  tenant_id text not null,
  course_id text not null,
  title text not null,
  description text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (tenant_id, course_id)
);

create table ${schema}.lessons (
  tenant_id text not null,
  lesson_id text not null,
  course_id text,
  title text not null,
  position int4 not null,
  required boolean not null,
  rule jsonb not null,
  rule_version int4 not null default 1,
  chapters jsonb not null,
  media_version int4,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (tenant_id, lesson_id),
  foreign key (tenant_id, course_id) references ${schema}.courses
);
create index lessons_by_course on ${schema}.lessons (tenant_id, course_id, position, lesson_id);

create table ${schema}.lesson_media (
  tenant_id text not null,
  lesson_id text not null,
  version int4 not null check (version >= 1),
  playback_id text not null,
  duration_ms int4 check (duration_ms > 0),
  created_at timestamptz not null default now(),
  replaced_at timestamptz,
  primary key (tenant_id, lesson_id, version),
  foreign key (tenant_id, lesson_id) references ${schema}.lessons
);

create table ${schema}.learners (
  tenant_id text not null,
  learner_id text not null,
  scope text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, learner_id)
);

create table ${schema}.enrolments (
  tenant_id text not null,
  learner_id text not null,
  course_id text not null,
  attempt int4 not null default 1 check (attempt >= 1),
  active boolean not null,
  enrolled_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, learner_id, course_id)
);

create table ${schema}.watch_sessions (
  tenant_id text not null,
  learner_id text not null,
  session_id uuid not null,
  lesson_id text not null,
  attempt int4 not null check (attempt >= 1),
  media_version int4 not null,
  client_name text not null,
  client_version text not null,
  opened_at timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz,
  windows int8multirange not null,
  charged int8multirange not null default '{}',
  through int4 not null default 0,
  events_through int4 not null default 0,
  events_kept int4 not null default 0,
  primary key (tenant_id, learner_id, session_id)
) with (fillfactor = 80);
create index watch_sessions_by_opening on ${schema}.watch_sessions (tenant_id, learner_id, opened_at);
create index watch_sessions_not_ended on ${schema}.watch_sessions (opened_at) where ended_at is null;

create table ${schema}.watch_evidence (
  tenant_id text not null,
  learner_id text not null,
  session_id uuid not null,
  n int4 not null check (n >= 1),
  attempt int4 not null,
  media_from int4 not null,
  media_to int4 not null,
  rate float8 not null,
  started int8 not null,
  ended int8 not null,
  visible boolean not null,
  muted boolean not null,
  uncredited jsonb not null,
  judged_at timestamptz not null,
  primary key (tenant_id, learner_id, session_id, n)
);

create table ${schema}.watch_events (
  tenant_id text not null,
  learner_id text not null,
  session_id uuid not null,
  n int4 not null check (n >= 1),
  attempt int4 not null,
  type text not null,
  at int8 not null,
  data jsonb not null,
  received_at timestamptz not null,
  primary key (tenant_id, learner_id, session_id, n)
);

create table ${schema}.charges (
  tenant_id text not null,
  learner_id text not null,
  day date not null,
  charged int8multirange not null,
  primary key (tenant_id, learner_id, day)
) with (fillfactor = 80);

create table ${schema}.lesson_progress (
  tenant_id text not null,
  learner_id text not null,
  lesson_id text not null,
  attempt int4 not null check (attempt >= 1),
  media_version int4 not null,
  watched int4multirange not null,
  playing_ms int8 not null,
  position int4 not null,
  position_at timestamptz,
  completed_at timestamptz,
  completed_rule_version int4,
  updated_at timestamptz not null,
  primary key (tenant_id, learner_id, lesson_id, attempt, media_version)
) with (fillfactor = 70);
`
}
