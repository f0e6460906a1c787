import { assert } from 'chai'
import { describe, it } from 'vitest'
import { EVENT_CATALOGUE, EVENT_TYPES, envelopeSchema, eventSchema } from '../../src/events.js'

describe('the catalogue of events', () => {
  it('has an example of each type that its schema takes', () => {
    for (const [type, { schema, example, summary }] of Object.entries(EVENT_CATALOGUE)) {
      assert.equal(example.type, type)
      assert.isNotEmpty(summary)
      assert.deepEqual(schema.parse(example), example)
      assert.deepEqual(eventSchema.parse(example), example)
      assert.equal(envelopeSchema.parse(example).type, type)
    }
  })

  it('lets an event have members that a receiver does not know, and refuses one that lacks what it knows', () => {
    const { example } = EVENT_CATALOGUE['lesson.completed']
    const newer = { ...example, trace: 'x', data: { ...example.data, mood: 'happy' } }
    assert.deepEqual(eventSchema.parse(newer), newer)
    assert.isFalse(eventSchema.safeParse({ ...example, data: { ...example.data, percent: undefined } }).success)
    assert.isFalse(eventSchema.safeParse({ ...example, revision: 0 }).success)
  })

  it('offers every type but the test, which goes to one endpoint on request', () => {
    assert.sameMembers([...EVENT_TYPES, 'endpoint.test'], Object.keys(EVENT_CATALOGUE))
  })
})
