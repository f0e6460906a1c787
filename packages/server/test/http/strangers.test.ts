import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { ROUTES } from '../../src/http/routes.js'
import type { Entitlement } from '../../src/index.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openingOf, openTestDatabase, type ServerAnswer } from './lesson-server.js'

/** One call about a course or lesson. */
interface SubjectCall {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

const RESULT = { result_id: 'r1', passed: true, taken_at: '2026-01-01T00:00:00Z' }
const VERDICT = { completed: true, reason: 'x' }
const BODIES: Readonly<Record<string, unknown>> = {
  '/v1/courses/:id/attempts': { learner_id: 'ada', reason: 'x' },
  '/v1/courses/:id/waivers': { waivers: [{ learner_id: 'ada', reason: 'x' }] },
  '/v1/lessons/:id/quiz-results/:learner_id': RESULT,
  '/v1/courses/:id/assessment-results/:learner_id': RESULT,
  '/v1/lessons/:id/verdicts/:learner_id': VERDICT,
  '/v1/courses/:id/verdicts/:learner_id': VERDICT,
}
const CREATING = ['PUT /v1/courses/:id', 'PUT /v1/lessons/:id']
const LESSON = { title: 'Mine', playback_id: 'own1', duration: 600 }

/** Who may not know of the course `fire-safety`, by who they are. */
const STRANGERS = {
  'a learner of the tenant': 'sam',
  'a learner of another course': 'lea',
  'an owner of another course': 'max course_owner',
  'an owner who learns elsewhere': 'lea course_owner,learner',
  'somebody whose role is the host’s own': 'sam editor',
  'a learner of another tenant': 'ada - another',
  'an owner of another tenant': 'olga course_owner another',
  'an admin of another tenant': 'root admin another',
  'a service of another tenant': 'svc service another',
} as const

/** Every call of the route table about one course or lesson; what creates is asked below. */
function callsAbout({ course, lesson }: { course: string; lesson: string }): readonly SubjectCall[] {
  const calls = ROUTES.filter(({ method, path }) => path.includes('/:id') && !CREATING.includes(`${method} ${path}`))
  const inPaths = calls.flatMap(({ method, path }) => {
    const id = path.startsWith('/v1/courses') ? course : lesson
    const call = { method, path: path.replace(':id', id).replace(':learner_id', 'ada'), body: BODIES[path] }
    return method === 'GET' ? [call, { ...call, path: `${call.path}?learner_id=ada` }] : [call]
  })
  return [
    ...inPaths,
    { method: 'POST', path: '/v1/sessions', body: openingOf(lesson) },
    { method: 'PUT', path: '/v1/lessons/new', body: { ...LESSON, course_id: course } },
  ]
}

/** All of an answer that could differ. */
function visible({ status, headers, body }: ServerAnswer): object {
  const { request_id: _id, ...rest } = body
  const answer = Array.from(headers).filter(([name]) => !/^(x-request-id|ratelimit)/.test(name))
  return { status, headers: answer, body: rest }
}

let database: TestDatabase
let store: SqlLessonStore
let server: LessonServer

async function found(entitlement?: Entitlement): Promise<LessonServer> {
  const rateLimit = { grants: 1_000, renewals: 1_000, reports: 1_000 }
  const made = await new LessonServer(store, { rateLimit, ...(entitlement && { entitlement }) }).found('ada', 'eva')
  const { api } = made.handler
  const tenant = { tenantId: made.tenantId }
  await api.putCourse('fire-safety', { title: 'Fire safety', owners: ['olga'] }, tenant)
  await api.putCourse('other', { title: 'Other', owners: ['max', 'lea'] }, tenant)
  await api.putLesson('other-1', { ...LESSON, course_id: 'other' }, tenant)
  await api.putLesson('loose', { ...LESSON, course_id: null }, tenant)
  await api.putEnrolment('other', 'lea', tenant)
  await api.putEnrolment('fire-safety', 'eva', { ...tenant, active: false })
  await api.putLessonVerdict('fire-safety-1', 'wim', VERDICT, tenant)
  return made
}

function send(who: string, { method, path, body }: SubjectCall): Promise<ServerAnswer> {
  return server.ask(who, path, { method, ...(body !== undefined && { body }) })
}

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  await store.prepare('auto')
  server = await found()
})
afterAll(() => database.close())

describe('a stranger of a course', () => {
  for (const [kind, who] of Object.entries(STRANGERS)) {
    it(`reads the same of it and its lessons as of what does not exist: ${kind}`, async () => {
      const there = callsAbout({ course: 'fire-safety', lesson: 'fire-safety-1' })
      const nowhere = callsAbout({ course: 'no-course', lesson: 'no-lesson' })
      for (const [index, call] of there.entries()) {
        const answer = await send(who, call)
        assert.deepEqual(visible(answer), visible(await send(who, nowhere[index]!)), `${call.method} ${call.path}`)
        // 403 answers a role that the call does not take, whatever the id is.
        assert.include([403, 404], answer.status, `${call.method} ${call.path}`)
      }
    })
  }

  it('is answered 404 by every call that the role may make', async () => {
    const there = callsAbout({ course: 'fire-safety', lesson: 'fire-safety-1' })
    const statuses = async (who: string) => {
      const all = await Promise.all(there.map(async (call) => ({ call, answer: await send(who, call) })))
      return all.filter(({ answer }) => answer.status === 403).map(({ call }) => `${call.method} ${call.path}`)
    }
    const results = (await statuses('max course_owner')).filter(
      (call) => !/((results|verdicts)\/ada|waivers)$/.test(call),
    )
    assert.deepEqual(results, [])
    const learners = (await statuses('sam')).filter(
      (call) => call.startsWith('GET') && !/\?learner_id=ada$|\/(learners|enrolments)$/.test(call),
    )
    assert.deepEqual(learners, [])
    assertProblem(
      await server.ask('sam', '/v1/sessions', { body: openingOf('fire-safety-1') }),
      404,
      'lesson_not_found',
    )
    assertProblem(await server.ask('sam', '/v1/sessions', { body: openingOf('loose') }), 404, 'lesson_not_found')
    for (const part of ['', '/progress']) {
      assertProblem(await server.ask('sam', `/v1/courses/fire-safety${part}`), 404, 'course_not_found')
    }
    for (const part of ['', '/progress', '/explanation']) {
      assertProblem(await server.ask('sam', `/v1/lessons/fire-safety-1${part}`), 404, 'lesson_not_found')
    }
  })

  it('is answered 403 for an id that is taken, and moves no lesson into a course that is not known', async () => {
    const put = (who: string, path: string, body: object) => server.ask(who, path, { method: 'PUT', body })
    assertProblem(await put('max course_owner', '/v1/courses/fire-safety', { title: 'Mine' }), 403, 'forbidden')
    const mine = { ...LESSON, course_id: 'other' }
    assertProblem(await put('max course_owner', '/v1/lessons/fire-safety-1', mine), 403, 'forbidden')
    const moved = { ...LESSON, course_id: 'fire-safety' }
    assertProblem(await put('max course_owner', '/v1/lessons/other-1', moved), 404, 'course_not_found')
  })
})

describe('somebody who may know of a course', () => {
  /** Enrolled once; and never enrolled, with a waiver. */
  for (const who of ['eva', 'wim']) {
    it(`and may not watch is answered 403, and reads what was earned: ${who}`, async () => {
      assertProblem(await server.ask(who, '/v1/courses/fire-safety'), 403, 'entitlement_denied')
      assertProblem(await server.ask(who, '/v1/lessons/fire-safety-1'), 403, 'entitlement_denied')
      const opening = { body: openingOf('fire-safety-1') }
      assertProblem(await server.ask(who, '/v1/sessions', opening), 403, 'entitlement_denied')
      const paths = ['/v1/courses/fire-safety/progress', '/v1/lessons/fire-safety-1/progress']
      for (const path of [...paths, '/v1/lessons/fire-safety-1/explanation']) {
        assert.equal((await server.ask(who, path)).status, 200, path)
      }
      const asOwner = await server.ask(`${who} course_owner`, `${paths[1]!}?learner_id=ada`)
      assertProblem(asOwner, 403, 'forbidden')
      const removed = await server.ask(`${who} course_owner`, '/v1/lessons/fire-safety-1', { method: 'DELETE' })
      assertProblem(removed, 403, 'forbidden')
      const put = { method: 'PUT', body: { ...LESSON, course_id: 'fire-safety' } }
      assertProblem(await server.ask(`${who} course_owner`, '/v1/lessons/new', put), 403, 'forbidden')
    })
  }

  it('because of managing it reads everything, and watches only as a person', async () => {
    for (const who of ['olga course_owner', 'root admin', 'svc service']) {
      for (const { method, path } of callsAbout({ course: 'fire-safety', lesson: 'fire-safety-1' })) {
        // A manager who never learned there says whose standing is asked for.
        const isWhose = !path.endsWith('?learner_id=ada') && /\/(progress|explanation)$/.test(path)
        if (method !== 'GET' || isWhose) continue
        assert.equal((await server.ask(who, path)).status, 200, `${who} ${path}`)
      }
    }
    const opening = { body: openingOf('fire-safety-1') }
    assertProblem(await server.ask('olga course_owner', '/v1/sessions', opening), 403, 'entitlement_denied')
    assertProblem(await server.ask('svc service', '/v1/sessions', opening), 403, 'forbidden')
    assert.equal((await server.ask('root admin', '/v1/sessions', opening)).status, 201)
  })

  it('because the host entitles to a lesson without enrolment watches it and reads how it goes', async () => {
    const open = new Set(['gus'])
    const host = await found(({ learner }) => open.has(learner.learnerId))
    for (const part of ['', '/progress', '/explanation']) {
      assert.equal((await host.ask('gus', `/v1/lessons/fire-safety-1${part}`)).status, 200, part)
      assertProblem(await host.ask('sam', `/v1/lessons/fire-safety-1${part}`), 404, 'lesson_not_found')
    }
    assertProblem(await host.ask('gus', '/v1/lessons/no-lesson'), 404, 'lesson_not_found')
    const { session_id: sessionId } = await host.open('gus')
    open.clear()
    // The session is a record of one's own.
    assertProblem(await host.ask('gus', '/v1/lessons/fire-safety-1'), 403, 'entitlement_denied')
    assertProblem(await host.ask('gus', '/v1/tokens', { body: { session_id: sessionId } }), 403, 'entitlement_denied')
    assert.equal((await host.ask('gus', '/v1/courses/fire-safety/progress')).status, 200)
    assertProblem(await host.ask('gus', '/v1/courses/other/progress'), 404, 'course_not_found')
  })
})
