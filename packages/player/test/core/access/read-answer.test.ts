import { PROBLEMS } from '@enhancedhr/protocol'
import { isAcknowledgement, isExplanation, isGrant, isRenewal, readAnswer } from '@enhancedhr/protocol/answers'
import { assert } from 'chai'
import fc from 'fast-check'
import { toCallFailure } from '../../../src/core/access/call-failure.js'
import { toDeliveryFailure } from '../../../src/core/reporting/delivery-failure.js'
import { PROXY_ANSWERS } from '../../support/proxy-answers.js'

const acknowledgement = { results: [], progress: {}, courses: {}, session_age: {} }

function http(status: number, body: unknown, contentType = 'application/json', retryAfter: number | null = null) {
  return { status, contentType, text: JSON.stringify(body), retryAfter }
}

function refusal(code: string, more: Record<string, unknown> = {}) {
  return { type: `urn:ehr-lessons:problem:${code}`, title: 't', status: 400, code, retryable: false, ...more }
}

describe('who answered', () => {
  for (const answer of PROXY_ANSWERS) {
    it(`is nobody: ${answer.what}`, () => {
      for (const expected of [isGrant, isRenewal, isAcknowledgement, isExplanation]) {
        const result = readAnswer<unknown>(answer, expected)
        assert.deepEqual(result, { kind: 'unreachable', status: answer.status, retryAfter: null })
        assert.strictEqual(toDeliveryFailure(result).kind, 'unreachable')
      }
    })
  }

  it('is the handler where a problem document has the type of a code that handlers raise', () => {
    for (const [code, { status, raisedBy }] of Object.entries(PROBLEMS)) {
      const body = refusal(code, { code: 'whatever' })
      const result = readAnswer(http(status ?? 400, body, 'Application/Problem+JSON; charset=utf-8'), isGrant)
      assert.strictEqual(result.kind, raisedBy === 'server' ? 'problem' : 'unreachable', code)
      if (result.kind === 'problem') assert.strictEqual(result.code, code)
    }
  })

  it('is the handler where the body is what the call answers', () => {
    const answer = readAnswer(http(200, acknowledgement), isAcknowledgement)
    assert.deepEqual(answer, { kind: 'answer', status: 200, body: acknowledgement })
    assert.strictEqual(readAnswer(http(200, acknowledgement), isGrant).kind, 'unreachable')
  })

  it('hands on the sentence of a refusal for developers, as far as it is one', () => {
    const read = (title: unknown) => {
      const result = readAnswer(http(403, refusal('forbidden', { title }), 'application/problem+json'), isGrant)
      return toCallFailure(result)
    }
    const plain = { code: 'forbidden', retryable: false, retryAfter: null }
    assert.deepEqual(read('Not allowed.'), { ...plain, detail: 'Not allowed.' })
    assert.deepEqual(read(7), plain)
    assert.lengthOf(read('x'.repeat(1_000)).detail!, 200)
  })

  it('says whether a refusal names a report', () => {
    const errors = [{ pointer: '/reports/0/lesson_id', detail: 'd' }]
    const read = (more: object) =>
      toDeliveryFailure(
        readAnswer(http(400, refusal('invalid_request', { ...more }), 'application/problem+json'), isGrant),
      )
    assert.deepEqual(read({ errors }), { kind: 'refused', code: 'invalid_request', names: true })
    assert.deepEqual(read({}), { kind: 'refused', code: 'invalid_request', names: false })
    assert.deepEqual(read({ errors: [{ pointer: '/reports' }, 7, null] }), {
      kind: 'refused',
      code: 'invalid_request',
      names: false,
    })
  })

  it('never makes anybody wait longer than an hour, whatever is said', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.constantFrom(2_592_000, 1e9, -1, Infinity, NaN)), (said) => {
        const { retryAfter } = readAnswer(http(503, {}, 'text/html', said), isGrant) as {
          retryAfter: number | null
        }
        if (said >= 0) assert.strictEqual(retryAfter, Math.min(said, 3_600))
        else assert.isNull(retryAfter)
      }),
    )
  })
})
