import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseContentRange } from '../../src/upload/content-range.js'

describe('a Content-Range of an upload', () => {
  it('is a part with or without the total, or a question', () => {
    expect(parseContentRange('bytes 0-9/10')).toEqual({ kind: 'part', from: 0, to: 9, total: 10 })
    expect(parseContentRange('bytes 5-9/*')).toEqual({ kind: 'part', from: 5, to: 9, total: undefined })
    expect(parseContentRange('bytes */10')).toEqual({ kind: 'status', total: 10 })
    expect(parseContentRange('bytes */*')).toEqual({ kind: 'status', total: undefined })
  })

  it('is refused where it contradicts itself or is something else', () => {
    for (const wrong of [
      '',
      'bytes',
      'bytes 9-0/10',
      'bytes 0-10/10',
      'items 0-1/2',
      'bytes -5/10',
      'bytes 0-1',
      'bytes 0-1/x',
    ])
      expect(parseContentRange(wrong), wrong).toBeUndefined()
  })

  it('gives back every part that can be written', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (from, length, rest) => {
        const to = from + length
        const total = to + 1 + rest
        expect(parseContentRange(`bytes ${from.toString()}-${to.toString()}/${total.toString()}`)).toEqual({
          kind: 'part',
          from,
          to,
          total,
        })
      }),
    )
  })
})
