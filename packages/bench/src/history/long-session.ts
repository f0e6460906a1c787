import type { LessonHandler } from '../../../server/src/index.js'
import type { SqlClient } from '../../../server/src/storage/database/sql-client.js'

const HOUR = 3_600_000
/** What a session of eight hours holds when somebody jumps about all the time. */
export const LONG_SESSION = { segments: 20_000, events: 26_000 } as const
const PER_REPORT = 2_000
/** Reports measured of each size. */
const MEASURED = { 1: 40, 100: 20, 2_000: 7 } as const
const LESSON = 'lesson-0'

export type ReportSize = keyof typeof MEASURED

/** Median milliseconds of a report of each size: the first ones of a session, and after eight hours of it. */
export interface LongSessionTimes {
  readonly size: ReportSize
  readonly first: number
  readonly last: number
}

export interface LongSessionOptions {
  readonly handler: LessonHandler
  readonly client: SqlClient
  readonly schema: string
  readonly ask: (learner: string, path: string, body: object) => Promise<Record<string, unknown>>
}

/** Measures reports of 1, 100 and 2,000 segments against a new session and against one that holds a whole working day. */
export async function measureLongSession(options: LongSessionOptions): Promise<readonly LongSessionTimes[]> {
  const filled = new ScrubbedSession(options, 'long-session')
  await filled.open()
  for (let done = 0; done < LONG_SESSION.segments; done += PER_REPORT) await filled.play(PER_REPORT)
  for (let done = 0; done < LONG_SESSION.events; done += PER_REPORT) await filled.act(PER_REPORT)
  const times: LongSessionTimes[] = []
  for (const size of [1, 100, 2_000] as const) {
    const [first, last]: [number[], number[]] = [[], []]
    // In turn, so that whatever else the machine does meets both alike.
    for (let index = 0; index < MEASURED[size]; index += 1) {
      const fresh = new ScrubbedSession(options, `fresh-${size.toString()}-${index.toString()}`)
      await fresh.open()
      first.push(await timeOf(() => fresh.play(size)))
      last.push(await timeOf(() => filled.play(size)))
    }
    times.push({ size, first: median(first), last: median(last) })
  }
  return times
}

/** A learner's session in which every stretch of 1.1 s is followed by a jump that takes 0.3 s. */
class ScrubbedSession {
  readonly #options: LongSessionOptions
  readonly #learner: string
  #session = ''
  #segments = 0
  #events = 0

  constructor(options: LongSessionOptions, learner: string) {
    this.#options = options
    this.#learner = learner
  }

  async open(): Promise<void> {
    const { handler, client, schema, ask } = this.#options
    await handler.api.putEnrolment('course', this.#learner)
    const grant = await ask(this.#learner, '/v1/sessions', {
      lesson_id: LESSON,
      client: { name: 'bench', version: '1.0.0' },
    })
    this.#session = String(grant['session_id'])
    const opened = Date.now() - 20 * HOUR
    await client.query(
      `update ${schema}.watch_sessions set opened_at = to_timestamp($2::float8 / 1000), windows = $3::int8multirange
       where session_id = $1::uuid`,
      [this.#session, opened, `{[${opened.toString()},${(opened + 20 * HOUR).toString()})}`],
    )
  }

  play(count: number): Promise<void> {
    const segments = Array.from({ length: count }, () => {
      const n = (this.#segments += 1)
      const [started, from] = [(n * 14) / 10, (n * 377) % 7_000]
      return { n, from, to: from + 1.1, rate: 1, started, ended: started + 1.1, visible: true, muted: false }
    })
    return this.#report({ watched_segments: segments })
  }

  act(count: number): Promise<void> {
    const events = Array.from({ length: count }, () => {
      const n = (this.#events += 1)
      return { n, type: 'seek', at: n, from: n % 600, to: (n * 7) % 600 }
    })
    return this.#report({ watched_segments: [], events })
  }

  async #report(parts: object): Promise<void> {
    const report = { session_id: this.#session, lesson_id: LESSON, position: null, duration: null, ...parts }
    const { results } = await this.#options.ask(this.#learner, '/v1/progress', { reports: [report] })
    const [result] = results as readonly { status: string }[]
    if (result?.status === 'refused') throw new Error('A report was refused.')
  }
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!
}
