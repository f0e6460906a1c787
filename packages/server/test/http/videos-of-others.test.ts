import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { UploadServer } from '../support/upload-server.js'
import { assertProblem, KEY, LessonServer, type LessonServerOptions, type ServerAnswer } from './lesson-server.js'

const ROUNDS = 20
const OLGA = 'olga course_owner'
const MAX = 'max course_owner'
const ROOT = 'root admin'
const SERVICE = 'svc service'

for (const kind of KINDS) {
  describe(`a video that belongs to others, on ${kind}`, () => {
    let database: TestDatabase
    let store: SqlLessonStore
    let server: LessonServer
    let other: LessonServer
    let number = 0

    /** Each test takes a separate video, because a video once used stays bound. */
    const newVideo = () => `video${kind}${(number += 1).toString()}`
    const put = (on: LessonServer, who: string, id: string, playbackId: string | null, courseId: string | null) =>
      on.ask(who, `/v1/lessons/${id}`, {
        method: 'PUT',
        body: { course_id: courseId, title: id, playback_id: playbackId, duration: 600 },
      })
    const assertTaken = (response: ServerAnswer, pointer = '/playback_id') => {
      assertProblem(response, 403, 'playback_not_allowed')
      const errors = [{ pointer, detail: 'The lesson may not be given this video.' }]
      assert.deepEqual(response.body['errors'], errors)
    }
    const foundCourses = async (made: LessonServer) => {
      const tenant = { tenantId: made.tenantId }
      await made.handler.api.putCourse('olgas', { title: 'A', owners: ['olga'] }, tenant)
      await made.handler.api.putCourse('olgas-too', { title: 'B', owners: ['olga'] }, tenant)
      await made.handler.api.putCourse('maxs', { title: 'C', owners: ['max'] }, tenant)
      return made
    }
    const withCourses = (options: LessonServerOptions = {}) =>
      foundCourses(new LessonServer(store, { sharesVideos: false, ...options }))

    beforeAll(async () => {
      database = openDatabase(kind)
      store = database.openStore()
      await store.prepare('auto')
      server = await withCourses()
      other = await withCourses()
    })
    afterAll(() => database.close())

    it('is refused to an owner, of the same tenant and of another, also where it is used no more', async () => {
      const video = newVideo()
      assert.equal((await put(server, OLGA, 'a1', video, 'olgas')).status, 201)
      assertTaken(await put(server, MAX, 'm1', video, 'maxs'))
      assertTaken(await put(other, OLGA, 'o1', video, 'olgas'))
      assertProblem(await server.ask('root admin', '/v1/lessons/m1'), 404, 'lesson_not_found')
      assert.equal((await put(server, MAX, 'm1', newVideo(), 'maxs')).status, 201)
      assertTaken(await put(server, MAX, 'm1', video, 'maxs'))
      await put(server, OLGA, 'a1', newVideo(), 'olgas')
      await server.ask(OLGA, '/v1/lessons/a1', { method: 'DELETE' })
      assertTaken(await put(server, MAX, 'm1', video, 'maxs'))
      const loose = newVideo()
      assert.equal((await put(server, 'root admin', 'loose', loose, null)).status, 201)
      assertTaken(await put(server, MAX, 'm1', loose, 'maxs'))
    })

    it('is an owner’s in every course of that owner, and whoever’s an admin or a service of its tenant put it into', async () => {
      const video = newVideo()
      assert.equal((await put(server, OLGA, 'b1', video, 'olgas')).status, 201)
      assert.equal((await put(server, OLGA, 'b2', video, 'olgas-too')).status, 201)
      assert.equal((await put(server, ROOT, 'b3', video, 'maxs')).status, 201)
      assert.equal((await put(server, SERVICE, 'b4', video, null)).status, 201)
      // What a lesson has may stay; what it had is not its owner's for that.
      assert.equal((await put(server, MAX, 'b3', video, 'maxs')).status, 200)
      assert.equal((await put(server, MAX, 'b3', null, 'maxs')).status, 200)
      assertTaken(await put(server, MAX, 'b3', video, 'maxs'))
    })

    it('is for nobody of another tenant, whatever their role, and not for the host’s own code', async () => {
      const video = newVideo()
      assert.equal((await put(server, ROOT, 'd1', video, 'olgas')).status, 201)
      for (const who of [OLGA, ROOT, SERVICE]) assertTaken(await put(other, who, 'd1', video, 'olgas'))
      const { api } = other.handler
      const lesson = { course_id: 'olgas', title: 'd1', playback_id: video, duration: 600 }
      const refused: unknown = await api
        .putLesson('d1', lesson, { tenantId: other.tenantId })
        .catch((error: unknown) => error)
      assert.deepInclude(refused, { code: 'playback_not_allowed' })
    })

    it('answers an owner the same about another tenant’s video, another owner’s, and none, where there are uploads', async () => {
      const school = await UploadServer.open(store, KEY, { sharesVideos: false })
      try {
        const here = await foundCourses(school.server)
        const theirs = newVideo()
        assert.equal((await put(other, ROOT, 'e1', theirs, 'olgas')).status, 201)
        const olgas = newVideo()
        assert.equal((await put(here, ROOT, 'e1', olgas, 'olgas')).status, 201)
        const answers = []
        for (const video of [theirs, olgas, 'invented']) answers.push(await put(here, MAX, 'e2', video, 'maxs'))
        for (const answer of answers) assertTaken(answer)
        const bodies = answers.map(({ body: { request_id: _, ...rest } }) => rest)
        assert.deepEqual(bodies[1], bodies[0])
        assert.deepEqual(bodies[2], bodies[0])
        // Nothing of it is kept, so nothing is signed.
        assertProblem(await here.ask(ROOT, '/v1/lessons/e2'), 404, 'lesson_not_found')
        assert.isEmpty(school.mux.requests)
        // An admin may give what is nobody's.
        assert.equal((await put(here, ROOT, 'e2', 'invented', 'maxs')).status, 201)
      } finally {
        await school.close()
      }
    })

    it('is an owner’s where it came of an upload to a lesson of theirs, and a stranger’s of no tenant', async () => {
      const school = await UploadServer.open(store, KEY, { sharesVideos: false })
      try {
        const here = await foundCourses(school.server)
        await put(here, OLGA, 'f1', null, 'olgas')
        const { muxId } = await school.create('f1', OLGA)
        const assetId = school.makeAsset(muxId)
        school.ready(assetId)
        await school.hook('video.asset.ready', { type: 'asset', id: assetId })
        await school.work()
        const video = `play${assetId}`
        assertTaken(await put(here, MAX, 'f2', video, 'maxs'))
        assertTaken(await put(other, ROOT, 'f2', video, 'maxs'))
        // Also where no lesson has it any more.
        assert.equal((await put(here, OLGA, 'f1', null, 'olgas')).status, 200)
        const back = await here.ask(OLGA, '/v1/lessons/f1', {
          method: 'PUT',
          body: { course_id: 'olgas', title: 'f1', playback_id: video },
        })
        assert.deepInclude(back.body, { playback_id: video, asset_id: assetId, duration: 300.5, status: 'ready' })
      } finally {
        await school.close()
      }
    })

    it('is asked of the host alone where it wants to be asked, about whoever puts it', async () => {
      const asked: unknown[] = []
      let answer: unknown = true
      const host = await withCourses({
        playbackAllowed: async ({ owner, playbackId, lesson }) => {
          asked.push({ owner: owner.learnerId, playbackId, lesson })
          // It may call the handler itself: nothing is held while it is asked.
          await host.handler.api.putCourse('asked', { title: 'Asked' }, { tenantId: host.tenantId })
          return answer as boolean
        },
      })
      const video = newVideo()
      await put(server, OLGA, 'c1', video, 'olgas')
      assert.equal((await put(host, OLGA, 'c1', video, 'olgas')).status, 201)
      const lesson = { id: 'c1', courseId: 'olgas', title: 'c1' }
      assert.deepEqual(asked, [{ owner: 'olga', playbackId: video, lesson }])
      // What a lesson has is not asked about.
      assert.equal((await put(host, OLGA, 'c1', video, 'olgas')).status, 200)
      assert.lengthOf(asked, 1)
      answer = false
      assertTaken(await put(host, MAX, 'c2', video, 'maxs'))
      assertTaken(await put(host, ROOT, 'c2', newVideo(), 'maxs'))
      assert.lengthOf(asked, 3)
      for (answer of [undefined, null, 'yes', 1]) {
        assertProblem(await put(host, MAX, 'c2', video, 'maxs'), 500, 'internal')
        assert.match(host.watch.lines.join('\n'), /Expected `playbackAllowed` to answer true or false, got/)
      }
    })

    it('goes to exactly one of two owners who take it at once', { timeout: 120_000 }, async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const video = newVideo()
        const response = await Promise.all([
          put(server, OLGA, `r${round.toString()}`, video, 'olgas'),
          put(other, MAX, `r${round.toString()}`, video, 'maxs'),
        ])
        assert.deepEqual(
          response.map(({ status }) => status).toSorted(),
          [201, 403],
          JSON.stringify(response.map((t) => t.body)),
        )
      }
    })

    it('is free for other tenants when no lesson has had it for thirty days', async () => {
      const video = newVideo()
      const { client, schema } = database
      const sweepDaily = () => client.query(`delete from ${schema}.job_leases where job = 'end-bindings-daily'`)
      const age = (days: number) =>
        client.query(
          `with m as (update ${schema}.lesson_media set replaced_at = replaced_at - $2::int4 * interval '1 day'
             where playback_id = $1 returning 1)
           update ${schema}.playback_bindings set used_at = used_at - $2::int4 * interval '1 day' where playback_id = $1`,
          [video, days],
        )
      const work = async () => {
        await sweepDaily()
        await server.handler.work()
      }
      await put(server, OLGA, 'g1', video, 'olgas')
      await age(400)
      await work()
      assertTaken(await put(other, ROOT, 'g1', video, 'olgas'))
      await put(server, OLGA, 'g1', null, 'olgas')
      await age(29)
      await work()
      assertTaken(await put(other, ROOT, 'g1', video, 'olgas'))
      await age(2)
      await work()
      assert.equal((await put(other, ROOT, 'g1', video, 'olgas')).status, 201)
      assertTaken(await put(server, OLGA, 'g1', video, 'olgas'))
    })
  })
}
