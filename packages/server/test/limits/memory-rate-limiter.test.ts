import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { MemoryRateLimiter } from '../../src/limits/memory-rate-limiter.js'

const policy = { name: 'test', points: 5, seconds: 60 }

describe('a limit that is counted in memory', () => {
  it('lets exactly as many calls through as it says, however many come at once', async () => {
    const limiter = new MemoryRateLimiter()
    const states = await Promise.all(Array.from({ length: 50 }, () => limiter.consume([{ policy, key: 'a' }])))
    assert.lengthOf(
      states.filter(([state]) => state!.allowed),
      5,
    )
  })

  it('says what a plain list of calls says, whatever comes when', async () => {
    const calls = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), wait: fc.nat(30_000) }), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(calls, async (list) => {
        let now = 0
        const limiter = new MemoryRateLimiter(() => now)
        const windows = new Map<string, { count: number; endsAt: number }>()
        for (const { key, wait } of list) {
          now += wait
          const old = windows.get(key)
          const window = old && old.endsAt > now ? old : { count: 0, endsAt: now + 60_000 }
          windows.set(key, window)
          window.count += 1
          const [state] = await limiter.consume([{ policy, key }])
          assert.deepEqual(state, {
            allowed: window.count <= 5,
            remaining: Math.max(0, 5 - window.count),
            resetAfter: (window.endsAt - now) / 1000,
          })
        }
      }),
    )
  })

  it('holds at most 20,000 keys of a policy, and forgets the one that ends first', async () => {
    const limiter = new MemoryRateLimiter(() => 0)
    for (let index = 0; index <= 20_000; index += 1) await limiter.consume([{ policy, key: index.toString() }])
    assert.equal(limiter.size, 20_000)
    const [first] = await limiter.consume([{ policy, key: '20000' }])
    assert.equal(first!.remaining, 3)
    const [forgotten] = await limiter.consume([{ policy, key: '0' }])
    assert.equal(forgotten!.remaining, 4)
  })

  it('keeps nothing of a window that is over', async () => {
    let now = 0
    const limiter = new MemoryRateLimiter(() => now)
    for (let index = 0; index < 100; index += 1) await limiter.consume([{ policy, key: index.toString() }])
    now = 60_000
    await limiter.consume([{ policy, key: 'next' }])
    assert.equal(limiter.size, 1)
  })
})
