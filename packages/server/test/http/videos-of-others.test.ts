import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { assertProblem, LessonServer, type ServerAnswer } from './lesson-server.js'

const ROUNDS = 20
const OLGA = 'olga course_owner'
const MAX = 'max course_owner'

for (const kind of KINDS) {
  describe(`a video that belongs to others, on ${kind}`, () => {
    let database: TestDatabase
    let store: SqlLessonStore
    let server: LessonServer
    let other: LessonServer
    let number = 0

    /** Each test takes a separate video, because a video once used stays used. */
    const newVideo = () => `video${kind}${(number += 1).toString()}`
    const put = (on: LessonServer, who: string, id: string, playbackId: string | null, courseId: string | null) =>
      on.ask(who, `/v1/lessons/${id}`, {
        method: 'PUT',
        body: { course_id: courseId, title: id, playback_id: playbackId, duration: 600 },
      })
    const assertTaken = (response: ServerAnswer) => {
      assertProblem(response, 403, 'forbidden')
      const errors = [{ pointer: '/playback_id', detail: 'The video belongs to somebody else.' }]
      assert.deepEqual(response.body['errors'], errors)
    }
    async function withCourses(options: ConstructorParameters<typeof LessonServer>[1] = {}): Promise<LessonServer> {
      const made = new LessonServer(store, options)
      const tenant = { tenantId: made.tenantId }
      await made.handler.api.putCourse('olgas', { title: 'A', owners: ['olga'] }, tenant)
      await made.handler.api.putCourse('olgas-too', { title: 'B', owners: ['olga'] }, tenant)
      await made.handler.api.putCourse('maxs', { title: 'C', owners: ['max'] }, tenant)
      return made
    }

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

    it('is an owner’s in every course of that owner, and whoever’s an admin or a service put it into', async () => {
      const video = newVideo()
      assert.equal((await put(server, OLGA, 'b1', video, 'olgas')).status, 201)
      assert.equal((await put(server, OLGA, 'b2', video, 'olgas-too')).status, 201)
      assert.equal((await put(server, 'root admin', 'b3', video, 'maxs')).status, 201)
      assert.equal((await put(other, 'svc service', 'b4', video, 'olgas')).status, 201)
      // What a lesson already has may stay, and what it had may come back to nobody but those who share nothing.
      assert.equal((await put(server, MAX, 'b3', video, 'maxs')).status, 200)
      assert.equal((await put(server, MAX, 'b3', null, 'maxs')).status, 200)
      assertTaken(await put(server, MAX, 'b3', video, 'maxs'))
    })

    it('is asked of the host, which alone may allow it', async () => {
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
      assert.equal((await put(host, OLGA, 'c1', newVideo(), 'olgas')).status, 201)
      assert.deepEqual(asked, [])
      assert.equal((await put(host, OLGA, 'c1', video, 'olgas')).status, 200)
      const lesson = { id: 'c1', courseId: 'olgas', title: 'c1' }
      assert.deepEqual(asked, [{ owner: 'olga', playbackId: video, lesson }])
      answer = false
      assertTaken(await put(host, MAX, 'c2', video, 'maxs'))
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
  })
}
