import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { toEventText } from '../../../src/core/events/event-text.js'

describe('the text of an event', () => {
  it('has sorted keys and no spaces, at every depth', () => {
    const value = { b: 1, a: [{ d: null, c: 'x y' }], é: true, Z: 0.5 }
    assert.equal(toEventText(value), '{"Z":0.5,"a":[{"c":"x y","d":null}],"b":1,"é":true}')
  })

  it('is the same for the same value, in whatever order its members come, and says the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = toEventText(value)
        assert.equal(toEventText(reversed(value)), text)
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  )
}
