import { assert } from 'chai'
import fc from 'fast-check'
import { chooseRendition, menuHeight } from '../../../src/core/playback/choose-rendition.js'

const of = (height: number, bitrate = height * 1000) => ({ width: Math.round((height * 16) / 9), height, bitrate })
const course = [of(360), of(720), of(1080)]
const chosen = (height: number, bitrate: number | null = null) => ({ height, bitrate })

describe('the rendition that was chosen before', () => {
  it('is automatic where none was chosen', () => {
    assert.equal(chooseRendition(course, null), -1)
    assert.equal(chooseRendition([], chosen(720)), -1)
  })

  it('is the one of this height', () => {
    for (const [index, { height }] of course.entries()) assert.equal(chooseRendition(course, chosen(height)), index)
  })

  it('is the nearest below where a lesson does not have it', () => {
    assert.equal(chooseRendition(course, chosen(900)), 1)
    assert.equal(chooseRendition(course, chosen(2160)), 2)
    assert.equal(chooseRendition(course.toReversed(), chosen(719)), 2)
  })

  it('is the smallest where all are above', () => {
    assert.equal(chooseRendition(course, chosen(240)), 0)
    assert.equal(chooseRendition(course.toReversed(), chosen(240)), 2)
  })

  it('is the one with the nearest bitrate where several have this height', () => {
    const several = [of(360), of(720, 1_000_000), of(720, 3_000_000), of(720, 2_000_000)]
    assert.equal(chooseRendition(several, chosen(720, 1_200_000)), 1)
    assert.equal(chooseRendition(several, chosen(720, 1_800_000)), 3)
    assert.equal(chooseRendition(several, chosen(1080, 9_000_000)), 2)
    assert.equal(chooseRendition(several, chosen(720)), 2)
  })

  it('goes by the shorter side, as the menu names it', () => {
    assert.equal(menuHeight({ width: 720, height: 1280 }), 720)
    assert.equal(menuHeight({ width: 1280, height: 720 }), 720)
    assert.equal(menuHeight({ height: 720 }), 720)
    const upright = [
      { width: 360, height: 640 },
      { width: 720, height: 1280 },
    ]
    assert.equal(chooseRendition(upright, chosen(720)), 1)
  })

  it('is never higher than what was chosen if any is not, and none in between is left out', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(heights, fc.integer({ min: 1, max: 4000 }), (all, height) => {
        const picked =
          all[
            chooseRendition(
              all.map((h) => ({ height: h })),
              chosen(height),
            )
          ]
        const below = all.filter((h) => h <= height)
        assert.equal(picked, below.length > 0 ? Math.max(...below) : Math.min(...all))
      }),
    )
  })
})
