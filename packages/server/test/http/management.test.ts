import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { assert } from 'chai'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openingOf, openTestDatabase, type ServerAnswer } from './lesson-server.js'

let database: TestDatabase
let store: SqlLessonStore
let server: LessonServer

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  await store.prepare('auto')
})
afterAll(() => database.close())
beforeEach(() => {
  // Each test is a separate tenant, and all of them play the same video.
  server = new LessonServer(store, { playbackAllowed: () => true })
})

const OWNER = 'olga course_owner'
const ADMIN = 'root admin'
const SERVICE = 'svc service'
const LESSON = { course_id: 'safety', title: 'Fire', playback_id: 'video1', duration: 600 }
const PASSED = { result_id: 'r1', passed: true, taken_at: '2026-01-01T00:00:00Z' }

function put(who: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<ServerAnswer> {
  return server.ask(who, path, { method: 'PUT', body, headers })
}

async function watch(learner: string, seconds: number): Promise<Record<string, unknown>> {
  const grant = await server.open(learner, 'fire')
  await database.client.query(
    `update ${database.schema}.watch_sessions set opened_at = opened_at - interval '1 hour',
       windows = int8multirange(int8range(lower(windows) - 3600000, upper(windows)))
     where session_id = $1::uuid`,
    [grant.session_id],
  )
  const segment = { n: 1, from: 0, to: seconds, rate: 1, started: 0, ended: seconds, visible: true, muted: false }
  const report = { session_id: grant.session_id, lesson_id: 'fire', position: null, duration: null }
  const answer = await server.ask(learner, '/v1/progress', {
    body: { reports: [{ ...report, watched_segments: [segment], events: [] }] },
  })
  assert.equal(answer.status, 200)
  return answer.body
}

describe('courses and lessons', () => {
  it('are created by an owner, replaced, read with all that was put, and archived', async () => {
    const created = await put(OWNER, '/v1/courses/safety', { title: 'Safety', assessment: true })
    assert.equal(created.status, 201)
    assert.deepInclude(created.body, { status: 'active', owners: ['olga'], assessment: true, rule_version: 1 })
    const lesson = await put(OWNER, '/v1/lessons/fire', { ...LESSON, policies: { max_playback_rate: 1.5 } })
    assert.equal(lesson.status, 201)
    assert.deepInclude(lesson.body, { status: 'ready', media_version: 1, attention: [] })
    const again = await put(OWNER, '/v1/courses/safety', { title: 'Safety first' })
    assert.deepEqual([again.status, again.body['title'], again.body['assessment']], [200, 'Safety first', false])
    const read = await server.ask(OWNER, '/v1/courses/safety')
    assert.equal(read.headers.get('etag'), again.headers.get('etag'))
    assert.deepInclude(read.body, { title: 'Safety first', owners: ['olga'] })
    assert.lengthOf(read.body['lessons'] as unknown[], 1)
    const gone = await server.ask(OWNER, '/v1/lessons/fire', { method: 'DELETE' })
    assert.deepEqual([gone.status, gone.body['status']], [200, 'archived'])
    assert.equal((await server.ask(OWNER, '/v1/lessons/fire')).body['status'], 'archived')
    assertProblem(await server.ask('ada', '/v1/lessons/fire'), 404, 'lesson_not_found')
  })

  it('of one owner are nobody else’s, and no learner’s', async () => {
    await put(OWNER, '/v1/courses/safety', { title: 'Safety' })
    await put(OWNER, '/v1/lessons/fire', LESSON)
    for (const who of ['max course_owner', 'ada', 'ada learner']) {
      assertProblem(await put(who, '/v1/courses/safety', { title: 'Mine' }), 403, 'forbidden')
      assertProblem(await put(who, '/v1/lessons/fire', LESSON), 403, 'forbidden')
      assertProblem(await put(who, '/v1/lessons/new', { ...LESSON, course_id: null }), 403, 'forbidden')
      // An owner of other courses may not know of this one; who owns none is refused by the role.
      const isOwner = who.includes('course_owner')
      const refusal: [number, string] = isOwner ? [404, 'course_not_found'] : [403, 'forbidden']
      assertProblem(await put(who, '/v1/lessons/new', LESSON), ...refusal)
      assertProblem(await server.ask(who, '/v1/courses/safety', { method: 'DELETE' }), ...refusal)
      assertProblem(await put(who, '/v1/courses/safety/enrolments/ada', {}), ...refusal)
    }
    await put('max course_owner', '/v1/courses/other', { title: 'Other' })
    const moved = { ...LESSON, course_id: 'other' }
    assertProblem(await put('max course_owner', '/v1/lessons/fire', moved), 403, 'forbidden')
    assertProblem(await put(OWNER, '/v1/lessons/fire', moved), 404, 'course_not_found')
    for (const who of [ADMIN, SERVICE]) assert.equal((await put(who, '/v1/lessons/fire', LESSON)).status, 200)
    assertProblem(await put('ada learner', '/v1/courses/new', { title: 'Mine' }), 403, 'forbidden')
  })

  it('of another tenant are as if they did not exist', async () => {
    await put(OWNER, '/v1/courses/safety', { title: 'Safety' })
    await put(OWNER, '/v1/lessons/fire', LESSON)
    const elsewhere = 'root admin another'
    assertProblem(await server.ask(elsewhere, '/v1/courses/safety'), 404, 'course_not_found')
    assertProblem(await server.ask(elsewhere, '/v1/lessons/fire', { method: 'DELETE' }), 404, 'lesson_not_found')
    assertProblem(await put(elsewhere, '/v1/lessons/fire/quiz-results/ada', PASSED), 404, 'lesson_not_found')
    assertProblem(await put(elsewhere, '/v1/lessons/new', LESSON), 404, 'course_not_found')
  })

  it('change only as they were read: a stale tag is 412, and * or none is a wish', async () => {
    const first = await put(ADMIN, '/v1/courses/safety', { title: 'A' }, { 'if-none-match': '*' })
    assert.equal(first.status, 201)
    const tag = first.headers.get('etag')!
    const second = await put(ADMIN, '/v1/courses/safety', { title: 'B' }, { 'if-match': tag })
    assert.equal(second.status, 200)
    assert.notEqual(second.headers.get('etag'), tag)
    for (const headers of [{ 'if-match': tag }, { 'if-match': '"x"' }, { 'if-none-match': '*' }]) {
      const stale = await put(ADMIN, '/v1/courses/safety', { title: 'C' }, headers)
      assertProblem(stale, 412, 'precondition_failed')
    }
    assertProblem(await put(ADMIN, '/v1/courses/none', { title: 'C' }, { 'if-match': '*' }), 412, 'precondition_failed')
    assertProblem(await put(ADMIN, '/v1/courses/safety', { title: 'C' }, { 'if-match': 'x' }), 400, 'invalid_request')
    const path = '/v1/courses/safety'
    assertProblem(
      await server.ask(ADMIN, path, { method: 'DELETE', headers: { 'if-match': tag } }),
      412,
      'precondition_failed',
    )
    assert.equal((await server.ask(ADMIN, path)).body['title'], 'B')
  })

  it('whose rule can never be met are refused with every reason', async () => {
    await put(ADMIN, '/v1/courses/safety', { title: 'Safety' })
    const completion = {
      threshold: 0.9,
      required_segments: [
        [0, 10],
        [500, 700],
      ],
      quiz_required: true,
    }
    const refused = await put(ADMIN, '/v1/lessons/fire', { ...LESSON, completion })
    assertProblem(refused, 422, 'rule_unreachable')
    assert.deepEqual(
      (refused.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer),
      ['/completion/required_segments/1', '/completion/quiz_required'],
    )
    assertProblem(await server.ask(ADMIN, '/v1/lessons/fire'), 404, 'lesson_not_found')
    await put(ADMIN, '/v1/lessons/fire', LESSON)
    for (const rule of [{ assessment_required: true }, { minimum_seat_time: 1_201 }]) {
      const answer = await put(ADMIN, '/v1/courses/safety', { title: 'Safety', completion: rule })
      assertProblem(answer, 422, 'rule_unreachable')
    }
    const met = {
      title: 'Safety',
      completion: { minimum_seat_time: 1_200, assessment_required: true },
      assessment: true,
    }
    assert.equal((await put(ADMIN, '/v1/courses/safety', met)).status, 200)
  })

  it('that turn out never to be completed need attention, are not granted, and show their owner why', async () => {
    await put(OWNER, '/v1/courses/safety', { title: 'Safety' })
    await put(OWNER, '/v1/courses/safety/enrolments/ada', {})
    const completion = { required_segments: [[500, 700]] }
    const waiting = await put(OWNER, '/v1/lessons/fire', { ...LESSON, playback_id: 'v', duration: null, completion })
    assert.equal(waiting.body['status'], 'preparing')
    // As Mux reports a duration, later.
    await database.client.query(
      `update ${database.schema}.lesson_media set duration_ms = 600000 where tenant_id = $1`,
      [server.tenantId],
    )
    const answer = await server.ask(OWNER, '/v1/lessons/fire')
    assert.equal(answer.body['status'], 'needs_attention')
    assert.deepInclude((answer.body['attention'] as object[])[0], { pointer: '/completion/required_segments/0' })
    assertProblem(await server.ask('ada', '/v1/sessions', { body: openingOf('fire') }), 409, 'lesson_not_ready')
    const seen = await server.ask('ada', '/v1/lessons/fire')
    assert.deepEqual([seen.body['status'], seen.body['attention']], ['needs_attention', undefined])
  })

  it('of an archived course are granted to nobody', async () => {
    await put(ADMIN, '/v1/courses/safety', { title: 'Safety' })
    await put(ADMIN, '/v1/lessons/fire', LESSON)
    await put(ADMIN, '/v1/courses/safety/enrolments/ada', {})
    const grant = await server.open('ada', 'fire')
    await server.ask(ADMIN, '/v1/courses/safety', { method: 'DELETE' })
    assertProblem(await server.ask('ada', '/v1/sessions', { body: openingOf('fire') }), 404, 'lesson_not_found')
    const renewal = await server.ask('ada', '/v1/tokens', { body: { session_id: grant.session_id } })
    assertProblem(renewal, 404, 'lesson_not_found')
  })

  it('are listed for who owns them, and all of them for an admin, a page at a time', async () => {
    for (const id of ['a', 'b', 'c']) await put(id === 'b' ? ADMIN : OWNER, `/v1/courses/${id}`, { title: id })
    const ids = async (who: string, query = '') =>
      ((await server.ask(who, `/v1/courses${query}`)).body['items'] as { id: string }[]).map(({ id }) => id)
    assert.deepEqual(await ids(OWNER), ['a', 'c'])
    assert.deepEqual(await ids(ADMIN, '?limit=2'), ['a', 'b'])
    assert.deepEqual(await ids(ADMIN, '?limit=2&cursor=b'), ['c'])
    assert.deepEqual(await ids('ada'), [])
  })
})

describe('learners', () => {
  beforeEach(async () => {
    await put(OWNER, '/v1/courses/safety', { title: 'Safety' })
    await put(OWNER, '/v1/lessons/fire', LESSON)
    await put(OWNER, '/v1/courses/safety/enrolments/ada', {})
  })

  it('are enrolled once and leave with what they earned', async () => {
    const path = '/v1/courses/safety/enrolments/max%20%2F%20m%C3%BCller'
    assert.equal((await put(SERVICE, path, {})).status, 201)
    const again = await put(SERVICE, path, {})
    assert.deepInclude(again.body, { learner_id: 'max / müller', attempt: 1, active: true, ended_at: null })
    assert.equal(again.status, 200)
    const ended = await server.ask(SERVICE, path, { method: 'DELETE' })
    assert.equal(ended.body['active'], false)
    assert.isString(ended.body['ended_at'])
    const never = await server.ask(SERVICE, '/v1/courses/safety/enrolments/nobody', { method: 'DELETE' })
    assert.deepInclude(never.body, { active: false, enrolled_at: null })
    assertProblem(await put(SERVICE, '/v1/courses/none/enrolments/ada', {}), 404, 'course_not_found')
  })

  it('begin the next attempt from nothing, while the last one’s verdict stands', async () => {
    await watch('ada', 560)
    const path = '/v1/courses/safety/attempts'
    const body = { learner_id: 'ada', reason: 'A year has passed.', attempt: 2 }
    const begun = await server.ask(OWNER, path, { body })
    assert.deepEqual([begun.status, begun.body['attempt']], [201, 2])
    assert.equal((await server.ask(OWNER, path, { body })).status, 200)
    assertProblem(await server.ask(OWNER, path, { body: { ...body, attempt: 4 } }), 400, 'invalid_request')
    assertProblem(await server.ask(OWNER, path, { body: { ...body, learner_id: 'no' } }), 400, 'invalid_request')
    assertProblem(await server.ask('ada', path, { body }), 403, 'forbidden')
    const now = await server.ask('ada', '/v1/courses/safety/progress')
    assert.deepInclude(now.body, { attempt: 2, completed: false, seat_time: 0 })
    const before = await server.ask('ada', '/v1/courses/safety/progress?attempt=1')
    assert.deepInclude(before.body, { attempt: 1, completed: true, seat_time: 560 })
  })

  it('complete by a quiz that a service reports, never by one that they report themselves', async () => {
    const completion = { threshold: 0.9, quiz_required: true }
    await put(OWNER, '/v1/lessons/fire', { ...LESSON, quiz: true, completion })
    await watch('ada', 560)
    const path = '/v1/lessons/fire/quiz-results/ada'
    for (const who of ['ada', OWNER]) assertProblem(await put(who, path, PASSED), 403, 'forbidden')
    const answer = await put(SERVICE, path, { ...PASSED, score: 9, max_score: 10 })
    assert.equal(answer.status, 201)
    assert.deepInclude(answer.body['standing'], { passed: true, completed: true })
    assert.equal((await put(SERVICE, path, { ...PASSED, score: 9, max_score: 10 })).status, 200)
    assertProblem(await put(SERVICE, path, { ...PASSED, score: 3, max_score: 10 }), 400, 'invalid_request')
    const failed = await put(SERVICE, path, { ...PASSED, result_id: 'r2', passed: false })
    assert.deepInclude(failed.body['standing'], { passed: true, completed: true })
    const progress = await server.ask('ada', '/v1/courses/safety/progress')
    assert.deepInclude(progress.body, { completed: true, lessons_completed: 1 })
    for (const bad of [
      { ...PASSED, taken_at: 'yesterday' },
      { ...PASSED, passed: 1 },
      { ...PASSED, result_id: '' },
    ]) {
      assertProblem(await put(SERVICE, path, bad), 400, 'invalid_request')
    }
  })

  it('complete a course by its final assessment where it has one', async () => {
    const course = { title: 'Safety', assessment: true, completion: { assessment_required: true } }
    await put(OWNER, '/v1/courses/safety', course)
    const { courses } = (await watch('ada', 560)) as {
      courses: Record<string, { completed: boolean; requirements: unknown }>
    }
    assert.deepEqual(courses['safety']?.requirements, [
      { kind: 'lessons', met: true },
      { kind: 'assessment', met: false },
    ])
    const answer = await put(SERVICE, '/v1/courses/safety/assessment-results/ada', PASSED)
    assert.deepInclude(answer.body['standing'], { passed: true, completed: true })
  })

  it('are waived and revoked by an admin, with the record of it', async () => {
    const path = '/v1/lessons/fire/verdicts/ada'
    const waive = { completed: true, reason: 'Took it in person.' }
    for (const who of ['ada', OWNER, SERVICE]) assertProblem(await put(who, path, waive), 403, 'forbidden')
    const waived = await put(ADMIN, path, waive)
    assert.deepInclude(waived.body, { kind: 'waived', completed: true, attempt: 1 })
    assert.deepInclude((waived.body['acts'] as object[])[0], { actor_id: 'root', reason: 'Took it in person.' })
    assert.isTrue((await server.ask('ada', '/v1/lessons/fire/progress')).body['completed'])
    assert.isTrue((await server.ask('ada', '/v1/courses/safety/progress')).body['completed'])
    const revoked = await put(ADMIN, '/v1/courses/safety/verdicts/ada', { completed: false, reason: 'A mistake.' })
    assert.deepInclude(revoked.body, { kind: 'revoked', completed: false })
    assert.isFalse((await server.ask('ada', '/v1/courses/safety/progress')).body['completed'])
    assertProblem(await put(ADMIN, path, { completed: true }), 400, 'invalid_request')
    assertProblem(await put(ADMIN, path, { ...waive, attempt: 2 }), 400, 'invalid_request')
  })

  it('and their owners read what was not credited and why', async () => {
    await watch('ada', 700)
    const mine = await server.ask('ada', '/v1/lessons/fire/explanation')
    assert.deepEqual(mine.body['credited'], [[0, 600]])
    assert.deepEqual(mine.body['uncredited'], [{ from: 600, to: 700, reason: 'out_of_bounds' }])
    assert.deepInclude((mine.body['reasons'] as object[])[0], { reason: 'out_of_bounds', seconds: 100 })
    const theirs = await server.ask(OWNER, '/v1/lessons/fire/explanation?learner_id=ada')
    assert.deepEqual(theirs.body, mine.body)
    const path = '/v1/lessons/fire/explanation?learner_id=ada'
    assertProblem(await server.ask('max', path), 403, 'forbidden')
    assertProblem(await server.ask('max course_owner', path), 404, 'lesson_not_found')
    assert.equal((await server.ask(OWNER, '/v1/courses/safety/progress?learner_id=ada')).body['seat_time'], 600)
  })
})
