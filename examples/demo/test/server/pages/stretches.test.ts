import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divide, without, type Watched } from '../../../src/pages/stretches.js'

/** Whole seconds, so that no stretch is too short to be drawn. */
const pairs = fc
  .array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 30 })), { maxLength: 6 })
  .map((list) => list.map(([from, length]) => [from, from + length] as const))
const watched: fc.Arbitrary<Watched> = fc.record({
  duration: fc.integer({ min: 1, max: 100 }),
  counted: pairs,
  played: pairs,
  required: pairs,
})
const holds = (list: Watched['counted'], time: number): boolean => list.some(([from, to]) => from <= time && time < to)

describe('dividing a video into stretches', () => {
  it('covers it from its beginning to its end, in order and without a gap', () => {
    fc.assert(
      fc.property(watched, (one) => {
        const stretches = divide(one)
        expect(stretches[0]!.from).toBe(0)
        expect(stretches.at(-1)!.to).toBe(one.duration)
        for (const [index, { from, to }] of stretches.entries()) {
          expect(to).toBeGreaterThan(from)
          if (index > 0) expect(from).toBe(stretches[index - 1]!.to)
        }
      }),
    )
  })

  it('says of every second what is known of it: counted before being saved before not watched', () => {
    fc.assert(
      fc.property(watched, (one) => {
        for (const { from, to, state, required } of divide(one)) {
          for (let time = from + 0.5; time < to; time++) {
            const known = holds(one.counted, time) ? 'counted' : holds(one.played, time) ? 'saving' : 'open'
            expect([state, required]).toEqual([known, holds(one.required, time)])
          }
        }
      }),
    )
  })

  it('never divides what is the same on both sides', () => {
    fc.assert(
      fc.property(watched, (one) => {
        const kinds = divide(one).map(({ state, required }) => `${state} ${String(required)}`)
        for (const [index, kind] of kinds.entries()) expect(kind).not.toBe(kinds[index - 1])
      }),
    )
  })

  it('leaves out a rest that nobody could see', () => {
    const stretches = divide({ duration: 20, counted: [[0, 5], [5.1, 20]], played: [], required: [] }) // prettier-ignore
    expect(stretches).toEqual([{ from: 0, to: 20, state: 'counted', required: false }])
  })
})

it('takes some stretches out of others', () => {
  const rest = without([{ from: 0, to: 10 }, { from: 20, to: 30 }], [{ from: 4, to: 6 }, { from: 8, to: 25 }]) // prettier-ignore
  expect(rest).toEqual([{ from: 0, to: 4 }, { from: 6, to: 8 }, { from: 25, to: 30 }]) // prettier-ignore
})
