import fc from 'fast-check'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { assert } from 'chai'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import type { TestDatabase } from '../support/database.js'
import { oddText, oddValue, replaceAt } from '../support/odd-input.js'
import { assertProblem, LessonServer, openTestDatabase, type ServerAnswer } from './lesson-server.js'

let database: TestDatabase
let store: SqlLessonStore
let server: LessonServer

const MANY = { grants: 1_000_000, renewals: 1_000_000, reports: 1_000_000 }

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  await store.prepare('auto')
  server = await new LessonServer(store, { rateLimit: MANY }).found('ada')
})
afterAll(() => database.close())

const RESULT = { result_id: 'r', passed: true, score: 1, max_score: 2, taken_at: '2026-01-01T00:00:00Z' }

/** Every call that takes a body, with one that is taken. */
const CALLS: readonly { readonly method: string; readonly path: string; readonly body: unknown }[] = [
  {
    method: 'PUT',
    path: '/v1/courses/odd',
    body: {
      title: 'Odd',
      description: 'd',
      owners: ['olga'],
      assessment: true,
      completion: { assessment_required: true, minimum_seat_time: 0 },
    },
  },
  {
    method: 'PUT',
    path: '/v1/lessons/odd-1',
    body: {
      course_id: 'fire-safety',
      title: 'Odd',
      order: 1,
      required: true,
      playback_id: 'v',
      duration: 600,
      chapters: [{ title: 'a', from: 0 }],
      quiz: true,
      completion: { threshold: 0.9, required_segments: [[0, 10]], mode: 'all', quiz_required: true },
      policies: {
        max_playback_rate: 2,
        hidden_counts: true,
        muted_counts: null,
        seek_policy: 'free',
        offline_allowance: 5,
      },
    },
  },
  { method: 'POST', path: '/v1/courses/fire-safety/attempts', body: { learner_id: 'ben', reason: 'r', attempt: 2 } },
  { method: 'PUT', path: '/v1/lessons/fire-safety-1/quiz-results/ben', body: RESULT },
  { method: 'PUT', path: '/v1/courses/fire-safety/assessment-results/ben', body: RESULT },
  { method: 'PUT', path: '/v1/lessons/fire-safety-1/verdicts/ben', body: { completed: true, reason: 'r', attempt: 1 } },
  { method: 'PUT', path: '/v1/courses/fire-safety/verdicts/ben', body: { completed: true, reason: 'r', attempt: 1 } },
  {
    method: 'POST',
    path: '/v1/courses/fire-safety/waivers',
    body: {
      waivers: [
        {
          learner_id: 'ben',
          reason: 'r',
          completed_at: '2026-01-01T00:00:00Z',
          lesson_id: 'fire-safety-1',
          enrol: true,
        },
      ],
    },
  },
]

function assertAnswered(answer: ServerAnswer): void {
  assert.notEqual(answer.status, 500, JSON.stringify(answer.body))
  assert.isBelow(answer.status, 503, JSON.stringify(answer.body))
}

describe('odd texts and numbers', () => {
  it('in a body of any call that manages are taken, or refused with a pointer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CALLS), fc.nat(), oddValue, async ({ method, path, body }, pick, odd) => {
        const answer = await server.ask('root admin', path, { method, body: replaceAt(body, pick, odd) })
        assertAnswered(answer)
        if (answer.status !== 400) return
        const errors = answer.body['errors'] as { pointer: string; detail: string }[]
        assert.isNotEmpty(errors)
        for (const { pointer, detail } of errors) {
          assert.match(pointer, /^(\/|$)/)
          assert.notMatch(detail, /^Invalid input$/)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('in a path and in a query are answered too', async () => {
    const paths = [
      (text: string) => `/v1/courses/fire-safety/enrolments/${text}`,
      (text: string) => `/v1/lessons/fire-safety-1/quiz-results/${text}`,
      (text: string) => `/v1/courses/${text}`,
      (text: string) => `/v1/lessons/${text}/progress`,
      (text: string) => `/v1/lessons/fire-safety-1/progress?learner_id=${text}`,
      (text: string) => `/v1/lessons/fire-safety-1/explanation?attempt=${text}`,
      (text: string) => `/v1/courses?limit=${text}`,
      (text: string) => `/v1/courses?cursor=${text}`,
      (text: string) => `/v1/courses/${text}/learners`,
      (text: string) => `/v1/courses/fire-safety/learners?search=${text}`,
      (text: string) => `/v1/courses/fire-safety/learners?status=${text}`,
      (text: string) => `/v1/courses/fire-safety/learners?cursor=${text}`,
      (text: string) => `/v1/courses/fire-safety/enrolments?cursor=${text}`,
      (text: string) => `/v1/courses/fire-safety/enrolments?active=${text}`,
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), oddText, fc.boolean(), async (toPath, text, raw) => {
        const path = toPath(raw ? text.replaceAll(/[\p{Surrogate}\u0000]/gu, '%ED%A0%80') : encode(text))
        const changes = path.includes('enrolments/') || path.includes('quiz-results')
        const body = path.includes('quiz-results') ? RESULT : undefined
        assertAnswered(await server.ask('root admin', path, { method: changes ? 'PUT' : 'GET', body }))
      }),
      { numRuns: 300 },
    )
  })

  it('in what a learner sends never lose the rest of the batch', async () => {
    const grant = await server.open('ada')
    const names = { session_id: grant.session_id, lesson_id: 'fire-safety-1' }
    const segment = { n: 1, from: 0, to: 1, rate: 1, started: 0, ended: 1, visible: true, muted: false }
    const event = { n: 1, type: 'seek', at: 1, from: 0, to: 1, extra: { deep: ['x'] } }
    const report = { ...names, position: 1, duration: 600, watched_segments: [segment], events: [event] }
    await fc.assert(
      fc.asyncProperty(fc.nat(), oddValue, oddText, async (pick, odd, name) => {
        const odder = replaceAt(report, pick, odd) as object
        const named = { ...report, events: [{ ...event, n: 1 + (pick % 1_000), type: name, [name]: odd }] }
        assertAnswered(await server.ask('ada', '/v1/progress', { body: { reports: [odder, named] } }))
      }),
      { numRuns: 300 },
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(), oddValue, async (pick, odd) => {
        const opening = { lesson_id: 'fire-safety-1', client: { name: 'n', version: 'v' } }
        assertAnswered(await server.ask('ada', '/v1/sessions', { body: replaceAt(opening, pick, odd) }))
        const renewal = { session_id: grant.session_id }
        assertAnswered(await server.ask('ada', '/v1/tokens', { body: replaceAt(renewal, pick, odd) }))
      }),
      { numRuns: 150 },
    )
  })

  it('are refused where they stand: half of a pair in each text, a time that no row holds', async () => {
    const half = '\ud800'
    const places: readonly [string, string, object, string][] = [
      ['PUT', '/v1/courses/odd', { title: half }, '/title'],
      ['PUT', '/v1/courses/odd', { title: 't', owners: ['o', half] }, '/owners/1'],
      ['PUT', '/v1/courses/odd', { title: 't', description: half }, '/description'],
      ['PUT', '/v1/lessons/odd-1', { title: 't', chapters: [{ title: half, from: 0 }] }, '/chapters/0/title'],
      [
        'PUT',
        '/v1/lessons/odd-1',
        { title: 't', completion: { required_segments: [[0, 1e308]] } },
        '/completion/required_segments/0/1',
      ],
      ['POST', '/v1/courses/fire-safety/attempts', { learner_id: half, reason: 'r' }, '/learner_id'],
      ['POST', '/v1/courses/fire-safety/attempts', { learner_id: 'a', reason: half }, '/reason'],
      ['PUT', '/v1/lessons/fire-safety-1/quiz-results/ben', { ...RESULT, result_id: half }, '/result_id'],
      ['PUT', '/v1/courses/fire-safety/verdicts/ben', { completed: true, reason: half }, '/reason'],
      ['PUT', '/v1/courses/fire-safety/enrolments/%00', {}, '/learner_id'],
    ]
    for (const [method, path, body, pointer] of places) {
      const answer = await server.ask('root admin', path, { method, body })
      assertProblem(answer, 400, 'invalid_request')
      assert.deepEqual(
        (answer.body['errors'] as { pointer: string }[]).map((error) => error.pointer),
        [pointer],
      )
    }
  })

  it('are nobody’s sign-in: such an id was never recorded', async () => {
    for (const learnerId of ['\ud800', 'a\u0000']) {
      const odd = new LessonServer(store, { authenticate: () => ({ learnerId }) })
      assertProblem(await odd.ask('x', '/v1/courses'), 401, 'unauthenticated')
      const tenant = new LessonServer(store, { authenticate: () => ({ learnerId: 'ada', tenantId: learnerId }) })
      assertProblem(await tenant.ask('x', '/v1/courses'), 401, 'unauthenticated')
    }
  })
})

function encode(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return '%ED%A0%80'
  }
}
