import { assert } from 'chai'
import * as fc from 'fast-check'
import { afterEach, describe, it, vi } from 'vitest'
import { BatchQueue } from '../../src/storage/ledger/batch-queue.js'

interface Item {
  readonly id: number
  readonly key: string
  readonly size: number
}

const BOUNDS = { inFlight: 2, maxItems: 4, maxSize: 10, maxWait: 2_000 }

function createQueue(run: (items: readonly Item[]) => Promise<readonly (() => Promise<number>)[]>) {
  return new BatchQueue<Item, number>({
    ...BOUNDS,
    keyOf: ({ key }) => key,
    sizeOf: ({ size }) => size,
    overdue: () => new Error('overdue'),
    begun: () => undefined,
    run,
  })
}

const itemsArbitrary = fc
  .array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), size: fc.integer({ min: 1, max: 12 }) }), {
    maxLength: 40,
  })
  .map((items) => items.map((item, id) => ({ ...item, id })))

describe('a batch queue', () => {
  afterEach(() => vi.useRealTimers())

  it('does each item once, within its bounds, one of a key at a time and in their order, however long each takes', async () => {
    await fc.assert(
      fc.asyncProperty(itemsArbitrary, fc.scheduler(), async (items, scheduler) => {
        const done: Item[] = []
        const doing = new Set<string>()
        let inFlight = 0
        const finish = async (item: Item): Promise<number> => {
          await scheduler.schedule(Promise.resolve())
          doing.delete(item.key)
          done.push(item)
          return item.id
        }
        const queue = createQueue(async (batch) => {
          inFlight += 1
          assert.isAtMost(inFlight, BOUNDS.inFlight)
          assert.isAtMost(batch.length, BOUNDS.maxItems)
          if (batch.length > 1) assert.isAtMost(sum(batch), BOUNDS.maxSize)
          const keys = batch.map(({ key }) => key)
          assert.deepEqual(keys, [...new Set(keys)].sort())
          for (const key of keys) {
            assert.isFalse(doing.has(key), key)
            doing.add(key)
          }
          await scheduler.schedule(Promise.resolve())
          inFlight -= 1
          return batch.map((item) => () => finish(item))
        })
        const results = Promise.all(items.map((item) => queue.add(item)))
        await scheduler.waitFor(results)
        assert.deepEqual(
          await results,
          items.map(({ id }) => id),
        )
        assert.lengthOf(done, items.length)
        for (const key of new Set(items.map((item) => item.key))) {
          const order = done.filter((item) => item.key === key).map(({ id }) => id)
          assert.deepEqual(
            order,
            order.toSorted((a, b) => a - b),
          )
        }
      }),
      { numRuns: 300 },
    )
  })

  it('begins at once with an item that comes alone, and gathers what comes meanwhile', async () => {
    const batches: number[][] = []
    const ends: (() => void)[] = []
    const queue = createQueue(async (batch) => {
      batches.push(batch.map(({ id }) => id))
      await new Promise<void>((resolve) => ends.push(resolve))
      return batch.map(
        ({ id }) =>
          () =>
            Promise.resolve(id),
      )
    })
    const results = ['a', 'b', 'c', 'd', 'e'].map((key, id) => queue.add({ id, key, size: 1 }))
    assert.deepEqual(batches, [[0], [1]])
    ends[0]!()
    assert.equal(await results[0], 0)
    assert.deepEqual(batches, [[0], [1], [2, 3, 4]])
    for (const end of ends) end()
    assert.deepEqual(await Promise.all(results), [0, 1, 2, 3, 4])
  })

  it('takes an item out that waited too long, and never does it', async () => {
    vi.useFakeTimers()
    const begun: number[] = []
    const queue = createQueue((batch) => {
      begun.push(...batch.map(({ id }) => id))
      return new Promise(() => undefined)
    })
    const refused: unknown[] = []
    for (const id of [0, 1, 2]) {
      queue.add({ id, key: id.toString(), size: 1 }).catch((error: unknown) => refused.push([id, String(error)]))
    }
    await vi.advanceTimersByTimeAsync(BOUNDS.maxWait - 1)
    assert.deepEqual(refused, [])
    await vi.advanceTimersByTimeAsync(1)
    assert.deepEqual(refused, [[2, 'Error: overdue']])
    assert.deepEqual(begun, [0, 1])
  })

  it('rejects a batch that cannot be done, and goes on with the next', async () => {
    let isBroken = true
    const queue = createQueue((batch) =>
      isBroken
        ? Promise.reject(new Error('away'))
        : Promise.resolve(
            batch.map(
              ({ id }) =>
                () =>
                  Promise.resolve(id),
            ),
          ),
    )
    const first = await Promise.allSettled([0, 1].map((id) => queue.add({ id, key: 'a', size: 1 })))
    assert.deepEqual(
      first.map(({ status }) => status),
      ['rejected', 'rejected'],
    )
    isBroken = false
    assert.equal(await queue.add({ id: 2, key: 'a', size: 1 }), 2)
  })
})

function sum(items: readonly Item[]): number {
  return items.reduce((total, { size }) => total + size, 0)
}
