import { assert } from 'chai'
import { isOpaqueId } from '../src/identifiers.js'
import { isStorableText, toStorableText } from '../src/storable-text.js'

describe('text that PostgreSQL can hold', () => {
  it('is every text without U+0000 and without half of a surrogate pair', () => {
    for (const good of ['', 'ada', '雅', '😀', '\uffff', '\u0001', '\u202e']) assert.isTrue(isStorableText(good), good)
    for (const bad of ['\u0000', 'a\u0000', '\ud800', '\udc00', 'a\udfffb', '\udc00\ud800', '😀'.slice(0, 1)]) {
      assert.isFalse(isStorableText(bad), JSON.stringify(bad))
      assert.isFalse(isOpaqueId(bad), JSON.stringify(bad))
      assert.isTrue(isStorableText(toStorableText(bad)), JSON.stringify(bad))
    }
  })

  it('stays unchanged when it is made storable', () => {
    for (const good of ['', 'ada', '雅😀']) assert.equal(toStorableText(good), good)
    assert.equal(toStorableText('a\u0000b\ud800'), 'ab\ufffd')
  })
})
