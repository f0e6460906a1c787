import { assert } from 'chai'
import { chooseCaptions } from '../../../src/core/playback/choose-captions.js'

describe('the captions that are shown', () => {
  it('are those in the language that is wanted most', () => {
    assert.equal(chooseCaptions(['en', 'de', 'fr'], ['de', 'en']), 1)
    assert.equal(chooseCaptions(['en', 'de', 'fr'], ['it', 'fr']), 2)
  })

  it('are of another region rather than of another language', () => {
    assert.equal(chooseCaptions(['en', 'de-CH'], ['de-AT', 'en']), 1)
    assert.equal(chooseCaptions(['de-CH', 'de-AT'], ['DE-at']), 1)
    assert.equal(chooseCaptions(['en-GB', 'de'], ['en']), 0)
  })

  it('are the first where none is wanted, rather than none', () => {
    assert.equal(chooseCaptions(['en', 'de'], ['it']), 0)
    assert.equal(chooseCaptions(['', 'de'], []), 0)
  })

  it('are not chosen where the lesson has no captions', () => {
    assert.equal(chooseCaptions([], ['de']), -1)
  })
})
