import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { assert } from 'chai'
import type { CourseLearnerList, EnrolmentList, WaiverList } from '@enhancedhr/protocol/management'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import type { TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openTestDatabase, type ServerAnswer } from './lesson-server.js'

let database: TestDatabase
let store: SqlLessonStore
let server: LessonServer

beforeAll(async () => {
  database = openTestDatabase()
  store = database.openStore()
  await store.prepare('auto')
})
afterAll(() => database.close())
beforeEach(async () => {
  // Each test is a separate tenant, and all of them play the same video.
  server = new LessonServer(store, { playbackAllowed: () => true })
  await server.ask(OWNER, '/v1/courses/safety', { method: 'PUT', body: { title: 'Safety' } })
  await server.ask(OWNER, '/v1/lessons/fire', { method: 'PUT', body: LESSON })
})

const OWNER = 'olga course_owner'
const STRANGER = 'max course_owner'
const ADMIN = 'root admin'
const SERVICE = 'svc service'
const LESSON = { course_id: 'safety', title: 'Fire', playback_id: 'video1', duration: 600 }
const LEARNERS = '/v1/courses/safety/learners'
const ENROLMENTS = '/v1/courses/safety/enrolments'
const WAIVERS = '/v1/courses/safety/waivers'

const api = () => server.handler.api
const tenant = () => ({ tenantId: server.tenantId })

async function enrol(...learners: readonly string[]): Promise<void> {
  for (const learner of learners) await api().putEnrolment('safety', learner, tenant())
}

async function listed(query = '', who = OWNER): Promise<CourseLearnerList> {
  const response = await server.ask(who, `${LEARNERS}${query}`)
  assert.equal(response.status, 200, JSON.stringify(response.body))
  return response.body as CourseLearnerList
}

const idsOf = ({ items }: { readonly items: readonly { readonly learner_id: string }[] }) =>
  items.map(({ learner_id: id }) => id)

function waive(waivers: readonly object[], who = ADMIN): Promise<ServerAnswer> {
  return server.ask(who, WAIVERS, { body: { waivers } })
}

/** Plays the lesson's first seconds. */
async function watch(learner: string, seconds: number): Promise<void> {
  const grant = await server.open(learner, 'fire')
  await database.client.query(
    `update ${database.schema}.watch_sessions set opened_at = opened_at - interval '1 hour',
       windows = int8multirange(int8range(lower(windows) - 3600000, upper(windows)))
     where session_id = $1::uuid`,
    [grant.session_id],
  )
  const segment = { n: 1, from: 0, to: seconds, rate: 1, started: 0, ended: seconds, visible: true, muted: false }
  const report = { session_id: grant.session_id, lesson_id: 'fire', position: null, duration: null }
  const response = await server.ask(learner, '/v1/progress', {
    body: { reports: [{ ...report, watched_segments: [segment], events: [] }] },
  })
  assert.equal(response.status, 200)
}

describe('the learners of a course', () => {
  it('are listed with enrolment, progress, verdict and when they were last seen', async () => {
    await enrol('ada', 'ben', 'cleo', 'dan')
    await watch('ada', 600)
    await watch('ben', 60)
    await api().putCourseVerdict('safety', 'cleo', { completed: true, reason: 'test' }, tenant())
    await api().putCourseVerdict('safety', 'cleo', { completed: false, reason: 'mistake' }, tenant())
    await api().putEnrolment('safety', 'dan', { ...tenant(), active: false })
    const list = await listed()
    assert.isNull(list.next_cursor)
    assert.deepEqual(
      list.items.map(({ learner_id: id, status, verdict }) => [id, status, verdict?.kind ?? null]),
      [
        ['ada', 'completed', 'earned'],
        ['ben', 'in_progress', null],
        ['cleo', 'revoked', 'revoked'],
        ['dan', 'not_started', null],
      ],
    )
    const [ada, ben, cleo, dan] = list.items
    assert.deepInclude(ada!.progress, { percent: 100, lessons_completed: 1, lessons_required: 1, seat_time: 600 })
    assert.equal(ada!.verdict!.completed_at, ada!.progress.completed_at)
    assert.isNotNull(ada!.verdict!.completed_at)
    assert.deepInclude(ben!.progress, { percent: 10, completed: false, seat_time: 60 })
    assert.isNotNull(ben!.last_seen_at)
    assert.deepInclude(cleo!.verdict, { completed: false, completed_at: null })
    assert.deepInclude(dan!.enrolment, { active: false, attempt: 1 })
    assert.isNotNull(dan!.enrolment!.ended_at)
    assert.isNull(dan!.last_seen_at)
    assert.deepEqual(await api().listLearners('safety', {}, tenant()), list)
    for (const status of ['completed', 'in_progress', 'revoked', 'not_started'] as const) {
      const { items } = await listed(`?status=${status}`)
      assert.deepEqual(
        items,
        list.items.filter((item) => item.status === status),
        status,
      )
    }
    const own = await server.ask(OWNER, '/v1/courses/safety/progress?learner_id=ada')
    assert.deepEqual(own.body, ada!.progress)
    assert.deepEqual(await api().getCourseProgress('safety', 'ada', tenant()), ada!.progress)
  })

  it('include a learner who was never enrolled and has records, and are judged by the current attempt', async () => {
    await enrol('ada')
    await watch('ada', 600)
    await api().startAttempt('safety', { learner_id: 'ada', reason: 'again' }, tenant())
    await api().putLessonVerdict('fire', 'guest', { completed: true, reason: 'knows it' }, tenant())
    const { items } = await listed()
    assert.deepEqual(
      items.map(({ learner_id: id, status, enrolment }) => [id, status, enrolment?.attempt ?? null]),
      [
        ['ada', 'not_started', 2],
        ['guest', 'completed', null],
      ],
    )
    assert.deepInclude(items[0]!.progress, { attempt: 2, percent: 0, completed: false })
    assert.deepEqual(idsOf(await listed('?status=completed')), ['guest'])
    assert.deepEqual(idsOf(await listed('?status=not_started')), ['ada'])
    assert.isEmpty((await listed('?status=in_progress')).items)
  })

  it('are found by status and by a part of the id, taken literally', async () => {
    await enrol('100%', '100x', 'a_b', 'aXb', 'Ada', 'back\\slash')
    await api().putCourseVerdict('safety', 'a_b', { completed: true, reason: 'x' }, tenant())
    const search = async (text: string) => idsOf(await listed(`?search=${encodeURIComponent(text)}`))
    assert.deepEqual(await search('0%'), ['100%'])
    assert.deepEqual(await search('a_b'), ['a_b'])
    assert.deepEqual(await search('k\\s'), ['back\\slash'])
    assert.deepEqual(await search('ADA'), ['Ada'])
    assert.lengthOf(await search(''), 6)
    assert.isEmpty(await search("' or true --"))
    assert.deepEqual(idsOf(await listed('?status=completed')), ['a_b'])
    assert.lengthOf((await listed('?status=not_started')).items, 5)
    assert.isEmpty((await listed('?status=revoked')).items)
    assert.isEmpty((await listed('?status=in_progress&search=a')).items)
  })

  it('come a page at a time, every learner exactly once, whatever the size of a page and the ids', async () => {
    const ids = fc.uniqueArray(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((id) => !/[\0\p{Surrogate}]/u.test(id)),
      { minLength: 1, maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(ids, fc.integer({ min: 1, max: 13 }), async (learners, limit) => {
        server = new LessonServer(store)
        await api().putCourse('safety', { title: 'Safety' }, tenant())
        await enrol(...learners)
        for (const list of ['listLearners', 'listEnrolments'] as const) {
          const seen: string[] = []
          let cursor: string | null = null
          do {
            const query: { limit: number; cursor?: string } = { limit, ...(cursor !== null && { cursor }) }
            const page: CourseLearnerList | EnrolmentList = await api()[list]('safety', query, tenant())
            seen.push(...idsOf(page))
            assert.isAtMost(page.items.length, limit)
            assert.isTrue(page.items.length === limit || page.next_cursor === null)
            cursor = page.next_cursor
          } while (cursor !== null)
          assert.sameMembers(seen, learners)
          assert.lengthOf(seen, learners.length)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('are read by the owner, admins and services, and by nobody else', async () => {
    await enrol('ada')
    for (const path of [LEARNERS, ENROLMENTS]) {
      for (const who of [OWNER, ADMIN, SERVICE]) assert.equal((await server.ask(who, path)).status, 200, who)
      assertProblem(await server.ask(STRANGER, path), 404, 'course_not_found')
      assertProblem(await server.ask('ada', path), 403, 'forbidden')
      assert.equal((await server.ask(`${ADMIN} other-tenant`, path)).status, 404)
      assertProblem(await server.ask(ADMIN, path.replace('safety', 'unknown')), 404, 'course_not_found')
      assertProblem(await server.ask(null, path), 401, 'unauthenticated')
    }
  })

  it('refuse an invalid query, naming the parameter', async () => {
    for (const [query, pointer] of [
      ['?status=done', '/status'],
      ['?limit=0', '/limit'],
      ['?limit=x', '/limit'],
      ['?cursor=!', '/cursor'],
      ['?cursor=YQ%3D%3D', '/cursor'],
      ['?cursor=YR', '/cursor'],
      ['?cursor=_w', '/cursor'],
      ['?cursor=AA', '/cursor'],
      ['?cursor=', '/cursor'],
      ['?search=%00', '/search'],
      [`?search=${'x'.repeat(256)}`, '/search'],
    ]) {
      const response = await server.ask(OWNER, `${LEARNERS}${query!}`)
      assertProblem(response, 400, 'invalid_request')
      assert.deepEqual((response.body['errors'] as { pointer: string }[])[0]!.pointer, pointer, query)
    }
    assertProblem(await server.ask(OWNER, `${ENROLMENTS}?active=yes`), 400, 'invalid_request')
  })

  it('of another course or tenant are not among them', async () => {
    await enrol('ada')
    await api().putCourse('other', { title: 'Other' }, tenant())
    await api().putEnrolment('other', 'ben', tenant())
    const elsewhere = await new LessonServer(store).found('cleo')
    assert.deepEqual(idsOf(await listed()), ['ada'])
    const other = await elsewhere.handler.api.listLearners('fire-safety', {}, { tenantId: elsewhere.tenantId })
    assert.deepEqual(idsOf(other), ['cleo'])
  })
})

describe('the enrolments of a course', () => {
  it('are listed, all or only those that hold or were ended', async () => {
    await enrol('ada', 'ben')
    await api().putEnrolment('safety', 'ben', { ...tenant(), active: false })
    const list = async (query: string) => (await server.ask(OWNER, `${ENROLMENTS}${query}`)).body as EnrolmentList
    const all = await list('')
    assert.deepEqual(idsOf(all), ['ada', 'ben'])
    assert.deepInclude(all.items[0], { course_id: 'safety', attempt: 1, active: true, ended_at: null })
    assert.deepEqual(idsOf(await list('?active=true')), ['ada'])
    assert.deepEqual(idsOf(await list('?active=false')), ['ben'])
    assert.deepEqual(await api().listEnrolments('safety', { active: false }, tenant()), await list('?active=false'))
  })
})

describe('completions that were earned elsewhere', () => {
  const OLD = '2020-05-01T10:00:00.000Z'

  it('are recorded with reason, actor and date, one answer each in order, and once', async () => {
    await enrol('ada')
    const waivers = [
      { learner_id: 'ada', reason: 'old system', completed_at: '2020-05-01T12:00:00+02:00' },
      { learner_id: 'ben', reason: 'old system', lesson_id: 'fire', completed_at: OLD, enrol: true },
      { learner_id: 'ben', reason: 'old system', lesson_id: 'nowhere' },
      { learner_id: 'cleo', reason: 'old system', completed_at: '2999-01-01T00:00:00Z', enrol: true },
      { learner_id: 'ada', reason: 'old system', lesson_id: 'fire' },
    ]
    const response = await waive(waivers)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    const { items } = response.body as WaiverList
    assert.deepEqual(
      items.map((item) => [item.learner_id, item.lesson_id, item.status, item.attempt]),
      [
        ['ada', null, 'recorded', 1],
        ['ben', 'fire', 'recorded', 1],
        ['ben', 'nowhere', 'refused', null],
        ['cleo', null, 'refused', null],
        ['ada', 'fire', 'recorded', 1],
      ],
    )
    assert.equal(items[0]!.completed_at, OLD)
    const { items: learners } = await listed()
    assert.deepEqual(idsOf({ items: learners }), ['ada', 'ben'], 'nobody is enrolled by what is refused')
    assert.deepInclude(learners[0]!.verdict, { kind: 'waived', completed: true, completed_at: OLD })
    assert.deepInclude(learners[1]!.enrolment, { active: true })
    // The only required lesson was waived, so the course is completed.
    assert.equal(learners[1]!.status, 'completed')
    const dump = await acts()
    const again = (await waive(waivers)).body as WaiverList
    assert.deepEqual(
      again.items.map(({ status }) => status),
      ['unchanged', 'unchanged', 'refused', 'refused', 'unchanged'],
    )
    assert.equal(await acts(), dump, 'a call sent twice is recorded once')
    const verdict = await server.ask(ADMIN, '/v1/courses/safety/verdicts/ada', {
      method: 'PUT',
      body: { completed: false, reason: 'mistake' },
    })
    const history = verdict.body['acts'] as Record<string, string>[]
    assert.deepInclude(history[0], { reason: 'old system', actor_id: 'root', decided_at: OLD })
    assert.isAbove(Date.parse(history[0]!['recorded_at']!), Date.parse(OLD))
  })

  it('do not overturn what an admin revoked, where the same import is sent once more', async () => {
    const waiver = { learner_id: 'ada', reason: 'old system', completed_at: OLD }
    await waive([waiver])
    await api().putCourseVerdict('safety', 'ada', { completed: false, reason: 'wrong person' }, tenant())
    const [same] = ((await waive([waiver])).body as WaiverList).items
    assert.deepInclude(same, { status: 'unchanged', completed: false, completed_at: null })
    const [other] = ((await waive([{ ...waiver, reason: 'checked by hand' }])).body as WaiverList).items
    assert.deepInclude(other, { status: 'recorded', completed: true })
  })

  it('leave a completion that was earned here, and an enrolment that was ended, as they are', async () => {
    await enrol('ada')
    await watch('ada', 600)
    await api().putEnrolment('safety', 'ada', { ...tenant(), active: false })
    const [item] = ((await waive([{ learner_id: 'ada', reason: 'old', enrol: true }])).body as WaiverList).items
    assert.deepInclude(item, { status: 'unchanged', completed: true })
    const [ada] = (await listed()).items
    assert.deepInclude(ada!.verdict, { kind: 'earned' })
    assert.isFalse(ada!.enrolment!.active)
  })

  it('are recorded by admins and services only, from a strict and bounded body', async () => {
    const waiver = { learner_id: 'ada', reason: 'old system' }
    for (const who of [OWNER, STRANGER, 'ada']) assertProblem(await waive([waiver], who), 403, 'forbidden')
    assert.equal((await waive([waiver], SERVICE)).status, 200)
    for (const body of [
      {},
      { waivers: [] },
      { waivers: [{ ...waiver, lessonId: 'fire' }] },
      { waivers: [waiver], dry: true },
      { waivers: [{ learner_id: 'ada' }] },
      { waivers: [{ ...waiver, reason: 'a\u0000b' }] },
      { waivers: [{ ...waiver, completed_at: 'yesterday' }] },
      { waivers: Array.from({ length: 501 }, () => waiver) },
    ]) {
      assertProblem(await server.ask(ADMIN, WAIVERS, { body }), 400, 'invalid_request')
    }
    const unknown = await server.ask(ADMIN, '/v1/courses/unknown/waivers', { body: { waivers: [waiver] } })
    assertProblem(unknown, 404, 'course_not_found')
    const many = { waivers: Array.from({ length: 500 }, () => waiver) }
    const answer = await api().recordWaivers('safety', many, { ...tenant(), actorId: 'importer' })
    assert.lengthOf(answer.items, 500)
  })

  async function acts(): Promise<string> {
    const rows = await database.client.query<{ act: unknown }>(
      `select to_jsonb(a) as act from ${database.schema}.verdict_acts a where tenant_id = $1 order by act_number`,
      [server.tenantId],
    )
    return JSON.stringify(rows)
  }
})

describe('progress of nobody in particular', () => {
  it('is asked of managers by name: without learner_id, a manager’s own zeros would be taken for a learner’s', async () => {
    await enrol('ada')
    for (const path of ['/v1/courses/safety/progress', '/v1/lessons/fire/progress', '/v1/lessons/fire/explanation']) {
      for (const who of [OWNER, ADMIN, SERVICE]) {
        const response = await server.ask(who, path)
        assertProblem(response, 400, 'invalid_request')
        assert.equal((response.body['errors'] as { pointer: string }[])[0]!.pointer, '/learner_id')
        assert.equal((await server.ask(who, `${path}?learner_id=ada`)).status, 200)
      }
      assert.equal((await server.ask('ada', path)).status, 200, 'a learner has zeros')
      assert.equal((await server.ask(ADMIN, `${path}?learner_id=root`)).status, 200, 'one’s own, asked by name')
    }
  })

  it('is one’s own for a manager who is enrolled or has watched', async () => {
    await enrol('olga')
    assert.equal((await server.ask(OWNER, '/v1/courses/safety/progress')).status, 200)
    await server.open(ADMIN, 'fire')
    for (const path of ['/v1/courses/safety/progress', '/v1/lessons/fire/progress', '/v1/lessons/fire/explanation']) {
      assert.equal((await server.ask(ADMIN, path)).status, 200)
    }
  })
})

describe('what the host’s own code reads', () => {
  it('is what the calls answer', async () => {
    await enrol('ada')
    await watch('ada', 60)
    const course = await api().getCourse('safety', tenant())
    const response = await server.ask(OWNER, '/v1/courses/safety')
    assert.equal(response.headers.get('etag'), course.etag)
    const { lessons, ...resource } = course.resource
    assert.deepInclude(response.body, resource)
    const lesson = await api().getLesson('fire', tenant())
    assert.deepEqual(lessons, [lesson.resource])
    assert.deepInclude((await server.ask(OWNER, '/v1/lessons/fire')).body, lesson.resource)
    const asked = async (path: string) => (await server.ask('ada', path)).body
    assert.deepEqual(await api().getLessonProgress('fire', 'ada', tenant()), await asked('/v1/lessons/fire/progress'))
    assert.deepEqual(await api().getExplanation('fire', 'ada', tenant()), await asked('/v1/lessons/fire/explanation'))
    const first = { ...tenant(), attempt: 1 }
    assert.deepInclude(await api().getCourseProgress('safety', 'ada', first), { percent: 10, attempt: 1 })
    const taken: unknown = await api().listCourses({ ...tenant(), learnerId: 'ada' })
    assert.deepEqual(taken, await asked('/v1/courses'))
    const { items } = await api().listCourses(tenant())
    assert.deepEqual(items, [{ id: 'safety', title: 'Safety', description: '', status: 'active' }])
    await api().putCourse('zebras', { title: 'Zebras' }, tenant())
    const page = await api().listCourses({ ...tenant(), limit: 1 })
    assert.equal(page.next_cursor, 'safety')
    const next = await api().listCourses({ ...tenant(), limit: 1, cursor: 'safety' })
    assert.deepEqual([next.items[0]?.id, next.next_cursor], ['zebras', null])
  })

  it('rejects what there is not and what is no value', async () => {
    for (const [read, code] of [
      [() => api().getCourse('nowhere', tenant()), 'course_not_found'],
      [() => api().getLesson('nowhere', tenant()), 'lesson_not_found'],
      [() => api().getLessonProgress('nowhere', 'ada', tenant()), 'lesson_not_found'],
      [() => api().getCourseProgress('\u0000', 'ada', tenant()), 'course_not_found'],
      [() => api().listLearners('nowhere', {}, tenant()), 'course_not_found'],
      [() => api().listLearners('\u0000', {}, tenant()), 'course_not_found'],
      [() => api().listEnrolments('nowhere', {}, tenant()), 'course_not_found'],
      [() => api().getCourseProgress('safety', '', tenant()), 'invalid_request'],
      [() => api().getCourseProgress('safety', 'ada', { ...tenant(), attempt: 0 }), 'invalid_request'],
      [() => api().listCourses({ ...tenant(), limit: 0.5 }), 'invalid_request'],
      [() => api().listCourses({ ...tenant(), cursor: '\u0000' }), 'invalid_request'],
      [() => api().listCourses({ ...tenant(), learnerId: '' }), 'invalid_request'],
      [() => api().listLearners('safety', { limit: 0 }, tenant()), 'invalid_request'],
      [
        () => api().recordWaivers('nowhere', { waivers: [{ learner_id: 'a', reason: 'b' }] }, tenant()),
        'course_not_found',
      ],
    ] as const) {
      const error: unknown = await read().then(
        () => null,
        (reason: unknown) => reason,
      )
      assert.equal((error as { code?: string } | null)?.code, code, read.toString())
    }
  })
})
