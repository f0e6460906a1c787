import { createLessonHandler } from '../../src/index.js'
import { postgresStore } from '../../src/postgres.js'

/** What the test binds. */
interface Env {
  readonly PRIVATE_KEY: string
  readonly TENANT: string
  readonly DATABASE_URL: string
  readonly SCHEMA: string
}

/** As docs/server.md has it: a handler per request, because a connection belongs to the request that opened it. */
export default {
  async fetch(request: Request, env: Env, ctx: { waitUntil(promise: Promise<unknown>): void }): Promise<Response> {
    const lessons = createLessonHandler({
      mux: { signingKeys: [{ id: 'key-1', privateKey: env.PRIVATE_KEY }] },
      store: postgresStore({ connectionString: env.DATABASE_URL, schema: env.SCHEMA, maxConnections: 2 }),
      authenticate: (asked) => {
        const learnerId = /^Bearer (ada|bob)$/.exec(asked.headers.get('authorization') ?? '')?.[1]
        return learnerId === undefined ? null : { learnerId, tenantId: env.TENANT }
      },
      migrate: 'off',
      rateLimit: { database: true },
    })
    try {
      return await lessons.fetch(request, env, ctx)
    } finally {
      ctx.waitUntil(lessons.close())
    }
  },
}
