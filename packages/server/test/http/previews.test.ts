import type { Acknowledgement, Grant } from '@enhancedhr/protocol/wire'
import { assert } from 'chai'
import { jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { LessonStore } from '../../src/storage/store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, openingOf, PUBLIC_KEY } from './lesson-server.js'

const OLGA = 'olga course_owner'
const PREVIEW = { ...openingOf('fire-safety-1'), preview: true }
/** Every table that holds something of what somebody watched. */
const RECORDS = ['watch_evidence', 'watch_events', 'charges', 'lesson_progress', 'uncredited', 'lesson_verdicts']

for (const kind of KINDS) {
  describe(`looking at a lesson, on ${kind}`, () => {
    let database: TestDatabase
    let store: LessonStore
    let server: LessonServer

    beforeAll(async () => {
      database = openDatabase(kind)
      store = database.openStore()
      await store.prepare('auto')
      server = await new LessonServer(store).found('ada')
      const tenant = { tenantId: server.tenantId }
      await server.handler.api.putCourse('fire-safety', { title: 'Fire safety', owners: ['olga'] }, tenant)
      await server.putLesson('fire-safety-1', { policies: { seek_policy: 'watched' } })
    })
    afterAll(() => database.close())

    const look = async (as = OLGA) => {
      const answer = await server.ask(as, '/v1/sessions', { body: PREVIEW })
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      return answer.body as Grant
    }
    const countRecords = async () => {
      const counts = RECORDS.map(
        (table) => `(select count(*)::int4 from ${database.schema}.${table} where tenant_id = $1)`,
      )
      const [row] = await database.client.query<{ count: number }>(`select ${counts.join(' + ')} as count`, [
        server.tenantId,
      ])
      return row!.count
    }

    it('is for owners and admins without an enrolment, who may seek anywhere, and whose grant says that nothing is recorded', async () => {
      for (const who of [OLGA, 'root admin']) {
        const grant = await look(who)
        assert.deepEqual(grant.reporting, { every: 15, record: false })
        assert.equal(grant.lesson.seek_policy, 'free')
        const { payload } = await jwtVerify(grant.playback.tokens.playback, PUBLIC_KEY)
        assert.equal(payload.sub, grant.playback.playback_id)
      }
      assertProblem(await server.ask('max course_owner', '/v1/sessions', { body: PREVIEW }), 404, 'lesson_not_found')
      assertProblem(await server.ask('ada', '/v1/sessions', { body: PREVIEW }), 403, 'forbidden')
      assertProblem(await server.ask('svc service', '/v1/sessions', { body: PREVIEW }), 403, 'forbidden')
      const odd = { ...PREVIEW, preview: 'yes' }
      assertProblem(await server.ask(OLGA, '/v1/sessions', { body: odd }), 400, 'invalid_request')
    })

    it('keeps nothing of what is reported all the same, and has all of it forgotten', async () => {
      const grant = await look()
      const segment = (n: number, from: number, to: number) => ({
        ...{ n, from, to, rate: 1, started: from, ended: to, visible: true, muted: false },
      })
      const report = {
        session_id: grant.session_id,
        lesson_id: 'fire-safety-1',
        position: 600,
        duration: 600,
        watched_segments: [segment(1, 0, 300), segment(2, 300, 600), { n: 3, from: 'x' }],
        events: [{ n: 1, type: 'play', at: 0, position: 0 }],
      }
      const send = async () =>
        (await server.ask(OLGA, '/v1/progress', { body: { reports: [report] } })).body as Acknowledgement
      const first = await send()
      const [result] = first.results
      assert.deepInclude(result, { status: 'uncredited', through: 3, events_through: 1 })
      assert.deepEqual(result!.reasons, [{ code: 'preview', from: 0, to: 600 }])
      assert.deepEqual(first.progress['fire-safety-1']!.watched_segments, [])
      assert.deepEqual((await send()).results, first.results)
      assert.equal(await countRecords(), 0)
      const { items } = (await server.ask('root admin', '/v1/courses/fire-safety/learners')).body
      assert.deepEqual(
        (items as { learner_id: string }[]).map(({ learner_id }) => learner_id),
        ['ada'],
      )
      // Somebody who only looked at it has no records of it, so whose progress is meant has to be said.
      assertProblem(await server.ask(OLGA, '/v1/lessons/fire-safety-1/progress'), 400, 'invalid_request')
    })

    it('goes on while the lesson is managed, without the host’s entitlement', async () => {
      const { session_id: id } = await look('ian course_owner,admin')
      const renew = (as: string) => server.ask(as, '/v1/tokens', { body: { session_id: id } })
      assert.equal((await renew('ian admin')).status, 200)
      assertProblem(await renew('ian'), 403, 'entitlement_denied')
      assertProblem(await renew('ian admin'), 404, 'session_not_found')
    })

    it('plays a lesson whose rule cannot be met, and none without a video or in the archive', async () => {
      const put = (id: string, more: object) => server.putLesson(id, more)
      const opened = (id: string) => server.ask(OLGA, '/v1/sessions', { body: { ...openingOf(id), preview: true } })
      await put('soon', { playback_id: 'v', duration: null, completion: { required_segments: [[500, 600]] } })
      assertProblem(await opened('soon'), 409, 'lesson_not_ready')
      await database.client.query(
        `update ${database.schema}.lesson_media set duration_ms = 10000 where tenant_id = $1 and lesson_id = 'soon'`,
        [server.tenantId],
      )
      assertProblem(await server.ask(OLGA, '/v1/sessions', { body: openingOf('soon') }), 403, 'entitlement_denied')
      assert.equal((await opened('soon')).status, 201)
      await server.ask(OLGA, '/v1/lessons/soon', { method: 'DELETE' })
      assertProblem(await opened('soon'), 404, 'lesson_not_found')
    })

    it('is forgotten a day after it was left', async () => {
      const count = async () => {
        const [row] = await database.client.query<{ count: number }>(
          `select count(*)::int4 as count from ${database.schema}.watch_sessions where tenant_id = $1 and preview`,
          [server.tenantId],
        )
        return row!.count
      }
      await look()
      await server.handler.work()
      assert.isAbove(await count(), 0)
      await database.client.query(
        `update ${database.schema}.watch_sessions set windows = (select int8multirange(int8range(
           lower(windows) - 100000000, upper(windows) - 100000000))) where tenant_id = $1`,
        [server.tenantId],
      )
      await server.handler.work()
      assert.equal(await count(), 0)
    })
  })
}
