import type { UploadCreated, uploadInputSchema } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import type { MuxUpload } from '../../core/supply/mux-api.js'
import type { NewUpload, UploadKey } from '../../core/records/upload.js'
import type { UploadSettings } from '../../core/supply/upload-settings.js'
import { describeReason } from '../../core/supply/upload-reasons.js'
import { LessonProblem, type ProblemDetail } from '../../problems/lesson-problem.js'
import { findManagedLesson } from '../access/find-lesson.js'
import { requireManager } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import { nameLanguage } from './name-language.js'
import { requireUploads, type SupplyContext } from './supply-context.js'
import { toUploadResource } from './upload-resource.js'

type UploadFields = z.output<typeof uploadInputSchema>

const LIMITS = { openOfOwner: 5, openOfTenant: 100, hourlyOfOwner: 20 } as const
/** Seconds after which an owner who made too many uploads may make one. */
const TOO_MANY_RETRY = 600
/** What is sent at once: a multiple of 256 KiB, as storage asks for. */
const CHUNK_BYTES = 8 * 1024 * 1024
/** What is no video by its type, and may be one all the same. */
const OTHER_TYPES: readonly string[] = ['', 'application/mxf', 'application/octet-stream']

/**
 * Makes an upload for a lesson that exists, and answers where its file goes.
 *
 * It is bound to the lesson before Mux is asked, and Mux is asked before the address is handed out: whatever fails in between, nobody
 * holds an address whose file would belong to nothing. `origin` is that of the page that sends the file.
 */
export async function createUpload(
  given: AppContext,
  { caller }: Actor,
  input: UploadFields,
  origin: string | null,
): Promise<UploadCreated> {
  const app = requireUploads(given)
  requireManager(caller)
  const { settings, mux } = app.uploads
  requireAcceptable(input, settings)
  const corsOrigin = origin ?? settings.corsOrigin
  if (corsOrigin === null) throw new LessonProblem('invalid_request', { errors: [NO_ORIGIN] })
  const { lesson } = await findManagedLesson(app.store, caller, input.lesson_id)
  if (lesson.archived) throw new LessonProblem('lesson_not_found')
  const upload: NewUpload = {
    tenantId: caller.tenantId,
    uploadId: crypto.randomUUID(),
    lessonId: lesson.lessonId,
    createdBy: caller.learnerId,
    file: input.file,
    language: input.language ?? 'auto',
    captions: input.captions ?? settings.captions,
    corsOrigin,
  }
  const outcome = await app.store.uploads.create(upload, LIMITS)
  if (outcome === 'too_many') throw new LessonProblem('rate_limited', { retryAfter: TOO_MANY_RETRY })
  if (outcome !== 'created') {
    const errors = [{ pointer: '/lesson_id', detail: `The upload ${outcome.inProgress} is not through yet.` }]
    throw new LessonProblem('upload_in_progress', { errors })
  }
  const title = settings.sendsTitle ? lesson.title : null
  const made = await askMux(app, upload, () =>
    mux.createUpload({
      passthrough: upload.uploadId,
      corsOrigin,
      timeout: settings.timeout,
      quality: settings.quality,
      maxResolution: settings.maxResolution,
      captions: upload.captions === 'none' ? null : { language: upload.language, name: nameLanguage(upload.language) },
      title,
    }),
  )
  await bind(app, upload, made)
  const written = (await app.store.uploads.find(upload))!
  const resource = await toUploadResource(written, given.playback)
  return { ...resource, url: made.url!, chunk_size: CHUNK_BYTES, max_bytes: settings.maxBytes }
}

const NO_ORIGIN: ProblemDetail = {
  pointer: '/origin',
  detail: 'The request names no origin of `cors.origins`, and the option `uploads.corsOrigin` is not set.',
}

function requireAcceptable({ file: { size, type } }: UploadFields, { maxBytes }: UploadSettings): void {
  const errors: ProblemDetail[] = []
  if (size > maxBytes) errors.push({ pointer: '/file/size', detail: `At most ${maxBytes.toString()} bytes are taken.` })
  if (!type.startsWith('video/') && !OTHER_TYPES.includes(type)) {
    errors.push({ pointer: '/file/type', detail: 'The file is not a video.' })
  }
  if (errors.length > 0) throw new LessonProblem('upload_not_accepted', { errors })
}

/** Asks Mux; where it does not make the upload, ours has failed, so that the lesson can have another. */
async function askMux(app: SupplyContext, key: UploadKey, ask: () => Promise<MuxUpload>): Promise<MuxUpload> {
  try {
    const made = await ask()
    if (made.url !== null) return made
    throw new LessonProblem('mux_unavailable')
  } catch (error) {
    const reason = error instanceof LessonProblem && error.code === 'mux_refused' ? 'mux_refused' : 'mux_unavailable'
    await app.store.transaction(async ({ uploads }) => {
      const upload = await uploads.hold(key)
      if (upload?.state !== 'creating') return
      const event = { type: 'lesson.failed', code: reason, message: describeReason(reason) } as const
      await uploads.change(upload, { state: 'failed', reason, event })
    })
    throw error
  }
}

/** Keeps Mux's name for the upload; a webhook may have brought it first. */
async function bind({ store, uploads: { settings } }: SupplyContext, key: UploadKey, made: MuxUpload): Promise<void> {
  await store.transaction(async ({ uploads }) => {
    const upload = await uploads.hold(key)
    if (upload?.state !== 'creating') return
    await uploads.change(upload, { state: 'waiting', muxUploadId: made.id, timeout: settings.timeout })
  })
}
