import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { ASSET_STATES, joinAssetStates } from '../../../src/core/supply/asset-state.js'
import { isFinal, joinUploadStates, OPEN_STATES, UPLOAD_STATES } from '../../../src/core/supply/upload-state.js'

function describeJoin<State extends string>(
  name: string,
  states: readonly State[],
  join: (a: State, b: State) => State,
): void {
  describe(`the join of ${name}`, () => {
    const state = fc.constantFrom(...states)

    it('is the same in every order, however it is grouped, and however often', () => {
      fc.assert(
        fc.property(state, state, state, (a, b, c) => {
          assert.equal(join(a, b), join(b, a))
          assert.equal(join(join(a, b), c), join(a, join(b, c)))
          assert.equal(join(a, a), a)
        }),
      )
    })

    it('comes to the same for every shuffling of what was seen', () => {
      const shuffled = fc
        .array(state, { minLength: 1 })
        .chain((seen) => fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length })))
      fc.assert(fc.property(shuffled, ([seen, other]) => assert.equal(seen.reduce(join), other.reduce(join))))
    })
  })
}

describeJoin('states of uploads', UPLOAD_STATES, joinUploadStates)
describeJoin('states of assets', ASSET_STATES, joinAssetStates)

describe('states of uploads', () => {
  it('never go from a final one to one that is not', () => {
    for (const final of UPLOAD_STATES.filter(isFinal)) {
      for (const other of UPLOAD_STATES) assert.isTrue(isFinal(joinUploadStates(final, other)), `${final}, ${other}`)
    }
    assert.isEmpty(OPEN_STATES.filter(isFinal))
  })
})
