import { assert } from 'chai'
import fc from 'fast-check'
import { serialize } from '../src/serialize.js'

/** What pages do to the language, for the time of one test. */
function withToJson(prototypes: readonly object[], work: () => void): void {
  const toJSON = () => 'spoilt'
  for (const prototype of prototypes) Object.defineProperty(prototype, 'toJSON', { value: toJSON, configurable: true })
  try {
    work()
  } finally {
    for (const prototype of prototypes) Reflect.deleteProperty(prototype, 'toJSON')
  }
}

const PROTOTYPES = [Array, Object, String, Number, Boolean].map(({ prototype }) => prototype as object)

describe('serialized data', () => {
  it('is what JSON says, for any plain data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.strictEqual(serialize(value), JSON.stringify(value))
      }),
    )
  })

  it('does not depend on a toJSON that the page put on a prototype', () => {
    const report = { reports: [{ watched_segments: [{ n: 1, from: 0, visible: true }], events: [], position: null }] }
    const right = JSON.stringify(report)
    for (const prototype of PROTOTYPES) {
      let written = ''
      withToJson([prototype], () => (written = serialize(report)))
      assert.strictEqual(written, right)
    }
    let written = ''
    withToJson(PROTOTYPES, () => (written = serialize(report)))
    assert.strictEqual(written, right)
  })

  it('leaves out what is undefined and keeps names that every object has', () => {
    assert.strictEqual(
      serialize({ a: undefined, constructor: 1, list: [undefined] }),
      '{"constructor":1,"list":[null]}',
    )
  })
})
