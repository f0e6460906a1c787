import { assert } from 'chai'
import { describe, it } from 'vitest'
import { suggestName } from '../../src/core/suggest-name.js'

const KNOWN = ['course_id', 'title', 'order', 'threshold', 'required_segments', 'mode', 'quiz_required', 'playback_id']

describe('a name that was probably meant', () => {
  it('is the nearest, whatever its case and its underscores', () => {
    assert.equal(suggestName('courseId', KNOWN), 'course_id')
    assert.equal(suggestName('treshold', KNOWN), 'threshold')
    assert.equal(suggestName('PLAYBACK-ID', KNOWN), 'playback_id')
    assert.equal(suggestName('requiredSegment', KNOWN), 'required_segments')
    assert.equal(suggestName('ordre', KNOWN), 'order')
  })

  it('is missing where nothing is near', () => {
    for (const far of ['', 'x', 'colour', '__proto__', 'a'.repeat(64)]) assert.isNull(suggestName(far, KNOWN), far)
    assert.isNull(suggestName('title', []))
  })
})
