import { assert } from 'chai'
import { describe, it } from 'vitest'
import { toStorableData } from '../../src/storage/rows/storable-data.js'

describe('the data of an event', () => {
  it('stays as it is where a database can keep it', () => {
    const data = { position: 1.5, chosen: true, code: null, list: ['ä', '😀'], inner: { a: 1 } }
    assert.deepEqual(toStorableData(data), data)
  })

  it('loses what a database refuses, and what no event has', () => {
    assert.deepEqual(
      toStorableData({
        'a\u0000': 'b\u0000c',
        half: 'x\ud83d',
        long: 'y'.repeat(3_000),
        a: { b: { c: { d: { e: 1 } } } },
      }),
      { a: { b: { c: { d: null } } }, half: 'x\ufffd', long: 'y'.repeat(2_000) },
    )
  })
})
