import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { assert } from 'chai'
import express from 'express'
import { afterEach, describe, it } from 'vitest'
import * as z from 'zod/mini'
import { createFetch } from '../../src/http/fetch.js'
import { NO_TELEMETRY } from '../../src/core/telemetry.js'
import { SILENT } from '../../src/app/logger.js'
import type { Route } from '../../src/http/route.js'
import type { Services } from '../../src/http/services.js'
import { toNodeListener } from '../../src/node.js'
import { listen, listenWith, type Listening } from './node-server.js'

const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** A call that a signature lets in, as the webhooks of a video host are. */
const signed: Route = {
  id: 'sendSigned',
  tag: 'service',
  method: 'POST',
  path: '/v1/signed',
  access: 'signed_body',
  summary: 'Answers the digest of its bytes.',
  answer: { status: 200, schema: z.object({ digest: z.string() }) },
  problems: ['raw_body_needed'],
  handle: ({ bytes }) => Promise.resolve({ body: { digest: digest(bytes) } }),
}

const fetchSigned = createFetch({ logger: SILENT, telemetry: NO_TELEMETRY } as Services, {}, [signed])
const listener = toNodeListener({ fetch: fetchSigned })
const open: Listening[] = []

afterEach(() => Promise.all(open.splice(0).map((each) => each.close())))

// White space, an order of members and an escape that no parser writes again as they were.
const TEXT = '{ "b": 1.0,\n  "a": "\\u00e9" }'

async function post(app: RequestListener, body: string | Uint8Array<ArrayBuffer> = TEXT, type = 'application/json') {
  const listening = await listen(app)
  open.push(listening)
  const response = await fetch(`${listening.url}/v1/signed`, {
    method: 'POST',
    body,
    headers: { 'content-type': type },
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('a call that checks a signature over its bytes', () => {
  it('gets them as they were sent, of any content type', async () => {
    for (const body of [TEXT, '', new Uint8Array([0xff, 0x00, 0xfe])]) {
      const outcome = await post(listener, body, 'application/octet-stream')
      assert.deepEqual([outcome.status, outcome.body['digest']], [200, digest(body)])
    }
    const app = express()
      .use(express.raw({ type: '*/*' }))
      .use(listener)
    assert.equal((await post(app)).body['digest'], digest(TEXT))
  })

  it('refuses a body that Express has parsed, whatever form the result has', async () => {
    for (const parser of [express.json(), express.text({ type: '*/*' })]) {
      const { status, body } = await post(express().use(parser).use(listener))
      assert.deepEqual([status, body['code']], [500, 'raw_body_needed'])
      assert.match(
        JSON.stringify(body['errors']),
        /before the parser, or let the parser keep the bytes in `req\.rawBody`/,
      )
    }
  })

  it('takes the bytes that a parser kept beside its result', async () => {
    for (const keep of [(bytes: Buffer) => bytes, (bytes: Buffer) => bytes.toString()]) {
      const verify = (req: IncomingMessage, _res: unknown, bytes: Buffer) => {
        Object.assign(req, { rawBody: keep(bytes) })
      }
      const app = express().use(express.json({ verify })).use(listener)
      assert.equal((await post(app)).body['digest'], digest(TEXT))
    }
  })

  it('refuses a body of which a host kept nothing, as Fastify does on the request below its own', async () => {
    const drains: RequestListener = (req, res) => void req.resume().on('end', () => listener(req, res))
    const { status, body } = await post(drains)
    assert.deepEqual([status, body['code']], [500, 'raw_body_needed'])
  })

  it('refuses a request that somebody has read before', async () => {
    const request = new Request('https://lessons.test/v1/signed', { method: 'POST', body: TEXT })
    await request.text()
    const response = await fetchSigned(request)
    assert.equal(response.status, 500)
    assert.equal(((await response.json()) as { code: string }).code, 'raw_body_needed')
  })

  it('takes at most 256 KiB', async () => {
    const listening = await listenWith(createServer(listener))
    open.push(listening)
    const body = new Uint8Array(256 * 1024 + 1)
    const response = await fetch(`${listening.url}/v1/signed`, { method: 'POST', body })
    assert.equal(response.status, 413)
  })
})
