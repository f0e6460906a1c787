import { assert } from 'chai'
import fc from 'fast-check'
import { countedLines } from '../../../src/core/transcript/counted-lines.js'

const line = (from: number, to: number) => ({ from, to })

describe('lines that count', () => {
  it('are those that were watched whole, but for a moment at their ends', () => {
    const lines = [line(0, 4), line(4, 8), line(8, 12), line(12, 13)]
    assert.deepEqual([...countedLines(lines, [[0.2, 5], [6, 12], [12.5, 20]])], [0, 2]) // prettier-ignore
  })

  it('are no line of which nothing was watched, however short it is', () => {
    assert.isEmpty([...countedLines([line(5, 5.1)], [[0, 5]])])
    assert.deepEqual([...countedLines([line(5, 5)], [[0, 6]])], [0])
  })

  it('are the same whichever lines stand beside them', () => {
    const stretch = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 9 })).map(([from, long]) => line(from, from + long))
    const watched = fc.array(stretch).map((given) => {
      const sorted = given.sort((a, b) => a.from - b.from)
      return sorted
        .filter(({ from }, at) => from > (sorted[at - 1]?.to ?? -1))
        .map(({ from, to }) => [from, to] as const)
    })
    fc.assert(
      fc.property(fc.array(stretch), watched, (given, all) => {
        const segments = all.filter(([from], at) => from > (all[at - 1]?.[1] ?? -1))
        const lines = given.sort((a, b) => a.from - b.from)
        const alone = lines.flatMap((each, at) => (countedLines([each], segments).size > 0 ? [at] : []))
        assert.deepEqual([...countedLines(lines, segments)], alone)
      }),
    )
  })
})
