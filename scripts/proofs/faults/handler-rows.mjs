import { generateKeyPairSync } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { opening, report } from './demo.mjs'
import { load, requireOfServer, temporaryFolder, within } from './ground.mjs'
import { openHost } from './host.mjs'
import { somebody } from './learner-rows.mjs'
import { createRedis } from '../history/services/redis.mjs'
import { ask } from './ask.mjs'

const needsDatabase = ['postgres']
const uuid = (n) => `0195f000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
const invented = (count, from = 0) => Array.from({ length: count }, (_, n) => report(uuid(from + n), 'l1', [[0, 1]]))
/** Segments one after the other, each so many seconds long. */
const chain = (count, length, first = 0) =>
  Array.from({ length: count }, (_, n) => {
    const from = Math.round((first + n) * length * 1_000) / 1_000
    return {
      n: first + n + 1,
      from,
      to: Math.round((from + length) * 1_000) / 1_000,
      rate: 1,
      started: from,
      ended: Math.round((from + length) * 1_000) / 1_000,
      visible: true,
      muted: false,
    }
  })

/** C: the handler and the sign-in, first part. */
export const handlerRows = {
  C1: {
    needs: needsDatabase,
    async see(ground) {
      const host = await openHost(ground, { postgres: ground.postgres, options: { rateLimit: { database: true } } })
      await host.found()
      await host.open('ada')
      host.statements.count = 0
      await host.as('ada')('POST', '/v1/progress', { reports: invented(50) })
      const statements = host.statements.count
      const memory = await openHost(ground)
      await memory.found()
      await memory.open('ada')
      globalThis.gc?.()
      const before = process.memoryUsage().rss
      let refused = 0
      for (let n = 0; n < 400; n += 1) {
        const { status } = await memory.as('ada')('POST', '/v1/progress', { reports: invented(50, n * 50) })
        if (status === 429) refused += 1
      }
      const grown = Math.round((process.memoryUsage().rss - before) / 2 ** 20)
      return [
        refused > 100 && statements <= 12 && grown < 200,
        `429: ${refused} of 400 batches (20,000 invented ids); statements a batch ${statements}; grown by ${grown} MB`,
      ]
    },
  },
  C2: {
    needs: needsDatabase,
    ms: 120_000,
    async see(ground) {
      const host = await openHost(ground, { postgres: ground.postgres, options: { rateLimit: { reports: 1_000 } } })
      await host.found({ lessons: [['l1', 30_000]] })
      const { session_id: id } = await host.open('ada')
      await age(ground, host, id, 8 * 3_600)
      const took = []
      for (let n = 0; n < 20_000; n += 2_000) {
        const began = performance.now()
        const body = { reports: [report(id, 'l1', [], { watched_segments: chain(2_000, 1.2, n) })] }
        const answer = await host.as('ada')('POST', '/v1/progress', body)
        const [result] = answer.body.results ?? []
        if (result?.status !== 'credited')
          return [false, `report ${n / 2_000}: ${answer.status} ${JSON.stringify(result ?? answer.body).slice(0, 200)}`]
        took.push(Math.round(performance.now() - began))
      }
      const first = Math.min(...took.slice(0, 3))
      return [took.at(-1) < 400 && took.at(-1) < first * 2.5, `2,000 segments each, ms: ${took.join(', ')}`]
    },
  },
  C3: {
    needs: needsDatabase,
    async see(ground) {
      const host = await openHost(ground, { postgres: ground.postgres, options: { rateLimit: { reports: 1_000 } } })
      await host.found()
      const { session_id: id } = await host.open('ada')
      for (let n = 0; n < 10_000; n += 1_000) {
        const refused = chain(1_000, 0.001, n).map((segment) => ({
          ...segment,
          from: 100_000 + n,
          to: 100_001 + n,
          started: 0,
          ended: 1,
        }))
        await host.as('ada')('POST', '/v1/progress', { reports: [report(id, 'l1', [], { watched_segments: refused })] })
      }
      const [{ count }] = await ask(
        ground.postgres,
        `select count(*)::int4 as count from ${host.schema}.watch_evidence`,
      )
      return [count < 2_000, `10,000 refused segments in a session that is seconds old: ${count} rows`]
    },
  },
  C4: {
    needs: ['redis'],
    async see(ground) {
      const server = await createRedis(await temporaryFolder(ground))
      ground.atEnd(() => server.kill())
      await server.start()
      const { Redis } = requireOfServer('ioredis')
      const redis = new Redis({ port: server.port, host: '127.0.0.1' })
      redis.on('error', () => undefined)
      ground.atEnd(() => redis.disconnect())
      const host = await openHost(ground, { options: { rateLimit: { redis, grants: 5 } } })
      await host.found({ learners: ['ada', 'bob'] })
      await host.open('ada')
      server.freeze()
      const took = []
      const codes = []
      for (let n = 0; n < 7; n += 1) {
        const began = performance.now()
        const call = host.as('bob')('POST', '/v1/sessions', opening('l1'))
        codes.push(
          await within(call, 5_000).then(
            ({ status }) => status,
            () => 'hung',
          ),
        )
        took.push(Math.round(performance.now() - began))
        if (codes.at(-1) === 'hung') break
      }
      server.thaw()
      await pause(500)
      const back = await within(host.as('ada')('POST', '/v1/sessions', opening('l1')), 5_000).then(
        ({ status }) => status,
        () => 'hung',
      )
      const ok = Math.max(...took) < 1_500 && codes[0] === 201 && codes.includes(429) && back === 201
      return [ok, `frozen: ${codes.join(' ')} in ${took.join(' ')} ms (limit 5); back: ${back}`]
    },
  },
  C5: {
    needs: needsDatabase,
    async see(ground) {
      const host = await openHost(ground, { postgres: ground.postgres })
      const seen = {}
      let wrong = 0
      for (const headers of [{}, { 'if-none-match': '*' }]) {
        for (let n = 0; n < 15; n += 1) {
          const path = `/v1/courses/c5-${n}-${Object.keys(headers).length}`
          const answers = await Promise.all(
            ['olga', 'otto'].map((who) =>
              host.as(`${who} course_owner`)('PUT', path, { title: who, owners: [who] }, headers),
            ),
          )
          const statuses = answers.map(({ status }) => status).sort((a, b) => a - b)
          seen[statuses.join('+')] = (seen[statuses.join('+')] ?? 0) + 1
          if (statuses[0] !== 201 || ![403, 404, 412].includes(statuses[1])) wrong += 1
        }
      }
      return [wrong === 0, `answers of two owners at once: ${JSON.stringify(seen)}`]
    },
  },
  C6: {
    async see(ground) {
      const owner = await somebody(ground, ['course_owner'])
      const ada = await somebody(ground)
      const grant = (await ada.call('POST', '/v1/sessions', opening('fire-safety-1'))).body
      const course = `c6-${process.pid}`
      const made = await owner.call('PUT', `/v1/courses/${course}`, { title: 'Mine', owners: [owner.name] })
      const lesson = { course_id: course, title: 'Theirs', playback_id: grant.playback.playback_id, duration: 30 }
      const put = await owner.call('PUT', `/v1/lessons/${course}-1`, lesson)
      await owner.call('PUT', `/v1/courses/${course}/enrolments/${owner.name}`, {})
      const opened = await owner.call('POST', '/v1/sessions', opening(`${course}-1`))
      return [
        made.status === 201 && put.status >= 400 && put.status < 500 && opened.status !== 201,
        `course ${made.status}, PUT of a lesson with another course's playback ID ${put.status} ${put.body.code ?? ''}, session ${opened.status}`,
      ]
    },
  },
  C7: {
    async see(ground) {
      const host = await openHost(ground)
      await host.found()
      const admin = host.as('root admin')
      const bad = '\ud800'
      const asked = {
        title: ['PUT', '/v1/courses/x', { title: bad }],
        owner: ['PUT', '/v1/courses/x', { title: 'x', owners: [bad] }],
        chapter: [
          'PUT',
          '/v1/lessons/x',
          { course_id: 'c1', title: 'x', playback_id: 'video9', duration: 9, chapters: [{ title: bad, from: 0 }] },
        ],
        segments: [
          'PUT',
          '/v1/lessons/x',
          {
            course_id: 'c1',
            title: 'x',
            playback_id: 'video9',
            duration: 9,
            completion: { required_segments: [[0, 1e308]] },
          },
        ],
        reason: ['POST', '/v1/courses/c1/attempts', { learner_id: 'ada', reason: bad }],
        result: [
          'PUT',
          '/v1/courses/c1/assessment-results/ada',
          { result_id: bad, passed: true, taken_at: '2026-11-01T00:00:00.000Z' },
        ],
        learner: ['POST', '/v1/courses/c1/attempts', { learner_id: bad, reason: 'x' }],
        zero: ['PUT', '/v1/courses/x', { title: 'a\u0000b' }],
      }
      const seen = {}
      for (const [name, [method, path, body]] of Object.entries(asked)) {
        const { status, body: problem } = await admin(method, path, body)
        const ok =
          (status === 400 || (name === 'segments' && status === 422)) &&
          (problem.errors ?? []).every(({ pointer }) => typeof pointer === 'string')
        if (!ok) seen[name] = status
      }
      const odd = await openHost(ground, { options: { authenticate: async () => ({ learnerId: bad }) } })
      const { status } = await odd.as('x')('GET', '/v1/courses')
      if (status !== 401) seen['sub'] = status
      return [
        Object.keys(seen).length === 0,
        Object.keys(seen).length === 0 ? 'each 400 with its pointer; such a learner is nobody' : seen,
      ]
    },
  },
  C8: {
    async see(ground) {
      const host = await openHost(ground)
      await host.found()
      const statuses = new Set()
      for (let n = 0; n < 25; n += 1) {
        const { status } = await host.as('ada')('POST', '/v1/sessions', JSON.stringify(opening('l1')), {
          'content-type': 'text/plain',
          origin: 'https://evil.test',
        })
        statuses.add(status)
      }
      const own = await host.as('ada')('POST', '/v1/sessions', opening('l1'))
      return [own.status === 201, `text/plain: ${[...statuses]}; then the own grant: ${own.status}`]
    },
  },
  C9: {
    async see() {
      const { jwtAuth } = await load('@enhancedhr/server/auth')
      const { SignJWT, exportJWK } = await load('jose')
      const pairs = await Promise.all([1, 2, 3].map(async () => generateKeyPairSync('rsa', { modulusLength: 2048 })))
      const jwks = await Promise.all(
        pairs.map(async ({ publicKey }) => ({ ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig' })),
      )
      const token = (index, header = {}) =>
        new SignJWT({})
          .setProtectedHeader({ alg: 'RS256', ...header })
          .setSubject('ada')
          .setIssuer('i')
          .setAudience('a')
          .setExpirationTime('1 h')
          .sign(pairs[index].privateKey)
      const seen = {}
      const look = async (name, keys, given, expected) => {
        const auth = jwtAuth({ jwks: { keys }, issuer: 'i', audience: 'a' })
        const request = new Request('http://x.test', { headers: { authorization: `Bearer ${given}` } })
        const learner = await Promise.resolve(auth(request, {})).then(
          (who) => who?.learnerId ?? null,
          (error) => `threw ${error.message}`,
        )
        if (learner !== expected) seen[name] = learner
      }
      const [one, two] = jwks
      await look('two keys, no kid', [one, two], await token(1), 'ada')
      await look(
        'two keys of one kid',
        [
          { ...one, kid: 'k' },
          { ...two, kid: 'k' },
        ],
        await token(1, { kid: 'k' }),
        'ada',
      )
      await look('a malformed key', [{ kty: 'RSA', n: '!!', e: 'AQAB', alg: 'RS256' }, two], await token(1), 'ada')
      await look('no match', [one, two], await token(2), null)
      return [Object.keys(seen).length === 0, Object.keys(seen).length === 0 ? 'each candidate key is tried' : seen]
    },
  },
}

/** Makes a session older, as if it had been opened so many seconds before. */
async function age({ postgres }, { schema }, id, seconds) {
  await ask(
    postgres,
    `update ${schema}.watch_sessions set opened_at = opened_at - $2 * interval '1 second', windows = int8multirange(int8range(lower(windows) - $2::int8 * 1000, upper(windows))) where session_id = $1`,
    [id, seconds],
  )
}
