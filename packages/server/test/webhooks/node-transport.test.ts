import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { createFetchTransport } from '../../src/webhooks/fetch-transport.js'
import { createNodeTransport, type ResolveName } from '../../src/webhooks/node-transport.js'
import type { WebhookTransport } from '../../src/webhooks/webhook-sender.js'
import { openReceiver, type Receiver } from '../support/receiver.js'

const LOCAL = { address: '127.0.0.1', family: 4 }

describe('sending a webhook', () => {
  let receiver: Receiver

  beforeAll(async () => {
    receiver = await openReceiver()
  })
  afterAll(() => receiver.close())

  const post = (transport: WebhookTransport, url: string, signal = new AbortController().signal) =>
    transport({ url, headers: { 'webhook-id': 'e-1', 'content-type': 'application/json' }, body: '{"é":1}', signal })
  const refusal = async (transport: WebhookTransport, url: string, signal?: AbortSignal) => {
    const failure: unknown = await post(transport, url, signal).catch((error: unknown) => error)
    assert.instanceOf(failure, Error)
    return (failure as Error).message
  }
  const named = () => receiver.url.replace('127.0.0.1', 'receiver.test')

  it('posts the bytes and gives status and Retry-After', async () => {
    receiver.answer = (_request, response) => response.writeHead(429, { 'retry-after': '7' }).end('later')
    assert.deepEqual(await post(createNodeTransport(true), receiver.url), { status: 429, retryAfter: '7' })
    const last = receiver.received.at(-1)!
    assert.equal(last.body, '{"é":1}')
    assert.equal(last.headers['webhook-id'], 'e-1')
    assert.equal(last.headers['content-length'], '8')
  })

  it('takes a redirect for an answer, and goes nowhere else', async () => {
    const before = receiver.received.length
    receiver.answer = (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end()
    assert.equal((await post(createNodeTransport(true), receiver.url)).status, 302)
    assert.equal(receiver.received.length, before + 1)
  })

  it('resolves a name once and connects to what was checked', async () => {
    let asked = 0
    const resolve: ResolveName = (hostname) => {
      assert.equal(hostname, 'receiver.test')
      asked += 1
      return Promise.resolve([LOCAL])
    }
    receiver.answer = (_request, response) => response.writeHead(200).end()
    assert.equal((await post(createNodeTransport(true, resolve), named())).status, 200)
    assert.equal(asked, 1)
    assert.include(receiver.received.at(-1)!.headers.host, 'receiver.test')
  })

  it('refuses a name of which any address is private, before anything is connected to', async () => {
    const before = receiver.received.length
    const everywhere = { address: '2606:4700::1111', family: 6 }
    for (const addresses of [
      [LOCAL],
      [everywhere, LOCAL],
      [{ address: '169.254.169.254', family: 4 }],
      [{ address: '::ffff:10.0.0.1', family: 6 }],
    ]) {
      const transport = createNodeTransport(false, () => Promise.resolve(addresses))
      assert.equal(await refusal(transport, named()), 'The address is not on the public internet.')
    }
    assert.equal(await refusal(createNodeTransport(false), receiver.url), 'The address is not on the public internet.')
    assert.equal(await refusal(createFetchTransport(false), receiver.url), 'The address is not on the public internet.')
    assert.equal(receiver.received.length, before)
  })

  it('ends when it is given up, while a name is looked up and while nobody answers', async () => {
    const never: ResolveName = () => new Promise(() => undefined)
    const given = new AbortController()
    const looking = refusal(createNodeTransport(true, never), named(), given.signal)
    const reached = new Promise<void>((arrived) => (receiver.answer = () => arrived()))
    const waiting = refusal(createNodeTransport(true), receiver.url, given.signal)
    await reached
    given.abort(new Error('Enough.'))
    assert.deepEqual(await Promise.all([looking, waiting]), ['Enough.', 'Enough.'])
  })

  it('reads no more than a little of an endless answer', async () => {
    const cut = new Promise<void>((closed) => {
      receiver.answer = (_request, response) => {
        response.writeHead(200)
        const write = () =>
          void (response.write('x'.repeat(10_000)) ? setImmediate(write) : response.once('drain', write))
        response.once('close', closed)
        write()
      }
    })
    assert.equal((await post(createNodeTransport(true), receiver.url)).status, 200)
    await cut
  })

  it('fails in words where nobody listens', async () => {
    assert.include(await refusal(createNodeTransport(true), 'http://127.0.0.1:1/'), 'ECONNREFUSED')
  })
})
