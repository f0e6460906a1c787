import { randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { assert } from 'chai'
import { Redis } from 'ioredis'
import { afterEach, describe, it, vi } from 'vitest'
import type { RateLimiter } from '../../src/http/limits/rate-limit.js'
import { MemoryRateLimiter } from '../../src/limits/memory-rate-limiter.js'
import { RedisRateLimiter } from '../../src/limits/redis-rate-limiter.js'
import { RedisServer } from './redis-server.js'

const REDIS_URL = process.env['EHR_TEST_REDIS']
/** The program of the machine whose Redis `EHR_TEST_REDIS` names. */
const REDIS_SERVER = 'redis-server'
const policy = () => ({ name: `test-${randomUUID()}`, points: 5, seconds: 60 })
/** The deadline, and what a busy machine may add to it. */
const SOON_MS = 300 + 400

const ends: (() => unknown)[] = []

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function connect(port: number): Redis {
  const client = new Redis({ host: '127.0.0.1', port, retryStrategy: () => 20 })
  client.on('error', () => undefined)
  ends.push(() => client.disconnect())
  return client
}

async function serve(): Promise<{ server: RedisServer; client: Redis; port: number }> {
  const server = new RedisServer()
  const port = await server.listen()
  ends.push(() => server.close())
  const client = connect(port)
  await vi.waitUntil(() => client.status === 'ready', { timeout: 30_000 })
  return { server, client, port }
}

/** Counts seven calls of one key and says which were allowed, and how long the slowest took. */
async function callSeven(limiter: RateLimiter): Promise<{ allowed: boolean[]; slowest: number }> {
  const call = { policy: policy(), key: 'a' }
  const allowed: boolean[] = []
  let slowest = 0
  for (let count = 0; count < 7; count += 1) {
    const before = performance.now()
    allowed.push((await limiter.consume([call]))[0]!.allowed)
    slowest = Math.max(slowest, performance.now() - before)
  }
  return { allowed, slowest }
}

const FIVE_OF_SEVEN = [true, true, true, true, true, false, false]

describe('a limit that is shared through Redis', () => {
  it('is counted there, every key of a request at once', async () => {
    const { server, client } = await serve()
    const limiter = new RedisRateLimiter(client, new MemoryRateLimiter())
    assert.deepEqual((await callSeven(limiter)).allowed, FIVE_OF_SEVEN)
    assert.equal(server.counted, 7)
    const states = await limiter.consume(['a', 'b', 'c'].map((key) => ({ policy: policy(), key })))
    assert.deepEqual(
      states.map(({ remaining }) => remaining),
      [4, 4, 4],
    )
  })

  it('is counted in memory within 300 ms while Redis is frozen, and one call waits for it', async () => {
    const { server, client } = await serve()
    const limiter = new RedisRateLimiter(client, new MemoryRateLimiter())
    await limiter.consume([{ policy: policy(), key: 'a' }])
    server.mood = 'frozen'
    const before = performance.now()
    const { allowed, slowest } = await callSeven(limiter)
    assert.deepEqual(allowed, FIVE_OF_SEVEN)
    assert.isBelow(slowest, SOON_MS)
    assert.isBelow(performance.now() - before, SOON_MS + 100, 'seven calls waited once')
  })

  it('is counted in Redis again as soon as it answers', async () => {
    const { server, client } = await serve()
    const limiter = new RedisRateLimiter(client, new MemoryRateLimiter())
    await limiter.consume([{ policy: policy(), key: 'warm' }])
    server.mood = 'frozen'
    await limiter.consume([{ policy: policy(), key: 'late' }])
    const { counted } = server
    server.mood = 'well'
    await vi.waitUntil(() => server.counted > counted, { timeout: 30_000 })
    const call = { policy: policy(), key: 'a' }
    await vi.waitUntil(
      async () => {
        await limiter.consume([call])
        return server.counted > counted + 1
      },
      { timeout: 30_000 },
    )
  })

  for (const mood of [
    "-OOM command not allowed when used memory > 'maxmemory'.",
    "-READONLY You can't write against a read only replica.",
    '-LOADING Redis is loading the dataset in memory',
    '-NOAUTH Authentication required.',
    '-ERR unknown command',
  ] as const) {
    it(`is counted in memory while Redis answers ${mood.split(' ', 1)[0]!.slice(1)}`, async () => {
      const { server, client } = await serve()
      const limiter = new RedisRateLimiter(client, new MemoryRateLimiter())
      await limiter.consume([{ policy: policy(), key: 'warm' }])
      server.mood = mood
      assert.deepEqual((await callSeven(limiter)).allowed, FIVE_OF_SEVEN)
    })
  }

  it('is counted in memory while there is no Redis, and in Redis when it comes', async () => {
    const gone = new RedisServer()
    const port = await gone.listen()
    await gone.close()
    const client = connect(port)
    const limiter = new RedisRateLimiter(client, new MemoryRateLimiter())
    const { allowed, slowest } = await callSeven(limiter)
    assert.deepEqual(allowed, FIVE_OF_SEVEN)
    assert.isBelow(slowest, SOON_MS)
    const server = new RedisServer()
    await server.listen(port)
    ends.push(() => server.close())
    const call = { policy: policy(), key: 'a' }
    await vi.waitUntil(
      async () => {
        await limiter.consume([call])
        return server.counted > 0
      },
      { timeout: 30_000 },
    )
  })
})

if (REDIS_URL !== undefined) {
  describe('a limit that is shared through a real Redis', () => {
    it('counts over processes', async () => {
      const shared = policy()
      const clients = [new Redis(REDIS_URL), new Redis(REDIS_URL)]
      try {
        const limiters = clients.map((client) => new RedisRateLimiter(client, new MemoryRateLimiter()))
        await Promise.all(clients.map((client) => client.ping()))
        const states = await Promise.all(
          Array.from({ length: 40 }, (_, index) => limiters[index % 2]!.consume([{ policy: shared, key: 'a' }])),
        )
        assert.lengthOf(
          states.filter(([state]) => state!.allowed),
          5,
        )
      } finally {
        await clients[0]!.del(`ehr-lessons:${shared.name}:a`)
        await Promise.all(clients.map((client) => client.quit()))
      }
    })

    it('survives one that is stopped by a signal, and comes back to it', async () => {
      const { port } = await serve().then(async ({ server, port }) => {
        await server.close()
        return { port }
      })
      const redis = spawn(REDIS_SERVER, ['--port', port.toString(), '--save', '', '--bind', '127.0.0.1'], {
        stdio: 'ignore',
      })
      ends.push(() => {
        redis.kill('SIGCONT')
        redis.kill('SIGKILL')
      })
      const client = connect(port)
      await vi.waitUntil(() => client.status === 'ready', { timeout: 30_000 })
      const limiter = new RedisRateLimiter(client, new MemoryRateLimiter())
      const watched = { policy: policy(), key: 'a' }
      assert.deepInclude((await limiter.consume([watched]))[0], { remaining: 4 })
      redis.kill('SIGSTOP')
      const { allowed, slowest } = await callSeven(limiter)
      assert.deepEqual(allowed, FIVE_OF_SEVEN)
      assert.isBelow(slowest, SOON_MS)
      redis.kill('SIGCONT')
      await vi.waitUntil(async () => (await limiter.consume([watched]))[0]!.remaining < 4, { timeout: 30_000 })
    })
  })
}
