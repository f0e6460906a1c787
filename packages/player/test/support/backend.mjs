import { generateKeyPairSync } from 'node:crypto'
import { createRequire } from 'node:module'
import { createMuxLocal } from '../../../mux-local/dist/index.js'
import { courseWithShortLesson } from './course-with-short-lesson.mjs'

const { SignJWT } = createRequire(new URL('../../../mux-local/package.json', import.meta.url))('jose')
const KEY_ID = 'test-key'

/**
 * The real handler under `/lessons-api` and the stand-in for Mux under `/mux`, for tests in a browser.
 *
 * Whoever sends `Authorization: Bearer NAME` is the learner of that name, as is who sends `NAME~` and anything more: another
 * token of the same learner. `stranger` may watch nothing, nor may `former`, whose enrolment has ended. `/signed-playback`
 * answers what a grant says of playing, with a lifetime of the test's choice, for tests that make up a grant. `/empty-page`
 * is a page of a host with the content security policy that the test names.
 */
export async function createTestBackend() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { directory, course, remove } = courseWithShortLesson()
  const mux = createMuxLocal({ signingKeys: [{ id: KEY_ID, publicKey }], course: directory })
  let origin
  let handler

  /** Loaded when it is first asked for: many a test file never is. */
  async function openHandler() {
    const { createLessonHandler } = await import('../../../server/dist/index.js')
    const { toNodeListener } = await import('../../../server/dist/node.js')
    const { pgliteStore } = await import('../../../server/dist/pglite.js')
    const lessons = createLessonHandler({
      mux: {
        signingKeys: [{ id: KEY_ID, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) }],
        streamUrl: `${origin}/mux`,
        imageUrl: `${origin}/mux`,
      },
      store: pgliteStore(),
      authenticate: (request) => {
        const learnerId = /^Bearer ([^~]+)/.exec(request.headers.get('authorization') ?? '')?.[1]
        return learnerId ? { learnerId, roles: ['learner'] } : null
      },
      entitlement: ({ learner }) => !['stranger', 'former'].includes(learner.learnerId),
      reporting: { every: 1 },
    })
    await lessons.migrate()
    await putCourse(lessons.api, course)
    await lessons.api.putEnrolment(course.id, 'former')
    await lessons.api.putEnrolment(course.id, 'former', { active: false })
    return { lessons, listener: toNodeListener(lessons) }
  }

  async function signedPlayback(lessonId, lifetime) {
    const lesson = course.lessons.find(({ id }) => id === lessonId)
    const expires = Math.floor(Date.now() / 1000) + lifetime
    const sign = (aud) =>
      new SignJWT({ sub: lesson.playbackId, aud, exp: expires, kid: KEY_ID })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
        .sign(privateKey)
    const [playback, thumbnail, storyboard] = await Promise.all(['v', 't', 's'].map(sign))
    const base = `${origin}/mux/${lesson.playbackId}`
    return {
      lesson: { id: lesson.id, title: lesson.title, duration: lesson.duration, chapters: lesson.chapters },
      playback: {
        playback_id: lesson.playbackId,
        tokens: { playback, thumbnail, storyboard },
        urls: {
          stream: `${base}.m3u8?token=${playback}`,
          poster: `${base}/thumbnail.webp?token=${thumbnail}`,
          storyboard: `${base}/storyboard.vtt?format=webp&token=${storyboard}`,
        },
        // A grant whose addresses have run out still names a lifetime.
        lifetime: Math.max(1, lifetime),
      },
    }
  }

  /** The runner's port is known only once it asks. */
  async function middleware(context, next) {
    origin ??= context.origin
    if (context.path.startsWith('/mux/')) return handOver(context, mux.listener)
    if (context.path === '/signed-playback') {
      context.body = await signedPlayback(context.query.lesson, Number(context.query.lifetime ?? 900))
      return undefined
    }
    if (context.path === '/empty-page') {
      if (context.query.policy) context.set('content-security-policy', context.query.policy)
      context.type = 'html'
      context.body = '<!doctype html><title>A page of a host</title><body></body>'
      return undefined
    }
    if (!context.path.startsWith('/lessons-api/')) return next()
    handler ??= openHandler()
    return handOver(context, (await handler).listener)
  }

  return {
    middleware,
    async close() {
      await (await handler)?.lessons.close()
      remove()
    },
  }
}

function handOver(context, listener) {
  context.respond = false
  context.res.statusCode = 200
  listener(context.req, context.res)
}

async function putCourse(api, course) {
  await api.putCourse(course.id, { title: course.title, description: course.description })
  for (const [index, lesson] of course.lessons.entries()) {
    await api.putLesson(lesson.id, {
      course_id: course.id,
      title: lesson.title,
      order: index + 1,
      required: true,
      playback_id: lesson.playbackId,
      duration: lesson.duration,
      chapters: lesson.chapters,
      completion: { threshold: 0.9, required_segments: [], mode: 'any', quiz_required: false },
      // One lesson holds its learners back.
      ...(lesson.id === 'fire-safety-3' && { policies: { seek_policy: 'watched', max_playback_rate: 1.5 } }),
    })
  }
}
