import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { PostgresClient } from '../../server/src/storage/database/postgres-client.js'
import { SqlLessonStore } from '../../server/src/storage/sql-lesson-store.js'

const LEARNERS = 2_000
const COURSES = 50
const LESSONS_PER_COURSE = 4
const RUNS = 15

/**
 * What row-level security costs a course owner who reads the tables directly, over 400,000 rows of progress:
 * `EHR_BENCH_POSTGRES=postgres://… pnpm bench owners`.
 *
 * The same question is asked as the tables' superuser, by ids, without any policy: that is the limit.
 */
export async function run(): Promise<void> {
  const connectionString = process.env['EHR_BENCH_POSTGRES']
  if (connectionString === undefined) throw new Error('Set EHR_BENCH_POSTGRES to a PostgreSQL that may be used.')
  const client = new PostgresClient(new pg.Pool({ connectionString, max: 1 }), { ownsPool: true })
  const schema = `ehr_bench_${randomUUID().slice(0, 8)}`
  try {
    await new SqlLessonStore(client, schema).prepare('auto')
    await fill(client, schema)
    const claims = (role: string, sub: string) => JSON.stringify({ sub, tenant_id: 't', ehr_roles: [role] })
    const count = `select count(*)::int4 as rows, avg(percent_tenths)::float8 as mean from ${schema}.lesson_progress`
    console.log(
      `Milliseconds over ${(LEARNERS * COURSES * LESSONS_PER_COURSE).toLocaleString('en')} rows, median of ${RUNS.toString()}\n`,
    )
    const asked = [
      ['an owner of one course, by policy', 'ehr_learner', claims('course_owner', 'owner-3'), count],
      [
        'the same rows, by ids and without a policy',
        null,
        '',
        `${count} where tenant_id = 't' and lesson_id in ('3-0', '3-1', '3-2', '3-3')`,
      ],
      ['a learner’s own rows, by policy', 'ehr_learner', claims('learner', 'learner-77'), count],
      ['an admin of the tenant, by policy', 'ehr_admin', claims('', 'root'), count],
      ['all rows, without a policy', null, '', count],
    ] as const
    for (const [name, role, who, statement] of asked) {
      const times: number[] = []
      let rows = 0
      for (let index = 0; index < RUNS; index += 1) {
        await client.transaction(async (runner) => {
          if (role)
            await runner.query(`select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)`, [
              role,
              who,
            ])
          const began = performance.now()
          const [row] = await runner.query<{ rows: number }>(statement)
          times.push(performance.now() - began)
          rows = row!.rows
        })
      }
      const median = times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)]!
      console.log(
        `  ${name.padEnd(46)} ${median.toFixed(1).padStart(8)}   ${rows.toLocaleString('en').padStart(8)} rows`,
      )
    }
  } finally {
    await client.script(`drop schema if exists ${schema} cascade`)
    await client.close()
  }
}

async function fill(client: PostgresClient, schema: string): Promise<void> {
  await client.script(`
    insert into ${schema}.courses (tenant_id, course_id, title, description)
      select 't', c::text, 'Course', '' from generate_series(1, ${COURSES.toString()}) c;
    insert into ${schema}.course_owners select 't', c::text, 'owner-' || c from generate_series(1, ${COURSES.toString()}) c;
    insert into ${schema}.lessons (tenant_id, lesson_id, course_id, title, position, required, rule, chapters)
      select 't', c || '-' || l, c::text, 'Lesson', l + 1, true, '{}', '[]'
      from generate_series(1, ${COURSES.toString()}) c, generate_series(0, ${(LESSONS_PER_COURSE - 1).toString()}) l;
    insert into ${schema}.lesson_progress (tenant_id, learner_id, lesson_id, attempt, media_version, watched, playing_ms,
        position, updated_at, percent_tenths)
      select 't', 'learner-' || n, l.lesson_id, 1, 1, '{[0,60000)}', 60000, 60000, now(), n % 1000
      from generate_series(1, ${LEARNERS.toString()}) n, ${schema}.lessons l;
    analyze ${schema}.lesson_progress;`)
}
