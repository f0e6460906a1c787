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

create table ehr_lessons.assets (
  tenant_id text not null,
  asset_id text not null,
  upload_id uuid not null,
  lesson_id text not null,
  playback_id text,
  state text not null,
  duration_ms integer,
  aspect_ratio text,
  error text,
  read_number bigint not null,
  delete_after timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint assets_pkey PRIMARY KEY (tenant_id, asset_id),
  constraint assets_tenant_id_upload_id_fkey FOREIGN KEY (tenant_id, upload_id) REFERENCES ehr_lessons.uploads(tenant_id, upload_id),
  constraint assets_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'errored'::text, 'ready'::text, 'deleting'::text, 'deleted'::text])))
) with (fillfactor=70);

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
  slot integer not null,
  session_id uuid not null,
  charged int8multirange not null,
  constraint charges_pkey PRIMARY KEY (tenant_id, learner_id, slot, session_id)
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

create table ehr_lessons.event_deliveries (
  tenant_id text not null,
  target text not null,
  subject text not null,
  revision bigint not null,
  event_id uuid not null,
  learner_id text,
  state text default 'pending'::text not null,
  attempts integer default 0 not null,
  due_at timestamp with time zone not null,
  first_tried_at timestamp with time zone,
  lease uuid,
  leased_until timestamp with time zone,
  last_status integer,
  last_error text,
  finished_at timestamp with time zone,
  constraint event_deliveries_pkey PRIMARY KEY (tenant_id, target, subject, revision),
  constraint event_deliveries_of_event FOREIGN KEY (tenant_id, subject, revision) REFERENCES ehr_lessons.event_log(tenant_id, subject, revision) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint event_deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'dead'::text, 'cancelled'::text])))
) with (fillfactor=70);

create table ehr_lessons.event_heads (
  tenant_id text not null,
  subject text not null,
  learner_id text,
  revision bigint not null,
  constraint event_heads_pkey PRIMARY KEY (tenant_id, subject)
) with (fillfactor=70);

create table ehr_lessons.event_log (
  tenant_id text not null,
  subject text not null,
  revision bigint not null,
  event_id uuid not null,
  type text not null,
  learner_id text,
  occurred_at timestamp with time zone not null,
  body jsonb,
  erased_at timestamp with time zone,
  constraint event_log_pkey PRIMARY KEY (tenant_id, subject, revision),
  constraint event_log_check CHECK (((body IS NULL) = (erased_at IS NOT NULL))),
  constraint event_log_revision_check CHECK ((revision >= 1))
);

create table ehr_lessons.event_targets (
  tenant_id text not null,
  target text not null,
  kind text not null,
  url text not null,
  types text[],
  secrets jsonb default '[]'::jsonb not null,
  origin text not null,
  state text default 'active'::text not null,
  state_reason text,
  since timestamp with time zone default now() not null,
  failures integer default 0 not null,
  failing_since timestamp with time zone,
  probe_at timestamp with time zone,
  retry_after timestamp with time zone,
  revision bigint default 1 not null,
  created_at timestamp with time zone default now() not null,
  constraint event_targets_pkey PRIMARY KEY (tenant_id, target),
  constraint event_targets_kind_check CHECK ((kind = ANY (ARRAY['webhook'::text, 'lti'::text, 'xapi'::text, 'clickhouse'::text]))),
  constraint event_targets_origin_check CHECK ((origin = ANY (ARRAY['call'::text, 'options'::text]))),
  constraint event_targets_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'disabled'::text])))
) with (fillfactor=70);

create table ehr_lessons.job_leases (
  job text not null,
  holder uuid not null,
  held_until timestamp with time zone not null,
  constraint job_leases_pkey PRIMARY KEY (job)
) with (fillfactor=70);

create table ehr_lessons.learners (
  tenant_id text not null,
  learner_id text not null,
  scope text not null,
  created_at timestamp with time zone default now() not null,
  revision bigint default 1 not null,
  kept_on date,
  kept integer default 0 not null,
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
  observed_ms integer,
  asset_id text,
  captioned boolean default false not null,
  tracks_read_at timestamp with time zone,
  gone_at timestamp with time zone,
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
  reported_ms integer,
  constraint lesson_progress_pkey PRIMARY KEY (tenant_id, learner_id, lesson_id, attempt, media_version),
  constraint lesson_progress_attempt_check CHECK ((attempt >= 1))
) with (fillfactor=70);

create table ehr_lessons.lesson_tracks (
  tenant_id text not null,
  track_id uuid not null,
  lesson_id text not null,
  media_version integer not null,
  mux_track_id text,
  kind text not null,
  language text not null,
  name text not null,
  source text not null,
  state text not null,
  reason text,
  requested boolean not null,
  read_number bigint not null,
  source_text text,
  fetch_hash text,
  created_at timestamp with time zone default clock_timestamp() not null,
  checked_at timestamp with time zone default clock_timestamp() not null,
  checks integer default 0 not null,
  constraint lesson_tracks_pkey PRIMARY KEY (tenant_id, track_id),
  constraint lesson_tracks_fetch_hash_key UNIQUE (fetch_hash),
  constraint lesson_tracks_tenant_id_lesson_id_media_version_fkey FOREIGN KEY (tenant_id, lesson_id, media_version) REFERENCES ehr_lessons.lesson_media(tenant_id, lesson_id, version),
  constraint lesson_tracks_kind_check CHECK ((kind = ANY (ARRAY['captions'::text, 'subtitles'::text]))),
  constraint lesson_tracks_source_check CHECK ((source = ANY (ARRAY['generated'::text, 'uploaded'::text, 'embedded'::text]))),
  constraint lesson_tracks_state_check CHECK ((state = ANY (ARRAY['creating'::text, 'preparing'::text, 'errored'::text, 'skipped'::text, 'ready'::text, 'deleting'::text, 'deleted'::text])))
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
  captions_waiver text,
  constraint lessons_pkey PRIMARY KEY (tenant_id, lesson_id),
  constraint lessons_tenant_id_course_id_fkey FOREIGN KEY (tenant_id, course_id) REFERENCES ehr_lessons.courses(tenant_id, course_id)
);

create table ehr_lessons.migrations (
  id integer not null,
  applied_at timestamp with time zone default now() not null,
  breaking boolean default true not null,
  constraint migrations_pkey PRIMARY KEY (id)
);

create table ehr_lessons.playback_bindings (
  playback_id text not null,
  tenant_id text not null,
  bound_by text not null,
  bound_at timestamp with time zone default clock_timestamp() not null,
  used_at timestamp with time zone default clock_timestamp() not null,
  constraint playback_bindings_pkey PRIMARY KEY (playback_id)
) with (fillfactor=70);

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

create table ehr_lessons.rate_limits (
  limiter text not null,
  key text not null,
  points integer not null,
  resets_at timestamp with time zone not null,
  constraint rate_limits_pkey PRIMARY KEY (limiter, key)
) with (fillfactor=70);

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

create table ehr_lessons.uploads (
  tenant_id text not null,
  upload_id uuid not null,
  lesson_id text not null,
  mux_upload_id text,
  created_by text not null,
  state text default 'creating'::text not null,
  reason text,
  file_name text not null,
  file_size bigint not null,
  file_type text not null,
  language text not null,
  captions text not null,
  cors_origin text not null,
  asset_id text,
  media_version integer,
  created_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone,
  checked_at timestamp with time zone default clock_timestamp() not null,
  checks integer default 0 not null,
  revision bigint default 1 not null,
  constraint uploads_pkey PRIMARY KEY (tenant_id, upload_id),
  constraint uploads_mux_upload_id_key UNIQUE (mux_upload_id),
  constraint uploads_tenant_id_lesson_id_fkey FOREIGN KEY (tenant_id, lesson_id) REFERENCES ehr_lessons.lessons(tenant_id, lesson_id),
  constraint uploads_captions_check CHECK ((captions = ANY (ARRAY['auto'::text, 'none'::text]))),
  constraint uploads_file_size_check CHECK ((file_size >= 1)),
  constraint uploads_state_check CHECK ((state = ANY (ARRAY['creating'::text, 'waiting'::text, 'processing'::text, 'held'::text, 'timed_out'::text, 'superseded'::text, 'failed'::text, 'cancelled'::text, 'ready'::text])))
) with (fillfactor=70);

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
  recorded_at timestamp with time zone,
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
  through integer default 0 not null,
  events_through integer default 0 not null,
  events_kept integer default 0 not null,
  evidence_kept integer default 0 not null,
  swept_at timestamp with time zone,
  preview boolean default false not null,
  constraint watch_sessions_pkey PRIMARY KEY (tenant_id, learner_id, session_id),
  constraint watch_sessions_attempt_check CHECK ((attempt >= 1))
) with (fillfactor=80);

create table ehr_lessons.webhook_events (
  event_id text not null,
  type text not null,
  object_type text not null,
  object_id text not null,
  upload_id uuid,
  received_at timestamp with time zone default clock_timestamp() not null,
  due_at timestamp with time zone default clock_timestamp() not null,
  state text not null,
  attempts integer default 0 not null,
  reason text,
  constraint webhook_events_pkey PRIMARY KEY (event_id),
  constraint webhook_events_state_check CHECK ((state = ANY (ARRAY['received'::text, 'applied'::text, 'ignored'::text])))
) with (fillfactor=70);

CREATE INDEX assessment_results_by_course ON ehr_lessons.assessment_results USING btree (tenant_id, course_id, learner_id);

CREATE UNIQUE INDEX assets_by_id ON ehr_lessons.assets USING btree (asset_id);

CREATE INDEX assets_by_lesson ON ehr_lessons.assets USING btree (tenant_id, lesson_id);

CREATE INDEX assets_by_playback ON ehr_lessons.assets USING btree (playback_id) WHERE (playback_id IS NOT NULL);

CREATE INDEX assets_by_upload ON ehr_lessons.assets USING btree (tenant_id, upload_id);

CREATE INDEX assets_to_delete ON ehr_lessons.assets USING btree (delete_after) WHERE ((delete_after IS NOT NULL) AND (deleted_at IS NULL));

CREATE INDEX attempts_by_course ON ehr_lessons.attempts USING btree (tenant_id, course_id, learner_id);

CREATE INDEX course_owners_by_owner ON ehr_lessons.course_owners USING btree (tenant_id, owner_id, course_id);

CREATE INDEX course_progress_by_course ON ehr_lessons.course_progress USING btree (tenant_id, course_id, learner_id);

CREATE INDEX enrolments_by_course ON ehr_lessons.enrolments USING btree (tenant_id, course_id, learner_id);

CREATE INDEX event_deliveries_by_event ON ehr_lessons.event_deliveries USING btree (tenant_id, event_id);

CREATE INDEX event_deliveries_by_learner ON ehr_lessons.event_deliveries USING btree (tenant_id, learner_id) WHERE (learner_id IS NOT NULL);

CREATE INDEX event_deliveries_by_subject ON ehr_lessons.event_deliveries USING btree (tenant_id, subject, revision);

CREATE INDEX event_deliveries_dead ON ehr_lessons.event_deliveries USING btree (tenant_id, target, subject, revision) WHERE (state = 'dead'::text);

CREATE INDEX event_deliveries_due ON ehr_lessons.event_deliveries USING btree (tenant_id, target, due_at) WHERE (state = 'pending'::text);

CREATE INDEX event_deliveries_leased ON ehr_lessons.event_deliveries USING btree (tenant_id, target, leased_until) WHERE (lease IS NOT NULL);

CREATE INDEX event_deliveries_line ON ehr_lessons.event_deliveries USING btree (tenant_id, target, subject, revision) WHERE (state = 'pending'::text);

CREATE INDEX event_heads_by_learner ON ehr_lessons.event_heads USING btree (tenant_id, learner_id) WHERE (learner_id IS NOT NULL);

CREATE INDEX event_log_by_age ON ehr_lessons.event_log USING btree (occurred_at, event_id);

CREATE UNIQUE INDEX event_log_by_id ON ehr_lessons.event_log USING btree (tenant_id, event_id);

CREATE INDEX event_log_by_learner ON ehr_lessons.event_log USING btree (tenant_id, learner_id) WHERE (learner_id IS NOT NULL);

CREATE INDEX event_log_by_time ON ehr_lessons.event_log USING btree (tenant_id, occurred_at, event_id);

CREATE INDEX event_log_of_erasures ON ehr_lessons.event_log USING btree (tenant_id, subject, revision) WHERE ((type = 'learner.erased'::text) AND (body IS NOT NULL));

CREATE INDEX lesson_media_by_asset ON ehr_lessons.lesson_media USING btree (asset_id) WHERE (asset_id IS NOT NULL);

CREATE INDEX lesson_media_by_playback ON ehr_lessons.lesson_media USING btree (playback_id);

CREATE INDEX lesson_media_unread ON ehr_lessons.lesson_media USING btree (created_at) WHERE ((tracks_read_at IS NULL) AND (replaced_at IS NULL) AND (asset_id IS NOT NULL));

CREATE INDEX lesson_progress_by_lesson ON ehr_lessons.lesson_progress USING btree (tenant_id, lesson_id, learner_id);

CREATE INDEX lesson_tracks_by_video ON ehr_lessons.lesson_tracks USING btree (tenant_id, lesson_id, media_version);

CREATE INDEX lesson_tracks_open ON ehr_lessons.lesson_tracks USING btree (checked_at) WHERE (state = ANY (ARRAY['creating'::text, 'preparing'::text]));

CREATE INDEX lesson_tracks_to_delete ON ehr_lessons.lesson_tracks USING btree (checked_at) WHERE (state = 'deleting'::text);

CREATE INDEX lesson_verdicts_by_lesson ON ehr_lessons.lesson_verdicts USING btree (tenant_id, lesson_id, learner_id);

CREATE INDEX lessons_by_course ON ehr_lessons.lessons USING btree (tenant_id, course_id, "position", lesson_id);

CREATE INDEX playback_bindings_by_person ON ehr_lessons.playback_bindings USING btree (tenant_id, bound_by);

CREATE INDEX playback_bindings_by_use ON ehr_lessons.playback_bindings USING btree (used_at);

CREATE INDEX quiz_results_by_lesson ON ehr_lessons.quiz_results USING btree (tenant_id, lesson_id, learner_id);

CREATE INDEX uncredited_by_lesson ON ehr_lessons.uncredited USING btree (tenant_id, lesson_id, learner_id);

CREATE INDEX uploads_by_asset ON ehr_lessons.uploads USING btree (asset_id) WHERE (asset_id IS NOT NULL);

CREATE INDEX uploads_by_creator ON ehr_lessons.uploads USING btree (tenant_id, created_by, created_at);

CREATE UNIQUE INDEX uploads_by_id ON ehr_lessons.uploads USING btree (upload_id);

CREATE INDEX uploads_by_lesson ON ehr_lessons.uploads USING btree (tenant_id, lesson_id, created_at);

CREATE INDEX uploads_open ON ehr_lessons.uploads USING btree (checked_at) WHERE (state = ANY (ARRAY['creating'::text, 'waiting'::text, 'processing'::text]));

CREATE UNIQUE INDEX uploads_open_once ON ehr_lessons.uploads USING btree (tenant_id, lesson_id) WHERE (state = ANY (ARRAY['creating'::text, 'waiting'::text, 'processing'::text]));

CREATE UNIQUE INDEX verdict_acts_earned_once ON ehr_lessons.verdict_acts USING btree (tenant_id, learner_id, subject, subject_id, attempt) WHERE (kind = 'earned'::text);

CREATE INDEX watch_sessions_by_lesson ON ehr_lessons.watch_sessions USING btree (tenant_id, lesson_id, learner_id);

CREATE INDEX watch_sessions_by_opening ON ehr_lessons.watch_sessions USING btree (tenant_id, learner_id, opened_at);

CREATE INDEX watch_sessions_not_ended ON ehr_lessons.watch_sessions USING btree (opened_at) WHERE (ended_at IS NULL);

CREATE INDEX watch_sessions_previews ON ehr_lessons.watch_sessions USING btree (opened_at) WHERE preview;

CREATE INDEX watch_sessions_swept ON ehr_lessons.watch_sessions USING btree (ended_at) WHERE (swept_at IS NOT NULL);

CREATE INDEX watch_sessions_to_sweep ON ehr_lessons.watch_sessions USING btree (ended_at) WHERE ((ended_at IS NOT NULL) AND (swept_at IS NULL));

CREATE INDEX webhook_events_by_age ON ehr_lessons.webhook_events USING btree (received_at) WHERE (state <> 'received'::text);

CREATE INDEX webhook_events_due ON ehr_lessons.webhook_events USING btree (due_at) WHERE (state = 'received'::text);

create sequence ehr_lessons.mux_reads;

create sequence ehr_lessons.verdict_acts_act_number_seq;

CREATE OR REPLACE FUNCTION ehr_lessons.claimed_course()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN (ehr_lessons.claims() ->> 'course_id'::text);

CREATE OR REPLACE FUNCTION ehr_lessons.claimed_learner()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN (ehr_lessons.claims() ->> 'sub'::text);

CREATE OR REPLACE FUNCTION ehr_lessons.claimed_lessons()
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$ select coalesce(array_agg(l.lesson_id), '{}') from ehr_lessons.lessons l
        where l.tenant_id = ehr_lessons.claimed_tenant() and l.course_id = ehr_lessons.claimed_course() $function$;

CREATE OR REPLACE FUNCTION ehr_lessons.claimed_tenant()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN CASE WHEN (ehr_lessons.claims() IS NOT NULL) THEN COALESCE((ehr_lessons.claims() ->> 'tenant_id'::text), ((ehr_lessons.claims() -> 'app_metadata'::text) ->> 'tenant_id'::text), 'default'::text) ELSE NULL::text END;

CREATE OR REPLACE FUNCTION ehr_lessons.claims()
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('request.jwt.claims'::text, true), ''::text))::jsonb;

CREATE OR REPLACE FUNCTION ehr_lessons.claims_role(role text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$ select coalesce(coalesce(c -> 'ehr_roles', c -> 'app_metadata' -> 'ehr_roles') ? role, false)
        from ehr_lessons.claims() c $function$;

CREATE OR REPLACE FUNCTION ehr_lessons.enrolled_courses()
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$ select coalesce(array_agg(e.course_id), '{}') from ehr_lessons.enrolments e
        where e.tenant_id = ehr_lessons.claimed_tenant() and e.learner_id = ehr_lessons.claimed_learner() and e.active $function$;

CREATE OR REPLACE FUNCTION ehr_lessons.owned_courses()
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$ select coalesce(array_agg(o.course_id), '{}') from ehr_lessons.course_owners o
        where ehr_lessons.claims_role('course_owner') and o.tenant_id = ehr_lessons.claimed_tenant()
          and o.owner_id = ehr_lessons.claimed_learner() $function$;

CREATE OR REPLACE FUNCTION ehr_lessons.owned_lessons()
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$ select coalesce(array_agg(l.lesson_id), '{}') from ehr_lessons.lessons l
        where l.tenant_id = ehr_lessons.claimed_tenant() and l.course_id = any(array(select unnest(ehr_lessons.owned_courses()))) $function$;

CREATE OR REPLACE FUNCTION ehr_lessons.run_as(role_name text, claims jsonb, statement text, p jsonb)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare
  plan text := 'ehr_' || md5(role_name || ' ' || jsonb_array_length(p) || ' ' || statement);
  given text;
  found record;
begin
  perform set_config('role', role_name, true), set_config('request.jwt.claims', claims::text, true),
    set_config('ehr.tenant_id', claims ->> 'tenant_id', true), set_config('ehr.learner_id', claims ->> 'sub', true);
  if not exists (select from pg_prepared_statements where name = plan) then
    execute format('prepare %I%s as %s', plan,
      (select '(' || string_agg('text', ', ') || ')' from jsonb_array_elements(p)), statement);
  end if;
  given := (select '(' || string_agg(quote_nullable(value), ', ' order by place) || ')'
    from jsonb_array_elements_text(p) with ordinality as a(value, place));
  for found in execute format('execute %I%s', plan, given)
  loop
    return next to_jsonb(found);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION ehr_lessons.run_each(role_name text, statement text, calls jsonb)
 RETURNS TABLE(place integer, result jsonb)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare
  width int4 := jsonb_array_length(calls -> 0 -> 'values');
  plan text := 'ehr_' || md5(role_name || ' ' || width || ' ' || statement);
  call jsonb;
  given text;
  answer record;
begin
  perform set_config('role', role_name, true);
  if not exists (select from pg_prepared_statements where name = plan) then
    execute format('prepare %I(%s) as %s', plan,
      (select string_agg('text', ', ') from generate_series(1, width)), statement);
  end if;
  place := 0;
  for call in select value from jsonb_array_elements(calls) with ordinality a(value, at) order by at
  loop
    place := place + 1;
    perform set_config('request.jwt.claims', call ->> 'claims', true),
      set_config('ehr.tenant_id', call -> 'claims' ->> 'tenant_id', true),
      set_config('ehr.learner_id', call -> 'claims' ->> 'sub', true);
    given := (select '(' || string_agg(quote_nullable(value), ', ' order by at) || ')'
      from jsonb_array_elements_text(call -> 'values') with ordinality as a(value, at));
    for answer in execute format('execute %I%s', plan, given)
    loop
      result := to_jsonb(answer);
      return next;
    end loop;
  end loop;
end $function$;

alter table ehr_lessons.assessment_results enable row level security, force row level security;

alter table ehr_lessons.assets enable row level security, force row level security;

alter table ehr_lessons.attempts enable row level security, force row level security;

alter table ehr_lessons.charges enable row level security, force row level security;

alter table ehr_lessons.course_owners enable row level security, force row level security;

alter table ehr_lessons.course_progress enable row level security, force row level security;

alter table ehr_lessons.courses enable row level security, force row level security;

alter table ehr_lessons.enrolments enable row level security, force row level security;

alter table ehr_lessons.event_deliveries enable row level security, force row level security;

alter table ehr_lessons.event_heads enable row level security, force row level security;

alter table ehr_lessons.event_log enable row level security, force row level security;

alter table ehr_lessons.event_targets enable row level security, force row level security;

alter table ehr_lessons.job_leases enable row level security, force row level security;

alter table ehr_lessons.learners enable row level security, force row level security;

alter table ehr_lessons.lesson_media enable row level security, force row level security;

alter table ehr_lessons.lesson_progress enable row level security, force row level security;

alter table ehr_lessons.lesson_tracks enable row level security, force row level security;

alter table ehr_lessons.lesson_verdicts enable row level security, force row level security;

alter table ehr_lessons.lessons enable row level security, force row level security;

alter table ehr_lessons.migrations enable row level security, force row level security;

alter table ehr_lessons.playback_bindings enable row level security, force row level security;

alter table ehr_lessons.quiz_results enable row level security, force row level security;

alter table ehr_lessons.rate_limits enable row level security, force row level security;

alter table ehr_lessons.uncredited enable row level security, force row level security;

alter table ehr_lessons.uploads enable row level security, force row level security;

alter table ehr_lessons.verdict_acts enable row level security, force row level security;

alter table ehr_lessons.verdict_sweeps enable row level security, force row level security;

alter table ehr_lessons.watch_events enable row level security, force row level security;

alter table ehr_lessons.watch_evidence enable row level security, force row level security;

alter table ehr_lessons.watch_sessions enable row level security, force row level security;

alter table ehr_lessons.webhook_events enable row level security, force row level security;

create policy assessment_results_of_admin on ehr_lessons.assessment_results as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy assessment_results_of_learner on ehr_lessons.assessment_results as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy assessment_results_of_ledger on ehr_lessons.assessment_results as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy assessment_results_of_managed_course on ehr_lessons.assessment_results as permissive for select to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ( SELECT ehr_lessons.claimed_course() AS claimed_course))));

create policy assessment_results_of_owner on ehr_lessons.assessment_results as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_courses()) AS unnest)))));

create policy assessment_results_of_platform on ehr_lessons.assessment_results as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy assets_of_admin on ehr_lessons.assets as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy assets_of_manager on ehr_lessons.assets as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy assets_of_platform on ehr_lessons.assets as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy attempts_of_admin on ehr_lessons.attempts as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy attempts_of_learner on ehr_lessons.attempts as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy attempts_of_ledger on ehr_lessons.attempts as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy attempts_of_owner on ehr_lessons.attempts as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_courses()) AS unnest)))));

create policy attempts_of_platform on ehr_lessons.attempts as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy charges_of_admin on ehr_lessons.charges as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy charges_of_learner on ehr_lessons.charges as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy charges_of_ledger on ehr_lessons.charges as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy charges_of_platform on ehr_lessons.charges as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy course_owners_of_admin on ehr_lessons.course_owners as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy course_owners_of_ledger on ehr_lessons.course_owners as permissive for select to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true))));

create policy course_owners_of_manager on ehr_lessons.course_owners as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy course_owners_of_owner on ehr_lessons.course_owners as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (owner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy course_owners_of_platform on ehr_lessons.course_owners as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy course_progress_of_admin on ehr_lessons.course_progress as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy course_progress_of_learner on ehr_lessons.course_progress as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy course_progress_of_ledger on ehr_lessons.course_progress as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy course_progress_of_managed_course on ehr_lessons.course_progress as permissive for select to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ( SELECT ehr_lessons.claimed_course() AS claimed_course))));

create policy course_progress_of_owner on ehr_lessons.course_progress as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_courses()) AS unnest)))));

create policy course_progress_of_platform on ehr_lessons.course_progress as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy courses_of_admin on ehr_lessons.courses as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy courses_of_learner on ehr_lessons.courses as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ANY (ARRAY( SELECT unnest(ehr_lessons.enrolled_courses()) AS unnest)))));

create policy courses_of_ledger on ehr_lessons.courses as permissive for select to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true))));

create policy courses_of_manager on ehr_lessons.courses as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy courses_of_owner on ehr_lessons.courses as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_courses()) AS unnest)))));

create policy courses_of_platform on ehr_lessons.courses as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy enrolments_of_admin on ehr_lessons.enrolments as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy enrolments_of_learner on ehr_lessons.enrolments as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy enrolments_of_ledger on ehr_lessons.enrolments as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy enrolments_of_managed_course on ehr_lessons.enrolments as permissive for select to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ( SELECT ehr_lessons.claimed_course() AS claimed_course))));

create policy enrolments_of_owner on ehr_lessons.enrolments as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_courses()) AS unnest)))));

create policy enrolments_of_platform on ehr_lessons.enrolments as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy event_deliveries_of_admin on ehr_lessons.event_deliveries as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy event_deliveries_of_ledger on ehr_lessons.event_deliveries as permissive for insert to ehr_ledger
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy event_deliveries_of_manager on ehr_lessons.event_deliveries as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy event_deliveries_of_platform on ehr_lessons.event_deliveries as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy event_heads_of_admin on ehr_lessons.event_heads as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy event_heads_of_ledger on ehr_lessons.event_heads as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy event_heads_of_manager on ehr_lessons.event_heads as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy event_heads_of_platform on ehr_lessons.event_heads as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy event_log_of_admin on ehr_lessons.event_log as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy event_log_of_ledger on ehr_lessons.event_log as permissive for insert to ehr_ledger
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy event_log_of_manager on ehr_lessons.event_log as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy event_log_of_platform on ehr_lessons.event_log as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy event_targets_of_admin on ehr_lessons.event_targets as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy event_targets_of_ledger on ehr_lessons.event_targets as permissive for select to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true))));

create policy event_targets_of_manager on ehr_lessons.event_targets as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy event_targets_of_platform on ehr_lessons.event_targets as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy job_leases_of_platform on ehr_lessons.job_leases as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy learners_of_admin on ehr_lessons.learners as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy learners_of_learner on ehr_lessons.learners as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy learners_of_ledger on ehr_lessons.learners as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy learners_of_platform on ehr_lessons.learners as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy lesson_media_noted_by_ledger on ehr_lessons.lesson_media as permissive for update to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true))));

create policy lesson_media_of_admin on ehr_lessons.lesson_media as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy lesson_media_of_ledger on ehr_lessons.lesson_media as permissive for select to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true))));

create policy lesson_media_of_manager on ehr_lessons.lesson_media as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy lesson_media_of_owner on ehr_lessons.lesson_media as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_lessons()) AS unnest)))));

create policy lesson_media_of_platform on ehr_lessons.lesson_media as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy lesson_progress_of_admin on ehr_lessons.lesson_progress as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy lesson_progress_of_learner on ehr_lessons.lesson_progress as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy lesson_progress_of_ledger on ehr_lessons.lesson_progress as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy lesson_progress_of_managed_course on ehr_lessons.lesson_progress as permissive for select to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.claimed_lessons()) AS unnest)))));

create policy lesson_progress_of_owner on ehr_lessons.lesson_progress as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_lessons()) AS unnest)))));

create policy lesson_progress_of_platform on ehr_lessons.lesson_progress as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy lesson_tracks_of_admin on ehr_lessons.lesson_tracks as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy lesson_tracks_of_manager on ehr_lessons.lesson_tracks as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy lesson_tracks_of_platform on ehr_lessons.lesson_tracks as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy lesson_verdicts_of_admin on ehr_lessons.lesson_verdicts as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy lesson_verdicts_of_learner on ehr_lessons.lesson_verdicts as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy lesson_verdicts_of_ledger on ehr_lessons.lesson_verdicts as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy lesson_verdicts_of_managed_course on ehr_lessons.lesson_verdicts as permissive for select to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.claimed_lessons()) AS unnest)))));

create policy lesson_verdicts_of_owner on ehr_lessons.lesson_verdicts as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_lessons()) AS unnest)))));

create policy lesson_verdicts_of_platform on ehr_lessons.lesson_verdicts as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy lessons_of_admin on ehr_lessons.lessons as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy lessons_of_learner on ehr_lessons.lessons as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ANY (ARRAY( SELECT unnest(ehr_lessons.enrolled_courses()) AS unnest)))));

create policy lessons_of_ledger on ehr_lessons.lessons as permissive for select to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true))));

create policy lessons_of_manager on ehr_lessons.lessons as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy lessons_of_owner on ehr_lessons.lessons as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (course_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_courses()) AS unnest)))));

create policy lessons_of_platform on ehr_lessons.lessons as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy migrations_of_platform on ehr_lessons.migrations as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy versions_of_all on ehr_lessons.migrations as permissive for select to public
  using (true);

create policy versions_of_owner on ehr_lessons.migrations as permissive for insert to public
  with check (true);

create policy playback_bindings_of_platform on ehr_lessons.playback_bindings as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy quiz_results_of_admin on ehr_lessons.quiz_results as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy quiz_results_of_learner on ehr_lessons.quiz_results as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy quiz_results_of_ledger on ehr_lessons.quiz_results as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy quiz_results_of_managed_course on ehr_lessons.quiz_results as permissive for select to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.claimed_lessons()) AS unnest)))));

create policy quiz_results_of_owner on ehr_lessons.quiz_results as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_lessons()) AS unnest)))));

create policy quiz_results_of_platform on ehr_lessons.quiz_results as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy rate_limits_of_platform on ehr_lessons.rate_limits as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy uncredited_of_admin on ehr_lessons.uncredited as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy uncredited_of_learner on ehr_lessons.uncredited as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy uncredited_of_ledger on ehr_lessons.uncredited as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy uncredited_of_owner on ehr_lessons.uncredited as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_lessons()) AS unnest)))));

create policy uncredited_of_platform on ehr_lessons.uncredited as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy uploads_of_admin on ehr_lessons.uploads as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy uploads_of_manager on ehr_lessons.uploads as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))))
  with check (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy uploads_of_platform on ehr_lessons.uploads as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy verdict_acts_of_admin on ehr_lessons.verdict_acts as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy verdict_acts_of_learner on ehr_lessons.verdict_acts as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy verdict_acts_of_ledger on ehr_lessons.verdict_acts as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy verdict_acts_of_platform on ehr_lessons.verdict_acts as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy sweeps_of_manager on ehr_lessons.verdict_sweeps as permissive for all to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy verdict_sweeps_of_platform on ehr_lessons.verdict_sweeps as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy watch_events_of_admin on ehr_lessons.watch_events as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy watch_events_of_learner on ehr_lessons.watch_events as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy watch_events_of_ledger on ehr_lessons.watch_events as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy watch_events_of_platform on ehr_lessons.watch_events as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy watch_evidence_of_admin on ehr_lessons.watch_evidence as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy watch_evidence_of_learner on ehr_lessons.watch_evidence as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy watch_evidence_of_ledger on ehr_lessons.watch_evidence as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy watch_evidence_of_platform on ehr_lessons.watch_evidence as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy watch_sessions_of_admin on ehr_lessons.watch_sessions as permissive for select to ehr_admin
  using (((CURRENT_USER = 'ehr_admin'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant))));

create policy watch_sessions_of_learner on ehr_lessons.watch_sessions as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (learner_id = ( SELECT ehr_lessons.claimed_learner() AS claimed_learner))));

create policy watch_sessions_of_ledger on ehr_lessons.watch_sessions as permissive for all to ehr_ledger
  using (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))))
  with check (((CURRENT_USER = 'ehr_ledger'::name) AND (tenant_id = current_setting('ehr.tenant_id'::text, true)) AND (learner_id = current_setting('ehr.learner_id'::text, true))));

create policy watch_sessions_of_managed_course on ehr_lessons.watch_sessions as permissive for select to ehr_manager
  using (((CURRENT_USER = 'ehr_manager'::name) AND (tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.claimed_lessons()) AS unnest)))));

create policy watch_sessions_of_owner on ehr_lessons.watch_sessions as permissive for select to ehr_learner
  using (((tenant_id = ( SELECT ehr_lessons.claimed_tenant() AS claimed_tenant)) AND (lesson_id = ANY (ARRAY( SELECT unnest(ehr_lessons.owned_lessons()) AS unnest)))));

create policy watch_sessions_of_platform on ehr_lessons.watch_sessions as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

create policy webhook_events_of_platform on ehr_lessons.webhook_events as permissive for all to ehr_platform
  using ((CURRENT_USER = 'ehr_platform'::name))
  with check ((CURRENT_USER = 'ehr_platform'::name));

grant execute on function ehr_lessons.claimed_course() to public;

grant execute on function ehr_lessons.claimed_learner() to public;

grant execute on function ehr_lessons.claimed_lessons() to public;

grant execute on function ehr_lessons.claimed_tenant() to public;

grant execute on function ehr_lessons.claims() to public;

grant execute on function ehr_lessons.claims_role(role text) to public;

grant execute on function ehr_lessons.enrolled_courses() to public;

grant execute on function ehr_lessons.owned_courses() to public;

grant execute on function ehr_lessons.owned_lessons() to public;

grant execute on function ehr_lessons.run_as(role_name text, claims jsonb, statement text, p jsonb) to ehr_ledger;

grant execute on function ehr_lessons.run_as(role_name text, claims jsonb, statement text, p jsonb) to ehr_manager;

grant execute on function ehr_lessons.run_as(role_name text, claims jsonb, statement text, p jsonb) to ehr_platform;

grant execute on function ehr_lessons.run_each(role_name text, statement text, calls jsonb) to ehr_ledger;

grant execute on function ehr_lessons.run_each(role_name text, statement text, calls jsonb) to ehr_manager;

grant execute on function ehr_lessons.run_each(role_name text, statement text, calls jsonb) to ehr_platform;

grant usage on schema ehr_lessons to ehr_admin;

grant usage on schema ehr_lessons to ehr_learner;

grant usage on schema ehr_lessons to ehr_ledger;

grant usage on schema ehr_lessons to ehr_manager;

grant usage on schema ehr_lessons to ehr_platform;

grant usage on sequence ehr_lessons.mux_reads to ehr_platform;

grant select on table ehr_lessons.assessment_results to ehr_admin;

grant select on table ehr_lessons.assessment_results to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.assessment_results to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.assessment_results to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.assessment_results to ehr_platform;

grant select on table ehr_lessons.assets to ehr_admin;

grant insert, select, update on table ehr_lessons.assets to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.assets to ehr_platform;

grant select on table ehr_lessons.attempts to ehr_admin;

grant select on table ehr_lessons.attempts to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.attempts to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.attempts to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.attempts to ehr_platform;

grant select on table ehr_lessons.charges to ehr_admin;

grant select on table ehr_lessons.charges to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.charges to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.charges to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.charges to ehr_platform;

grant select on table ehr_lessons.course_owners to ehr_admin;

grant select on table ehr_lessons.course_owners to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.course_owners to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.course_owners to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.course_owners to ehr_platform;

grant select on table ehr_lessons.course_progress to ehr_admin;

grant select on table ehr_lessons.course_progress to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.course_progress to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.course_progress to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.course_progress to ehr_platform;

grant select on table ehr_lessons.courses to ehr_admin;

grant select on table ehr_lessons.courses to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.courses to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.courses to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.courses to ehr_platform;

grant select on table ehr_lessons.enrolments to ehr_admin;

grant select on table ehr_lessons.enrolments to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.enrolments to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.enrolments to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.enrolments to ehr_platform;

grant select on table ehr_lessons.event_deliveries to ehr_admin;

grant insert, select, update on table ehr_lessons.event_deliveries to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.event_deliveries to ehr_platform;

grant select on table ehr_lessons.event_heads to ehr_admin;

grant insert on table ehr_lessons.event_heads to ehr_ledger;

grant insert, select, update on table ehr_lessons.event_heads to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.event_heads to ehr_platform;

grant select on table ehr_lessons.event_log to ehr_admin;

grant insert on table ehr_lessons.event_log to ehr_ledger;

grant insert, select on table ehr_lessons.event_log to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.event_log to ehr_platform;

grant delete, insert, update on table ehr_lessons.event_targets to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.event_targets to ehr_platform;

grant delete, insert, select, update on table ehr_lessons.job_leases to ehr_platform;

grant select on table ehr_lessons.learners to ehr_admin;

grant select on table ehr_lessons.learners to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.learners to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.learners to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.learners to ehr_platform;

grant select on table ehr_lessons.lesson_media to ehr_admin;

grant select on table ehr_lessons.lesson_media to ehr_learner;

grant delete, insert, select on table ehr_lessons.lesson_media to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.lesson_media to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.lesson_media to ehr_platform;

grant select on table ehr_lessons.lesson_progress to ehr_admin;

grant select on table ehr_lessons.lesson_progress to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.lesson_progress to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.lesson_progress to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.lesson_progress to ehr_platform;

grant select on table ehr_lessons.lesson_tracks to ehr_admin;

grant insert, select, update on table ehr_lessons.lesson_tracks to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.lesson_tracks to ehr_platform;

grant select on table ehr_lessons.lesson_verdicts to ehr_admin;

grant select on table ehr_lessons.lesson_verdicts to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.lesson_verdicts to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.lesson_verdicts to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.lesson_verdicts to ehr_platform;

grant select on table ehr_lessons.lessons to ehr_admin;

grant select on table ehr_lessons.lessons to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.lessons to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.lessons to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.lessons to ehr_platform;

grant select on table ehr_lessons.migrations to ehr_platform;

grant delete, insert, select, update on table ehr_lessons.playback_bindings to ehr_platform;

grant select on table ehr_lessons.quiz_results to ehr_admin;

grant select on table ehr_lessons.quiz_results to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.quiz_results to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.quiz_results to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.quiz_results to ehr_platform;

grant delete, insert, select, update on table ehr_lessons.rate_limits to ehr_platform;

grant select on table ehr_lessons.uncredited to ehr_admin;

grant select on table ehr_lessons.uncredited to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.uncredited to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.uncredited to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.uncredited to ehr_platform;

grant select on table ehr_lessons.uploads to ehr_admin;

grant insert, select, update on table ehr_lessons.uploads to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.uploads to ehr_platform;

grant select on table ehr_lessons.verdict_acts to ehr_admin;

grant select on table ehr_lessons.verdict_acts to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.verdict_acts to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.verdict_acts to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.verdict_acts to ehr_platform;

grant delete, insert, select, update on table ehr_lessons.verdict_sweeps to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.verdict_sweeps to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.verdict_sweeps to ehr_platform;

grant select on table ehr_lessons.watch_events to ehr_admin;

grant select on table ehr_lessons.watch_events to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.watch_events to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.watch_events to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.watch_events to ehr_platform;

grant select on table ehr_lessons.watch_evidence to ehr_admin;

grant select on table ehr_lessons.watch_evidence to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.watch_evidence to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.watch_evidence to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.watch_evidence to ehr_platform;

grant select on table ehr_lessons.watch_sessions to ehr_admin;

grant select on table ehr_lessons.watch_sessions to ehr_learner;

grant delete, insert, select, update on table ehr_lessons.watch_sessions to ehr_ledger;

grant delete, insert, select, update on table ehr_lessons.watch_sessions to ehr_manager;

grant delete, insert, select, update on table ehr_lessons.watch_sessions to ehr_platform;

grant delete, insert, select, update on table ehr_lessons.webhook_events to ehr_platform;

grant insert (due_at) on table ehr_lessons.event_deliveries to ehr_ledger;

grant insert (event_id) on table ehr_lessons.event_deliveries to ehr_ledger;

grant insert (learner_id) on table ehr_lessons.event_deliveries to ehr_ledger;

grant insert (revision) on table ehr_lessons.event_deliveries to ehr_ledger;

grant insert (subject) on table ehr_lessons.event_deliveries to ehr_ledger;

grant insert (target) on table ehr_lessons.event_deliveries to ehr_ledger;

grant insert (tenant_id) on table ehr_lessons.event_deliveries to ehr_ledger;

grant select (revision), update (revision) on table ehr_lessons.event_heads to ehr_ledger;

grant select (subject) on table ehr_lessons.event_heads to ehr_ledger;

grant select (tenant_id) on table ehr_lessons.event_heads to ehr_ledger;

grant select (created_at) on table ehr_lessons.event_targets to ehr_admin;

grant select (created_at) on table ehr_lessons.event_targets to ehr_manager;

grant select (failing_since) on table ehr_lessons.event_targets to ehr_admin;

grant select (failing_since) on table ehr_lessons.event_targets to ehr_manager;

grant select (failures) on table ehr_lessons.event_targets to ehr_admin;

grant select (failures) on table ehr_lessons.event_targets to ehr_manager;

grant select (kind) on table ehr_lessons.event_targets to ehr_admin;

grant select (kind) on table ehr_lessons.event_targets to ehr_manager;

grant select (origin) on table ehr_lessons.event_targets to ehr_admin;

grant select (origin) on table ehr_lessons.event_targets to ehr_manager;

grant select (probe_at) on table ehr_lessons.event_targets to ehr_admin;

grant select (probe_at) on table ehr_lessons.event_targets to ehr_manager;

grant select (retry_after) on table ehr_lessons.event_targets to ehr_admin;

grant select (retry_after) on table ehr_lessons.event_targets to ehr_manager;

grant select (revision) on table ehr_lessons.event_targets to ehr_admin;

grant select (revision) on table ehr_lessons.event_targets to ehr_manager;

grant select (since) on table ehr_lessons.event_targets to ehr_admin;

grant select (since) on table ehr_lessons.event_targets to ehr_manager;

grant select (state) on table ehr_lessons.event_targets to ehr_admin;

grant select (state) on table ehr_lessons.event_targets to ehr_ledger;

grant select (state) on table ehr_lessons.event_targets to ehr_manager;

grant select (state_reason) on table ehr_lessons.event_targets to ehr_admin;

grant select (state_reason) on table ehr_lessons.event_targets to ehr_manager;

grant select (target) on table ehr_lessons.event_targets to ehr_admin;

grant select (target) on table ehr_lessons.event_targets to ehr_ledger;

grant select (target) on table ehr_lessons.event_targets to ehr_manager;

grant select (tenant_id) on table ehr_lessons.event_targets to ehr_admin;

grant select (tenant_id) on table ehr_lessons.event_targets to ehr_ledger;

grant select (tenant_id) on table ehr_lessons.event_targets to ehr_manager;

grant select (types) on table ehr_lessons.event_targets to ehr_admin;

grant select (types) on table ehr_lessons.event_targets to ehr_ledger;

grant select (types) on table ehr_lessons.event_targets to ehr_manager;

grant select (url) on table ehr_lessons.event_targets to ehr_admin;

grant select (url) on table ehr_lessons.event_targets to ehr_manager;

grant update (observed_ms) on table ehr_lessons.lesson_media to ehr_ledger;
