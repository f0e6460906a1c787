import { fromUnordered, intersect, type Segment, type SegmentSet, subtract, union } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { fromMultirange, toMultirange } from '../../src/storage/rows/multirange.js'
import type { SqlClient } from '../../src/storage/database/sql-client.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'

const segment = fc
  .tuple(fc.integer({ min: -50, max: 200 }), fc.integer({ min: 0, max: 40 }))
  .map(([from, length]): Segment => [from, from + length])
const segments = fc.array(segment, { maxLength: 12 })

for (const kind of KINDS) {
  describe(`the segment algebra beside ${kind}'s multiranges`, () => {
    let database: TestDatabase

    beforeAll(() => {
      database = openDatabase(kind)
    })
    afterAll(() => database.close())

    it('agrees on union, intersection, difference and on any list', async () => {
      await fc.assert(
        fc.asyncProperty(segments, segments, async (a, b) => {
          const [one, other] = [fromUnordered(a), fromUnordered(b)]
          const oracle = await ask(database.client, a, one, other)
          assert.deepEqual(
            { unordered: one, union: union(one, other), both: intersect(one, other), rest: subtract(one, other) },
            oracle,
          )
        }),
        { numRuns: 150 },
      )
    })
  })
}

async function ask(client: SqlClient, list: readonly Segment[], a: SegmentSet, b: SegmentSet) {
  const [row] = await client.query<{ unordered: string | null; united: string; both: string; rest: string }>(
    `select (select range_agg(int4range((s -> 0)::int4, (s -> 1)::int4)) from jsonb_array_elements($1::jsonb) s)::text
         as unordered,
       ($2::int4multirange + $3::int4multirange)::text as united,
       ($2::int4multirange * $3::int4multirange)::text as both,
       ($2::int4multirange - $3::int4multirange)::text as rest`,
    [JSON.stringify(list), toMultirange(a), toMultirange(b)],
  )
  return {
    unordered: fromMultirange(row!.unordered ?? '{}'),
    union: fromMultirange(row!.united),
    both: fromMultirange(row!.both),
    rest: fromMultirange(row!.rest),
  }
}
