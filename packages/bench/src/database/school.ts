import { generateKeyPairSync } from 'node:crypto'
import { createLessonHandler, type LessonHandler } from '@enhancedhr/server'
import type { LessonStore } from '../../../server/src/storage/store.js'
import { UnitOfWork } from '../../../server/src/storage/database/unit-of-work.js'
import { recordReports } from '../../../server/src/storage/ledger/record-reports.js'
import { SqlLessonStore } from '../../../server/src/storage/sql-lesson-store.js'
import type { SqlClient } from '../../../server/src/storage/database/sql-client.js'
import { recorded } from './recording-client.js'
import { NO_TELEMETRY } from '../../../server/src/core/telemetry.js'

export const SCHEMA = 'ehr_lessons'
const SEGMENT = 15
const ORIGIN = 'https://lessons.test'

/** How much is sent. */
export interface Load {
  /** Calls that are under way at the same time. */
  readonly atOnce: number
  /** Learners that take turns in each of them. */
  readonly learners: number
  /** Batches of each learner: one report with one segment of 15 s. */
  readonly batches: number
  /** Milliseconds from one batch of a call to the next; without it each follows the answer to the one before. */
  readonly every?: number
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEY = { id: 'key-1', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }

/**
 * The handler on that database; a learner signs in by name, and no limit applies. `alone` commits each batch by itself, as
 * the statements of a batch are replayed.
 */
export function openHandler(client: SqlClient, { alone = false } = {}): LessonHandler {
  const store = new SqlLessonStore(client, SCHEMA)
  if (alone) Object.defineProperty(store, 'ledger', { value: recordAlone(client) })
  return createLessonHandler({
    mux: { signingKeys: [KEY] },
    store,
    authenticate: (request) => ({ learnerId: request.headers.get('authorization') ?? '' }),
    rateLimit: { grants: 1_000_000, reports: 1_000_000 },
    migrate: 'auto',
    background: false,
  })
}

function recordAlone(client: SqlClient): LessonStore['ledger'] {
  const unit = new UnitOfWork(client, { schema: SCHEMA, writesEvents: true, telemetry: NO_TELEMETRY })
  return { record: (key, reports, policy) => recordReports(unit, { key, reports, named: reports, policy }) }
}

/** Enrols the learners, opens a session for each, and puts it an hour back, so that what is sent could have been watched. */
export async function found(client: SqlClient, load: Load): Promise<string[]> {
  const handler = openHandler(client)
  await handler.ready()
  await handler.api.putCourse('c', { title: 'Course' })
  const lesson = { course_id: 'c', title: 'Lesson', playback_id: 'video', duration: 3_600 }
  await handler.api.putLesson('l', lesson)
  const sessions: string[] = []
  for (let index = 0; index < load.atOnce * load.learners; index += 1) {
    await handler.api.putEnrolment('c', nameOf(index))
    const grant = await ask(handler, nameOf(index), '/v1/sessions', {
      lesson_id: 'l',
      client: { name: 'bench', version: '1.0.0' },
    })
    sessions.push(grant['session_id'] as string)
  }
  await client.script(`update ${SCHEMA}.watch_sessions set opened_at = opened_at - interval '1 hour',
    windows = int8multirange(int8range(lower(windows) - 3600000, upper(windows)))`)
  return sessions
}

/** How fast batches were answered. */
export interface Sent {
  /** Batches a second. */
  readonly rate: number
  /** Milliseconds within which 99 of 100 were answered, of the last three quarters. */
  readonly p99: number
}

/** Sends everything; `streams` gets the statements of each stream, where given. */
export async function send(
  handler: LessonHandler,
  sessions: readonly string[],
  { atOnce, learners, batches, every }: Load,
  streams?: string[][],
): Promise<Sent> {
  await handler.ready()
  const times: number[] = []
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, (_, stream) =>
      recorded.run(streams && (streams[stream] = []), async () => {
        for (let n = 1; n <= batches; n += 1) {
          for (let turn = 0; turn < learners; turn += 1) {
            const index = stream * learners + turn
            if (every !== undefined) await until(begun + every * (stream / atOnce + (n - 1) * learners + turn))
            const asked = performance.now()
            const answer = await ask(handler, nameOf(index), '/v1/progress', { reports: [report(sessions[index]!, n)] })
            times.push(performance.now() - asked)
            const [result] = answer['results'] as { status: string }[]
            if (result?.status !== 'credited') throw new Error(`Expected credit, got ${JSON.stringify(answer)}`)
          }
        }
      }),
    ),
  )
  const rate = (atOnce * learners * batches) / ((performance.now() - begun) / 1_000)
  // The first quarter warms up: connections open, plans are made, code is compiled.
  const warm = times.slice(times.length / 4).sort((a, b) => a - b)
  return { rate, p99: warm[Math.floor(warm.length * 0.99)] ?? NaN }
}

async function until(moment: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())))
}

function report(session: string, n: number): object {
  const [from, to] = [(n - 1) * SEGMENT, n * SEGMENT]
  const segment = { n, from, to, rate: 1, started: from, ended: to, visible: true, muted: false }
  return { session_id: session, lesson_id: 'l', position: to, duration: 3_600, watched_segments: [segment], events: [] }
}

async function ask(
  handler: LessonHandler,
  learner: string,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const response = await handler.fetch(
    new Request(`${ORIGIN}${path}`, {
      method: 'POST',
      headers: { authorization: learner, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
  const text = await response.text()
  if (!response.ok) throw new Error(`Expected an answer, got ${response.status.toString()} ${text}`)
  return JSON.parse(text) as Record<string, unknown>
}

function nameOf(index: number): string {
  return `learner-${index.toString()}`
}
