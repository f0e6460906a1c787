import { assert } from 'chai'
import fc from 'fast-check'
import type { CaptionCue } from '../../../src/core/transcript/caption-cue.js'
import { joinSegments } from '../../../src/core/transcript/join-segments.js'

const cue = (from: number, to: number, text = 'x'): CaptionCue => ({ from, to, text, speaker: null })

describe('joining the segments of captions', () => {
  it('takes what stands in two neighbours once, and what is said twice twice', () => {
    const joined = joinSegments([
      { cues: [cue(0, 4, 'a'), cue(4, 8, 'over')], streamTime: null },
      { cues: [cue(4, 8, 'over'), cue(8, 9, 'a')], streamTime: null },
    ])
    assert.deepEqual(
      joined.map(({ from, text }) => [from, text]),
      [
        [0, 'a'],
        [4, 'over'],
        [8, 'a'],
      ],
    )
  })

  it('shifts segments whose clocks begin again', () => {
    const joined = joinSegments([
      { cues: [cue(1, 2)], streamTime: 10 },
      { cues: [cue(1, 2)], streamTime: 40 },
    ])
    assert.deepEqual(joined, [cue(1, 2), cue(31, 32)])
  })

  it('leaves times that count through as they are', () => {
    const joined = joinSegments([
      { cues: [cue(1, 2)], streamTime: 10 },
      { cues: [cue(31, 32)], streamTime: 10 },
    ])
    assert.deepEqual(joined, [cue(1, 2), cue(31, 32)])
  })

  it('keeps every caption of one segment, sorted, those of one time in their order', () => {
    const cues = fc.array(fc.tuple(fc.nat(20), fc.nat(5)).map(([from, long]) => cue(from, from + long)))
    fc.assert(
      fc.property(cues, (given) => {
        const named = given.map((each, at) => ({ ...each, text: String(at) }))
        const expected = [...named].sort((a, b) => a.from - b.from)
        assert.deepEqual(joinSegments([{ cues: named, streamTime: null }]), expected)
      }),
    )
  })
})
