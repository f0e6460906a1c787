import type { TrackList, TrackResource } from '@enhancedhr/protocol/management'
import { findManagedLesson } from '../access/find-lesson.js'
import { requireManager } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import { requireUploads } from '../uploads/supply-context.js'
import { findManagedTrack } from './find-track.js'
import { toTrackResource } from './track-resource.js'

/** A track of a lesson. */
export async function readTrack(
  given: AppContext,
  { caller }: Actor,
  lessonId: string,
  trackId: string,
): Promise<TrackResource> {
  const { store } = requireUploads(given)
  return toTrackResource((await findManagedTrack(store, caller, lessonId, trackId)).track)
}

/** The tracks of a lesson's current video that are not deleted, the oldest first: a video has few. */
export async function listTracks(given: AppContext, { caller }: Actor, lessonId: string): Promise<TrackList> {
  const { store } = requireUploads(given)
  requireManager(caller)
  const { lesson } = await findManagedLesson(store, caller, lessonId)
  const { tenantId, media } = lesson
  const found = media ? await store.tracks.list({ tenantId, lessonId, mediaVersion: media.version }) : []
  return { items: found.filter(({ state }) => state !== 'deleted').map(toTrackResource), next_cursor: null }
}
