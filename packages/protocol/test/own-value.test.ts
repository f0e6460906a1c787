import { assert } from 'chai'
import { ownValue } from '../src/own-value.js'

describe('a record whose names come from outside', () => {
  it('has only what is its own', () => {
    const record = { 'fire-safety-1': 1 } as Record<string, number>
    for (const name of ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'isPrototypeOf', 'x']) {
      assert.isUndefined(ownValue(record, name), name)
    }
    assert.strictEqual(ownValue(record, 'fire-safety-1'), 1)
    assert.strictEqual(ownValue({ constructor: 2 } as unknown as Record<string, number>, 'constructor'), 2)
  })
})
