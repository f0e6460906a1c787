import { randomBytes } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Certificates } from '@enhancedhr/certificates'
import { createLessonHandler, type LessonHandler, type LessonStore } from '@enhancedhr/server'
import { toNodeListener } from '@enhancedhr/server/node'
import { pgliteStore } from '@enhancedhr/server/pglite'
import { eventReceiver } from './event-receiver.js'
import { isCode, keptSecret } from './kept-secret.js'
import { createListener } from './listener.js'
import { openLocalMux, type LocalMux } from './local-mux.js'
import { openLocalServer } from './local-server.js'
import { playbackKey } from './playback-keys.js'
import { enrolInSampleCourse, putSampleCourse } from './sample-course.js'
import type { Settings } from './settings.js'
import { createSignIn } from './sign-in.js'
import type { ServedFolder } from './static-files.js'

/** A demo that answers. */
export interface Demo {
  readonly origin: string
  close(): Promise<void>
}

/** The database is in use by another process, or broken; its message says which. */
export class DatabaseError extends Error {}

/** How often the demo's player reports while playing, in seconds: often enough to watch the progress fill. */
const REPORT_EVERY = 5

/** Composes the demo: handler, stand-in for Mux, sign-in and pages at one address on this machine. */
export async function startDemo(settings: Settings, say: (line: string) => void): Promise<Demo> {
  // The port comes first: when it is taken, nothing has been touched.
  const server = await openLocalServer(settings.port)
  const { origin } = server
  const directory = settings.dataDirectory
  let store: LessonStore | undefined
  let lessons: LessonHandler | undefined
  let certificates: Certificates | null = null
  let mux: LocalMux | undefined
  const close = async (): Promise<void> => {
    await server.close()
    await (lessons ?? store)?.close()
    await mux?.close()
    await certificates?.close()
  }
  try {
    await makeFolder(directory)
    const key = await playbackKey(directory)
    const signIn = createSignIn(
      await keptSecret(join(directory, 'sign-in-secret'), () => randomBytes(48).toString('base64url')),
    )
    const receiver = await eventReceiver(settings, origin)
    say('Opening the database …')
    // First: its lock keeps a second demo away from the folder.
    store = pgliteStore(join(directory, 'database'))
    await store.prepare('auto').catch((cause: unknown) => {
      throw new DatabaseError(`The database did not open: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      })
    })
    const muxUrl = `${origin}/mux`
    mux = await openLocalMux({
      key,
      token: {
        id: 'demo',
        secret: await keptSecret(join(directory, 'mux-secret'), () => randomBytes(32).toString('base64url')),
      },
      url: muxUrl,
      dataDirectory: join(directory, 'mux'),
      webhook: `${origin}/lessons-api/v1/mux/webhooks`,
    })
    const handler = (lessons = createLessonHandler({
      mux: {
        signingKeys: [{ id: key.id, privateKey: key.privateKey }],
        ...{ token: mux.token, webhookSecrets: [mux.webhookSecret] },
        ...{ apiUrl: muxUrl, streamUrl: muxUrl, imageUrl: muxUrl },
      },
      store,
      authenticate: (request) => signIn.whoSent(request.headers.get('authorization')),
      cors: { origins: '*' },
      uploads: {},
      publicUrl: `${origin}/lessons-api`,
      reporting: { every: REPORT_EVERY },
      // The demo's receiver is on this machine, and so may be the visitor's.
      events: { endpoints: [receiver.endpoint], allowPrivate: true },
      ...(settings.tokenLifetime !== undefined && { tokenLifetime: settings.tokenLifetime }),
    }))
    await handler.ready()
    await putSampleCourse(handler)
    certificates = (await receiver.open?.()) ?? null
    server.answerWith(
      createListener({
        lessons: toNodeListener(handler),
        mux: mux.listener,
        devStudio: mux,
        certificates: certificates?.listener ?? null,
        devTokens: { signIn, enrol: (learnerId) => enrolInSampleCourse(handler, learnerId) },
        devEvents: { signIn, api: handler.api.events },
        devCertificates: { signIn, certificates },
        folders: servedFolders(),
      }),
    )
    return { origin, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** One step at a time: Node's recursive `mkdir` never ends below `/proc`. */
async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 })
  } catch (error) {
    if (isCode(error, 'EEXIST') && (await stat(directory)).isDirectory()) return
    if (!isCode(error, 'ENOENT') || dirname(directory) === directory) throw error
    await makeFolder(dirname(directory))
    await mkdir(directory, { mode: 0o700 })
  }
}

function servedFolders(): ServedFolder[] {
  const here = dirname(fileURLToPath(import.meta.url))
  const player = dirname(fileURLToPath(import.meta.resolve('@enhancedhr/player/ehr-lesson-player.js')))
  const studio = dirname(fileURLToPath(import.meta.resolve('@enhancedhr/studio/ehr-studio.js')))
  return [
    { url: '/', directory: join(here, '../public'), files: /^[a-z-]+\.(html|svg)$/ },
    { url: '/styles/', directory: join(here, '../public/styles'), files: /^[a-z-]+\.css$/ },
    { url: '/pages/', directory: join(here, 'pages'), files: /^[a-z-]+\.js$/ },
    { url: '/i18n/', directory: join(here, 'i18n'), files: /^[a-z-]+\.js$/ },
    { url: '/', directory: player, files: /^ehr-[\w.-]+\.js$/ },
    { url: '/', directory: studio, files: /^ehr-studio[\w.-]*\.js$/ },
  ]
}
