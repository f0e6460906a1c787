-- What the migrations make, read back from the catalogue of a database that they were applied to.
-- Written by `pnpm schema`, for reading; a database is made by `npx ehr-lessons migrate`.

create schema ehr_lessons;

create table ehr_lessons.assessment_results (
  tenant_id text not null,
  learner_id text not null,
  course_id text not null,
  result_id text not null,
  attempt integer not null,
  passed boolean not null,
  score double precision,
  max_score double precision,
  taken_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint assessment_results_pkey PRIMARY KEY (tenant_id, learner_id, course_id, result_id),
  constraint assessment_results_attempt_check CHECK ((attempt >= 1))
);

create table ehr_lessons.attempts (
  tenant_id text not null,
  learner_id text not null,
  course_id text not null,
  attempt integer not null,
  reason text not null,
  started_by text not null,
  started_at timestamp with time zone not null,
  constraint attempts_pkey PRIMARY KEY (tenant_id, learner_id, course_id, attempt),
  constraint attempts_attempt_check CHECK ((attempt >= 2))
);

create table ehr_lessons.charges (
  tenant_id text not null,
  learner_id text not null,
  day date not null,
  charged int8multirange not null,
  constraint charges_pkey PRIMARY KEY (tenant_id, learner_id, day)
) with (fillfactor=80);

create table ehr_lessons.course_owners (
  tenant_id text not null,
  course_id text not null,
  owner_id text not null,
  constraint course_owners_pkey PRIMARY KEY (tenant_id, course_id, owner_id),
  constraint course_owners_tenant_id_course_id_fkey FOREIGN KEY (tenant_id, course_id) REFERENCES ehr_lessons.courses(tenant_id, course_id)
);

create table ehr_lessons.course_progress (
  tenant_id text not null,
  learner_id text not null,
  course_id text not null,
  attempt integer not null,
  kind text not null,
  completed boolean not null,
  rule_version integer not null,
  decided_at timestamp with time zone not null,
  constraint course_progress_pkey PRIMARY KEY (tenant_id, learner_id, course_id, attempt),
  constraint course_progress_attempt_check CHECK ((attempt >= 1)),
  constraint course_progress_kind_check CHECK ((kind = ANY (ARRAY['earned'::text, 'waived'::text, 'revoked'::text])))
);

create table ehr_lessons.courses (
  tenant_id text not null,
  course_id text not null,
  title text not null,
  description text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone,
  rule jsonb default '{"assessment_required": false, "minimum_seat_time_ms": 0}'::jsonb not null,
  rule_version integer default 1 not null,
  has_assessment boolean default false not null,
  revision bigint default 1 not null,
  constraint courses_pkey PRIMARY KEY (tenant_id, course_id)
);

create table ehr_lessons.enrolments (
  tenant_id text not null,
  learner_id text not null,
  course_id text not null,
  attempt integer default 1 not null,
  active boolean not null,
  enrolled_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  constraint enrolments_pkey PRIMARY KEY (tenant_id, learner_id, course_id),
  constraint enrolments_attempt_check CHECK ((attempt >= 1))
);

create table ehr_lessons.learners (
  tenant_id text not null,
  learner_id text not null,
  scope text not null,
  created_at timestamp with time zone default now() not null,
  revision bigint default 1 not null,
  constraint learners_pkey PRIMARY KEY (tenant_id, learner_id)
);

create table ehr_lessons.lesson_media (
  tenant_id text not null,
  lesson_id text not null,
  version integer not null,
  playback_id text not null,
  duration_ms integer,
  created_at timestamp with time zone default now() not null,
  replaced_at timestamp with time zone,
  constraint lesson_media_pkey PRIMARY KEY (tenant_id, lesson_id, version),
  constraint lesson_media_tenant_id_lesson_id_fkey FOREIGN KEY (tenant_id, lesson_id) REFERENCES ehr_lessons.lessons(tenant_id, lesson_id),
  constraint lesson_media_duration_ms_check CHECK ((duration_ms > 0)),
  constraint lesson_media_version_check CHECK ((version >= 1))
);

create table ehr_lessons.lesson_progress (
  tenant_id text not null,
  learner_id text not null,
  lesson_id text not null,
  attempt integer not null,
  media_version integer not null,
  watched int4multirange not null,
  playing_ms bigint not null,
  position integer not null,
  position_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  counted int4multirange,
  percent_tenths integer default 0 not null,
  constraint lesson_progress_pkey PRIMARY KEY (tenant_id, learner_id, lesson_id, attempt, media_version),
  constraint lesson_progress_attempt_check CHECK ((attempt >= 1))
) with (fillfactor=70);

create table ehr_lessons.lesson_verdicts (
  tenant_id text not null,
  learner_id text not null,
  lesson_id text not null,
  attempt integer not null,
  kind text not null,
  completed boolean not null,
  rule_version integer not null,
  media_version integer,
  decided_at timestamp with time zone not null,
  constraint lesson_verdicts_pkey PRIMARY KEY (tenant_id, learner_id, lesson_id, attempt),
  constraint lesson_verdicts_attempt_check CHECK ((attempt >= 1)),
  constraint lesson_verdicts_kind_check CHECK ((kind = ANY (ARRAY['earned'::text, 'waived'::text, 'revoked'::text])))
);

create table ehr_lessons.lessons (
  tenant_id text not null,
  lesson_id text not null,
  course_id text,
  title text not null,
  position integer not null,
  required boolean not null,
  rule jsonb not null,
  rule_version integer default 1 not null,
  chapters jsonb not null,
  media_version integer,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone,
  has_quiz boolean default false not null,
  policy jsonb default '{}'::jsonb not null,
  revision bigint default 1 not null,
  constraint lessons_pkey PRIMARY KEY (tenant_id, lesson_id),
  constraint lessons_tenant_id_course_id_fkey FOREIGN KEY (tenant_id, course_id) REFERENCES ehr_lessons.courses(tenant_id, course_id)
);

create table ehr_lessons.migrations (
  id integer not null,
  applied_at timestamp with time zone default now() not null,
  breaking boolean default true not null,
  constraint migrations_pkey PRIMARY KEY (id)
);

create table ehr_lessons.quiz_results (
  tenant_id text not null,
  learner_id text not null,
  lesson_id text not null,
  result_id text not null,
  attempt integer not null,
  passed boolean not null,
  score double precision,
  max_score double precision,
  taken_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint quiz_results_pkey PRIMARY KEY (tenant_id, learner_id, lesson_id, result_id),
  constraint quiz_results_attempt_check CHECK ((attempt >= 1))
);

create table ehr_lessons.uncredited (
  tenant_id text not null,
  learner_id text not null,
  lesson_id text not null,
  attempt integer not null,
  media_version integer not null,
  reason text not null,
  media int4multirange not null,
  total_ms bigint not null,
  last_at timestamp with time zone not null,
  lesson_ids jsonb default '[]'::jsonb not null,
  constraint uncredited_pkey PRIMARY KEY (tenant_id, learner_id, lesson_id, attempt, media_version, reason),
  constraint uncredited_attempt_check CHECK ((attempt >= 1))
) with (fillfactor=80);

create table ehr_lessons.verdict_acts (
  tenant_id text not null,
  learner_id text not null,
  act_id uuid default gen_random_uuid() not null,
  act_number bigint generated always as identity not null,
  subject text not null,
  subject_id text not null,
  attempt integer not null,
  kind text not null,
  completed boolean not null,
  rule_version integer not null,
  media_version integer,
  reason text,
  actor_id text,
  decided_at timestamp with time zone not null,
  constraint verdict_acts_pkey PRIMARY KEY (tenant_id, learner_id, act_id),
  constraint verdict_acts_attempt_check CHECK ((attempt >= 1)),
  constraint verdict_acts_kind_check CHECK ((kind = ANY (ARRAY['earned'::text, 'waived'::text, 'revoked'::text]))),
  constraint verdict_acts_subject_check CHECK ((subject = ANY (ARRAY['lesson'::text, 'course'::text])))
);

create table ehr_lessons.verdict_sweeps (
  tenant_id text not null,
  course_id text not null,
  lesson_id text not null,
  after_learner text default ''::text not null,
  queued_at timestamp with time zone default now() not null,
  constraint verdict_sweeps_pkey PRIMARY KEY (tenant_id, course_id, lesson_id)
);

create table ehr_lessons.watch_events (
  tenant_id text not null,
  learner_id text not null,
  session_id uuid not null,
  n integer not null,
  attempt integer not null,
  type text not null,
  at bigint not null,
  data jsonb not null,
  received_at timestamp with time zone not null,
  constraint watch_events_pkey PRIMARY KEY (tenant_id, learner_id, session_id, n),
  constraint watch_events_n_check CHECK ((n >= 1))
);

create table ehr_lessons.watch_evidence (
  tenant_id text not null,
  learner_id text not null,
  session_id uuid not null,
  n integer not null,
  attempt integer not null,
  media_from integer not null,
  media_to integer not null,
  rate double precision not null,
  started bigint not null,
  ended bigint not null,
  visible boolean not null,
  muted boolean not null,
  uncredited jsonb not null,
  judged_at timestamp with time zone not null,
  constraint watch_evidence_pkey PRIMARY KEY (tenant_id, learner_id, session_id, n),
  constraint watch_evidence_n_check CHECK ((n >= 1))
);

create table ehr_lessons.watch_sessions (
  tenant_id text not null,
  learner_id text not null,
  session_id uuid not null,
  lesson_id text not null,
  attempt integer not null,
  media_version integer not null,
  client_name text not null,
  client_version text not null,
  opened_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  windows int8multirange not null,
  charged int8multirange default '{}'::int8multirange not null,
  through integer default 0 not null,
  events_through integer default 0 not null,
  events_kept integer default 0 not null,
  constraint watch_sessions_pkey PRIMARY KEY (tenant_id, learner_id, session_id),
  constraint watch_sessions_attempt_check CHECK ((attempt >= 1))
) with (fillfactor=80);

CREATE INDEX assessment_results_by_course ON ehr_lessons.assessment_results USING btree (tenant_id, course_id, learner_id);

CREATE INDEX course_owners_by_owner ON ehr_lessons.course_owners USING btree (tenant_id, owner_id, course_id);

CREATE INDEX course_progress_by_course ON ehr_lessons.course_progress USING btree (tenant_id, course_id, learner_id);

CREATE INDEX enrolments_by_course ON ehr_lessons.enrolments USING btree (tenant_id, course_id, learner_id);

CREATE INDEX lesson_progress_by_lesson ON ehr_lessons.lesson_progress USING btree (tenant_id, lesson_id, learner_id);

CREATE INDEX lessons_by_course ON ehr_lessons.lessons USING btree (tenant_id, course_id, "position", lesson_id);

CREATE UNIQUE INDEX verdict_acts_earned_once ON ehr_lessons.verdict_acts USING btree (tenant_id, learner_id, subject, subject_id, attempt) WHERE (kind = 'earned'::text);

CREATE INDEX watch_sessions_by_opening ON ehr_lessons.watch_sessions USING btree (tenant_id, learner_id, opened_at);

CREATE INDEX watch_sessions_not_ended ON ehr_lessons.watch_sessions USING btree (opened_at) WHERE (ended_at IS NULL);

create sequence ehr_lessons.verdict_acts_act_number_seq;
