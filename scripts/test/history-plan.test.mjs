import { assert } from 'chai'
import { describe, it } from 'vitest'
import { planFaults, PROFILES } from '../proofs/history/profiles.mjs'
import { Random } from '../proofs/history/random.mjs'

const LENGTH = 60_000

describe('the faults of a run', () => {
  for (const [name, profile] of Object.entries(PROFILES)) {
    it(`are the same for the same seed, in order, and those of ${name}`, () => {
      const plan = planFaults(profile, new Random(7), LENGTH)
      assert.deepEqual(planFaults(profile, new Random(7), LENGTH), plan)
      assert.notDeepEqual(planFaults(profile, new Random(8), LENGTH), plan)
      assert.isAtLeast(plan.length, LENGTH / profile.every[1] - 1)
      for (const [index, { at, action, target, index: which }] of plan.entries()) {
        assert.property(profile.faults, `${action} ${target}`)
        assert.isAbove(at, plan[index - 1]?.at ?? 0)
        assert.isBelow(which, profile.handlers)
      }
    })
  }

  it('hit every process in the end', () => {
    const plan = planFaults(PROFILES['three-processes'], new Random(1), LENGTH)
    assert.sameMembers([...new Set(plan.map(({ index }) => index))], [0, 1, 2])
  })
})
