import { assert } from 'chai'
import { PROBLEMS } from '../src/problem-code.js'
import { isProblemCode, isRetryable, problemType } from '../src/problem-type.js'

describe('problem codes', () => {
  it('carry a status exactly when the handler raises them', () => {
    for (const [code, { status, raisedBy }] of Object.entries(PROBLEMS)) {
      assert.equal(status !== null, raisedBy === 'server', code)
      if (status !== null) assert.isTrue(status >= 400 && status < 600, code)
    }
  })

  it('are retryable where a later call may succeed by itself', () => {
    const retryable = Object.entries(PROBLEMS)
      .filter(([, problem]) => problem.raisedBy === 'server' && problem.retryable)
      .map(([code]) => code)
    assert.sameMembers(retryable, [
      'lesson_not_ready',
      'too_large',
      'rate_limited',
      'busy',
      'mux_unavailable',
      'authentication_unavailable',
      'not_ready',
      'storage_unavailable',
      'overloaded',
    ])
  })

  it('are as retryable for a player as in the table', () => {
    for (const [code, { retryable }] of Object.entries(PROBLEMS)) assert.equal(isRetryable(code), retryable, code)
    assert.isFalse(isRetryable('toString'))
  })

  it('are known only by their own names', () => {
    assert.isTrue(isProblemCode('rate_limited'))
    assert.isFalse(isProblemCode('toString'))
    assert.equal(problemType('rate_limited'), 'urn:ehr-lessons:problem:rate_limited')
  })
})
