import { assert } from 'chai'
import fc from 'fast-check'
import {
  NO_CHOICES,
  readChoices,
  writeChoices,
  type LearnerChoices,
} from '../../../src/core/playback/learner-choices.js'
import {
  CAPTION_COLORS,
  CAPTION_SIZES,
  PLAIN_CAPTIONS,
  readCaptionStyle,
} from '../../../src/core/playback/caption-style.js'

const chosen: LearnerChoices = {
  rate: 1.5,
  captions: { on: true, language: 'de-CH' },
  captionStyle: { native: false, size: 150, color: 'yellow', ground: 'solid', position: 'top' },
  quality: { height: 720, bitrate: 2_500_000 },
}

describe('what a learner chose', () => {
  it('is read as it was written', () => {
    assert.deepEqual(readChoices(writeChoices(chosen)), chosen)
    assert.deepEqual(readChoices(writeChoices(NO_CHOICES)), NO_CHOICES)
    const off = { ...NO_CHOICES, captions: { on: false, language: null } }
    assert.deepEqual(readChoices(writeChoices(off)), off)
  })

  it('is written with a version, and names nothing but the choices', () => {
    assert.deepEqual(Object.keys(JSON.parse(writeChoices(chosen)) as object), [
      'version',
      'rate',
      'captions',
      'captionStyle',
      'quality',
    ])
  })

  it('is nothing where nothing was written, or something else, or by another version', () => {
    const texts = [
      null,
      '',
      'null',
      '7',
      '"text"',
      '[]',
      '{}',
      '{"version":1',
      '{"version":2,"rate":1.5}',
      '{"rate":1.5}',
    ]
    for (const text of texts) assert.deepEqual(readChoices(text), NO_CHOICES, String(text))
  })

  it('loses only the part that is damaged', () => {
    const damaged = {
      version: 1,
      rate: 'fast',
      captions: { on: true, language: '<en>' },
      captionStyle: { size: 1e9, color: 'url(x)', ground: [], position: 'top', native: 1 },
      quality: { height: 480, bitrate: {} },
    }
    assert.deepEqual(readChoices(JSON.stringify(damaged)), {
      rate: null,
      captions: { on: true, language: null },
      captionStyle: damaged.captionStyle,
      quality: { height: 480, bitrate: null },
    })
    const worse = { ...damaged, rate: 2, captions: 'on', captionStyle: 'large', quality: { height: '1' } }
    assert.deepEqual(readChoices(JSON.stringify(worse)), {
      rate: 2,
      captions: null,
      captionStyle: null,
      quality: null,
    })
  })

  it('is a look of captions of which only what is damaged is lost', () => {
    const damaged = { size: 1e9, color: 'url(x)', ground: [], position: 'top', native: 1 }
    const read = { native: false, size: 100, color: 'white', ground: 'half', position: 'top' } as const
    assert.deepEqual(readCaptionStyle(damaged), read)
    assert.deepEqual(readCaptionStyle(null), PLAIN_CAPTIONS)
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('size', 'color', 'ground', 'position', 'native'), fc.jsonValue()),
        (kept) => {
          const style = readCaptionStyle(kept)
          assert.deepEqual(readCaptionStyle({ ...style }), style)
          assert.include(CAPTION_SIZES, style.size)
          assert.include(CAPTION_COLORS, style.color)
        },
      ),
    )
  })

  it('is no speed that a media element refuses', () => {
    for (const rate of [0, -1, 0.01, 17, 1e9]) {
      assert.isNull(readChoices(JSON.stringify({ version: 1, rate })).rate, String(rate))
    }
    assert.isNull(readChoices(writeChoices({ ...chosen, rate: NaN })).rate)
  })

  it('is always read, whatever is stored', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.jsonValue(), (text, part) => {
        const members = { rate: part, captions: part, captionStyle: part, quality: part }
        const written = JSON.stringify({
          version: 1,
          ...members,
          captions: { on: true, language: part },
          captionStyle: { size: part, color: part },
        })
        for (const read of [readChoices(text), readChoices(written)]) {
          assert.isTrue(read.rate === null || (read.rate >= 0.1 && read.rate <= 16))
          assert.deepEqual(readChoices(writeChoices(read)), read)
        }
      }),
    )
  })
})
