import { afterAll, beforeAll, describe, it } from 'vitest'
import { assert } from 'chai'
import { LessonProblem } from '../../src/index.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openTestDatabase } from './lesson-server.js'

let database: TestDatabase
let store: SqlLessonStore
let server: LessonServer

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  await store.prepare('auto')
  server = await new LessonServer(store).found('ada')
})
afterAll(() => database.close())

const LESSON = '/v1/lessons/fire-safety-1'
/** What is put, where it is wrong, and what the answer says of it. */
const REFUSED: readonly [string, string, object, string, string][] = [
  ['PUT', LESSON, { title: 't', courseId: 'x' }, '/courseId', 'unknown; did you mean course_id?'],
  [
    'PUT',
    LESSON,
    { title: 't', completion: { treshold: 1 } },
    '/completion/treshold',
    'unknown; did you mean threshold?',
  ],
  [
    'PUT',
    LESSON,
    { title: 't', policies: { colour: 1 } },
    '/policies/colour',
    'unknown; expected one of max_playback_rate, hidden_counts, muted_counts, seek_policy, offline_allowance',
  ],
  [
    'PUT',
    LESSON,
    { title: 't', chapters: [{ title: 'c', at: 1 }] },
    '/chapters/0/from',
    'expected a number, got nothing',
  ],
  ['PUT', LESSON, {}, '/title', 'expected text, got nothing'],
  ['PUT', LESSON, { title: '' }, '/title', 'expected text of at least 1 characters, got empty text'],
  ['PUT', LESSON, { title: 7 }, '/title', 'expected text, got 7'],
  ['PUT', LESSON, { title: 't', order: 1.5 }, '/order', 'expected a whole number, got 1.5'],
  ['PUT', LESSON, { title: 't', duration: 1e308 }, '/duration', 'expected a number of at most 2147483, got 1e+308'],
  [
    'PUT',
    LESSON,
    { title: 't', completion: { mode: 'some' } },
    '/completion/mode',
    'expected "any" or "all", got "some"',
  ],
  [
    'PUT',
    '/v1/lessons/fire-safety-1/quiz-results/ada',
    { result_id: 'r', passed: true, taken_at: 'yesterday' },
    '/taken_at',
    'expected an instant such as 2026-01-31T12:00:00Z, got text of 9 characters',
  ],
  [
    'POST',
    '/v1/courses/fire-safety/attempts',
    { learnerId: 'ada', learner_id: 'ada', reason: 'r' },
    '/learnerId',
    'unknown; did you mean learner_id?',
  ],
]

describe('bodies of calls that manage', () => {
  for (const [method, path, body, pointer, detail] of REFUSED) {
    it(`are refused at ${pointer}: ${detail}`, async () => {
      const answer = await server.ask('root admin', path, { method, body })
      assertProblem(answer, 400, 'invalid_request')
      assert.deepInclude(answer.body['errors'] as object[], { pointer, detail })
    })
  }

  it('are read alike in process', async () => {
    const mistaken = { title: 't', courseId: 'fire-safety', playbackId: 'v' }
    const error: unknown = await server.handler.api.putLesson('x', mistaken).catch((reason: unknown) => reason)
    assert.instanceOf(error, LessonProblem)
    assert.deepEqual((error as LessonProblem).errors, [
      { pointer: '/courseId', detail: 'unknown; did you mean course_id?' },
      { pointer: '/playbackId', detail: 'unknown; did you mean playback_id?' },
    ])
  })

  it('never have what may be personal repeated', async () => {
    const answer = await server.ask('root admin', '/v1/courses/fire-safety', {
      method: 'PUT',
      body: { title: 't', owners: [`ada@example.com${'x'.repeat(300)}`] },
    })
    assertProblem(answer, 400, 'invalid_request')
    assert.notInclude(JSON.stringify(answer.body), 'ada@')
  })

  it('are strict, while a learner’s call ignores what it does not know', async () => {
    const body = { lesson_id: 'fire-safety-1', client: { name: 'n', version: '1', more: 1 }, future: true }
    assert.equal((await server.ask('ada', '/v1/sessions', { body })).status, 201)
  })
})
