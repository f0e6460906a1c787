import { createHmac } from 'node:crypto'
import Mux from '@mux/mux-node'
import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { isStorableText } from '@enhancedhr/protocol'
import { verifyMuxWebhook } from '../../src/mux/verify-mux-webhook.js'

const NOW = Date.UTC(2026, 10, 30, 10)
const SECOND = 1_000

function hmac(secret: string, timestamp: number, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp.toString()}.${body}`).digest('hex')
}

function verify(header: string | null, body: string, secrets: readonly string[], now = NOW): Promise<boolean> {
  return verifyMuxWebhook({ header, body: new TextEncoder().encode(body) }, secrets, now)
}

const seconds = NOW / SECOND
const secret = fc.string({ minLength: 1, unit: 'binary' }).filter(isStorableText)
const body = fc.string({ unit: 'binary' }).filter(isStorableText)

describe('the signature of a webhook of Mux', () => {
  it('is taken exactly where Mux’s own SDK takes it', async () => {
    const theirs = new Mux({ tokenId: 'a', tokenSecret: 'b' })
    await fc.assert(
      fc.asyncProperty(secret, secret, body, fc.boolean(), async (right, other, text, isRight) => {
        const timestamp = Math.floor(Date.now() / SECOND)
        const header = `t=${timestamp.toString()},v1=${hmac(isRight ? right : other, timestamp, text)}`
        const expected = await theirs.webhooks.verifySignature(text, { 'mux-signature': header }, right).then(
          () => true,
          () => false,
        )
        assert.equal(await verify(header, text, [right], Date.now()), expected)
      }),
      { numRuns: 60 },
    )
  })

  it('may be by any of several secrets, and any of several signatures', async () => {
    const [old, fresh] = [hmac('old', seconds, '{}'), hmac('new', seconds, '{}')]
    const t = `t=${seconds.toString()}`
    for (const header of [`${t},v1=${old}`, `${t},v1=${fresh}`, `${t},v1=${old},v1=${fresh}`, `v1=${fresh},${t}`]) {
      assert.isTrue(await verify(header, '{}', ['old', 'new']), header)
    }
    assert.isTrue(await verify(`${t},v1=${'0'.repeat(64)},v1=${fresh}`, '{}', ['new']))
    assert.isTrue(await verify(` ${t} , v0=x, v1=${fresh.toUpperCase()} `, '{}', ['new']))
    assert.isFalse(await verify(`${t},v1=${old}`, '{}', ['new']))
  })

  it('is refused five minutes late and five minutes early', async () => {
    const header = `t=${seconds.toString()},v1=${hmac('secret', seconds, '{}')}`
    for (const [skew, expected] of [
      [300, true],
      [-300, true],
      [301, false],
      [-301, false],
    ] as const) {
      assert.equal(await verify(header, '{}', ['secret'], NOW + skew * SECOND), expected, skew.toString())
    }
  })

  it('is over every byte of the body', async () => {
    const header = `t=${seconds.toString()},v1=${hmac('secret', seconds, '{"a":1}')}`
    assert.isTrue(await verify(header, '{"a":1}', ['secret']))
    assert.isFalse(await verify(header, '{"a": 1}', ['secret']))
  })

  it('is refused where the header cannot be read, and nothing fails', async () => {
    const good = hmac('secret', seconds, '{}')
    const headers = [null, '', 't=,v1=', `v1=${good}`, `t=${seconds.toString()}`, `t=1e9,v1=${good}`]
    const more = [`t=${seconds.toString()},v1=${good.slice(1)}`, `t=${seconds.toString()},t=1,v1=${good}`]
    for (const header of [...headers, ...more]) assert.isFalse(await verify(header, '{}', ['secret']), String(header))
    await fc.assert(
      fc.asyncProperty(fc.string(), async (header) => assert.isFalse(await verify(header, '{}', ['secret']))),
    )
  })

  it('is nobody’s without a secret', async () => {
    assert.isFalse(await verify(`t=${seconds.toString()},v1=${hmac('secret', seconds, '{}')}`, '{}', []))
  })
})
