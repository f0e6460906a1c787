import { createPrivateKey, createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { readFile, readdir } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createMuxLocal, createSigningKey, readSampleCourse } from '@enhancedhr/mux-local'
import { createLessonHandler } from '@enhancedhr/server'
import { toNodeListener } from '@enhancedhr/server/node'
import { pgliteStore } from '@enhancedhr/server/pglite'
import { SignJWT } from 'jose'

/** Pages with one video. */
export interface Site {
  /**
   * Address of a page with the element, for a separate learner; `hint`: with the line that docs/player.md gives for the
   * fastest start. The real handler makes the grant now, and it is answered from memory: a server's work would take the
   * processor that the page is measured on, which no learner's server does.
   */
  ours(hint: boolean): Promise<string>
  /** Address of one with a `<mux-player>` of the same build. */
  readonly bare: string
  close(): Promise<void>
}

const LIFETIME = 3_600
const dist = dirname(fileURLToPath(import.meta.resolve('@enhancedhr/player/ehr-lesson-player.js')))
const lesson = readSampleCourse().lessons.at(-1)!

/** Records when the first frame was presented, in milliseconds since the page was asked for. */
const CLOCK = `const wait = () => {
    const own = document.querySelector('ehr-lesson-player, mux-player')
    const media = (own?.muxPlayer ?? own)?.media?.nativeEl
    if (media) media.requestVideoFrameCallback(() => (globalThis.firstFrame = performance.now()))
    else requestAnimationFrame(wait)
  }
  wait()`

/** Serves the pages, the handler and the stand-in for Mux at one address; each learner is whoever the token names. */
export async function openSite(): Promise<Site> {
  const key = createSigningKey()
  const pem = createPrivateKey(Buffer.from(key.privateKey, 'base64').toString('utf8'))
  const mux = createMuxLocal({ signingKeys: [{ id: key.id, publicKey: createPublicKey(pem) }] })
  const server = createServer((req, res) => void answer(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}`
  const handler = createLessonHandler({
    mux: {
      signingKeys: [{ id: key.id, privateKey: key.privateKey }],
      streamUrl: `${origin}/mux`,
      imageUrl: `${origin}/mux`,
    },
    store: pgliteStore(),
    authenticate: (request) => ({ learnerId: request.headers.get('authorization') ?? 'nobody' }),
    entitlement: () => true,
    tokenLifetime: LIFETIME,
  })
  await handler.ready()
  await handler.api.putCourse('course', { title: 'Course' })
  const { title, playbackId: playback_id, duration } = lesson
  await handler.api.putLesson('lesson', { course_id: 'course', title, playback_id, duration })
  const lessons = toNodeListener(handler)
  const files = await readdir(dist)
  const chunk = (name: string) => files.find((file) => new RegExp(`^ehr-${name}-[\\w-]{8}\\.js$`).test(file))!
  const player = chunk('mux-player')
  const hints = [chunk('lesson'), chunk('english'), player]

  async function sign(aud: string): Promise<string> {
    return new SignJWT({ sub: playback_id, aud, exp: Math.ceil(Date.now() / 1000 + LIFETIME) })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.id })
      .sign(pem)
  }

  const grants = new Map<string, string>()

  async function grant(learner: string): Promise<void> {
    const authorization = `Bearer ${learner}`
    const answer = await handler.fetch(
      new Request(`${origin}/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ lesson_id: 'lesson', client: { name: 'bench', version: '1.0.0' } }),
      }),
    )
    if (answer.status !== 201) throw new Error(`Expected a grant, got ${await answer.text()}`)
    grants.set(authorization, await answer.text())
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(req.url ?? '/', origin)
    const granted = path.endsWith('/v1/sessions') && grants.get(req.headers.authorization ?? '')
    if (granted) res.writeHead(201, { 'content-type': 'application/json' }).end(granted)
    else if (path.startsWith('/lessons-api/')) lessons(req, res)
    else if (path.startsWith('/mux/')) mux.listener(req, res)
    else if (path === '/ours') html(res, ours(searchParams.get('learner')!, searchParams.has('hint') ? hints : []))
    else if (path === '/bare') html(res, bare(player, await signAll()))
    else if (!/^\/ehr-[\w.-]+\.js$/.test(path)) res.writeHead(404).end()
    else res.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(join(dist, basename(path))))
  }

  async function signAll(): Promise<Record<'src' | 'poster' | 'storyboard-src', string>> {
    const [video, poster, storyboard] = await Promise.all(['v', 't', 's'].map(sign))
    return {
      src: `${origin}/mux/${playback_id}.m3u8?token=${video!}`,
      poster: `${origin}/mux/${playback_id}/thumbnail.webp?token=${poster!}`,
      'storyboard-src': `${origin}/mux/${playback_id}/storyboard.vtt?token=${storyboard!}`,
    }
  }

  return {
    async ours(hint) {
      const learner = `learner-${grants.size.toString()}`
      await grant(learner)
      return `${origin}/ours?learner=${learner}${hint ? '&hint' : ''}`
    },
    bare: `${origin}/bare`,
    async close() {
      server.close()
      server.closeAllConnections()
      await handler.close()
    },
  }
}

function ours(learner: string, hints: readonly string[]): string {
  const hint = hints.map((file) => `<link rel="modulepreload" href="/${file}" />`).join('')
  return `<!doctype html><html lang="en"><title>Ours</title><link rel="icon" href="data:," />${hint}
    <script type="module" src="/ehr-lesson-player.js"></script>
    <ehr-lesson-player endpoint="/lessons-api" lesson-id="lesson" auth-token="${learner}" loading="eager" autoplay muted
      style="display: block; width: 640px"></ehr-lesson-player>
    <script type="module">${CLOCK}</script></html>`
}

function bare(player: string, attributes: Record<string, string>): string {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`)
  return `<!doctype html><html lang="en"><title>Bare</title><link rel="icon" href="data:," />
    <script type="module" src="/${player}"></script>
    <mux-player disable-tracking autoplay muted style="display: block; width: 640px" ${written.join(' ')}></mux-player>
    <script type="module">${CLOCK}</script></html>`
}

function html(res: ServerResponse, body: string): void {
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body)
}
