import { assert } from 'chai'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { LessonServer, type ServerAnswer } from './lesson-server.js'

const ADMIN = 'root admin'
const LESSON = '/v1/lessons/fire-safety-1'
type Played = readonly [from: number, to: number]

for (const kind of KINDS) {
  describe(`a stored duration that is not the video’s, on ${kind}`, () => {
    let database: TestDatabase
    let store: SqlLessonStore
    let server: LessonServer
    let hours: number

    beforeAll(async () => {
      database = openDatabase(kind)
      store = database.openStore()
      await store.prepare('auto')
    })
    afterAll(() => database.close())
    beforeEach(async () => {
      server = await new LessonServer(store).found('ada', 'bob')
      hours = 0
    })

    const put = (more: object) => server.putLesson('fire-safety-1', more)

    /** Plays stretches in an hour that no other session was opened in, and reports them with what the player says of the duration. */
    async function watch(
      learner: string,
      duration: unknown,
      ...stretches: readonly Played[]
    ): Promise<ServerAnswer['body']> {
      const grant = await server.open(learner)
      hours += 1
      await database.client.query(
        `update ${database.schema}.watch_sessions set opened_at = opened_at - $2::int4 * interval '1 hour',
           windows = int8multirange(int8range(lower(windows) - $2::int4 * 3600000, upper(windows)))
         where session_id = $1::uuid`,
        [grant.session_id, hours],
      )
      const segments = stretches.map(([from, to], index) => {
        return { n: index + 1, from, to, rate: 1, started: from, ended: to, visible: true, muted: false }
      })
      const report = { session_id: grant.session_id, lesson_id: 'fire-safety-1', position: null, duration }
      const answer = await server.ask(learner, '/v1/progress', {
        body: { reports: [{ ...report, watched_segments: segments, events: [] }] },
      })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      const progress = (answer.body['progress'] as Record<string, ServerAnswer['body']>)['fire-safety-1']!
      assert.deepInclude((await server.ask(learner, LESSON)).body['progress'], { percent: progress['percent'] })
      return progress
    }

    async function attention(): Promise<readonly Record<string, unknown>[]> {
      const { body } = await server.ask(ADMIN, LESSON)
      assert.equal(body['status'], 'ready')
      return body['attention'] as Record<string, unknown>[]
    }

    it('completes all of a video that ends half a second early, and its owner has nothing to do', async () => {
      await put({ duration: 10, completion: { threshold: 1 } })
      assert.deepInclude(await watch('ada', 9.5, [0, 9.5]), { completed: true, percent: 100, watched_seconds: 9.5 })
      assert.deepInclude(await watch('bob', null, [0, 9.5]), { completed: false, percent: 95 })
      assert.deepEqual(await attention(), [])
      const course = (await server.ask('ada', '/v1/courses/fire-safety')).body
      assert.deepInclude(course['progress'], { percent: 100, completed: true })
    })

    for (const duration of [550, 606.1, 700]) {
      it(`shows the owner who stored 600 s that a player measured ${duration.toString()} s, and keeps nobody out`, async () => {
        await put({ completion: { threshold: 1 } })
        const progress = await watch('ada', duration, [0, Math.min(duration, 599)])
        if (duration < 600) assert.deepInclude(progress, { completed: false, percent: 91.6 })
        const [answer, ...rest] = await attention()
        assert.deepEqual(rest, [])
        assert.deepInclude(answer, { code: 'duration_differs', pointer: '/duration' })
        assert.include(String(answer!['detail']), `${duration.toString()} s`)
        await server.open('bob')
        assert.notProperty((await server.ask('ada', LESSON)).body, 'attention')
      })
    }

    it('is no longer shown once the duration is corrected, and again when the next learner sees it', async () => {
      await put({})
      await watch('ada', 550, [0, 550])
      assert.lengthOf(await attention(), 1)
      await put({})
      assert.deepEqual(await attention(), [])
      await watch('bob', 550, [540, 550])
      assert.lengthOf(await attention(), 1)
      await put({ duration: 550 })
      assert.deepEqual(await attention(), [])
      await watch('bob', 550, [0, 550])
      assert.deepEqual(await attention(), [])
    })

    it('is not shown for a number that nobody’s playing confirms', async () => {
      await put({})
      for (const duration of [10, 0, -1, '550', null, 1e300, 598, 604]) await watch('ada', duration, [20, 60])
      assert.deepInclude(await watch('ada', 550, [0, 600]), { percent: 100 })
      await watch('bob', 550)
      await watch('bob', 550, [549.9, 550.1])
      assert.deepEqual(await attention(), [])
    })

    it('is shown where a required segment lies beyond the end, however little differs', async () => {
      await put({ duration: 10, completion: { required_segments: [[9.4, 10]] } })
      assert.deepInclude(await watch('ada', 9.5, [0, 9.5]), { completed: false })
      assert.deepInclude((await attention())[0], { code: 'duration_differs' })
    })
  })
}
