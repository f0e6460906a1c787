import { createLessonHandler, type LessonHandler } from '../../src/index.js'
import { remoteStore } from './remote-store.js'

/** What the test binds. */
interface Env {
  readonly PRIVATE_KEY: string
  readonly TENANT: string
  /** Where the test offers its store. */
  readonly STORE_URL: string
}

let lessons: LessonHandler | undefined

/** The handler as a Worker has it: made at the first request, because the environment comes with it. */
export default {
  async fetch(request: Request, env: Env, ctx: unknown): Promise<Response> {
    lessons ??= createLessonHandler({
      mux: { signingKeys: [{ id: 'key-1', privateKey: env.PRIVATE_KEY }] },
      store: remoteStore(env.STORE_URL),
      authenticate: (asked, { native }) => {
        if (asked.headers.get('authorization') !== 'Bearer ada') return null
        return { learnerId: 'ada', tenantId: (native.env as Env).TENANT }
      },
    })
    return lessons.fetch(request, env, ctx)
  },
}
