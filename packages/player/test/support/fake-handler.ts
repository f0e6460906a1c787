import { bypass, http, HttpResponse, passthrough } from 'msw'
import { setupWorker, type SetupWorker } from 'msw/browser'
import { madeUpGrant, madeUpRenewal } from './made-up-grant.js'
import { until } from './wait.js'

type Answer = (lessonId: string) => Response | Promise<Response>
type RenewalAnswer = (sessionId: string) => Response | Promise<Response>

/** Answers in the handler's place under `/fake-api`, call after call: what a real one gives only in bad hours. */
export class FakeHandler {
  /** Lesson ids of the grants asked for, in order. */
  readonly asked: string[] = []
  /** Sessions for which tokens were asked, in order. */
  readonly renewed: string[] = []
  readonly reports: unknown[] = []
  /** Every request of the page, whoever made it. */
  readonly urls: string[] = []
  /** How many pieces of video are still handed out; the others are refused as Mux refuses an address that has run out. */
  media = Infinity
  /** The lesson's code cannot be loaded, which turns out once a grant was asked for. */
  isCodeAway = false
  /** Which pieces of the player’s code that are loaded later cannot be had. */
  away: RegExp | undefined
  /** What does not count of any lesson, and why; the answer to a question about it. */
  explain: () => Response | Promise<Response> = () => problem(503, 'storage_unavailable')
  /** Makes another master playlist of the real one. */
  master: ((playlist: string) => string) | undefined
  /** Makes the captions in place of the real ones, or answers otherwise. */
  captions: (() => string | Response) | undefined
  #answers: Answer[] = []
  #renewals: RenewalAnswer[] = []
  #worker: SetupWorker | undefined

  async start(): Promise<void> {
    this.#worker = setupWorker(
      http.post('/fake-api/v1/sessions', async ({ request }) => {
        const { lesson_id: lessonId } = (await request.json()) as { lesson_id: string }
        this.asked.push(lessonId)
        const answer = this.#answers.shift()
        return answer ? answer(lessonId) : HttpResponse.json(await madeUpGrant({ lesson: lessonId }), { status: 201 })
      }),
      http.post('/fake-api/v1/tokens', async ({ request }) => {
        const { session_id: session } = (await request.json()) as { session_id: string }
        this.renewed.push(session)
        const answer = this.#renewals.shift()
        const lesson = this.asked.at(-1) ?? 'fire-safety-1'
        return answer ? answer(session) : HttpResponse.json(await madeUpRenewal({ session, lesson }))
      }),
      http.get('/fake-api/v1/lessons/:id/explanation', () => this.explain()),
      http.post('/fake-api/v1/progress', async ({ request }) => {
        this.reports.push(await request.json())
        return problem(503, 'storage_unavailable')
      }),
      http.get(/\/player\/src\/composition\./, async () => {
        if (!this.isCodeAway) return passthrough()
        await until(() => this.asked.length > 0)
        return new HttpResponse(null, { status: 503 })
      }),
      http.get(/\/player\/src\//, ({ request }) =>
        this.away?.test(request.url) ? new HttpResponse(null, { status: 503 }) : undefined,
      ),
      http.get(/\/mux\/v1\/[^/]+\.m4s/, () => {
        this.media -= 1
        return this.media < 0 ? new HttpResponse(null, { status: 403 }) : passthrough()
      }),
      http.get(/\/mux\/v1\/[^/]+\.vtt/, () => {
        const made = this.captions?.() ?? passthrough()
        return typeof made === 'string' ? new HttpResponse(made) : made
      }),
      http.get(/\/mux\/[^/]+\.m3u8/, async ({ request }) => {
        if (!this.master) return passthrough()
        const real = await fetch(bypass(request))
        return new HttpResponse(this.master(await real.text()), { headers: real.headers })
      }),
    )
    this.#worker.events.on('request:start', ({ request }) => {
      this.urls.push(request.url)
    })
    await this.#worker.start({ quiet: true, onUnhandledRequest: 'bypass' })
  }

  /** What the next grants answer, one after the other; after them every lesson is granted. */
  then(...answers: Answer[]): void {
    this.#answers.push(...answers)
  }

  /** What the next calls for tokens answer, given the session that asks; after them fresh ones are given. */
  thenRenewing(...answers: RenewalAnswer[]): void {
    this.#renewals.push(...answers)
  }

  reset(): void {
    this.explain = () => problem(503, 'storage_unavailable')
    this.#answers = []
    this.#renewals = []
    this.media = Infinity
    this.master = this.captions = this.away = undefined
    this.isCodeAway = false
    this.asked.length = this.renewed.length = this.reports.length = this.urls.length = 0
  }

  stop(): void {
    this.#worker?.stop()
  }
}

/** A coded refusal as the handler words it. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  return HttpResponse.json(
    {
      type: `urn:ehr-lessons:problem:${code}`,
      title: code,
      status,
      code,
      retryable: status === 429 || status === 503,
      request_id: 'r',
    },
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  )
}
