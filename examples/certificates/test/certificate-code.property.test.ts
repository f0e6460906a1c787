import fc from 'fast-check'
import { assert } from 'chai'
import { describe, it } from 'vitest'
import { CODE_BYTES, formatCode, readCode, toCode } from '../src/core/certificate-code.js'

const codes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES }).map(toCode)
/** How people write a character of a code. */
const spelling = (character: string): readonly string[] => {
  const same = { 0: ['0', 'o', 'O'], 1: ['1', 'i', 'I', 'l', 'L'] }[character] ?? [character]
  return [...same, ...same.map((one) => one.toLowerCase())]
}
const separators = ['', '', ' ', '-', '–', '—', '−', '.', '_', '\u00a0', '\t']

describe('a code', () => {
  it('is 16 characters of Crockford’s base 32 in groups of four', () => {
    fc.assert(
      fc.property(codes, (code) => {
        assert.match(code, /^[0-9A-HJKMNP-TV-Z]{16}$/)
        assert.match(formatCode(code), /^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
        assert.equal(formatCode(code).replaceAll('-', ''), code)
      }),
    )
  })

  it('differs where its bytes differ', () => {
    const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES })
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        assert.equal(toCode(one) === toCode(other), Buffer.from(one).equals(Buffer.from(other)))
      }),
    )
  })

  it('is read however it is typed', () => {
    fc.assert(
      fc.property(codes, fc.array(fc.nat(), { minLength: 32, maxLength: 32 }), (code, choices) => {
        const typed = Array.from(code, (character, index) => {
          const ways = spelling(character)
          return separators[choices[index]! % separators.length]! + ways[choices[16 + index]! % ways.length]!
        })
        assert.equal(readCode(` ${typed.join('')} `), code)
      }),
    )
  })

  it('is never read from anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 24 }), codes), (text) => {
        const read = readCode(text)
        assert.isTrue(read === null || /^[0-9A-HJKMNP-TV-Z]{16}$/.test(read))
        if (read !== null) assert.equal(readCode(formatCode(read)), read)
      }),
    )
    for (const text of ['', '7K3M', '7K3M-9QXA-2BCD-5EFU', '7'.repeat(17), '7'.repeat(10_000)]) {
      assert.isNull(readCode(text), text.slice(0, 30))
    }
    assert.throws(() => toCode(new Uint8Array(9)), RangeError)
  })
})
