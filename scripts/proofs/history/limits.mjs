import { rmSync } from 'node:fs'
import { Caller, Recorder } from './caller.mjs'
import { Random } from './random.mjs'
import { found, LEARNERS } from './school.mjs'
import { FaultProxy } from './services/fault-proxy.mjs'
import { Stage } from './stage.mjs'

const PROCESSES = 3
const GRANTS = 20
/** How long the servers may take to start. */
const PATIENCE_MS = 60_000
/** Grants that each learner asks for at once, over all processes. */
const ASKED = 60

/**
 * Three processes together admit exactly as many calls as one may: counted by Redis, and by PostgreSQL without it. While
 * Redis is gone each counts on its own, and none refuses to answer.
 *
 * Answers `{ name, isGood, text }` for each.
 */
export async function proveLimits({ seed, folder, template }) {
  const results = []
  for (const limits of ['redis', 'database']) {
    const stage = await Stage.open(`${folder}/limits-${limits}`, template, {
      ...{ handlers: PROCESSES, store: 'postgres', limits, seed, worksEvery: 0 },
      rateLimit: { grants: GRANTS, renewals: 100, reports: 1_000, reads: 1_000 },
    })
    const proxy = await new FaultProxy(stage.ports).open()
    try {
      await Promise.all(stage.handlers.map((handler) => handler.start()))
      const network = { recorder: new Recorder(), port: proxy.port, servers: PROCESSES, isCalm: () => true }
      const caller = new Caller(network, new Random(seed))
      await caller.untilHealthy(PATIENCE_MS)
      await found((tenantId, method, path, body) => {
        const as = { tenantId, learnerId: 'admin', roles: ['admin'] }
        return caller.call({ kind: 'found', as, method, path, body, input: {} })
      })
      const [one, ...others] = LEARNERS
      results.push(await askAll(caller, others, `limits shared by ${limits}`, (admitted) => admitted === GRANTS))
      if (limits === 'redis') {
        await stage.redis.kill()
        const isBounded = (admitted) => admitted >= GRANTS && admitted <= GRANTS * PROCESSES
        results.push(await askAll(caller, [one], 'limits without the Redis that shares them', isBounded))
      }
    } finally {
      proxy.close()
      await stage.close()
      rmSync(stage.folder, { recursive: true, force: true })
    }
  }
  return results
}

async function askAll(caller, learners, name, isRight) {
  const admitted = await Promise.all(learners.map((learner) => askOften(caller, learner)))
  const isGood = admitted.every((counts) => isRight(counts.admitted) && counts.admitted + counts.refused === ASKED)
  const text = admitted.map((counts) => `${counts.admitted} of ${ASKED} admitted, ${counts.refused} refused`).join('; ')
  return { name, isGood, text: `limit ${GRANTS}: ${text}` }
}

async function askOften(caller, { tenant, learner }) {
  const calls = await Promise.all(
    Array.from({ length: ASKED }, () =>
      caller.call({
        ...{ kind: 'grant', as: { tenantId: tenant, learnerId: learner }, input: {} },
        ...{ method: 'POST', path: '/v1/sessions' },
        body: { lesson_id: 'l1', client: { name: 'limits', version: '1.0.0' } },
      }),
    ),
  )
  const count = (wanted) => calls.filter(({ status }) => status === wanted).length
  return { admitted: count(201), refused: count(429) }
}
