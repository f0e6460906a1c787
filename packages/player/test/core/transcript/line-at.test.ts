import { assert } from 'chai'
import fc from 'fast-check'
import { lineAt } from '../../../src/core/transcript/line-at.js'

describe('the line that is said', () => {
  it('is the last one that has begun, as a search one by one finds it', () => {
    const moment = fc.nat(100)
    fc.assert(
      fc.property(fc.array(moment), moment, (starts, seconds) => {
        const lines = starts.sort((a, b) => a - b).map((from) => ({ from }))
        assert.equal(
          lineAt(lines, seconds),
          lines.findLastIndex(({ from }) => from <= seconds),
        )
      }),
    )
  })
})
