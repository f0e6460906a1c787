import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventOverview } from '../../src/event-overview.js'
import { runDemo, startDemo, temporaryFolder, type DemoProcess } from '../support/demo-process.js'
import { signIn } from '../support/learner.js'

const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`

describe('the demo’s events', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let demo: DemoProcess
  beforeAll(async () => {
    folder = await temporaryFolder()
    demo = await startDemo(folder.path)
  })
  afterAll(async () => {
    await demo.stop()
    await folder.remove()
  })

  const token = async (roles: readonly string[], origin = demo.origin): Promise<string> => {
    const answer = await fetch(`${origin}/dev/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ learner_id: 'boss', roles, enrol: false }),
    })
    return ((await answer.json()) as { token: string }).token
  }
  const call = (path: string, as: string, body?: unknown, origin = demo.origin): Promise<Response> =>
    fetch(`${origin}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${as}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const overview = async (as: string, origin = demo.origin): Promise<EventOverview> =>
    (await (await call('/dev/events', as, undefined, origin)).json()) as EventOverview

  it('go to the receiver in the demo, with what became of them', async () => {
    await signIn(demo.origin, 'ida')
    const admin = await token(['admin'])
    await expect
      .poll(async () => (await overview(admin)).events[0])
      .toMatchObject({
        type: 'enrolment.started',
        subject: 'course/fire-safety/learner/ida',
        revision: 1,
        deliveries: [{ endpoint_id: 'certificates', state: 'delivered', attempts: 1, last_error: null }],
      })
    const { endpoints } = await overview(admin)
    expect(endpoints).toMatchObject([
      { id: 'certificates', url: `${demo.origin}/certificates/events`, state: 'active' },
    ])
  })

  it('are shown to admins alone', async () => {
    for (const as of [await token(['learner']), await token(['service']), 'nobody']) {
      for (const [path, body] of [
        ['/dev/events', undefined],
        ['/dev/events/test', {}],
        ['/dev/events/resend', {}],
      ] as const) {
        expect([path, (await call(path, as, body)).status]).toEqual([path, 403])
      }
    }
    expect((await call('/dev/certificates', 'nobody')).status).toBe(401)
  })

  it('are refused to be sent again where there is no such event or endpoint, saying where', async () => {
    const admin = await token(['admin'])
    for (const [path, body, pointer] of [
      ['/dev/events/test', {}, '/endpoint_id'],
      ['/dev/events/test', { endpoint_id: 'nowhere' }, '/endpoint_id'],
      ['/dev/events/resend', { endpoint_id: 'certificates' }, '/event_id'],
      ['/dev/events/resend', { endpoint_id: 'certificates', event_id: 'x' }, '/event_id'],
      ['/dev/events/resend', { endpoint_id: 7, event_id: 'x' }, '/endpoint_id'],
    ] as const) {
      const answer = await call(path, admin, body)
      const { errors } = (await answer.json()) as { errors: readonly { pointer: string }[] }
      expect([body, answer.status, errors[0]!.pointer]).toEqual([body, 400, pointer])
    }
    expect((await call('/dev/events', admin, {})).status).toBe(405)
    expect((await call('/dev/events/test', admin)).status).toBe(405)
    expect((await call('/dev/certificates', admin, {})).status).toBe(405)
  })

  it('go to a receiver of yours instead, signed with its secret, which no output shows', async () => {
    const received: { id: string; event: unknown }[] = []
    const receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (data: Buffer) => (body += data.toString()))
      request.on('end', () => {
        const headers = request.headers as Record<string, string>
        received.push({ id: headers['webhook-id']!, event: new Webhook(SECRET).verify(body, headers) })
        response.writeHead(204).end()
      })
    }).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const own = await temporaryFolder()
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
    const other = await startDemo(own.path, { EVENTS_URL: url, EVENTS_SECRET: SECRET })
    const joan = await signIn(other.origin, 'joan')
    await expect
      .poll(() => received.map(({ event }) => event))
      .toMatchObject([{ type: 'enrolment.started', data: { learner_id: 'joan' } }])
    const { endpoints } = await overview(await token(['admin'], other.origin), other.origin)
    expect(endpoints).toMatchObject([{ id: 'your-receiver', url }])
    const certificates = await call('/dev/certificates', joan.token, undefined, other.origin)
    expect(await certificates.json()).toEqual({ issues: false, certificates: [] })
    expect((await fetch(`${other.origin}/certificates/verify`)).status).toBe(404)
    expect(await other.stop()).toBe(0)
    expect(other.output()).not.toContain(SECRET.slice(6))
    receiver.closeAllConnections()
    receiver.close()
    await own.remove()
  })

  it.each([
    [{ EVENTS_URL: 'http://127.0.0.1:1/' }, 'Expected EVENTS_URL and EVENTS_SECRET together'],
    [{ EVENTS_SECRET: SECRET }, 'Expected EVENTS_URL and EVENTS_SECRET together'],
    [{ EVENTS_URL: 'hunter2', EVENTS_SECRET: SECRET }, 'Expected EVENTS_URL to be'],
    [{ EVENTS_URL: 'ftp://hunter2/', EVENTS_SECRET: SECRET }, 'Expected EVENTS_URL to be'],
    [{ EVENTS_URL: 'http://me:hunter2@127.0.0.1/', EVENTS_SECRET: SECRET }, 'Expected EVENTS_URL to be'],
    [{ EVENTS_URL: 'http://127.0.0.1:1/', EVENTS_SECRET: 'whsec_hunter2' }, 'Expected EVENTS_SECRET to be'],
  ])('are refused with settings that make no sense, in words and without what was given', async (env, words) => {
    const { code, output } = await runDemo([], { PORT: '0', DATA_DIR: folder.path, ...env })
    expect([code, output]).toEqual([1, expect.stringContaining(words)])
    expect(output).not.toMatch(/hunter2|CQkJ/)
  })

  it('say which file to delete when the kept secret is damaged', async () => {
    const broken = await temporaryFolder()
    await writeFile(join(broken.path, 'events-secret'), 'hunter2')
    const { code, output } = await runDemo([], { PORT: '0', DATA_DIR: broken.path })
    expect([code, output]).toEqual([1, expect.stringMatching(/events-secret.*Delete it/)])
    expect(output).not.toContain('hunter2')
    await broken.remove()
  })
})
