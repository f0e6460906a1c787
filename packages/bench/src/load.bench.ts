import { generateKeyPairSync } from 'node:crypto'
import { createLessonHandler } from '@enhancedhr/server'
import { pgliteStore } from '@enhancedhr/server/pglite'
import { postgresStore } from '@enhancedhr/server/postgres'

const ORIGIN = 'https://bench.invalid/lessons-api'
/** Batches of the learner who invents, each with fifty sessions that nobody opened. */
const BATCHES = 20_000
const SESSIONS = 50
/** How many of these batches are under way at once. */
const AT_ONCE = 8
/** Milliseconds between two calls of the other learner. */
const PAUSE_MS = 20
const LIMITS = { grownMegabytes: 200, p99: 50 } as const

/**
 * What one learner who invents sessions costs the process and another learner: `pnpm bench load`.
 *
 * On PostgreSQL where `EHR_TEST_POSTGRES` names one, else on PGlite. Fails when a limit is passed.
 */
export async function run(): Promise<void> {
  const url = process.env['EHR_TEST_POSTGRES']
  const schema = 'ehr_bench_load'
  const store = url === undefined ? pgliteStore() : postgresStore({ connectionString: url, schema })
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const lessons = createLessonHandler({
    mux: { signingKeys: [{ id: 'bench', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }] },
    store,
    authenticate: (request) => ({ learnerId: request.headers.get('x-learner') ?? '' }),
    migrate: 'auto',
    background: false,
  })
  const call = (learner: string, path: string, body?: unknown) =>
    lessons.fetch(
      new Request(`${ORIGIN}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'x-learner': learner, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      }),
    )
  await lessons.api.putCourse('course', { title: 'Course' })
  await lessons.api.putLesson('lesson', { course_id: 'course', title: 'Lesson', playback_id: 'video', duration: 600 })
  await lessons.api.putEnrolment('course', 'ada')
  for (let count = 0; count < 200; count += 1) await (await call('ada', '/v1/courses')).text()

  const before = process.memoryUsage().rss
  let greatest = before
  const statuses = new Map<number, number>()
  let next = 0
  const invent = async (): Promise<void> => {
    while (next < BATCHES) {
      next += 1
      const reports = Array.from({ length: SESSIONS }, (_, index) => ({
        session_id: `invented-${next.toString()}-${index.toString()}-${'x'.repeat(200)}`,
        lesson_id: 'lesson',
        watched_segments: [],
      }))
      const { status } = await call('eve', '/v1/progress', { reports })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      greatest = Math.max(greatest, process.memoryUsage().rss)
      // As far as the machine lets another request in between: over a network each gets its own turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const times: number[] = []
  const load = Promise.all(Array.from({ length: AT_ONCE }, invent))
  while (next < BATCHES) {
    const started = performance.now()
    const response = await call('ada', '/v1/courses')
    await response.text()
    if (response.status === 200) times.push(performance.now() - started)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  await load
  await lessons.close()

  const grown = (greatest - before) / 1024 / 1024
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN
  console.log(
    `One learner, ${BATCHES.toLocaleString('en')} batches of ${SESSIONS.toString()} invented sessions, on ${store.kind}\n`,
  )
  console.log(
    `  answered         ${Array.from(statuses, ([status, count]) => `${count.toString()} × ${status.toString()}`).join(', ')}`,
  )
  console.log(`  memory           ${grown.toFixed(0)} MB more at most (limit ${LIMITS.grownMegabytes.toString()})`)
  console.log(
    `  another learner  ${times.length.toString()} calls: median ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms (limit ${LIMITS.p99.toString()})`,
  )
  if (grown > LIMITS.grownMegabytes || !(at(0.99) < LIMITS.p99)) throw new Error('A limit is passed.')
}
