/** What the proof asks the database itself, by `ask(text, values)`, which answers rows. */
const SCHEMA = 'ehr_lessons'
const TENANTS_OWN = ['courses', 'lessons', 'lesson_media']

/**
 * Lets the database note each change of the holder of a job or a delivery, and each end of a session, in the transaction that
 * makes it.
 */
export async function installAudit(ask) {
  await ask(`
    create table public.audit (seq bigserial, what text, key text, at float8, before jsonb, after jsonb);
    create function public.held(holder uuid, until timestamptz, state text) returns jsonb language sql as $$
      select jsonb_build_object('state', state,
        'holder', case when isfinite(until) then holder end,
        'until', case when isfinite(until) then extract(epoch from until) * 1000 end) $$;
    create function public.note() returns trigger language plpgsql security definer as $$
    declare now float8 := extract(epoch from clock_timestamp()) * 1000;
    begin
      if tg_table_name = 'job_leases' then
        insert into public.audit (what, key, at, before, after) values ('job', new.job, now,
          public.held(old.holder, old.held_until, null), public.held(new.holder, new.held_until, null));
      elsif tg_table_name = 'event_deliveries' then
        insert into public.audit (what, key, at, before, after)
        values ('delivery', concat_ws(' ', new.tenant_id, new.target, new.subject, new.revision), now,
          public.held(old.lease, old.leased_until, old.state), public.held(new.lease, new.leased_until, new.state));
      elsif new.ended_at is distinct from old.ended_at then
        insert into public.audit (what, key, at, before, after) values ('session', new.session_id, now,
          public.held(null, null, old.ended_at::text), public.held(null, null, new.ended_at::text));
      end if;
      return null;
    end $$;
    create trigger note after update on ${SCHEMA}.job_leases for each row execute function public.note();
    create trigger note after update on ${SCHEMA}.event_deliveries for each row execute function public.note();
    create trigger note after update on ${SCHEMA}.watch_sessions for each row execute function public.note();`)
}

export function readAudit(ask) {
  return ask('select what, key, at, before, after from public.audit order by seq')
}

/** Everything that the checks compare with the calls. */
export async function readStored(ask) {
  const table = (name, columns, order = '1') => ask(`select ${columns} from ${SCHEMA}.${name} order by ${order}`)
  const who = 'tenant_id, learner_id'
  const verdict = `${who}, attempt, kind, completed`
  return {
    sessions: await table('watch_sessions', `${who}, session_id::text, lesson_id, attempt`),
    evidence: await table('watch_evidence', `${who}, session_id::text, n, media_from, media_to`),
    progress: await table(
      'lesson_progress',
      `${who}, lesson_id, attempt,
        (select coalesce(jsonb_agg(jsonb_build_array(lower(r), upper(r))), '[]') from unnest(watched) r) as watched`,
    ),
    verdicts: [
      ...(await table('lesson_verdicts', `${verdict}, 'lesson' as subject, lesson_id as subject_id`)),
      ...(await table('course_progress', `${verdict}, 'course' as subject, course_id as subject_id`)),
    ],
    acts: await table('verdict_acts', `${verdict}, act_id::text, subject, subject_id, reason`, 'act_number'),
    attempts: await table('attempts', `${who}, course_id, attempt`),
    results: [
      ...(await table('quiz_results', `${who}, 'lesson' as of, lesson_id as id, result_id, passed`)),
      ...(await table('assessment_results', `${who}, 'course' as of, course_id as id, result_id, passed`)),
    ],
    events: await table('event_log', 'tenant_id, event_id::text, subject, revision::float8 as revision, type, body'),
    heads: await table('event_heads', 'tenant_id, subject, revision::float8 as revision'),
  }
}

/** What still has to be done: deliveries that wait, learners to be evaluated, sessions to be closed. */
export async function countOpen(ask) {
  const [row] = await ask(`select
    (select count(*)::int4 from ${SCHEMA}.event_deliveries where state = 'pending') as deliveries,
    (select count(*)::int4 from ${SCHEMA}.verdict_sweeps) as sweeps,
    (select count(*)::int4 from ${SCHEMA}.watch_sessions where client_name = 'orphan' and ended_at is null) as orphans`)
  return row
}

/** Lets the time pass that retries and leases of processes that are gone would take. */
export async function passTime(ask) {
  await ask(`
    update ${SCHEMA}.event_deliveries set due_at = least(due_at, now()), leased_until = least(leased_until, now())
      where state = 'pending';
    update ${SCHEMA}.event_targets set retry_after = null, probe_at = null;
    update ${SCHEMA}.job_leases set held_until = '-infinity';`)
}

/** Opens sessions as they would be after eight days of silence. */
export async function orphanSessions(ask, count) {
  await ask(`
    insert into ${SCHEMA}.watch_sessions (tenant_id, learner_id, session_id, lesson_id, attempt, media_version, client_name,
      client_version, opened_at, last_seen_at, windows, through)
    select 'tenant-a', 'orphan-' || n, gen_random_uuid(), 'l1', 1, 1, 'orphan', '1.0.0', past.at, past.at,
      int8multirange(int8range((extract(epoch from past.at) * 1000)::int8, (extract(epoch from past.at) * 1000)::int8 + 1000)), 1
    from generate_series(1, ${count}) n, (select now() - interval '8 days' as at) past`)
}

/** Counts, under the claims of each learner, rows that are somebody else's. */
export async function probeRows(ask, learners) {
  const tables = await ask(
    `select distinct table_name as name from information_schema.columns
     where table_schema = '${SCHEMA}' and column_name = 'learner_id'`,
  )
  const probes = []
  for (const { tenant, learner } of learners) {
    const claims = JSON.stringify({ tenant_id: tenant, sub: learner })
    const count = async (table, where) => {
      const statement = `select count(*)::int4 as count from ${SCHEMA}.${table} where ${where}`
      const text = `select found from ${SCHEMA}.run_as('ehr_ledger', $1::jsonb, $2, $3::jsonb) found`
      const rows = await ask(text, [claims, statement, JSON.stringify([tenant, learner])]).catch((error) => {
        // What nobody may read shows nothing.
        if (error.code === '42501') return [{ found: { count: 0 } }]
        throw error
      })
      probes.push({ tenant, learner, table, foreign: rows[0].found.count })
    }
    for (const { name } of tables) await count(name, '(tenant_id, learner_id) is distinct from ($1, $2)')
    for (const name of TENANTS_OWN) await count(name, 'tenant_id <> $1 and $2 is not null')
  }
  return probes
}
