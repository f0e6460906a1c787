import { HANDLER_ROLES, ROLES } from './roles.js'

/** Tables of one learner: read and written for that learner, read by who manages the course. */
const BY_LESSON = ['watch_sessions', 'lesson_progress', 'uncredited', 'lesson_verdicts', 'quiz_results']
const BY_COURSE = ['enrolments', 'attempts', 'course_progress', 'assessment_results']
/** Of one learner, and of no interest to anybody else. */
const OWN = ['learners', 'charges', 'verdict_acts', 'watch_evidence', 'watch_events']
const PER_LEARNER = [...BY_LESSON, ...BY_COURSE, ...OWN]
const CATALOGUE = ['courses', 'lessons', 'lesson_media', 'course_owners']

/**
 * Row-level security, forced, on every table, and the one function by which the handler runs its statements under it.
 *
 * The claims are those of PostgREST and Supabase, `request.jwt.claims`: `sub` is the learner, `tenant_id` the tenant
 * (absent: `default`), `ehr_roles` a list that may hold `course_owner`; the last two may also stand in `app_metadata`, which a
 * user cannot change. Administrators have a role of their own, and not a claim: a policy that may show everything made the
 * planner read all of 400,000 rows for a learner's twenty.
 *
 * A later migration that moves rows has to do it as `ehr_platform`: forced policies bind the owner of the tables too.
 */
export function migration000003(schema: string): string {
  return `
${createRoles()}
${createFunctions(schema)}
${[...CATALOGUE, ...PER_LEARNER, 'verdict_sweeps', 'migrations'].map((table) => force(schema, table)).join('\n')}
${CATALOGUE.map((table) => allowCatalogue(schema, table)).join('\n')}
${PER_LEARNER.map((table) => allowLearner(schema, table)).join('\n')}
create policy sweeps_of_manager on ${schema}.verdict_sweeps to ${ROLES.manager}
  using (${is(ROLES.manager)} and tenant_id = (select ${schema}.claimed_tenant()));
create policy versions_of_all on ${schema}.migrations for select using (true);
create policy versions_of_owner on ${schema}.migrations for insert with check (true);
${readPolicies(schema)}
${[...BY_LESSON.filter((table) => table !== 'lesson_progress').map((table) => [table, 'lesson']), ['attempts', 'course']].map(([table, by]) => `create index ${table}_by_${by} on ${schema}.${table} (tenant_id, ${by}_id, learner_id);`).join('\n')}
grant usage on schema ${schema} to ${Object.values(ROLES).join(', ')};
grant select, insert, update, delete on all tables in schema ${schema} to ${HANDLER_ROLES.join(', ')};
revoke all on ${schema}.migrations from ${HANDLER_ROLES.join(', ')};
grant select on ${[...CATALOGUE, ...PER_LEARNER].map((table) => `${schema}.${table}`).join(', ')} to ${ROLES.learner}, ${ROLES.admin};
`
}

/** Made once for the cluster; where only an administrator may, they are there already. */
function createRoles(): string {
  const creations = Object.values(ROLES).map(
    (role) => `
  if not exists (select from pg_catalog.pg_roles where rolname = '${role}') then
    create role ${role} nologin;
  end if;`,
  )
  const memberships = HANDLER_ROLES.map(
    (role) => `
  if not pg_catalog.pg_has_role(current_user, '${role}', 'member') then
    grant ${role} to current_user;
  end if;`,
  )
  return `
select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('ehr-lessons roles', 0));
do $roles$ begin${creations.join('')}${memberships.join('')}
end $roles$;`
}

function createFunctions(schema: string): string {
  return `
create function ${schema}.claims() returns jsonb language sql stable set search_path = pg_catalog
  as $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
create function ${schema}.claimed_learner() returns text language sql stable set search_path = pg_catalog
  as $$ select ${schema}.claims() ->> 'sub' $$;
create function ${schema}.claimed_tenant() returns text language sql stable set search_path = pg_catalog
  as $$ select case when c is not null then coalesce(c ->> 'tenant_id', c -> 'app_metadata' ->> 'tenant_id', 'default') end
        from ${schema}.claims() c $$;
create function ${schema}.claims_role(role text) returns boolean language sql stable set search_path = pg_catalog
  as $$ select coalesce(coalesce(c -> 'ehr_roles', c -> 'app_metadata' -> 'ehr_roles') ? role, false)
        from ${schema}.claims() c $$;
create function ${schema}.owned_courses() returns text[] language sql stable set search_path = pg_catalog
  as $$ select coalesce(array_agg(o.course_id), '{}') from ${schema}.course_owners o
        where ${schema}.claims_role('course_owner') and o.tenant_id = ${schema}.claimed_tenant()
          and o.owner_id = ${schema}.claimed_learner() $$;
create function ${schema}.owned_lessons() returns text[] language sql stable set search_path = pg_catalog
  as $$ select coalesce(array_agg(l.lesson_id), '{}') from ${schema}.lessons l
        where l.tenant_id = ${schema}.claimed_tenant() and l.course_id = any(array(select unnest(${schema}.owned_courses()))) $$;
create function ${schema}.enrolled_courses() returns text[] language sql stable set search_path = pg_catalog
  as $$ select coalesce(array_agg(e.course_id), '{}') from ${schema}.enrolments e
        where e.tenant_id = ${schema}.claimed_tenant() and e.learner_id = ${schema}.claimed_learner() and e.active $$;

create function ${schema}.run_as(role_name text, claims jsonb, statement text, p jsonb) returns setof jsonb
  language plpgsql volatile set search_path = pg_catalog as $run$
declare found record;
begin
  perform set_config('role', role_name, true), set_config('request.jwt.claims', claims::text, true);
  for found in execute statement using p ->> 0, p ->> 1, p ->> 2, p ->> 3, p ->> 4, p ->> 5, p ->> 6, p ->> 7, p ->> 8,
    p ->> 9, p ->> 10, p ->> 11
  loop
    return next to_jsonb(found);
  end loop;
end $run$;
comment on function ${schema}.run_as is
  'Runs a statement of the handler under a role and claims that end with it. It trusts its caller with what is credited.';
revoke all on function ${schema}.run_as from public;
grant execute on function ${schema}.run_as to ${HANDLER_ROLES.join(', ')};`
}

function force(schema: string, table: string): string {
  return `
alter table ${schema}.${table} enable row level security, force row level security;
create policy ${table}_of_platform on ${schema}.${table} to ${ROLES.platform}
  using (${is(ROLES.platform)}) with check (${is(ROLES.platform)});`
}

/** For the handler: its tenant's catalogue is read for learners and written by managers. */
function allowCatalogue(schema: string, table: string): string {
  const own = `tenant_id = (select ${schema}.claimed_tenant())`
  return `
create policy ${table}_of_ledger on ${schema}.${table} for select to ${ROLES.ledger} using (${is(ROLES.ledger)} and ${own});
create policy ${table}_of_manager on ${schema}.${table} to ${ROLES.manager}
  using (${is(ROLES.manager)} and ${own}) with check (${is(ROLES.manager)} and ${own});`
}

/** For the handler: one learner's rows are written for that learner alone. */
function allowLearner(schema: string, table: string): string {
  const own = `tenant_id = (select ${schema}.claimed_tenant()) and learner_id = (select ${schema}.claimed_learner())`
  return `
create policy ${table}_of_ledger on ${schema}.${table} to ${ROLES.ledger}
  using (${is(ROLES.ledger)} and ${own}) with check (${is(ROLES.ledger)} and ${own});`
}

/** A sign-in that is a member of a role has its policies too, on PostgreSQL 15; only who switched to it shall. */
function is(role: string): string {
  return `current_user = '${role}'`
}

/** For who talks to the tables directly: one's own rows, an owner's courses, an administrator's tenant. */
function readPolicies(schema: string): string {
  const read = (table: string, whose: string, condition: string) =>
    `create policy ${table}_of_${whose} on ${schema}.${table} for select to ${ROLES.learner} using (${condition});`
  const tenant = `tenant_id = (select ${schema}.claimed_tenant())`
  const self = `${tenant} and learner_id = (select ${schema}.claimed_learner())`
  const lessons = `${tenant} and lesson_id = any(array(select unnest(${schema}.owned_lessons())))`
  const courses = `${tenant} and course_id = any(array(select unnest(${schema}.owned_courses())))`
  const taken = `course_id = any(array(select unnest(${schema}.enrolled_courses())))`
  const administered = (table: string) =>
    `create policy ${table}_of_admin on ${schema}.${table} for select to ${ROLES.admin} using (${is(ROLES.admin)} and ${tenant});`
  return [
    ...PER_LEARNER.map((table) => read(table, 'learner', self)),
    ...BY_LESSON.map((table) => read(table, 'owner', lessons)),
    ...BY_COURSE.map((table) => read(table, 'owner', courses)),
    ...[...PER_LEARNER, ...CATALOGUE].map(administered),
    read('courses', 'learner', `${tenant} and ${taken}`),
    read('lessons', 'learner', `${tenant} and ${taken}`),
    read('courses', 'owner', courses),
    read('lessons', 'owner', courses),
    read('lesson_media', 'owner', lessons),
    read('course_owners', 'owner', `${tenant} and owner_id = (select ${schema}.claimed_learner())`),
  ].join('\n')
}
