import { generateKeyPairSync } from 'node:crypto'
import { createMuxLocal } from '../../../mux-local/dist/index.js'

const KEY_ID = 'studio-test-key'
const TOKEN = { id: 'token-id', secret: 'token-secret' }
const COURSE = 'studio'

/**
 * The real handler with uploads under `/studio-api`, and the stand-in for Mux under `/studio-mux`, for tests of the studio in a browser.
 *
 * A request with `Authorization: Bearer NAME` is of the course owner `NAME`. `POST /studio-lessons/ID` makes a lesson without a video,
 * `POST /studio-local/PATH` steers the stand-in, `POST /studio-work` waits until it is idle and runs the handler's jobs.
 */
export async function createTestBackend() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let opened

  async function open(origin) {
    const { createLessonHandler } = await import('../../../server/dist/index.js')
    const { toNodeListener } = await import('../../../server/dist/node.js')
    const { pgliteStore } = await import('../../../server/dist/pglite.js')
    const mux = createMuxLocal({
      signingKeys: [{ id: KEY_ID, publicKey }],
      accessToken: TOKEN,
      baseUrl: `${origin}/studio-mux`,
      control: true,
      ffmpeg: false,
    })
    const url = `${origin}/studio-mux`
    const lessons = createLessonHandler({
      mux: {
        signingKeys: [{ id: KEY_ID, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) }],
        ...{ token: TOKEN, webhookSecrets: [mux.registerWebhook(`${origin}/studio-api/v1/mux/webhooks`)] },
        ...{ apiUrl: url, streamUrl: url, imageUrl: url },
      },
      store: pgliteStore(),
      authenticate: (request) => {
        const learnerId = /^Bearer (.+)/.exec(request.headers.get('authorization') ?? '')?.[1]
        return learnerId ? { learnerId, roles: learnerId === 'ada' ? ['learner'] : ['admin'] } : null
      },
      uploads: { maxBytes: 1_000_000_000 },
      publicUrl: `${origin}/studio-api`,
    })
    await lessons.migrate()
    await lessons.api.putCourse(COURSE, { title: 'Studio', owners: ['olga'] })
    return { mux, lessons, listener: toNodeListener(lessons) }
  }

  /** The runner's port is known only once it asks. */
  async function middleware(context, next) {
    const { path, method } = context
    if (!/^\/studio-(api|mux|lessons|local|work)(\/|$)/.test(path)) return next()
    const { mux, lessons, listener } = await (opened ??= open(context.origin))
    if (path.startsWith('/studio-mux/')) return handOver(context, mux.listener)
    if (path.startsWith('/studio-api/')) return handOver(context, listener)
    if (path === '/studio-work') {
      await mux.idle()
      await lessons.work()
    } else if (path.startsWith('/studio-lessons/')) {
      const completion = { threshold: 0.9, required_segments: [], mode: 'any', quiz_required: false }
      await lessons.api.putLesson(path.slice(16), { course_id: COURSE, title: 'A lesson', completion })
    } else {
      const body = method === 'DELETE' ? undefined : await readText(context.req)
      const headers = { 'x-mux-local': '1', 'content-type': 'application/json' }
      const call = new Request(`http://127.0.0.1${path.replace('/studio-local', '/_local')}`, { method, headers, body })
      const answer = await mux.fetch(call)
      context.status = answer.status
      context.body = await answer.text()
      return undefined
    }
    context.body = '{}'
    return undefined
  }

  return {
    middleware,
    async close() {
      const { lessons, mux } = (await opened) ?? {}
      await lessons?.close()
      await mux?.close()
    },
  }
}

async function readText(stream) {
  let text = ''
  for await (const chunk of stream) text += chunk
  return text
}

function handOver(context, listener) {
  context.respond = false
  context.res.statusCode = 200
  listener(context.req, context.res)
}
