import { assert } from 'chai'
import { resumePoint } from '../src/resume.js'

describe('the resume point', () => {
  it('is where the playhead was, within the video', () => {
    assert.equal(resumePoint(83_200, 600_000), 83_200)
    assert.equal(resumePoint(-5, 600_000), 0)
    assert.equal(resumePoint(83_200, null), 83_200)
  })

  it('is the beginning when only the tail is left', () => {
    assert.equal(resumePoint(597_999, 600_000), 597_999)
    assert.equal(resumePoint(598_000, 600_000), 0)
    assert.equal(resumePoint(700_000, 600_000), 0)
  })
})
