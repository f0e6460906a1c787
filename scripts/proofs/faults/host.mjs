import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { caller, opening, report } from './demo.mjs'
import { load, requireOfServer } from './ground.mjs'

const pg = requireOfServer('pg')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** A signing key as Mux hands it out. */
export const KEY = {
  id: 'key-1',
  privateKey: Buffer.from(privateKey.export({ type: 'pkcs1', format: 'pem' })).toString('base64'),
}

/**
 * The proof's own host, in this process: the built handler on PostgreSQL or on PGlite in memory, signed in by the header
 * `x-who: <learner> <role>,<role>`. Every statement is counted and can be changed on its way.
 */
export async function openHost(
  ground,
  { postgres, options = {}, schema = `s_${randomUUID().replaceAll('-', '')}` } = {},
) {
  const { createLessonHandler } = await load('@enhancedhr/server')
  const statements = { count: 0, texts: [], change: (text) => text }
  const pool = postgres ? countingPool(postgres, statements) : undefined
  const store = pool
    ? (await load('@enhancedhr/server/postgres')).postgresStore({ pool, schema })
    : (await load('@enhancedhr/server/pglite')).pgliteStore({ schema })
  const handler = createLessonHandler({
    mux: { signingKeys: [KEY] },
    store,
    authenticate: signedInByHeader,
    migrate: 'auto',
    background: false,
    ...options,
  })
  ground.atEnd(async () => {
    await handler.close()
    await pool?.end()
  })
  const as = (who) => caller('http://host.test', { 'x-who': who }, (url, init) => handler.fetch(new Request(url, init)))
  return {
    handler,
    pool,
    schema,
    statements,
    as,
    async found({ lessons = [['l1', 600]], learners = ['ada'], courseId = 'c1' } = {}) {
      await handler.api.putCourse(courseId, { title: courseId })
      for (const [id, duration, more] of lessons) {
        await handler.api.putLesson(id, {
          course_id: courseId,
          title: id,
          playback_id: `video${id}`,
          duration,
          ...more,
        })
      }
      for (const learner of learners) await handler.api.putEnrolment(courseId, learner)
    },
    async open(who, lessonId = 'l1') {
      const { status, body, text } = await as(who)('POST', '/v1/sessions', opening(lessonId))
      if (status !== 201) throw new Error(`the grant was answered with ${status}: ${text}`)
      return body
    },
    send: (who, sessionId, segments, lessonId = 'l1', more = {}) =>
      as(who)('POST', '/v1/progress', { reports: [report(sessionId, lessonId, segments, more)] }),
  }
}

function signedInByHeader(request) {
  const header = request.headers.get('x-who')
  if (header === null) return null
  const [learnerId, roles] = header.split(' ')
  return { learnerId, ...(roles && { roles: roles.split(',') }) }
}

/** A pool whose statements are counted, and changed by `statements.change`. */
export function countingPool(connectionString, statements) {
  const pool = new pg.Pool({ connectionString, max: 8 })
  const turn = (config, values, ...rest) => {
    const isText = typeof config === 'string'
    statements.count += 1
    const text = isText ? config : config.text
    statements.texts.push(text)
    const given = values ?? (isText ? undefined : config.values)
    const changed = Array.isArray(given)
      ? given.map((value) => (typeof value === 'string' ? statements.change(value) : value))
      : given
    const next = isText ? statements.change(text) : { ...config, text: statements.change(text), values: changed }
    // A pool hands on its own callback behind values that may be missing.
    return isText || values !== undefined || rest.length > 0
      ? [next, values === undefined ? undefined : changed, ...rest]
      : [next]
  }
  const wrap = (client) => {
    if (client.counted) return
    client.counted = true
    const query = client.query.bind(client)
    client.query = (config, ...rest) =>
      typeof config === 'string' || (config && typeof config.text === 'string' && !config.submit)
        ? query(...turn(config, ...rest))
        : query(config, ...rest)
  }
  // `pool.query` takes a client too, so this one hook is enough.
  pool.on('connect', wrap)
  pool.on('error', () => undefined)
  return pool
}

/** An HTTP server around a listener. */
export async function serve(ground, listener) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ground.atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${server.address().port}`
}
