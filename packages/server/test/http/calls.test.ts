import { assert } from 'chai'
import { afterAll, beforeAll } from 'vitest'
import { jwtVerify } from 'jose'
import { ownValue } from '@enhancedhr/protocol'
import * as wire from '@enhancedhr/protocol/wire'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openingOf, openTestDatabase, PUBLIC_KEY } from './lesson-server.js'

let database: TestDatabase
let server: LessonServer

beforeAll(async () => {
  database = openTestDatabase()
  server = await new LessonServer(database.openStore()).found('ada', 'bob', 'cleo', 'dora', 'ed', 'finn')
})

afterAll(async () => {
  await server.handler.close()
  await database.close()
  server.watch.assertNothingLeaked('ada-the-learner')
})

/** The example of the contract: members and nesting are the oracle for what a grant carries. */
const CONTRACT_GRANT = {
  session_id: '',
  scope: '',
  opened_at: '',
  session_age: 0,
  credit_window: 4500,
  attempt: 1,
  lesson: {
    id: 'fire-safety-1',
    title: '',
    course_id: '',
    course_title: '',
    duration: 600,
    media_version: 1,
    seek_policy: 'free',
    max_playback_rate: 2,
    hidden_counts: true,
    muted_counts: true,
    offline_allowance: 3600,
    chapters: [],
    completion: { threshold: 0.9, required_segments: [[120, 180]], mode: 'any', quiz_required: false },
  },
  playback: {
    playback_id: '',
    tokens: { playback: '', thumbnail: '', storyboard: '' },
    urls: { stream: '', poster: '', storyboard: '' },
    lifetime: 900,
  },
  reporting: { every: 15 },
  progress: {
    attempt: 1,
    position: 0,
    watched_segments: [],
    watched_seconds: 0,
    playing_time: 0,
    percent: 0,
    completed: false,
    completed_at: null,
    media_version: 1,
    requirements: [],
  },
}

function membersOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path]
  return Object.entries(value)
    .flatMap(([name, member]) => membersOf(member, `${path}/${name}`))
    .toSorted()
}

function segment(n: number, from: number, to: number): wire.WirePlayedSegment {
  return { n, from, to, rate: 1, started: from, ended: to, visible: true, muted: false }
}

function reportOf(session: string, segments: readonly unknown[], more: object = {}): object {
  return {
    session_id: session,
    lesson_id: 'fire-safety-1',
    position: null,
    duration: 600,
    watched_segments: segments,
    events: [],
    ...more,
  }
}

describe('the calls of a learner', () => {
  it('answers a grant with exactly the members of the contract', async () => {
    await server.putLesson('fire-safety-1', {
      completion: { threshold: 0.9, required_segments: [[120, 180]] },
      chapters: [{ title: 'Alarm', from: 0 }],
    })
    const response = await server.ask('ada', '/v1/sessions', { body: openingOf('fire-safety-1') })
    assert.equal(response.status, 201)
    const grant = wire.grantSchema.parse(response.body)
    assert.deepEqual(membersOf(grant), membersOf(CONTRACT_GRANT))
    assert.equal(grant.credit_window, 4500)
    assert.isBelow(grant.session_age, 5)
    assert.deepEqual<unknown>(grant.lesson, {
      ...CONTRACT_GRANT.lesson,
      title: 'fire-safety-1',
      course_id: 'fire-safety',
      course_title: 'Fire safety',
      chapters: [{ title: 'Alarm', from: 0 }],
    })
    assert.deepEqual(
      grant.progress.requirements.map(({ kind, met }) => [kind, met]),
      [
        ['threshold', false],
        ['required_segments', false],
      ],
    )
  })

  it('signs three tokens that only the video, its still and its storyboard take', async () => {
    const { playback } = await server.open('ada')
    const now = Date.now() / 1000
    for (const [token, audience] of [
      [playback.tokens.playback, 'v'],
      [playback.tokens.thumbnail, 't'],
      [playback.tokens.storyboard, 's'],
    ] as const) {
      const { payload, protectedHeader } = await jwtVerify(token, PUBLIC_KEY)
      assert.deepEqual(protectedHeader, { alg: 'RS256', typ: 'JWT', kid: 'key-1' })
      assert.deepEqual(Object.keys(payload).toSorted(), ['aud', 'exp', 'sub'])
      assert.deepEqual([payload.sub, payload.aud], ['video1', audience])
      assert.isAtLeast(payload.exp!, now + 899)
      assert.isAtMost(payload.exp!, now + 961)
    }
    assert.deepEqual(playback.urls, {
      stream: `https://stream.mux.com/video1.m3u8?token=${playback.tokens.playback}`,
      poster: `https://image.mux.com/video1/thumbnail.webp?token=${playback.tokens.thumbnail}`,
      storyboard: `https://image.mux.com/video1/storyboard.vtt?format=webp&token=${playback.tokens.storyboard}`,
    })
  })

  it('keeps the same random scope for a learner and never one for two', async () => {
    const [first, again, other] = [await server.open('ada'), await server.open('ada'), await server.open('bob')]
    assert.equal(first.scope, again.scope)
    assert.notEqual(first.scope, other.scope)
    assert.notEqual(first.session_id, again.session_id)
  })

  it('refuses a grant in the order sign-in, shape, existence, entitlement, readiness', async () => {
    await server.putLesson('no-video', { playback_id: null, duration: null })
    await server.putLesson('no-duration', { duration: null })
    const opening = { body: openingOf('fire-safety-1') }
    const nobody = await server.ask(null, '/v1/sessions', opening)
    assertProblem(nobody, 401, 'unauthenticated')
    assert.equal(nobody.headers.get('www-authenticate'), 'Bearer')
    assertProblem(await server.ask('svc service', '/v1/sessions', opening), 403, 'forbidden')
    const shapeless = await server.ask('bob', '/v1/sessions', { body: { lesson_id: '../x', client: { name: '' } } })
    assertProblem(shapeless, 400, 'invalid_request')
    assert.deepEqual(
      (shapeless.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer),
      ['/lesson_id', '/client/name', '/client/version'],
    )
    assertProblem(await server.ask('bob', '/v1/sessions', { body: openingOf('nowhere') }), 404, 'lesson_not_found')
    assertProblem(await server.ask('bob - elsewhere', '/v1/sessions', opening), 404, 'lesson_not_found')
    assertProblem(await server.ask('stranger', '/v1/sessions', opening), 404, 'lesson_not_found')
    for (const lesson of ['no-video', 'no-duration']) {
      const response = await server.ask('bob', '/v1/sessions', { body: openingOf(lesson) })
      assertProblem(response, 409, 'lesson_not_ready')
      assert.equal(response.headers.get('retry-after'), '30')
    }
  })

  it('lets an admin watch without being enrolled, and nobody whose enrolment ended', async () => {
    await server.open('root admin')
    const tenant = { tenantId: server.tenantId }
    await server.handler.api.putEnrolment('fire-safety', 'ed', { ...tenant, active: false })
    assertProblem(
      await server.ask('ed', '/v1/sessions', { body: openingOf('fire-safety-1') }),
      403,
      'entitlement_denied',
    )
  })

  it('credits what was played, answers the status of each report, and shows it at every reading', async () => {
    const { session_id: id } = await server.open('cleo')
    // The session is a moment old: what passed is credited, and the slack of two seconds covers the rest.
    const body = {
      reports: [
        reportOf(id, [segment(1, 0, 0.75), { ...segment(2, 1, 2), from: 'x' }], { position: 0.75 }),
        { nothing: true },
      ],
    }
    const response = await server.ask('cleo', '/v1/progress', { body })
    assert.equal(response.status, 200)
    const answer = wire.acknowledgementSchema.parse(response.body)
    const [kept, refused] = answer.results
    assert.deepInclude(kept, { index: 0, session_id: id, through: 2, events_through: 0 })
    assert.deepEqual(refused, {
      index: 1,
      session_id: null,
      status: 'refused',
      through: 0,
      events_through: 0,
      code: 'invalid_request',
      retryable: false,
      reasons: [],
    })
    assert.deepEqual(answer.progress['fire-safety-1']!.watched_segments, [[0, 0.75]])
    assert.isAbove(ownValue(answer.session_age, id) ?? 0, 0)
    assert.equal(answer.courses['fire-safety']!.seat_time, 0.75)

    const progress = wire.lessonProgressSchema.parse(
      (await server.ask('cleo', '/v1/lessons/fire-safety-1/progress')).body,
    )
    assert.deepEqual(progress, answer.progress['fire-safety-1'])
    const course = wire.courseProgressSchema.parse((await server.ask('cleo', '/v1/courses/fire-safety/progress')).body)
    assert.deepEqual(course, answer.courses['fire-safety'])
    const granted = await server.open('cleo')
    assert.deepEqual(granted.progress, progress)
    assert.equal(granted.progress.position, 0.75)

    const again = await server.ask('cleo', '/v1/progress', { body: { reports: [body.reports[0]] } })
    assert.deepEqual((again.body as wire.Acknowledgement).results[0], kept)
  })

  it('completes a lesson of a second that was watched, once and permanently', async () => {
    await server.putLesson('short', { duration: 1, playback_id: 'video2' })
    const { session_id: id } = await server.open('finn', 'short')
    const report = reportOf(id, [segment(1, 0, 1)], { lesson_id: 'short', position: 1 })
    const response = await server.ask('finn', '/v1/progress', { body: { reports: [report] } })
    const progress = (response.body as wire.Acknowledgement).progress['short']!
    assert.deepInclude(progress, { completed: true, percent: 100 })
    const read = await server.ask('finn', '/v1/lessons/short/progress')
    assert.equal(read.body['completed_at'], progress.completed_at)
  })

  it('answers 200 for reports of sessions that are not there, another learner’s, or too many', async () => {
    const { session_id: id } = await server.open('bob')
    const reports = Array.from({ length: 52 }, (_, index) => reportOf(index === 0 ? id : 'unknown\u0000', []))
    const body = { reports: [reportOf(id, [segment(1, 0, 1)]), ...reports.slice(2), reportOf(id, [])] }
    const response = await server.ask('ada', '/v1/progress', { body })
    assert.equal(response.status, 200)
    const { results, progress } = wire.acknowledgementSchema.parse(response.body)
    assert.deepInclude(results[0], { status: 'refused', code: 'session_not_found', retryable: false })
    assert.deepInclude(results[1], { status: 'refused', code: 'session_not_found' })
    assert.deepInclude(results[50], { index: 50, code: 'too_large', retryable: true })
    assert.deepEqual(progress, {})
    const empty = await server.ask('ada', '/v1/progress', { body: { reports: [] } })
    assert.deepEqual(empty.body, { results: [], progress: {}, courses: {}, session_age: {} })
    assertProblem(await server.ask('ada', '/v1/progress', { body: {} }), 400, 'invalid_request')
    assertProblem(await server.ask('svc service', '/v1/progress', { body }), 403, 'forbidden')
  })

  it('refuses a report of too many segments and keeps its neighbour', async () => {
    const { session_id: id } = await server.open('bob')
    const crowd = Array.from({ length: 2_001 }, (_, index) => ({ n: index + 1 }))
    const response = await server.ask('bob', '/v1/progress', {
      body: { reports: [reportOf(id, crowd), reportOf(id, [segment(1, 0, 0.5)])] },
    })
    const { results } = response.body as wire.Acknowledgement
    assert.deepInclude(results[0], { code: 'too_large', retryable: true, through: 0 })
    assert.deepInclude(results[1], { status: 'credited', through: 1 })
  })

  it('keeps events of any content, and the batch they came with', async () => {
    const { session_id: id } = await server.open('bob')
    const events = [
      { n: 1, type: 'play', at: 0.1, position: 0 },
      {
        n: 2,
        type: 'odd\u0000',
        at: 0.2,
        text: 'a\u0000b \ud800',
        deep: 'DEEP',
      },
      { n: 3, type: 'play', at: 'soon' },
      { n: 2 ** 40, type: 'play', at: 1e300 },
      7,
    ]
    const text = JSON.stringify({ reports: [reportOf(id, [segment(1, 0, 0.5)], { events })] })
    const body = text.replace('"DEEP"', '['.repeat(20_000) + ']'.repeat(20_000))
    const response = await server.ask('bob', '/v1/progress', { body })
    assert.equal(response.status, 200, JSON.stringify(response.body))
    assert.deepInclude((response.body as wire.Acknowledgement).results[0], { status: 'credited', events_through: 3 })
  })

  it('renews tokens of a session, and ends the session when the entitlement is gone', async () => {
    const grant = await server.open('dora')
    const body = { session_id: grant.session_id }
    const response = await server.ask('dora', '/v1/tokens', { body })
    assert.equal(response.status, 200)
    const renewal = wire.renewalSchema.parse(response.body)
    assert.deepInclude(renewal, { session_id: grant.session_id, credit_window: 4500 })
    assert.deepEqual(membersOf(renewal.playback), membersOf(grant.playback))

    assertProblem(await server.ask('bob', '/v1/tokens', { body }), 404, 'session_not_found')
    assertProblem(await server.ask('bob', '/v1/tokens', { body: { session_id: 'x\u0000' } }), 404, 'session_not_found')
    const unknown = { body: { session_id: '00000000-0000-4000-8000-000000000000' } }
    assertProblem(await server.ask('dora', '/v1/tokens', unknown), 404, 'session_not_found')
    assertProblem(await server.ask('dora', '/v1/tokens', { body: {} }), 400, 'invalid_request')

    const tenant = { tenantId: server.tenantId }
    await server.handler.api.putEnrolment('fire-safety', 'dora', { ...tenant, active: false })
    assertProblem(await server.ask('dora', '/v1/tokens', { body }), 403, 'entitlement_denied')
    await server.handler.api.putEnrolment('fire-safety', 'dora', tenant)
    assertProblem(await server.ask('dora', '/v1/tokens', { body }), 404, 'session_not_found')
    const late = await server.ask('dora', '/v1/progress', {
      body: { reports: [reportOf(grant.session_id, [segment(1, 0, 0.5)])] },
    })
    assert.equal((late.body as wire.Acknowledgement).results[0]!.status, 'credited', 'what was played stays welcome')
  })

  it('asks for a new session once the video was replaced', async () => {
    await server.putLesson('replaced')
    const { session_id } = await server.open('bob', 'replaced')
    await server.putLesson('replaced', { playback_id: 'video9' })
    assertProblem(await server.ask('bob', '/v1/tokens', { body: { session_id } }), 409, 'media_replaced')
    assert.equal((await server.open('bob', 'replaced')).lesson.media_version, 2)
  })

  it('lists the courses of a learner a page at a time', async () => {
    const tenant = { tenantId: server.tenantId }
    for (const id of ['p-1', 'p-2', 'p-3']) {
      await server.handler.api.putCourse(id, { title: id }, tenant)
      await server.handler.api.putEnrolment(id, 'pat', tenant)
    }
    const first = wire.courseListSchema.parse((await server.ask('pat', '/v1/courses?limit=2')).body)
    assert.deepEqual(
      first.items.map(({ id }) => id),
      ['p-1', 'p-2'],
    )
    const rest = wire.courseListSchema.parse(
      (await server.ask('pat', `/v1/courses?limit=2&cursor=${first.next_cursor!}`)).body,
    )
    assert.deepEqual([rest.items.map(({ id }) => id), rest.next_cursor], [['p-3'], null])
    assert.deepEqual((await server.ask('stranger', '/v1/courses')).body['items'], [])
    for (const query of ['limit=0', 'limit=two', 'cursor=%00', 'limit=1e3']) {
      assertProblem(await server.ask('pat', `/v1/courses?${query}`), 400, 'invalid_request')
    }
    assert.equal(
      (await server.ask('pat', '/v1/courses?limit=100000')).status,
      200,
      'more than the maximum is the maximum',
    )
  })

  it('reads a course and a lesson with own progress and a signed poster, and opens no session', async () => {
    const course = wire.courseSchema.parse((await server.ask('bob', '/v1/courses/fire-safety')).body)
    assert.include(
      course.lessons.map(({ id }) => id),
      'fire-safety-1',
    )
    const unready = course.lessons.find(({ id }) => id === 'no-video')!
    assert.deepInclude(unready, { status: 'preparing', duration: null, poster: null })
    const lesson = wire.lessonSchema.parse((await server.ask('bob', '/v1/lessons/fire-safety-1')).body)
    assert.deepEqual(
      lesson,
      course.lessons.find(({ id }) => id === 'fire-safety-1'),
    )
    const token = new URL(lesson.poster!).searchParams.get('token')!
    assert.equal((await jwtVerify(token, PUBLIC_KEY)).payload.aud, 't')

    assertProblem(await server.ask('stranger', '/v1/courses/fire-safety'), 404, 'course_not_found')
    assertProblem(await server.ask('stranger', '/v1/lessons/fire-safety-1'), 404, 'lesson_not_found')
    for (const path of ['/v1/courses/nowhere', '/v1/courses/nowhere/progress', '/v1/courses/%00']) {
      assertProblem(await server.ask('bob', path), 404, 'course_not_found')
    }
    for (const path of ['/v1/lessons/nowhere', '/v1/lessons/nowhere/progress', '/v1/lessons/..%2F']) {
      assertProblem(await server.ask('bob', path), 404, 'lesson_not_found')
    }
    assertProblem(await server.ask('bob - elsewhere', '/v1/courses/fire-safety'), 404, 'course_not_found')
  })

  it('shows zeros to a learner who has watched nothing, and another’s progress to admins and services only', async () => {
    await server.handler.api.putEnrolment('fire-safety', 'newcomer', { tenantId: server.tenantId })
    const zeros = await server.ask('newcomer', '/v1/lessons/fire-safety-1/progress')
    assert.deepInclude(zeros.body, {
      watched_segments: [],
      watched_seconds: 0,
      percent: 0,
      completed: false,
      attempt: 1,
    })
    const path = '/v1/lessons/fire-safety-1/progress?learner_id=cleo'
    for (const reader of ['root admin', 'svc service']) {
      const response = await server.ask(reader, path)
      assert.equal(response.body['watched_seconds'], 0.75, reader)
    }
    assertProblem(await server.ask('bob', path), 403, 'forbidden')
    assertProblem(await server.ask('bob course_owner', path), 403, 'forbidden')
    assert.equal((await server.ask('cleo', path)).status, 200, 'oneself is not another')
    assertProblem(await server.ask('bob', '/v1/courses/nowhere/progress?learner_id=cleo'), 403, 'forbidden')
    assertProblem(
      await server.ask('root admin', '/v1/lessons/fire-safety-1/progress?learner_id='),
      400,
      'invalid_request',
    )
    assert.equal((await server.ask('cleo', '/v1/lessons/fire-safety-1/progress?attempt=2')).body['watched_seconds'], 0)
    for (const attempt of ['0', '-1', 'x', '2147483648']) {
      const response = await server.ask('cleo', `/v1/courses/fire-safety/progress?attempt=${attempt}`)
      assertProblem(response, 400, 'invalid_request')
    }
  })

  it('answers health, liveness and a reference of exactly these routes', async () => {
    assert.deepEqual((await server.ask(null, '/v1/health')).body, { status: 'ok' })
    assert.deepEqual((await server.ask(null, '/v1/health/live')).body, { status: 'ok' })
    const { body } = await server.ask(null, '/v1/openapi.json')
    assert.equal(body['openapi'], '3.1.0')
    const paths = body['paths'] as Record<string, Record<string, { responses: Record<string, unknown> }>>
    assert.deepEqual(Object.keys(paths), [
      '/v1/sessions',
      '/v1/tokens',
      '/v1/progress',
      '/v1/courses',
      '/v1/courses/{id}',
      '/v1/courses/{id}/progress',
      '/v1/lessons/{id}',
      '/v1/lessons/{id}/progress',
      '/v1/lessons/{id}/explanation',
      '/v1/courses/{id}/learners',
      '/v1/courses/{id}/enrolments',
      '/v1/courses/{id}/waivers',
      '/v1/courses/{id}/enrolments/{learner_id}',
      '/v1/courses/{id}/attempts',
      '/v1/lessons/{id}/quiz-results/{learner_id}',
      '/v1/courses/{id}/assessment-results/{learner_id}',
      '/v1/lessons/{id}/verdicts/{learner_id}',
      '/v1/courses/{id}/verdicts/{learner_id}',
      '/v1/learners/{learner_id}/export',
      '/v1/learners/{learner_id}',
      '/v1/health',
      '/v1/health/live',
      '/v1/openapi.json',
    ])
    assert.includeMembers(Object.keys(paths['/v1/sessions']!['post']!.responses), [
      '201',
      '401',
      '403',
      '404',
      '409',
      '429',
      '503',
    ])
  })

  it('does the housekeeping when asked: closes what was left, sweeps what was never played, judges by a new rule', async () => {
    const { api, work } = server.handler
    await work()
    await api.putCourse('housekeeping', { title: 'Housekeeping' }, { tenantId: server.tenantId })
    await api.putEnrolment('housekeeping', 'finn', { tenantId: server.tenantId })
    const lesson = { course_id: 'housekeeping', completion: { threshold: 0.9 } }
    await server.putLesson('housekeeping-1', lesson)
    const [played, left] = [await server.open('finn', 'housekeeping-1'), await server.open('finn', 'housekeeping-1')]
    await age(played.session_id, 8)
    await age(left.session_id, 40)
    const report = reportOf(played.session_id, [segment(1, 0, 10)], { lesson_id: 'housekeeping-1' })
    const response = await server.ask('finn', '/v1/progress', { body: { reports: [report] } })
    assert.deepInclude((response.body['results'] as object[])[0], { status: 'credited' }, JSON.stringify(response.body))
    await age(played.session_id, 8)
    await server.putLesson('housekeeping-1', { ...lesson, completion: { threshold: 0.01 } })
    const isCompleted = async () =>
      (await server.ask('finn', '/v1/lessons/housekeeping-1/progress')).body['completed'] as boolean
    assert.isFalse(await isCompleted())
    assert.deepEqual(await work({ budget: 10_000 }), { closed: 2, swept: 1, judged: 1 })
    assert.isTrue(await isCompleted())
    const rows = await database.client.query<{ session_id: string; ended: boolean }>(
      `select session_id, ended_at is not null as ended from ${database.schema}.watch_sessions
       where session_id in ($1::uuid, $2::uuid)`,
      [played.session_id, left.session_id],
    )
    assert.deepEqual(rows, [{ session_id: played.session_id, ended: true }])
    assert.deepEqual(await work({ budget: 1_000 }), { closed: 0, swept: 0, judged: 0 })
  })
})

/** Moves all that a session knows of time into the past, as if it had been opened `days` ago. */
async function age(sessionId: string, days: number): Promise<void> {
  await database.client.query(
    `update ${database.schema}.watch_sessions set opened_at = now() - $2::float8 * interval '1 day',
       last_seen_at = now() - $2::float8 * interval '1 day',
       windows = int8multirange(int8range(floor(extract(epoch from now()) * 1000 - $2::float8 * 86400000)::int8,
         floor(extract(epoch from now()) * 1000 - $2::float8 * 86400000)::int8 + 4500000))
     where session_id = $1::uuid`,
    [sessionId, days],
  )
}

describe('the trusted calls in process', () => {
  it('refuses what could never be met or is not there, with pointers', async () => {
    const { api } = server.handler
    const tenant = { tenantId: server.tenantId }
    const failure = async (work: Promise<unknown>): Promise<unknown> => {
      const error = await work.then(
        () => assert.fail('it was taken'),
        (reason: unknown) => reason as { code: string; errors: { pointer: string }[] },
      )
      return [error.code, ...error.errors.map(({ pointer }) => pointer)]
    }
    const lesson = { title: 'A', course_id: 'fire-safety', duration: 10, playback_id: 'v' }
    assert.deepEqual(await failure(api.putCourse('../x', { title: 'A' }, tenant)), ['invalid_request', '/id'])
    assert.deepEqual(await failure(api.putCourse('a', { title: '' }, tenant)), ['invalid_request', '/title'])
    assert.deepEqual(await failure(api.putLesson('a', { ...lesson, course_id: 'nowhere' }, tenant)), [
      'course_not_found',
    ])
    assert.deepEqual(await failure(api.putEnrolment('nowhere', 'ada', tenant)), ['course_not_found'])
    assert.deepEqual(await failure(api.putEnrolment('fire-safety', '', tenant)), ['invalid_request', '/learner_id'])
    const segments = {
      required_segments: [
        [5, 5],
        [5, 11],
      ] as [number, number][],
    }
    assert.deepEqual(await failure(api.putLesson('a', { ...lesson, completion: segments }, tenant)), [
      'rule_unreachable',
      '/completion/required_segments/0',
      '/completion/required_segments/1',
    ])
    assert.deepEqual(await failure(api.putLesson('a', { ...lesson, completion: {} }, tenant)), [
      'rule_unreachable',
      '/completion',
    ])
    const never = { ...lesson, completion: { threshold: 0 } }
    assert.deepEqual(await failure(api.putLesson('a', never, tenant)), ['invalid_request', '/completion/threshold'])
  })
})
