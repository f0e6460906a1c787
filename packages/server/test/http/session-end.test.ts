import { randomUUID } from 'node:crypto'
import { assert } from 'chai'
import { afterAll, beforeAll } from 'vitest'
import type { Acknowledgement, Grant, Renewal } from '@enhancedhr/protocol/wire'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import type { TestDatabase } from '../support/database.js'
import { VectorClock } from '../vectors/vector-clock.js'
import { assertProblem, LessonServer, openTestDatabase } from './lesson-server.js'

const HOUR = 3_600

/** A report of one segment, played from `from` to `to` seconds of media, begun `started` seconds after the session opened. */
function report({ session_id, lesson }: Grant, n: number, from: number, to: number, started: number) {
  const segment = { n, from, to, rate: 1, started, ended: started + to - from, visible: true, muted: false }
  return { session_id, lesson_id: lesson.id, position: to, duration: 600, watched_segments: [segment], events: [] }
}

describe('the end of a session', () => {
  let database: TestDatabase
  let clock: VectorClock
  let server: LessonServer

  beforeAll(async () => {
    database = openTestDatabase()
    clock = new VectorClock(database.client, `clock_${randomUUID().replaceAll('-', '')}`)
    await clock.prepare()
    await clock.set(Date.UTC(2026, 10, 29, 10))
    server = new LessonServer(new SqlLessonStore(clock.wrap(database.client), database.schema))
    await server.found('ann', 'ben', 'cat', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida')
  })
  afterAll(async () => {
    await clock.drop()
    await database.close()
  })

  const pass = (seconds: number) => clock.set(clock.now + seconds * 1000)

  async function send(learner: string, ...reports: object[]): Promise<Acknowledgement> {
    const { status, body } = await server.ask(learner, '/v1/progress', { body: { reports } })
    assert.equal(status, 200, JSON.stringify(body))
    return body as unknown as Acknowledgement
  }

  const renew = (learner: string, { session_id }: Grant) => server.ask(learner, '/v1/tokens', { body: { session_id } })

  it('comes with the next attempt: renewal and acknowledgement say so, and older evidence goes to its attempt', async () => {
    const grant = await server.open('ann')
    await pass(60)
    assert.notProperty(await send('ann', report(grant, 1, 0, 60, 0)), 'sessions')
    assert.equal((await renew('ann', grant)).status, 200)
    await server.handler.api.startAttempt(
      'fire-safety',
      { learner_id: 'ann', reason: 'A new year.' },
      { tenantId: server.tenantId },
    )
    assertProblem(await renew('ann', grant), 409, 'attempt_ended')
    await pass(30)
    const late = await send('ann', report(grant, 2, 60, 90, 60))
    assert.equal(late.results[0]?.through, 2, JSON.stringify(late))
    assert.deepEqual(late.sessions, { [grant.session_id]: { code: 'attempt_ended' } })
    assert.equal(late.results[0]?.status, 'credited')
    assert.deepEqual(
      [late.progress['fire-safety-1']?.attempt, late.progress['fire-safety-1']?.watched_seconds],
      [1, 90],
    )
    const next = await server.open('ann')
    assert.deepEqual([next.attempt, next.progress.watched_seconds], [2, 0])
    await pass(20)
    const credited = await send('ann', report(next, 1, 90, 110, 0))
    assert.notProperty(credited, 'sessions')
    assert.equal(credited.progress['fire-safety-1']?.watched_seconds, 20)
  })

  it('comes with another video, and the acknowledgement says so too', async () => {
    await server.putLesson('replaced-1')
    const grant = await server.open('ben', 'replaced-1')
    await pass(10)
    await server.putLesson('replaced-1', { playback_id: 'video2' })
    const { sessions } = await send('ben', report(grant, 1, 0, 10, 0))
    assert.deepEqual(sessions, { [grant.session_id]: { code: 'media_replaced' } })
  })

  for (const [learner, step] of [
    ['cat', 5],
    ['dan', HOUR],
    ['eve', 25 * HOUR],
  ] as const) {
    it(`does not come when the database’s clock goes ${step} s forward, twice: a renewal at once loses nothing`, async () => {
      const grant = await server.open(learner)
      let age = 0
      let media = 0
      for (let n = 1; n <= 3; n += 1) {
        await pass(60)
        const answer = await send(learner, report(grant, n, media, media + 60, age))
        media += 60
        assert.equal(answer.results[0]?.status, 'credited', JSON.stringify(answer.results))
        await pass(step)
        // The next answer shows the jump, and the player asks for tokens before anything more is played.
        const renewal = (await renew(learner, grant)).body as unknown as Renewal
        age = renewal.session_age
      }
      const { body } = await server.ask(learner, '/v1/lessons/fire-safety-1/progress')
      assert.equal(body['watched_seconds'], 180)
    })
  }

  for (const [learner, step] of [
    ['gus', HOUR],
    ['hal', 25 * HOUR],
  ] as const) {
    it(`is followed by another session when the database’s clock goes ${step} s back, twice, and nothing is lost`, async () => {
      // Three stretches of playing lie beside each other on the clock, whatever it shows.
      let grant = await server.open(learner)
      let media = 0
      for (let round = 0; round < 3; round += 1) {
        await pass(60)
        const answer = await send(learner, report(grant, 1, media, media + 60, 0))
        assert.equal(answer.results[0]?.status, 'credited', JSON.stringify(answer.results))
        media += 60
        await pass(-step)
        const renewal = (await renew(learner, grant)).body as unknown as Renewal
        assert.equal(renewal.session_age, 0, 'readable, though the session opens later than now')
        grant = await server.open(learner)
      }
      const { body } = await server.ask(learner, '/v1/lessons/fire-safety-1/progress')
      assert.equal(body['watched_seconds'], 180)
    })
  }

  for (const [learner, step] of [
    ['fay', 5],
    ['ida', 1_200],
  ] as const) {
    it(`does not come when the database’s clock goes ${step} s back: what is played waits so long and is credited`, async () => {
      const grant = await server.open(learner)
      await pass(60)
      await pass(-step)
      assert.equal((await renew(learner, grant)).status, 200)
      const early = await send(learner, report(grant, 1, 0, 60, 0))
      assert.equal(early.results[0]?.through, 0)
      await pass(step)
      const answer = await send(learner, report(grant, 1, 0, 60, 0))
      assert.deepEqual([answer.results[0]?.status, answer.results[0]?.through], ['credited', 1])
    })
  }
})
