import { assert } from 'chai'
import { isProblemCode, PROBLEMS, problemType } from '../src/problem-code.js'

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
      'authentication_unavailable',
      'not_ready',
      'storage_unavailable',
      'overloaded',
    ])
  })

  it('are known only by their own names', () => {
    assert.isTrue(isProblemCode('rate_limited'))
    assert.isFalse(isProblemCode('toString'))
    assert.equal(problemType('rate_limited'), 'urn:ehr-lessons:problem:rate_limited')
  })
})
