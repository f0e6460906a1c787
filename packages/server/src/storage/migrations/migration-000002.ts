/**
 * What a course asks for, who owns it, results, verdicts with the acts that made them, and what was not credited.
 *
 * `learners.revision` counts every change of what a learner was credited or judged: who writes what it worked out from a
 * read says which revision it read, and writes nothing when another was faster. A verdict stands once in
 * `lesson_verdicts` or `course_progress`; how it came to stand, and every change by an admin, is a row of `verdict_acts`,
 * which is never changed: what is sent to others hangs on it.
 */
export function migration000002(schema: string): string {
  return `
alter table ${schema}.courses
  add column rule jsonb not null default '{"assessment_required": false, "minimum_seat_time_ms": 0}',
  add column rule_version int4 not null default 1,
  add column has_assessment boolean not null default false,
  add column revision int8 not null default 1;

alter table ${schema}.lessons
  add column has_quiz boolean not null default false,
  add column policy jsonb not null default '{}',
  add column revision int8 not null default 1;

create table ${schema}.course_owners (
  tenant_id text not null,
  course_id text not null,
  owner_id text not null,
  primary key (tenant_id, course_id, owner_id),
  foreign key (tenant_id, course_id) references ${schema}.courses
);
create index course_owners_by_owner on ${schema}.course_owners (tenant_id, owner_id, course_id);

alter table ${schema}.learners add column revision int8 not null default 1;
create index enrolments_by_course on ${schema}.enrolments (tenant_id, course_id, learner_id);

create table ${schema}.attempts (
  tenant_id text not null,
  learner_id text not null,
  course_id text not null,
  attempt int4 not null check (attempt >= 2),
  reason text not null,
  started_by text not null,
  started_at timestamptz not null,
  primary key (tenant_id, learner_id, course_id, attempt)
);

create table ${schema}.quiz_results (
  tenant_id text not null,
  learner_id text not null,
  lesson_id text not null,
  result_id text not null,
  attempt int4 not null check (attempt >= 1),
  passed boolean not null,
  score float8,
  max_score float8,
  taken_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, learner_id, lesson_id, result_id)
);

create table ${schema}.assessment_results (
  tenant_id text not null,
  learner_id text not null,
  course_id text not null,
  result_id text not null,
  attempt int4 not null check (attempt >= 1),
  passed boolean not null,
  score float8,
  max_score float8,
  taken_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, learner_id, course_id, result_id)
);

create index assessment_results_by_course on ${schema}.assessment_results (tenant_id, course_id, learner_id);

create table ${schema}.lesson_verdicts (
  tenant_id text not null,
  learner_id text not null,
  lesson_id text not null,
  attempt int4 not null check (attempt >= 1),
  kind text not null check (kind in ('earned', 'waived', 'revoked')),
  completed boolean not null,
  rule_version int4 not null,
  media_version int4,
  decided_at timestamptz not null,
  primary key (tenant_id, learner_id, lesson_id, attempt)
);

create table ${schema}.course_progress (
  tenant_id text not null,
  learner_id text not null,
  course_id text not null,
  attempt int4 not null check (attempt >= 1),
  kind text not null check (kind in ('earned', 'waived', 'revoked')),
  completed boolean not null,
  rule_version int4 not null,
  decided_at timestamptz not null,
  primary key (tenant_id, learner_id, course_id, attempt)
);
create index course_progress_by_course on ${schema}.course_progress (tenant_id, course_id, learner_id);

create table ${schema}.verdict_acts (
  tenant_id text not null,
  learner_id text not null,
  act_id uuid not null default gen_random_uuid(),
  act_number int8 generated always as identity,
  subject text not null check (subject in ('lesson', 'course')),
  subject_id text not null,
  attempt int4 not null check (attempt >= 1),
  kind text not null check (kind in ('earned', 'waived', 'revoked')),
  completed boolean not null,
  rule_version int4 not null,
  media_version int4,
  reason text,
  actor_id text,
  decided_at timestamptz not null,
  primary key (tenant_id, learner_id, act_id)
);
create unique index verdict_acts_earned_once on ${schema}.verdict_acts
  (tenant_id, learner_id, subject, subject_id, attempt) where kind = 'earned';

create table ${schema}.uncredited (
  tenant_id text not null,
  learner_id text not null,
  lesson_id text not null,
  attempt int4 not null check (attempt >= 1),
  media_version int4 not null,
  reason text not null,
  media int4multirange not null,
  total_ms int8 not null,
  last_at timestamptz not null,
  lesson_ids jsonb not null default '[]',
  primary key (tenant_id, learner_id, lesson_id, attempt, media_version, reason)
) with (fillfactor = 80);

create table ${schema}.verdict_sweeps (
  tenant_id text not null,
  course_id text not null,
  lesson_id text not null,
  after_learner text not null default '',
  queued_at timestamptz not null default now(),
  primary key (tenant_id, course_id, lesson_id)
);

insert into ${schema}.lesson_verdicts
  (tenant_id, learner_id, lesson_id, attempt, kind, completed, rule_version, media_version, decided_at)
select distinct on (tenant_id, learner_id, lesson_id, attempt)
  tenant_id, learner_id, lesson_id, attempt, 'earned', true, completed_rule_version, media_version, completed_at
from ${schema}.lesson_progress where completed_at is not null
order by tenant_id, learner_id, lesson_id, attempt, completed_at;
insert into ${schema}.verdict_acts
  (tenant_id, learner_id, subject, subject_id, attempt, kind, completed, rule_version, media_version, decided_at)
select tenant_id, learner_id, 'lesson', lesson_id, attempt, kind, completed, rule_version, media_version, decided_at
from ${schema}.lesson_verdicts;

alter table ${schema}.lesson_progress
  drop column completed_at,
  drop column completed_rule_version,
  add column counted int4multirange,
  add column percent_tenths int4 not null default 0;
create index lesson_progress_by_lesson on ${schema}.lesson_progress (tenant_id, lesson_id, learner_id);
`
}
