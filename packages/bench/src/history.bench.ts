import { generateKeyPairSync } from 'node:crypto'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import pg from 'pg'
import { createLessonHandler, type LessonHandler } from '../../server/src/index.js'
import { PostgresClient } from '../../server/src/storage/database/postgres-client.js'
import type { SqlClient, SqlRow } from '../../server/src/storage/database/sql-client.js'
import { SqlLessonStore } from '../../server/src/storage/sql-lesson-store.js'
import { LONG_SESSION, measureLongSession } from './history/long-session.js'

/** Made for the measurement, and dropped after it. */
const SCHEMA = 'ehr_bench_history'
const DAY = 86_400_000
const HOUR = 3_600_000
/** Separate stretches of one report, and of one session: a long and nervous evening. */
const PER_SESSION = 1_000
const MEASURED = 60
/** Other tests cover the rate limits. */
const OFTEN = 1_000_000
const ORIGIN = 'https://bench.invalid/lessons-api'

/**
 * What a batch costs as a learner's history grows, through the whole handler: `pnpm bench history [--long]`.
 *
 * First on PGlite, by stretches elsewhere (of other lessons and days) and here (of the very lesson and session that reports);
 * then a session of a whole working day, on the PostgreSQL that `EHR_TEST_POSTGRES` names, else on PGlite. `--long`
 * measures that alone.
 */
export async function run(args: readonly string[] = []): Promise<void> {
  if (!args.includes('--long')) await measureByHistory()
  await measureByLength()
}

async function measureByLength(): Promise<void> {
  const url = process.env['EHR_TEST_POSTGRES']
  const client = url ? openPostgres(url) : openPglite()
  const bench = new HistoryBench(client)
  await bench.prepare()
  try {
    const { segments, events } = LONG_SESSION
    console.log(
      `\nMilliseconds for a report to a session, on ${url ? 'PostgreSQL' : 'PGlite'}: to a new one, and to one of eight ` +
        `hours that\nholds ${segments.toLocaleString('en')} segments and ${events.toLocaleString('en')} events (medians)\n`,
    )
    console.log(`  segments in it   new   eight hours   ratio`)
    for (const { size, first, last } of await bench.measureLongSession()) {
      const show = (value: number, width: number) => value.toFixed(1).padStart(width)
      const ratio = (last / first).toFixed(2).padStart(7)
      console.log(`  ${size.toLocaleString('en').padStart(14)}${show(first, 6)}${show(last, 14)} ${ratio}`)
    }
  } finally {
    await bench.close()
  }
}

async function measureByHistory(): Promise<void> {
  const bench = new HistoryBench(openPglite())
  await bench.prepare()
  try {
    await bench.measure('warm-up', 0, 0)
    console.log(
      'Milliseconds of processor time for a batch with one segment of 15 s, handler and database together,\nby what the ledger holds of the learner already\n',
    )
    console.log(`  ${'stretches'.padEnd(34)} median      p95`)
    for (const count of [10, 100, 1_000, 10_000]) await bench.measure('elsewhere', count, 0)
    for (const count of [10, 100, 1_000, 2_000]) await bench.measure('here', 0, count)
  } finally {
    await bench.close()
  }
}

class HistoryBench {
  readonly #client: SqlClient
  readonly #handler: LessonHandler
  #learners = 0

  constructor(client: SqlClient) {
    this.#client = client
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = Buffer.from(privateKey.export({ type: 'pkcs1', format: 'pem' })).toString('base64')
    this.#handler = createLessonHandler({
      mux: { signingKeys: [{ id: 'bench', privateKey: key }] },
      store: new SqlLessonStore(this.#client, SCHEMA),
      authenticate: (request) => ({ learnerId: request.headers.get('x-learner') ?? '' }),
      rateLimit: { grants: OFTEN, renewals: OFTEN, reports: OFTEN },
      background: false,
    })
  }

  async prepare(): Promise<void> {
    await this.#handler.migrate()
    await this.#handler.api.putCourse('course', { title: 'Course' })
    for (let lesson = 0; lesson <= 10; lesson += 1) {
      const video = { playback_id: `video${lesson.toString()}`, duration: 7_200 }
      await this.#handler.api.putLesson(`lesson-${lesson.toString()}`, {
        course_id: 'course',
        title: 'Lesson',
        ...video,
      })
    }
  }

  async measure(title: string, elsewhere: number, here: number): Promise<void> {
    const learner = `learner-${(this.#learners += 1).toString()}`
    await this.#handler.api.putEnrolment('course', learner)
    for (let left = elsewhere, index = 1; left > 0; left -= PER_SESSION, index += 1) {
      const session = await this.#open(learner, `lesson-${index.toString()}`, index * DAY)
      await this.#report(learner, session, `lesson-${index.toString()}`, scattered(Math.min(left, PER_SESSION), 1))
    }
    const session = await this.#open(learner, 'lesson-0', 3 * HOUR)
    for (let done = 0; done < here; done += PER_SESSION) {
      await this.#report(learner, session, 'lesson-0', scattered(Math.min(here - done, PER_SESSION), done + 1))
    }
    const times: number[] = []
    for (let index = 0; index < MEASURED; index += 1) {
      const from = 3_000 + index * 15
      const segment = { n: here + index + 1, from, to: from + 15, started: from, ended: from + 15 }
      const began = process.cpuUsage()
      await this.#report(learner, session, 'lesson-0', [segment])
      const { user, system } = process.cpuUsage(began)
      times.push((user + system) / 1_000)
    }
    times.sort((a, b) => a - b)
    if (title === 'warm-up') return
    const show = (value: number) => value.toFixed(1).padStart(8)
    const what = `${(elsewhere + here).toLocaleString('en').padStart(7)} ${title}`
    console.log(`  ${what.padEnd(32)} ${show(times[MEASURED / 2]!)} ${show(times[Math.floor(MEASURED * 0.95)]!)}`)
  }

  measureLongSession() {
    const ask = (learner: string, path: string, body: object) => this.#ask(learner, path, body)
    return measureLongSession({ handler: this.#handler, client: this.#client, schema: SCHEMA, ask })
  }

  async close(): Promise<void> {
    await this.#client.script(`drop schema if exists ${SCHEMA} cascade`)
    await this.#handler.close()
  }

  /** Opens a session and puts it, with a window of three hours, as far into the past as asked. */
  async #open(learner: string, lesson: string, age: number): Promise<string> {
    const body = { lesson_id: lesson, client: { name: 'bench', version: '1.0.0' } }
    const grant = await this.#ask(learner, '/v1/sessions', body)
    const opened = Date.now() - age
    await this.#client.query(
      `update ${SCHEMA}.watch_sessions set opened_at = to_timestamp($2::float8 / 1000), windows = $3::int8multirange
       where session_id = $1::uuid`,
      [String(grant['session_id']), opened, `{[${opened.toString()},${(opened + 3 * HOUR).toString()})}`],
    )
    return String(grant['session_id'])
  }

  async #report(learner: string, session: string, lesson: string, segments: readonly object[]): Promise<void> {
    const watched = segments.map((segment) => ({ rate: 1, visible: true, muted: false, ...segment }))
    const report = { session_id: session, lesson_id: lesson, position: null, duration: null, watched_segments: watched }
    const { results } = await this.#ask(learner, '/v1/progress', { reports: [report] })
    const [result] = results as readonly { status: string }[]
    if (result?.status !== 'credited') throw new Error(`A report was ${result?.status ?? 'lost'}.`)
  }

  async #ask(learner: string, path: string, body: object): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json', 'x-learner': learner }
    const request = new Request(ORIGIN + path, { method: 'POST', headers, body: JSON.stringify(body) })
    const response = await this.#handler.fetch(request)
    const answer = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(`${path} answered ${response.status.toString()}: ${JSON.stringify(answer)}`)
    return answer
  }
}

/** Stretches of half a second, one a second. */
function scattered(count: number, first: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => {
    const from = first + index
    return { n: from, from, to: from + 0.5, started: from, ended: from + 0.5 }
  })
}

function openPostgres(connectionString: string): SqlClient {
  return new PostgresClient(new pg.Pool({ connectionString, max: 4 }), { ownsPool: true })
}

/** A database in memory, which the measurement itself looks into as well. */
function openPglite(): SqlClient {
  const database = PGlite.create()
  const runner = (on: PGlite | Transaction) => ({
    query: async <Row extends SqlRow>(text: string, values: readonly unknown[] = []) =>
      (await on.query<Row>(text, [...values])).rows,
    script: async (text: string) => void (await on.exec(text)),
  })
  return {
    kind: 'pglite',
    query: async (text, values) => runner(await database).query(text, values),
    script: async (text) => runner(await database).script(text),
    transaction: async (work) => (await database).transaction((transaction) => work(runner(transaction))),
    connections: () => null,
    close: async () => (await database).close(),
  }
}
