import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { endpointSubject, learnerSubject } from '../../../src/core/events/subject.js'

const opaque = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
const subject = fc.record({
  of: fc.constantFrom('lesson' as const, 'course' as const),
  id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,9}$/),
  learnerId: opaque,
  attempt: fc.option(fc.integer({ min: 1, max: 9 })),
})

describe('the subject of a learner’s events', () => {
  it('is readable, and has no attempt for an enrolment', () => {
    const ada = { id: 'fire-1', learnerId: 'u-7' }
    assert.equal(learnerSubject({ of: 'lesson', ...ada, attempt: 1 }), 'lesson/fire-1/learner/u-7/1')
    assert.equal(learnerSubject({ of: 'course', ...ada, attempt: null }), 'course/fire-1/learner/u-7')
    assert.equal(endpointSubject('certificates'), 'endpoint/certificates')
  })

  it('names one thing only, whatever a learner is called', () => {
    fc.assert(
      fc.property(subject, subject, (one, other) => {
        const [a, b] = [learnerSubject(one), learnerSubject(other)]
        assert.equal(a === b, JSON.stringify(one) === JSON.stringify(other))
        assert.lengthOf(a.split('/'), one.attempt === null ? 4 : 5)
      }),
    )
    const inside = learnerSubject({ of: 'lesson', id: 'l', learnerId: 'ada/1', attempt: 2 })
    assert.equal(inside, 'lesson/l/learner/ada%2F1/2')
  })
})
