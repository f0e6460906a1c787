import { assert } from 'chai'
import { LedgerBesideProduction } from './ledger-beside-production.js'
import { runVector } from './run-vector.js'
import { readVectors } from './vector.js'

/** Orders in which a lock may let requests in that arrive at one instant. */
const ARRANGEMENTS = {
  unchanged: <Item>(items: readonly Item[]) => items,
  'the last first': <Item>(items: readonly Item[]) => items.toReversed(),
  'from the middle': <Item>(items: readonly Item[]) => {
    const middle = Math.floor(items.length / 2)
    return [...items.slice(middle), ...items.slice(0, middle)]
  },
}

describe('the production ledger and the ledger in memory beside it, by the published vectors', () => {
  const files = readVectors()

  for (const { name, title, vectors } of files) {
    describe(`${name}: ${title}`, () => {
      for (const vector of vectors) {
        it(`${vector.id}: ${vector.title}`, async () => {
          const concurrent = vector.steps.some((step) => step.do === 'at_once')
          const arrangements = concurrent ? Object.values(ARRANGEMENTS) : [ARRANGEMENTS.unchanged]
          for (const arrange of arrangements) await runVector(vector, new LedgerBesideProduction(arrange))
        })
      }
    })
  }

  it('holds every scenario of docs/ledger.md, and each id once', () => {
    const ids = files.flatMap(({ vectors }) => vectors.map(({ id }) => id))
    const scenarios = [
      ...Array.from({ length: 23 }, (_, index) => `A${(index + 1).toString()}`),
      ...Array.from({ length: 14 }, (_, index) => `H${(index + 1).toString()}`),
    ]
    assert.deepEqual(
      scenarios.filter((scenario) => !ids.some((id) => id === scenario || id.startsWith(`${scenario}-`))),
      [],
    )
    assert.equal(new Set(ids).size, ids.length)
    assert.isAtLeast(ids.length, scenarios.length + 60)
  })
})
