/** One server process of a host: the production handler below `node:http`, as `EHR_HISTORY` says. */
import { createServer } from 'node:http'
import { load, requireOfServer } from '../faults/ground.mjs'

const config = JSON.parse(process.env.EHR_HISTORY)
const { port, key, postgres, pglite, redis, rateLimit, events, worksEvery, background } = config
const { createLessonHandler } = await load('@enhancedhr/server')
const { toNodeListener, drainServer } = await load('@enhancedhr/server/node')

const store = postgres
  ? (await load('@enhancedhr/server/postgres')).postgresStore({ connectionString: postgres })
  : (await load('@enhancedhr/server/pglite')).pgliteStore(pglite)
const lessons = createLessonHandler({
  mux: { signingKeys: [key] },
  store,
  authenticate: readSignIn,
  policies: { maxPlaybackRate: 16 },
  rateLimit: { ...rateLimit, ...(redis && { redis: connectRedis(redis) }) },
  events,
  background,
})
// While the database is away it goes on trying, at every request.
lessons.ready().catch(() => undefined)
const server = createServer(toNodeListener(lessons))
server.listen(port, '127.0.0.1', () => console.log('ready'))
if (worksEvery) {
  setInterval(() => {
    lessons.work({ budget: worksEvery }).catch((error) => console.log(`maintenance: ${error.message}`))
  }, worksEvery)
}

process.once('SIGTERM', async () => {
  await drainServer(server)
  await lessons.close()
  process.exit(0)
})
// Whoever started this is gone.
process.stdin.resume().once('end', () => process.exit(1))

function readSignIn(request) {
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  return token ? JSON.parse(Buffer.from(token, 'base64url').toString()) : null
}

function connectRedis(redisPort) {
  const { Redis } = requireOfServer('ioredis')
  const client = new Redis({ host: '127.0.0.1', port: redisPort, retryStrategy: () => 100 })
  client.on('error', () => undefined)
  return client
}
