import { assert } from 'chai'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, it } from 'vitest'
import { readWebhookSecret, toWebhookSecret } from '../../src/core/events/webhook-secret.js'
import { createWebhookSender, type WebhookRequest } from '../../src/webhooks/webhook-sender.js'
import { signWebhook } from '../../src/webhooks/sign-webhook.js'

const secrets = fc.uint8Array({ minLength: 24, maxLength: 64 }).map(toWebhookSecret)
const signal = new AbortController().signal

describe('the signature of a webhook', () => {
  it('is what the library of Standard Webhooks makes and accepts, for any body and secret', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.jsonValue(), secrets, secrets, async (eventId, value, one, other) => {
        const body = JSON.stringify(value)
        const now = Date.now()
        const timestamp = Math.floor(now / 1_000)
        const signature = await signWebhook({ eventId, timestamp, body }, [one, other])
        const expected = [one, other].map((secret) =>
          new Webhook(secret).sign(eventId, new Date(timestamp * 1_000), body),
        )
        assert.equal(signature, expected.join(' '))
        const headers = {
          'webhook-id': eventId,
          'webhook-timestamp': timestamp.toString(),
          'webhook-signature': signature,
        }
        for (const secret of [one, other]) assert.deepEqual(new Webhook(secret).verify(body, headers), JSON.parse(body))
        assert.throws(() => new Webhook(one).verify(`${body} `, headers))
      }),
      { numRuns: 50 },
    )
  })

  it('goes out with the event’s id and the time, over exactly the bytes that are sent', async () => {
    const secret = toWebhookSecret(new Uint8Array(32).fill(7))
    let sent: WebhookRequest | undefined
    const send = createWebhookSender((request) => {
      sent = request
      return Promise.resolve({ status: 204, retryAfter: null })
    }, Date.now)
    const webhook = {
      url: 'https://receiver.test/',
      eventId: crypto.randomUUID(),
      body: '{"a":"é"}',
      secrets: [secret],
    }
    assert.deepEqual(await send({ ...webhook, signal }), { status: 204, retryAfter: null })
    assert.equal(sent!.headers['webhook-id'], webhook.eventId)
    assert.equal(sent!.headers['content-type'], 'application/json')
    assert.deepEqual(new Webhook(secret).verify(sent!.body, { ...sent!.headers }), { a: 'é' })
  })

  it('fails the try where there is no answer, in words', async () => {
    const failing = (error: unknown) =>
      createWebhookSender(
        () => Promise.reject(error as Error),
        Date.now,
      )({
        url: 'https://receiver.test/',
        eventId: 'e',
        body: '{}',
        secrets: [],
        signal,
      })
    assert.deepEqual(await failing(new Error('connect ECONNREFUSED')), { status: null, error: 'connect ECONNREFUSED' })
    const late = new DOMException('aborted', 'TimeoutError')
    assert.deepEqual(await failing(late), { status: null, error: 'No answer within 15 s.' })
    const each = new AggregateError([new Error('connect ECONNREFUSED ::1')])
    assert.deepEqual(await failing(each), { status: null, error: 'connect ECONNREFUSED ::1' })
  })
})

describe('a secret', () => {
  it('is whsec_ and base64 of 24 to 64 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 80 }), (bytes) => {
        const read = readWebhookSecret(toWebhookSecret(bytes))
        assert.deepEqual(read === null ? null : [...read], bytes.length < 24 || bytes.length > 64 ? null : [...bytes])
      }),
    )
    for (const text of ['', 'whsec_', 'secret', `x${toWebhookSecret(new Uint8Array(32))}`, 'whsec_ä']) {
      assert.isNull(readWebhookSecret(text), text)
    }
  })
})
