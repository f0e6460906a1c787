import { assert } from 'chai'
import fc from 'fast-check'
import { findMatches, MOST_MATCHES } from '../../../src/core/transcript/find-matches.js'
import { toParagraphs } from '../../../src/core/transcript/paragraphs.js'

const paragraphs = (...texts: string[]) =>
  toParagraphs(texts.map((text, at) => ({ from: at, to: at + 1, text, speaker: null })))
const found = (query: string, ...texts: string[]) =>
  findMatches(paragraphs(...texts), query).map((match) =>
    match.map(({ line, from, to }) => texts[line]?.slice(from, to)),
  )

describe('looking for words in a transcript', () => {
  it('finds every place, in the order of the text', () => {
    assert.deepEqual(findMatches(paragraphs('Fire, fire', 'No fire'), 'fire'), [
      [{ line: 0, from: 0, to: 4 }],
      [{ line: 0, from: 6, to: 10 }],
      [{ line: 1, from: 3, to: 7 }],
    ])
  })

  it('finds words that reach over the end of a line, and none over the end of a paragraph', () => {
    assert.deepEqual(found('get out. leave', 'You have to get out.', 'Leave now.'), [['get out.', 'Leave']])
    const apart = toParagraphs([
      { from: 0, to: 1, text: 'get out.', speaker: null },
      { from: 9, to: 10, text: 'Leave', speaker: null },
    ])
    assert.isEmpty(findMatches(apart, 'out. leave'))
  })

  it('takes no notice of case, accents and white space', () => {
    assert.deepEqual(found('  ubung   MACHT ', 'Übung\u00A0 macht'), [['Übung\u00A0 macht']])
    assert.deepEqual(found('cafe', 'Cafe\u0301 !'), [['Cafe\u0301']])
    assert.deepEqual(found('übung', 'Ubung'), [['Ubung']])
  })

  it('finds nothing for nothing, and stops at a limit', () => {
    assert.isEmpty(found('  ', 'a b'))
    assert.lengthOf(findMatches(paragraphs('a'.repeat(MOST_MATCHES + 9)), 'a'), MOST_MATCHES)
  })

  it('finds whatever stands in one line, at a place where that is what stands there', () => {
    const said = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/\s+/g, ' ').trim())
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), fc.nat(), (texts, a, b, c) => {
        const text = texts[a % texts.length] ?? ''
        const letters = Array.from(text)
        const from = b % (letters.length + 1)
        const query = letters.slice(from, from + 1 + (c % 4)).join('')
        // An accent alone is nothing that one looks for.
        fc.pre(query.normalize('NFKD').replace(/\p{M}/gu, '').trim() !== '')
        const all = findMatches(paragraphs(...texts), query)
        assert.isNotEmpty(all)
        for (const { line, from: start, to } of all.flat()) {
          assert.isBelow(start, to)
          assert.isAtMost(to, texts[line]?.length ?? -1)
        }
      }),
    )
  })
})
