import { createPrivateKey, createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createMuxLocal, createSigningKey, readSampleCourse, type MuxLocal } from '@enhancedhr/mux-local'
import { createLessonHandler } from '@enhancedhr/server'
import { toNodeListener } from '@enhancedhr/server/node'
import { pgliteStore } from '@enhancedhr/server/pglite'
import { SignJWT } from 'jose'
import { putSampleCourse } from '../../src/sample-course.js'
import { serveStatic } from '../../src/static-files.js'
import { bareHtml, lessonHtml } from './pages.js'

/** What happens to one request for a piece of video: 403, 503, or half of it and then a cut connection. */
export type Fault = 'refuse' | 'fail' | 'cut'

/** The real handler and the stand-in for Mux at one address, with the faults of a network on demand. */
export interface Ground {
  readonly origin: string
  readonly mux: MuxLocal
  /** Learners who may watch nothing any more. */
  readonly denied: Set<string>
  /** What happens to the next requests for video, one after the other. */
  readonly faults: Fault[]
  /** Whether calls for tokens come through. */
  tokensReachable: boolean
  /** Files of the player's code whose requests are cut off; none without. */
  cutOff: RegExp | undefined
  /** What was asked for of the code that is cut off, in order. */
  readonly missed: string[]
  /** Sessions for which tokens were asked, in order. */
  readonly renewed: string[]
  /** Address of a page with one lesson. */
  lesson(id: string, learner: string, attributes?: string): string
  /** Address of a page with a bare Mux Player: `none` never renews, `naive` sets a new token at two thirds of its life. */
  bare(id: string, renewing: 'none' | 'naive'): string
  close(): Promise<void>
}

/** Lifetimes of what the ground signs, in seconds. */
export interface GroundSettings {
  readonly lifetime: number
  readonly offlineAllowance?: number
  /** Calls for tokens a lifetime a session; the handler's default without. */
  readonly renewals?: number
}

const dist = dirname(fileURLToPath(import.meta.resolve('@enhancedhr/player/ehr-lesson-player.js')))
const folders = [{ url: '/', directory: dist, files: /^ehr-[\w.-]+\.js$/ }]
const course = readSampleCourse()

/** Starts one; whoever sends `Authorization: Bearer NAME` is the learner of that name. */
export async function openGround(settings: GroundSettings): Promise<Ground> {
  const { lifetime, offlineAllowance = 3_600, renewals } = settings
  const key = createSigningKey()
  const pem = createPrivateKey(Buffer.from(key.privateKey, 'base64').toString('utf8'))
  const mux = createMuxLocal({ signingKeys: [{ id: key.id, publicKey: createPublicKey(pem) }] })
  const server = createServer((req, res) => void answer(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const denied = new Set<string>()
  const renewed: string[] = []
  const missed: string[] = []
  const faults: Fault[] = []
  const handler = createLessonHandler({
    mux: {
      signingKeys: [{ id: key.id, privateKey: key.privateKey }],
      streamUrl: `${origin}/mux`,
      imageUrl: `${origin}/mux`,
    },
    store: pgliteStore(),
    authenticate: (request) => {
      const learnerId = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
      return learnerId ? { learnerId, roles: ['learner'] } : null
    },
    entitlement: ({ learner }) => !denied.has(learner.learnerId),
    reporting: { every: 2 },
    tokenLifetime: lifetime,
    offlineAllowance,
    ...(renewals !== undefined && { rateLimit: { renewals } }),
  })
  await handler.ready()
  await putSampleCourse(handler)
  const lessons = toNodeListener(handler)

  async function sign(playbackId: string): Promise<string> {
    const exp = Math.ceil(Date.now() / 1000 + lifetime)
    return new SignJWT({ sub: playbackId, aud: 'v', exp })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.id })
      .sign(pem)
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', origin)
    const { pathname: path, searchParams: asked } = url
    if (path.startsWith('/lessons-api/')) {
      if (path.endsWith('/v1/tokens')) {
        if (!ground.tokensReachable) return void req.socket.destroy()
        renewed.push(path)
      }
      return void lessons(req, res)
    }
    if (path.startsWith('/mux/')) {
      const fault = path.endsWith('.m4s') ? faults.shift() : undefined
      return fault ? spoil(fault, url, res) : mux.listener(req, res)
    }
    const lesson = course.lessons.find(({ id }) => id === asked.get('lesson'))
    if (path === '/lesson') return html(res, lessonHtml(asked))
    if (path === '/bare') return html(res, await bareHtml(dist, asked, lifetime))
    if (path === '/signed' && lesson) {
      return void res.end(`${origin}/mux/${lesson.playbackId}.m3u8?token=${await sign(lesson.playbackId)}`)
    }
    if (ground.cutOff?.test(path)) {
      missed.push(path)
      return void req.socket.destroy()
    }
    if (!(await serveStatic(req, res, path, folders))) res.writeHead(404).end()
  }

  async function spoil(fault: Fault, url: URL, res: ServerResponse): Promise<void> {
    if (fault !== 'cut') return void res.writeHead(fault === 'refuse' ? 403 : 503).end()
    const whole = await mux.fetch(new Request(url))
    const body = Buffer.from(await whole.arrayBuffer())
    res.writeHead(200, Object.fromEntries(whole.headers))
    res.write(body.subarray(0, body.length / 2), () => res.destroy())
  }

  const ground: Ground = {
    ...{ origin, mux, denied, faults, renewed, missed },
    tokensReachable: true,
    cutOff: undefined,
    lesson: (lesson, learner, attributes = '') =>
      `${origin}/lesson?${new URLSearchParams({ lesson, learner, attributes }).toString()}`,
    bare: (lesson, renewing) => `${origin}/bare?${new URLSearchParams({ lesson, renewing }).toString()}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await handler.close()
    },
  }
  return ground
}

function html(res: ServerResponse, body: string): void {
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body)
}
