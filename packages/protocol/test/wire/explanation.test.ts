import { assert } from 'chai'
import { explanationSchema } from '../../src/wire.js'
import { EXAMPLE_ANSWERS } from '../support/example-answers.js'

const EXAMPLE = EXAMPLE_ANSWERS.explanation

describe('an explanation on the wire', () => {
  it('is read as the contract shows it, with members that a later version adds', () => {
    assert.deepEqual<unknown>(explanationSchema.parse(EXAMPLE), EXAMPLE)
    const later = { ...EXAMPLE, mood: 'calm', uncredited: [{ from: 1, to: 2, reason: 'not_known_yet', depth: 3 }] }
    assert.deepEqual<unknown>(explanationSchema.parse(later), later)
  })

  it('names no lessons where a reason has none', () => {
    const reasons = [{ reason: 'hidden', seconds: 3, last_at: '2026-11-22T10:00:00.000Z' }]
    assert.deepEqual<unknown>(explanationSchema.parse({ ...EXAMPLE, reasons }).reasons, reasons)
  })

  it('is refused without its sets', () => {
    for (const member of ['lesson_id', 'credited', 'uncredited', 'reasons']) {
      assert.isFalse(explanationSchema.safeParse({ ...EXAMPLE, [member]: undefined }).success, member)
    }
    assert.isFalse(explanationSchema.safeParse({ ...EXAMPLE, credited: [[-1, 2]] }).success)
  })
})
