import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { toEventText } from '../../src/core/events/event-text.js'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import type { LessonRecord } from '../../src/core/records/lesson.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { readEvents } from '../support/outgoing.js'
import { answering, OK, PostOffice } from '../support/post-office.js'
import { School } from '../support/school.js'

const BUDGET = 60_000

for (const kind of KINDS) {
  describe(`delivering events on ${kind}`, () => {
    let database: TestDatabase
    let store: SqlLessonStore
    let other: SqlLessonStore

    beforeAll(async () => {
      database = openDatabase(kind)
      store = database.openStore()
      other = database.openStore()
      await store.prepare('auto')
    })
    afterAll(() => database.close())

    const prepare = async (...ids: string[]) => {
      const school = new School(database, store)
      const lesson = await school.found()
      // Enrolled before there is an endpoint, so that only what a test does is sent.
      const ada = await school.enrol('ada')
      const ben = await school.enrol('ben')
      const office = new PostOffice(database, school.tenantId)
      for (const { tenantId, endpointId, url } of office.endpoints(...ids)) {
        await database.client.query(
          `insert into ${database.schema}.event_targets (tenant_id, target, kind, url, origin)
           values ($1, $2, 'webhook', $3, 'options')`,
          [tenantId, endpointId, url],
        )
      }
      return { school, lesson, ada, ben, office }
    }
    const decide = (learner: LearnerKey, lesson: LessonRecord, completed: boolean, reason = 'x') =>
      store.verdicts.decideLesson(learner, lesson, { completed, reason, actorId: 'root', attempt: null })
    const claimOne = async (office: PostOffice) => {
      const [claimed] = await store.deliveries.claim({
        options: office.endpoints('certificates'),
        opensSecrets: false,
        limit: 1,
      })
      return claimed!
    }

    it('sends what a process wrote that ended before it could send, once, whichever process comes first', async () => {
      const { lesson, ada, office } = await prepare('certificates')
      await decide(ada, lesson, true)
      const processes = [store, other].map((each) => office.dispatcher(each, ['certificates']))
      await Promise.all(processes.map((each) => each.run(BUDGET)))
      const events = (await readEvents(database, office.tenantId)).filter(({ body }) =>
        body.type.endsWith('.completed'),
      )
      assert.lengthOf(events, 2)
      assert.sameMembers(
        office.sent.map(({ body }) => body),
        events.map(({ body }) => toEventText(body)),
      )
      assert.sameMembers(
        office.sent.map(({ id }) => id),
        events.map(({ eventId }) => eventId),
      )
      assert.deepEqual(await office.states('certificates'), { delivered: 2 })
    })

    it('sends once more, with the same id and bytes, what a process had sent that ended before it could say so', async () => {
      const { lesson, ada, school, office } = await prepare('certificates')
      await school.putLesson({ required: false })
      await decide(ada, lesson, true)
      const lost = await claimOne(office)
      await office.send({ ...lost, body: toEventText(lost.body), secrets: [], signal: new AbortController().signal })
      const next = office.dispatcher(other, ['certificates'])
      await next.run(BUDGET)
      assert.lengthOf(
        office.sent.filter(({ id }) => id === lost.eventId),
        1,
        'the lease holds',
      )
      await office.pass('61 seconds')
      await next.run(BUDGET)
      const copies = office.sent.filter(({ id }) => id === lost.eventId)
      assert.lengthOf(copies, 2)
      assert.equal(copies[0]!.body, copies[1]!.body)
    })

    it('lets a process that was frozen while it sent write nothing, once another one has sent it', async () => {
      const { lesson, ada, office } = await prepare('certificates')
      await decide(ada, lesson, true)
      const frozen = await claimOne(office)
      await office.pass('90 seconds')
      await office.dispatcher(other, ['certificates']).run(BUDGET)
      const states = await office.states('certificates')
      assert.equal(await store.deliveries.finish(frozen, { is: 'dead', status: null, error: 'late' }), 'lost')
      assert.equal(await store.deliveries.finish(frozen, { is: 'gone', status: 410, error: 'late' }), 'lost')
      await store.deliveries.release(frozen)
      assert.deepEqual(await office.states('certificates'), states)
      assert.equal(
        (await store.endpoints.find({ tenantId: office.tenantId, endpointId: 'certificates' }))!.state,
        'active',
      )
    })

    it('keeps the order of a subject through failures, while other learners’ events arrive', async () => {
      const { lesson, ada, ben, office } = await prepare('certificates')
      await decide(ada, lesson, true, 'one')
      await decide(ada, lesson, false, 'two')
      await decide(ada, lesson, true, 'three')
      let failing = true
      const ofAda = () =>
        office.sent.filter(({ subject }) => subject.startsWith('lesson/') && subject.includes('/ada/'))
      office.answer = ({ subject, revision }) =>
        failing && revision === 1 && subject.startsWith('lesson/') && subject.includes('/ada/') ? answering(500) : OK
      const dispatcher = office.dispatcher(store, ['certificates'])
      await dispatcher.run(BUDGET)
      await decide(ben, lesson, true)
      for (let minute = 0; minute < 3; minute += 1) {
        await office.pass('1 minute')
        await dispatcher.run(BUDGET)
      }
      assert.isAtLeast(ofAda().length, 3)
      assert.isTrue(ofAda().every(({ revision }) => revision === 1))
      assert.isTrue(office.sent.some(({ subject }) => subject === 'lesson/fire-safety-1/learner/ben/1'))
      failing = false
      await office.pass('20 minutes')
      await dispatcher.run(BUDGET)
      assert.deepEqual(
        ofAda()
          .slice(-3)
          .map(({ revision }) => revision),
        [1, 2, 3],
      )
    })

    it('lets no endpoint that hangs hold up another one, and leases it eight deliveries at most', async () => {
      const { lesson, ada, school, office } = await prepare('hangs')
      await office.fill(10_000)
      await database.client.query(
        `insert into ${database.schema}.event_targets (tenant_id, target, kind, url, types, origin)
         values ($1, 'works', 'webhook', 'https://works.test/', '{lesson.completed}', 'options')`,
        [school.tenantId],
      )
      let released: () => void = () => undefined
      const hanging = new Promise<void>((free) => (released = free))
      let most = 0
      office.answer = async ({ url }) => {
        if (url !== 'https://hangs.test/') return OK
        const [row] = await database.client.query<{ leases: number }>(
          `select count(*)::int4 as leases from ${database.schema}.event_deliveries
           where tenant_id = $1 and target = 'hangs' and leased_until > clock_timestamp()`,
          [school.tenantId],
        )
        most = Math.max(most, row!.leases)
        await hanging
        return answering(500)
      }
      const processes = [store, other].map((each) => office.dispatcher(each, ['hangs', 'works']))
      await Promise.all(processes.map((each) => each.tick()))
      await decide(ada, lesson, true)
      const arrived = new Promise<void>((seen) => {
        const before = office.answer
        office.answer = (sent, webhook) => {
          if (sent.url === 'https://works.test/') seen()
          return before(sent, webhook)
        }
      })
      await Promise.all(processes.map((each) => each.tick()))
      await arrived
      assert.lengthOf(
        office.sent.filter(({ url }) => url === 'https://hangs.test/'),
        8,
      )
      assert.isAtMost(most, 8)
      released()
      await Promise.all(processes.map((each) => each.close(1_000)))
    })

    it('ends an endpoint at 410: what waits is cancelled, nothing is added, and it begins again where it is asked to', async () => {
      const { lesson, ada, ben, school, office } = await prepare('certificates')
      await office.fill(5)
      office.answer = () => answering(410)
      const key = { tenantId: school.tenantId, endpointId: 'certificates' }
      const dispatcher = office.dispatcher(store, ['certificates'])
      await dispatcher.run(BUDGET)
      assert.deepEqual(await office.states('certificates'), { cancelled: 5 })
      assert.deepInclude(await store.endpoints.find(key), { state: 'disabled', pending: 0 })
      await office.pass('1 day')
      const between = new Date()
      await decide(ada, lesson, true)
      assert.deepEqual(await office.states('certificates'), { cancelled: 5 })
      await store.endpoints.activate(key)
      office.answer = () => OK
      office.sent.length = 0
      await dispatcher.run(BUDGET)
      assert.isEmpty(office.sent, 'nothing of the time between')
      await decide(ben, lesson, true)
      await dispatcher.run(BUDGET)
      assert.deepEqual(await office.states('certificates'), { cancelled: 5, delivered: 2 })
      assert.equal(await store.events.replay(key, between), 2)
      assert.equal(await store.events.replay(key, between), 0)
      await dispatcher.run(BUDGET)
      assert.deepEqual(await office.states('certificates'), { cancelled: 5, delivered: 4 })
    })

    it('gives up after three days, says why, lets the next revision go, and sends it again on request', async () => {
      const { lesson, ada, school, office } = await prepare('certificates')
      await decide(ada, lesson, true)
      await decide(ada, lesson, false)
      const key = { tenantId: school.tenantId, endpointId: 'certificates' }
      office.answer = ({ revision, subject }) => (subject.startsWith('lesson/') && revision === 1 ? answering(500) : OK)
      const dispatcher = office.dispatcher(store, ['certificates'])
      await dispatcher.run(BUDGET)
      assert.deepEqual(await office.states('certificates'), { delivered: 1, pending: 2 })
      await office.pass('71 hours')
      await dispatcher.run(BUDGET)
      assert.deepEqual(await office.states('certificates'), { delivered: 1, pending: 2 })
      await office.pass('2 hours')
      await dispatcher.run(BUDGET)
      assert.deepEqual(await office.states('certificates'), { delivered: 2, dead: 1 })
      const all = { state: null, eventId: null, endpointId: null, limit: 9, after: null }
      const [dead] = await store.events.listDeliveries(school.tenantId, { ...all, state: 'dead' })
      assert.isAtLeast(dead!.attempts, 3)
      assert.deepInclude(dead, { revision: 1, lastStatus: 500, lastError: 'The endpoint answered 500.' })
      office.answer = () => OK
      office.sent.length = 0
      assert.isTrue(await store.events.resend(key, dead!.eventId))
      assert.isFalse(await store.events.resend(key, dead!.eventId), 'it waits already')
      await dispatcher.run(BUDGET)
      assert.deepEqual(
        office.sent.map(({ id }) => id),
        [dead!.eventId],
      )
      assert.deepEqual(await office.states('certificates'), { delivered: 3 })
    })

    it('leaves an endpoint alone for as long as it asks for', async () => {
      const { office } = await prepare('certificates')
      await office.fill(20)
      office.answer = () => answering(429, '600')
      const dispatcher = office.dispatcher(store, ['certificates'])
      await dispatcher.run(BUDGET)
      const tried = office.sent.length
      assert.isAtMost(tried, 8, 'only what was on its way')
      await office.pass('5 minutes')
      await dispatcher.run(BUDGET)
      assert.lengthOf(office.sent, tried)
      office.answer = () => OK
      await office.pass('6 minutes')
      await dispatcher.run(BUDGET)
      assert.deepEqual(await office.states('certificates'), { delivered: 20 })
    })

    it('leaves it alone even where something arrives that was on its way before it asked', async () => {
      const { office } = await prepare('certificates')
      await office.fill(2)
      office.answer = () => answering(500)
      await office.dispatcher(store, ['certificates']).run(BUDGET)
      await office.pass('1 hour')
      const limits = { options: office.endpoints('certificates'), opensSecrets: false, limit: 2 }
      const [asking, arriving] = await store.deliveries.claim(limits)
      const asked = { is: 'retry', status: 429, error: 'x', delay: 0, pause: 600_000 } as const
      await store.deliveries.finish(asking!, asked)
      await store.deliveries.finish(arriving!, { is: 'delivered', status: 204 })
      assert.isEmpty(await store.deliveries.claim(limits))
      await office.pass('11 minutes')
      assert.lengthOf(await store.deliveries.claim(limits), 1)
    })

    it('lets no time pass for what waits at a paused endpoint', async () => {
      const { school, office } = await prepare('certificates')
      await office.fill(2)
      office.answer = () => answering(500)
      const key = { tenantId: school.tenantId, endpointId: 'certificates' }
      const dispatcher = office.dispatcher(store, ['certificates'])
      await dispatcher.run(BUDGET)
      await store.endpoints.pause(key, 'moving house')
      await office.fill(1, 'later')
      await office.pass('10 days')
      office.sent.length = 0
      await dispatcher.run(BUDGET)
      assert.isEmpty(office.sent)
      assert.deepInclude(await store.endpoints.find(key), { state: 'paused', stateReason: 'moving house', pending: 3 })
      await store.endpoints.activate(key)
      await dispatcher.run(BUDGET)
      assert.equal(office.ids.size, 3)
      assert.deepEqual(await office.states('certificates'), { pending: 3 }, 'nothing is given up')
    })

    it('only probes an endpoint that has failed for long, and sends everything when it answers', async () => {
      const { office } = await prepare('certificates')
      await office.fill(30)
      office.answer = () => answering(500)
      const dispatcher = office.dispatcher(store, ['certificates'])
      await dispatcher.run(BUDGET)
      assert.equal(office.ids.size, 30, 'each, because it has not failed for long')
      await office.pass('16 minutes')
      office.sent.length = 0
      await dispatcher.run(BUDGET)
      assert.lengthOf(office.sent, 1, 'a probe')
      await dispatcher.run(BUDGET)
      assert.lengthOf(office.sent, 1, 'and no second one within a minute')
      office.answer = () => OK
      await office.pass('1 minute')
      await dispatcher.run(BUDGET)
      assert.deepEqual(await office.states('certificates'), { delivered: 30 })
    })

    it('disables an endpoint that has failed for five days', async () => {
      const { school, office } = await prepare('certificates')
      await office.fill(3)
      office.answer = () => answering(500)
      const dispatcher = office.dispatcher(store, ['certificates'])
      await dispatcher.run(BUDGET)
      await office.pass('5 days')
      await office.fill(1, 'new')
      await dispatcher.run(BUDGET)
      const key = { tenantId: school.tenantId, endpointId: 'certificates' }
      assert.deepInclude(await store.endpoints.find(key), {
        state: 'disabled',
        stateReason: 'Every delivery has failed for 5 days.',
      })
      assert.notProperty(await office.states('certificates'), 'pending')
    })

    it('gives back what is being sent when it has to stop, as if it had never been claimed', async () => {
      const { office } = await prepare('certificates')
      await office.fill(3)
      office.answer = (_sent, { signal }) =>
        new Promise((settle) => {
          signal.addEventListener('abort', () => settle({ status: null, error: 'given up' }))
        })
      const stopped = office.dispatcher(store, ['certificates'])
      await stopped.tick()
      await stopped.close(1_000)
      assert.equal(await stopped.tick(), 0)
      office.answer = () => OK
      await office.dispatcher(other, ['certificates']).run(BUDGET)
      assert.deepEqual(await office.states('certificates'), { delivered: 3 })
      const [row] = await database.client.query<{ attempts: number }>(
        `select max(attempts)::int4 as attempts from ${database.schema}.event_deliveries where tenant_id = $1`,
        [office.tenantId],
      )
      assert.equal(row!.attempts, 1)
    })

    it('leaves alone what another process serves: endpoints of other options, and secrets that it cannot read', async () => {
      const { school, office } = await prepare('certificates', 'mail')
      await database.client.query(
        `insert into ${database.schema}.event_targets (tenant_id, target, kind, url, origin)
         values ($1, 'called', 'webhook', 'https://called.test/', 'call')`,
        [school.tenantId],
      )
      await office.fill(2)
      await office.dispatcher(store, ['mail']).run(BUDGET)
      assert.deepEqual(
        office.sent.map(({ url }) => url),
        ['https://mail.test/', 'https://mail.test/'],
      )
      assert.deepEqual(await office.states('called'), { pending: 2 })
    })
  })
}
