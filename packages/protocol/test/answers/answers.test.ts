import { assert } from 'chai'
import fc from 'fast-check'
import { isAcknowledgement, isExplanation, isGrant, isRenewal } from '../../src/answers.js'
import { acknowledgementSchema, explanationSchema, grantSchema, renewalSchema } from '../../src/wire.js'
import { EXAMPLE_ANSWERS } from '../support/example-answers.js'

const answers = [
  { name: 'grant', accepts: isGrant, schema: grantSchema, example: EXAMPLE_ANSWERS.grant },
  { name: 'renewal', accepts: isRenewal, schema: renewalSchema, example: EXAMPLE_ANSWERS.renewal },
  {
    name: 'acknowledgement',
    accepts: isAcknowledgement,
    schema: acknowledgementSchema,
    example: EXAMPLE_ANSWERS.acknowledgement,
  },
  { name: 'explanation', accepts: isExplanation, schema: explanationSchema, example: EXAMPLE_ANSWERS.explanation },
]

/** What stands in JSON where something else was meant; `1e999` is read as infinity, and -0 stays. */
const odd = fc.oneof(
  fc.constantFrom(
    ...['null', 'true', '""', '"x"', '"../x"', '0', '-0', '-1', '0.5', '1e999', '9007199254740993', '[]', '[1]', '{}'],
    ...['[0,1,2]', '[[0,1]]', '{"constructor":7}', '{"code":"x"}', '"2026-02-30T10:00:00.000Z"'],
    ...['"2024-02-29T10:00:00.000Z"', '"2026-11-22T10:00:00Z"', JSON.stringify('a'.repeat(129)), '"\\ud800"'],
  ),
  fc.json({ maxDepth: 2 }),
)

type Place = readonly [holder: Record<string, unknown>, key: string]

/** Every place inside a body, lists too. */
function placesIn(body: unknown): Place[] {
  if (typeof body !== 'object' || body === null) return []
  const holder = body as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesIn(holder[key])])
}

/** The example with some of its places changed, removed, or joined by another one. */
const changed = (example: object) =>
  fc
    .array(
      fc.tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'add'), fc.constantFrom('x', 'constructor', '7'), odd),
      {
        maxLength: 3,
      },
    )
    .map((changes) => {
      const body = structuredClone(example)
      for (const [at, what, name, text] of changes) {
        const places = placesIn(body)
        const [holder, key] = places[at % places.length] ?? [{}, '']
        const value: unknown = readJson(text)
        if (what === 'remove') Reflect.deleteProperty(holder, key)
        else define(holder, what === 'add' ? name : key, value)
      }
      // Gaps in lists become null, as they do on their way. What the schemas pass over has its test below.
      return JSON.parse(JSON.stringify(body), (key, value: unknown) =>
        key === '__proto__' ? undefined : value,
      ) as unknown
    })

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, configurable: true, enumerable: true, writable: true })
}

describe('what the player takes for an answer', () => {
  for (const { name, accepts, schema, example } of answers) {
    it(`is what the schema accepts, exactly: ${name}`, () => {
      assert.isTrue(accepts(example))
      let refused = 0
      fc.assert(
        fc.property(changed(example), (body) => {
          const expected = schema.safeParse(body).success
          if (!expected) refused += 1
          assert.strictEqual(accepts(body), expected, JSON.stringify(body))
        }),
        { numRuns: 1_000 },
      )
      assert.isAbove(refused, 100)
    })

    it(`lacks nothing that the schema wants: ${name}`, () => {
      const count = placesIn(example).length
      for (let at = 0; at < count; at += 1) {
        const body = structuredClone(example)
        const [holder, key] = placesIn(body)[at]!
        Reflect.deleteProperty(holder, key)
        const sent: unknown = JSON.parse(JSON.stringify(body))
        assert.strictEqual(accepts(sent), schema.safeParse(sent).success, key)
      }
    })
  }

  it('has no members by a name that the schemas pass over', () => {
    const text = JSON.stringify(EXAMPLE_ANSWERS.acknowledgement)
    for (const name of ['progress', 'courses', 'session_age', 'sessions']) {
      const body: unknown = JSON.parse(text.replace(`"${name}":{`, `"${name}":{"__proto__":[],`))
      assert.isTrue(acknowledgementSchema.safeParse(body).success)
      assert.isFalse(isAcknowledgement(body))
    }
  })

  it('is nothing that only inherits its parts', () => {
    for (const { accepts, example } of answers) assert.isFalse(accepts(Object.create(example)))
  })
})
