import { eventSchema, type OutgoingEvent } from '@enhancedhr/protocol/events'
import { assert } from 'chai'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, it, vi } from 'vitest'
import { createLessonHandler, LessonProblem } from '../../src/index.js'
import type { LessonHandlerOptions } from '../../src/options/options.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KEY as SIGNING_KEY, LessonServer, openTestDatabase } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'
import { SECRET } from '../support/post-office.js'
import { openReceiver, type Received, type Receiver } from '../support/receiver.js'

const KEY = 'a key of the host, long enough to hold'

describe('outgoing events of a handler', () => {
  let database: TestDatabase
  let store: SqlLessonStore
  let receiver: Receiver

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    receiver = await openReceiver()
  })
  afterAll(async () => {
    await receiver.close()
    await database.close()
  })

  const serve = async (options: Partial<LessonHandlerOptions> = {}, learners = ['ada']) => {
    const server = new LessonServer(store, { events: { key: KEY, allowPrivate: true }, ...options })
    await server.found(...learners)
    return { server, tenant: { tenantId: server.tenantId }, api: server.handler.api, events: server.handler.api.events }
  }
  const waive = (server: LessonServer, learnerId: string, completed = true) =>
    server.handler.api.putLessonVerdict(
      'fire-safety-1',
      learnerId,
      { completed, reason: 'x' },
      { tenantId: server.tenantId },
    )
  const verify = ({ body, headers }: Received, secret: string) =>
    eventSchema.parse(new Webhook(secret).verify(body, headers as Record<string, string>))
  const isVerified = (received: Received, secret: string) => {
    try {
      verify(received, secret)
      return true
    } catch {
      return false
    }
  }
  /** What came since the last time. */
  const take = () => receiver.received.splice(0)
  const refusal = async (work: Promise<unknown>) => {
    const failure: unknown = await work.catch((error: unknown) => error)
    assert.instanceOf(failure, LessonProblem)
    return (failure as LessonProblem).errors![0]!
  }

  it('are asked for by no process that has neither an endpoint nor a key', async () => {
    const claim = vi.spyOn(store.deliveries, 'claim')
    const idle = await serve({ events: {} })
    await idle.server.handler.work()
    assert.equal(claim.mock.calls.length, 0)
    const sending = await serve()
    await sending.server.handler.work()
    assert.isAbove(claim.mock.calls.length, 0)
    claim.mockRestore()
  })

  it('reach an endpoint that a call has made, signed with the secret that it was shown once', async () => {
    const { server, tenant, events } = await serve()
    const made = await events.putEndpoint('certificates', { url: receiver.url, types: ['lesson.completed'] }, tenant)
    assert.isTrue(made.created)
    assert.match(made.secret!, /^whsec_/)
    assert.deepInclude(made.resource, { id: 'certificates', origin: 'call', state: 'active', pending: 0 })
    await waive(server, 'ada')
    await server.handler.work()
    const received = take()
    assert.lengthOf(received, 1)
    const event = verify(received[0]!, made.secret!) as Extract<OutgoingEvent, { type: 'lesson.completed' }>
    assert.deepInclude(event, { type: 'lesson.completed', tenant_id: server.tenantId, revision: 1 })
    assert.equal(event.id, received[0]!.headers['webhook-id'])
    const again = await events.putEndpoint('certificates', { url: receiver.url }, tenant)
    assert.deepInclude(again, { created: false, secret: null })
    assert.isNull(again.resource.types)
    await waive(server, 'ada', false)
    await server.handler.work()
    assert.equal(verify(take()[0]!, made.secret!).type, 'lesson.revoked')
  })

  it('are signed with the old and the new secret for a day after a rotation, and then with the new one alone', async () => {
    const { server, tenant, events } = await serve({}, ['ada', 'ben', 'eve'])
    const types = ['lesson.completed']
    const { secret: old } = await events.putEndpoint('certificates', { url: receiver.url, types }, tenant)
    await waive(server, 'ada')
    const { secret: fresh } = await events.rotateSecret('certificates', tenant)
    await waive(server, 'ben')
    await server.handler.work()
    const during = take()
    assert.lengthOf(during, 2)
    for (const received of during) {
      assert.isTrue(isVerified(received, old!), 'a receiver that knows the old one')
      assert.isTrue(isVerified(received, fresh), 'a receiver that knows the new one')
    }
    await database.client.query(
      `update ${database.schema}.event_targets set secrets = (select jsonb_agg(case when s ->> 'until' is null then s
         else s || jsonb_build_object('until', (s ->> 'until')::int8 - 86400000 - 1000) end) from jsonb_array_elements(secrets) s)
       where tenant_id = $1`,
      [server.tenantId],
    )
    await waive(server, 'eve')
    await server.handler.work()
    const [after] = take()
    assert.isFalse(isVerified(after!, old!))
    assert.isTrue(isVerified(after!, fresh))
  })

  it('reach the endpoints of the options, each secret signing, and end with them', async () => {
    const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
    const server = new LessonServer(store)
    const { tenantId } = server
    const endpoint = { id: 'lms', url: receiver.url, secret: [SECRET, other], tenantId }
    const { api, events } = await serveTenant(tenantId, { events: { endpoints: [endpoint], allowPrivate: true } })
    await api.putCourse('fire-safety', { title: 'Fire safety' }, { tenantId })
    await api.putEnrolment('fire-safety', 'ada', { tenantId })
    await work(tenantId, { events: { endpoints: [endpoint], allowPrivate: true } })
    const received = take()
    assert.lengthOf(received, 1)
    for (const secret of [SECRET, other]) assert.equal(verify(received[0]!, secret).type, 'enrolment.started')
    assert.deepInclude(await events.getEndpoint('lms', { tenantId }), { origin: 'options', state: 'active' })
    assert.equal((await refusal(events.rotateSecret('lms', { tenantId }))).pointer, '')
    // Without it in the options, it is over; with it, it is there again.
    const silent = await serveTenant(tenantId, { events: { allowPrivate: true } })
    assert.deepInclude(
      await silent.events.getEndpoint('lms', { tenantId }),
      { state: 'active' },
      'nothing was said of it',
    )
    const without = await serveTenant(tenantId, { events: { endpoints: [], allowPrivate: true } })
    assert.deepInclude(await without.events.getEndpoint('lms', { tenantId }), { state: 'disabled' })
    const back = await serveTenant(tenantId, { events: { endpoints: [endpoint], allowPrivate: true } })
    assert.deepInclude(await back.events.getEndpoint('lms', { tenantId }), { state: 'active' })
  })

  it('can be tried, whatever types an endpoint asks for, without anybody else hearing of it', async () => {
    const { server, tenant, events } = await serve()
    await events.putEndpoint('one', { url: `${receiver.url}/one`, types: ['course.completed'] }, tenant)
    await events.putEndpoint('two', { url: `${receiver.url}/two` }, tenant)
    const { event_id: id } = await events.sendTest('one', { ...tenant, message: 'Hello.' })
    await server.handler.work()
    const received = take()
    assert.deepEqual(
      received.map(({ path, headers }) => [path, headers['webhook-id']]),
      [['/events/one', id]],
    )
    const event = eventSchema.parse(JSON.parse(received[0]!.body))
    assert.deepInclude(event, { type: 'endpoint.test', subject: 'endpoint/one', data: { message: 'Hello.' } })
  })

  it('are listed with what became of them, a page at a time, and sent once more on request', async () => {
    const { server, tenant, events } = await serve({}, ['ada', 'ben', 'eve'])
    await events.putEndpoint('certificates', { url: receiver.url }, tenant)
    for (const learner of ['ada', 'ben', 'eve']) await waive(server, learner)
    receiver.answer = (_request, response) => response.writeHead(500).end()
    await server.handler.work()
    receiver.answer = (_request, response) => response.writeHead(204).end()
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await events.listEvents({ ...tenant, type: 'lesson.completed', limit: 2, ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ body }) => String(body!.data['learner_id'])))
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    assert.deepEqual(seen, ['eve', 'ben', 'ada'])
    const deliveries: string[] = []
    do {
      const page = await events.listDeliveries({ ...tenant, state: 'pending', limit: 4, ...(cursor && { cursor }) })
      deliveries.push(...page.items.map(({ event_id: id }) => id))
      for (const item of page.items)
        assert.deepInclude(item, { attempts: 1, last_status: 500, endpoint_id: 'certificates' })
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    assert.lengthOf(new Set(deliveries), 6)
    const [newest] = (await events.listEvents({ ...tenant, learnerId: 'ada', limit: 1 })).items
    assert.deepEqual(await events.getEvent(newest!.id, tenant), newest)
    assert.deepEqual(await events.resend('certificates', newest!.id, tenant), { sent: false }, 'it waits')
    await database.client.query(`update ${database.schema}.event_deliveries set state = 'dead' where tenant_id = $1`, [
      server.tenantId,
    ])
    assert.equal((await events.getEndpoint('certificates', tenant)).dead, 6)
    take()
    assert.deepEqual(await events.resend('certificates', newest!.id, tenant), { sent: true })
    assert.deepEqual(await events.resendDead('certificates', tenant), { sent: 5 })
    await server.handler.work()
    assert.lengthOf(take(), 6)
  })

  it('wait while an endpoint is paused, and are cancelled with it', async () => {
    const { server, tenant, events } = await serve({}, ['ada', 'ben'])
    await events.putEndpoint('certificates', { url: receiver.url }, tenant)
    assert.equal((await events.pauseEndpoint('certificates', { ...tenant, reason: 'moving' })).state, 'paused')
    await waive(server, 'ada')
    await server.handler.work()
    assert.isEmpty(take())
    assert.equal((await events.activateEndpoint('certificates', tenant)).pending, 2)
    await server.handler.work()
    assert.lengthOf(take(), 2)
    await events.pauseEndpoint('certificates', tenant)
    await waive(server, 'ben')
    await events.deleteEndpoint('certificates', tenant)
    assert.isEmpty((await events.listEndpoints(tenant)).items)
    await server.handler.work()
    assert.isEmpty(take())
  })

  it('of a tenant are nobody else’s', async () => {
    const here = await serve()
    const there = await serve()
    await here.events.putEndpoint('certificates', { url: receiver.url }, here.tenant)
    const [event] = (await here.events.listEvents(here.tenant)).items
    assert.equal((await refusal(there.events.getEvent(event!.id, there.tenant))).pointer, '/event_id')
    assert.equal((await refusal(there.events.getEndpoint('certificates', there.tenant))).pointer, '/endpoint_id')
    await there.events.putEndpoint('certificates', { url: receiver.url }, there.tenant)
    assert.equal((await refusal(there.events.resend('certificates', event!.id, there.tenant))).pointer, '/event_id')
    assert.deepEqual(await there.events.replay('certificates', '2020-01-01', there.tenant), { sent: 1 }, 'its own')
  })

  it('refuse what cannot be, in words', async () => {
    const { tenant, events } = await serve({ events: { key: KEY } })
    const put = (endpoint: object) => refusal(events.putEndpoint('x', endpoint as { url: string }, tenant))
    assert.deepEqual(await put({ url: 'http://receiver.test/' }), { pointer: '/url', detail: 'expected an https URL' })
    for (const url of ['https://127.0.0.1/', 'https://[::1]/', 'https://localhost/', 'https://0x7f.1/']) {
      assert.deepEqual(await put({ url }), { pointer: '/url', detail: 'expected a URL on the public internet' }, url)
    }
    assert.include((await put({ url: 'https://a:b@receiver.test/' })).detail, 'without user')
    assert.include(
      (await put({ url: 'https://receiver.test/', types: ['lesson.complete'] })).detail,
      'lesson.completed',
    )
    assert.equal((await refusal(events.getEvent('1', tenant))).pointer, '/event_id')
    assert.equal((await refusal(events.listEvents({ ...tenant, cursor: 'eA' }))).pointer, '/cursor')
    assert.equal((await refusal(events.replay('x', 'yesterday', tenant))).pointer, '/since')
    const keyless = await serve({ events: {} })
    const failure = await refusal(keyless.events.putEndpoint('x', { url: 'https://receiver.test/' }, keyless.tenant))
    assert.include(failure.detail, 'events.key')
  })

  it('are not there at all where the host wants none', async () => {
    const { server, tenant, events } = await serve({ events: false })
    await waive(server, 'ada')
    assert.isEmpty((await events.listEvents(tenant)).items)
    assert.include((await refusal(events.putEndpoint('x', { url: receiver.url }, tenant))).detail, 'false')
  })

  it('are sent by themselves while the handler runs', async () => {
    const { server, tenant, events } = await serve({ background: true })
    const arrived = new Promise<Received>((settle) => {
      receiver.answer = (request, response) => {
        response.writeHead(204).end()
        if (request.body.includes(server.tenantId)) settle(request)
      }
    })
    await events.putEndpoint('certificates', { url: receiver.url, types: ['lesson.completed'] }, tenant)
    await waive(server, 'ada')
    assert.equal(eventSchema.parse(JSON.parse((await arrived).body)).type, 'lesson.completed')
    await server.handler.close()
    take()
  })

  it('are options that are checked at the start', () => {
    const start = (events: unknown) => () =>
      createLessonHandler({
        mux: { signingKeys: [SIGNING_KEY] },
        store,
        authenticate: () => null,
        background: false,
        events: events as { key: string },
      })
    const endpoint = { id: 'lms', url: 'https://lms.example.com/', secret: SECRET }
    assert.throws(start({ key: 'short' }), TypeError, 'events')
    assert.throws(start({ endpoints: [{ ...endpoint, secret: 'whsec_c2hvcnQ=' }] }), TypeError, 'events')
    assert.throws(start({ endpoints: [{ ...endpoint, url: 'https://10.0.0.1/' }] }), TypeError, 'events')
    assert.throws(start({ endpoints: [endpoint, endpoint] }), TypeError, 'events')
    assert.throws(start({ endpoints: [{ ...endpoint, types: ['x'] }] }), TypeError, 'events')
    assert.throws(start({ endpoint }), TypeError, 'events')
    assert.doesNotThrow(start({ endpoints: [endpoint, { ...endpoint, tenantId: 'other' }], key: [KEY] }))
  })

  /** A handler for a tenant that is there already. */
  async function serveTenant(tenantId: string, options: Partial<LessonHandlerOptions>) {
    const { handler } = new LessonServer(store, options)
    await handler.ready()
    return { handler, api: handler.api, events: handler.api.events, tenantId }
  }

  async function work(tenantId: string, options: Partial<LessonHandlerOptions>) {
    await (await serveTenant(tenantId, options)).handler.work()
  }
})
