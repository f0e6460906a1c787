import { assert } from 'chai'
import { afterAll, beforeAll, describe, it, vi } from 'vitest'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { LessonServer, type ServerAnswer } from './lesson-server.js'

const ROUNDS = 20
const OWNERS = ['olga course_owner', 'max course_owner']
const NEW = { 'if-none-match': '*' }

for (const kind of KINDS) {
  describe(`changes that come at once, on ${kind}`, () => {
    let database: TestDatabase
    let server: LessonServer

    beforeAll(async () => {
      database = openDatabase(kind)
      server = await new LessonServer(database.openStore(8)).found()
    })
    afterAll(() => database.close())

    const put = (who: string, path: string, body: object, headers = {}) =>
      server.ask(who, path, { method: 'PUT', body, headers })
    const statuses = (response: readonly ServerAnswer[]) => response.map(({ status }) => status).toSorted()

    for (const headers of [{}, NEW]) {
      const how = 'if-none-match' in headers ? 'with If-None-Match: *' : 'without a precondition'

      it(`give a new course to exactly one of two owners, ${how}`, async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const path = `/v1/courses/${'if-none-match' in headers ? 'new' : 'plain'}-${round.toString()}`
          const response = await Promise.all(OWNERS.map((who) => put(who, path, { title: who }, headers)))
          assert.deepEqual(statuses(response), [201, 403], JSON.stringify(response.map(({ body }) => body)))
          const winner = response.findIndex(({ status }) => status === 201)
          const course = await server.ask('root admin', path)
          assert.deepEqual(course.body['owners'], [OWNERS[winner]!.split(' ')[0]])
          assert.equal(course.body['title'], OWNERS[winner])
        }
      })
    }

    it('create a course once where the same owner sends it twice with If-None-Match: *', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const path = `/v1/courses/twice-${round.toString()}`
        const response = await Promise.all([1, 2].map(() => put(OWNERS[0]!, path, { title: 'C' }, NEW)))
        assert.deepEqual(statuses(response), [201, 412])
      }
    })

    it('put a new lesson into the course of exactly one of two owners', async () => {
      const own = (who: string) => `own-of-${who.split(' ')[0]!}`
      for (const who of OWNERS) assert.equal((await put(who, `/v1/courses/${own(who)}`, { title: 'C' })).status, 201)
      for (const headers of [{}, NEW]) {
        for (let round = 0; round < ROUNDS; round += 1) {
          const path = `/v1/lessons/${'if-none-match' in headers ? 'new' : 'plain'}-${round.toString()}`
          const response = await Promise.all(
            OWNERS.map((who) => put(who, path, { course_id: own(who), title: who }, headers)),
          )
          assert.deepEqual(statuses(response), [201, 403], JSON.stringify(response.map(({ body }) => body)))
          const winner = response.findIndex(({ status }) => status === 201)
          assert.equal((await server.ask('root admin', path)).body['course_id'], own(OWNERS[winner]!))
        }
      }
    })

    it('apply one of two changes that expect the same version', async () => {
      const path = '/v1/courses/versions'
      let etag = (await put(OWNERS[0]!, path, { title: 'C' })).headers.get('etag')!
      for (let round = 0; round < ROUNDS; round += 1) {
        const response = await Promise.all(
          ['A', 'B'].map((title) =>
            put(OWNERS[0]!, path, { title: `${title} ${round.toString()}` }, { 'if-match': etag }),
          ),
        )
        assert.deepEqual(statuses(response), [200, 412])
        etag = response.find(({ status }) => status === 200)!.headers.get('etag')!
      }
    })

    it('enrol a learner, keep a result and begin an attempt once each', async () => {
      const learner = 'ada'
      for (let round = 0; round < ROUNDS; round += 1) {
        const course = `/v1/courses/acts-${round.toString()}`
        await put('root admin', course, { title: 'C', assessment: true })
        const enrolled = await Promise.all([1, 2].map(() => put('root admin', `${course}/enrolments/${learner}`, {})))
        assert.deepEqual(statuses(enrolled), [200, 201])
        const result = { result_id: 'r', passed: true, taken_at: '2026-11-29T10:00:00Z' }
        const kept = await Promise.all(
          [1, 2].map(() => put('root admin', `${course}/assessment-results/${learner}`, result)),
        )
        assert.deepEqual(statuses(kept), [200, 201])
        const begun = await Promise.all(
          [1, 2].map(() =>
            server.ask('root admin', `${course}/attempts`, {
              body: { learner_id: learner, reason: 'again', attempt: 2 },
            }),
          ),
        )
        assert.deepEqual(statuses(begun), [200, 201])
      }
    })

    it('let an owner put lessons or be removed, and never wait for each other', async () => {
      const course = '/v1/courses/shared'
      const owners = (ids: readonly string[]) => put('root admin', course, { title: 'C', owners: ids })
      for (let round = 0; round < ROUNDS; round += 1) {
        const [a, b] = ['olga', 'max']
        assert.oneOf((await owners([a!, b!])).status, [200, 201])
        const response = await Promise.all([
          ...[1, 2, 3].map((lesson) =>
            put(OWNERS[0]!, `/v1/lessons/shared-${lesson.toString()}`, { course_id: 'shared', title: 'L' }),
          ),
          owners([b!]),
        ])
        assert.equal(response.at(-1)!.status, 200)
        // Once she is removed she may not change the lesson, or not even know of it.
        for (const { status } of response.slice(0, -1)) assert.oneOf(status, [200, 201, 403, 404])
      }
    })

    it('let an owner enrol and begin attempts or be removed, and never wait for each other', async () => {
      const course = '/v1/courses/enrolling'
      const owners = (ids: readonly string[]) => put('root admin', course, { title: 'C', owners: ids })
      for (let round = 0; round < ROUNDS; round += 1) {
        assert.oneOf((await owners(['olga', 'max'])).status, [200, 201])
        const response = await Promise.all([
          put(OWNERS[0]!, `${course}/enrolments/ada`, {}),
          put(OWNERS[0]!, `${course}/enrolments/bob`, {}),
          server.ask(OWNERS[0]!, `${course}/attempts`, { body: { learner_id: 'ada', reason: 'again' } }),
          owners(['max']),
        ])
        assert.equal(response.at(-1)!.status, 200)
        // The first attempt of a learner who is not enrolled yet is 400; an owner who was removed is a stranger.
        for (const { status } of response.slice(0, -1)) assert.oneOf(status, [200, 201, 400, 404])
      }
    })

    // PGlite has one connection: there nobody can hold a course while another call runs.
    if (kind === 'postgres')
      it('ask for the owner in the transaction that enrols, not before it', async () => {
        const course = '/v1/courses/taken-away'
        await put('root admin', course, { title: 'C', owners: ['olga'] })
        const { client, schema } = database
        const enrolled = await client.transaction(async (runner) => {
          const key = [server.tenantId, 'taken-away']
          await runner.query(`select from ${schema}.courses where tenant_id = $1 and course_id = $2 for update`, key)
          await runner.query(
            `with gone as (delete from ${schema}.course_owners where tenant_id = $1 and course_id = $2 returning 1)
           select count(*)::int4 from gone`,
            key,
          )
          const answer = put(OWNERS[0]!, `${course}/enrolments/ada`, {})
          await vi.waitUntil(
            async () => {
              const [row] = await client.query<{ waiting: number }>(
                `select count(*)::int4 as waiting from pg_stat_activity
               where wait_event_type = 'Lock' and query like $1 and state = 'active'`,
                [`%${schema}.run_as%`],
              )
              return row!.waiting > 0
            },
            { timeout: 30_000 },
          )
          return { answer }
        })
        assert.equal((await enrolled.answer).status, 404)
        assert.equal((await put('root admin', `${course}/enrolments/ada`, {})).status, 201)
      })

    it('archive or replace, and never bring back what another owner may not touch', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const path = `/v1/courses/gone-${round.toString()}`
        await put(OWNERS[0]!, path, { title: 'C' })
        const [gone, taken] = await Promise.all([
          server.ask(OWNERS[0]!, path, { method: 'DELETE' }),
          put(OWNERS[1]!, path, { title: 'mine' }),
        ])
        assert.equal(gone.status, 200)
        assert.equal(taken.status, 403)
      }
    })
  })
}
