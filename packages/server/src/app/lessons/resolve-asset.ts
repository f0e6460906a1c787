import { toMilliseconds } from '@enhancedhr/protocol'
import type { lessonInputSchema } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import { signedPlaybackId } from '../../core/supply/decide-upload.js'
import type { MuxAsset } from '../../core/supply/mux-api.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { findManagedCourse } from '../access/find-course.js'
import { manages } from '../access/manages.js'
import { managesAll } from '../access/require-role.js'
import type { AppContext } from '../app-context.js'
import type { Caller } from '../caller.js'

type LessonFields = z.output<typeof lessonInputSchema>

/** The video that a lesson is put with; `undefined`: it stays as it is. */
export interface PutVideo {
  readonly playbackId: string | null | undefined
  /** Milliseconds. */
  readonly duration: number | null | undefined
  readonly assetId: string | null
}

/**
 * Says which video a lesson is put with, reading the asset from Mux where one is named that the lesson does not have.
 *
 * One that is not ready, or that somebody without a token can play, is 422 `asset_not_usable`. What there is not, and what is another's,
 * are alike: 403 `playback_not_allowed`.
 */
export async function resolveAsset(
  app: AppContext,
  caller: Caller,
  lessonId: string,
  input: LessonFields,
): Promise<PutVideo> {
  const { asset_id: assetId, playback_id: playbackId } = input
  const duration = input.duration == null ? input.duration : toMilliseconds(input.duration)
  if (assetId == null) return { playbackId: playbackId === undefined ? assetId : playbackId, duration, assetId: null }
  const found = await app.store.lessons.findFor(caller, lessonId)
  await requireMayPut(app, caller, input, found && manages(caller, found.access))
  const video = found?.lesson.media?.assetId === assetId ? found.lesson.media : await readVideo(app, caller, assetId)
  requireSame('/playback_id', playbackId, video.playbackId)
  requireSame('/duration', duration, video.duration)
  return { playbackId: video.playbackId, duration: video.duration, assetId }
}

/** Refuses whoever may not put the lesson, before Mux is called for them. */
async function requireMayPut(
  { store }: AppContext,
  caller: Caller,
  { course_id: courseId }: LessonFields,
  isManaged: boolean | null,
): Promise<void> {
  if (managesAll(caller)) return
  if (isManaged === false || courseId === null) throw new LessonProblem('forbidden')
  await findManagedCourse(store, caller, courseId)
}

async function readVideo(
  app: AppContext,
  caller: Caller,
  assetId: string,
): Promise<{ readonly playbackId: string; readonly duration: number }> {
  if (app.mux === null) throw new LessonProblem('invalid_request', { errors: [NO_TOKEN] })
  const asset = await app.mux.findAsset(assetId)
  if (asset === null) throw notAllowed()
  const video = toVideo(asset)
  if (video !== null) return video
  if (!(await mayKnowOfAsset(app, caller, assetId))) throw notAllowed()
  throw new LessonProblem('asset_not_usable', { errors: [{ pointer: '/asset_id', detail: explain(asset) }] })
}

function toVideo(asset: MuxAsset): { readonly playbackId: string; readonly duration: number } | null {
  const playbackId = signedPlaybackId(asset)
  if (asset.status !== 'ready' || asset.hasVideo === false || !asset.duration || playbackId === null) return null
  return { playbackId, duration: asset.duration }
}

function explain(asset: MuxAsset): string {
  if (asset.status !== 'ready') return 'Mux has not made a video of it.'
  if (asset.hasVideo === false) return 'It has sound and no picture.'
  return asset.duration ? 'It has no playback ID with the policy `signed` alone.' : 'It has no length.'
}

/** An owner may know of what came of uploads to their own lessons, everybody else of what is no other tenant’s. */
async function mayKnowOfAsset({ store }: AppContext, caller: Caller, assetId: string): Promise<boolean> {
  const lesson = await store.uploads.lessonOfAsset(assetId)
  if (lesson === null) return managesAll(caller)
  if (lesson.tenantId !== caller.tenantId) return false
  const found = await store.lessons.findFor(caller, lesson.lessonId)
  return found !== null && manages(caller, found.access)
}

const NO_TOKEN = { pointer: '/asset_id', detail: 'An asset can be read where the option `mux.token` is set.' }

function notAllowed(): LessonProblem {
  return new LessonProblem('playback_not_allowed', { errors: [{ pointer: '/asset_id', detail: VIDEO_NOT_ALLOWED }] })
}

/** What everybody is answered about a video that their lesson may not be given, whatever the reason is. */
export const VIDEO_NOT_ALLOWED = 'The lesson may not be given this video.'

function requireSame<Value>(pointer: string, given: Value | undefined, asset: Value): void {
  if (given == null ? given === undefined : given === asset) return
  const detail = 'It differs from what Mux has of the asset. Leave it out.'
  throw new LessonProblem('invalid_request', { errors: [{ pointer, detail }] })
}
