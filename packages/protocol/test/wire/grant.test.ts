import { assert } from 'chai'
import { grantSchema, renewalSchema, sessionRequestSchema } from '../../src/wire.js'
import { EXAMPLE_GRANT } from '../support/example-grant.js'

describe('a grant on the wire', () => {
  it('is read as the contract shows it', () => {
    assert.deepEqual<unknown>(grantSchema.parse(EXAMPLE_GRANT), EXAMPLE_GRANT)
  })

  it('keeps members and values that a later version adds', () => {
    const later = { ...EXAMPLE_GRANT, lesson: { ...EXAMPLE_GRANT.lesson, seek_policy: 'chapters', mood: 'calm' } }
    assert.deepEqual<unknown>(grantSchema.parse(later), later)
  })

  it('is refused without what playing needs', () => {
    for (const member of ['session_id', 'scope', 'session_age', 'credit_window', 'lesson', 'playback', 'progress']) {
      assert.isFalse(grantSchema.safeParse({ ...EXAMPLE_GRANT, [member]: undefined }).success, member)
    }
    assert.isFalse(grantSchema.safeParse('<html>Sign in to the network</html>').success)
    const expired = { ...EXAMPLE_GRANT, playback: { ...EXAMPLE_GRANT.playback, lifetime: 0 } }
    assert.isFalse(grantSchema.safeParse(expired).success)
  })

  it('is asked for by lesson and client', () => {
    const request = { lesson_id: 'fire-safety-1', client: { name: 'ehr-lesson-player', version: '1.0.0' } }
    assert.deepEqual(sessionRequestSchema.parse({ ...request, extra: 1 }), request)
    assert.isFalse(sessionRequestSchema.safeParse({ ...request, lesson_id: '../x' }).success)
    assert.isFalse(sessionRequestSchema.safeParse({ lesson_id: 'a' }).success)
  })

  it('is renewed by an answer with the same playback', () => {
    const { session_id, session_age, credit_window, playback } = EXAMPLE_GRANT
    assert.isTrue(renewalSchema.safeParse({ session_id, session_age, credit_window, playback }).success)
  })
})
