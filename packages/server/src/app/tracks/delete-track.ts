import type { TrackResource } from '@enhancedhr/protocol/management'
import type { Actor, AppContext } from '../app-context.js'
import { describeError } from '../logger.js'
import { requireUploads, type SupplyContext } from '../uploads/supply-context.js'
import { announceStatus } from './announce-status.js'
import { findManagedTrack } from './find-track.js'
import { toTrackResource } from './track-resource.js'

/** Deletes a track, here at once and at Mux as soon as it answers; once more changes nothing. */
export async function deleteTrack(
  given: AppContext,
  { caller }: Actor,
  lessonId: string,
  trackId: string,
): Promise<TrackResource> {
  const app = requireUploads(given)
  const { tenantId } = caller
  await app.store.transaction(async (records) => {
    const before = await records.lessons.hold({ tenantId, lessonId })
    const { track } = await findManagedTrack(records, caller, lessonId, trackId)
    if (track.state === 'deleted' || track.state === 'deleting') return
    await records.tracks.change(track, { state: track.muxTrackId === null ? 'deleted' : 'deleting' })
    await records.tracks.noteCaptions(track)
    await announceStatus(records, given, before!)
  })
  await deleteDueTracks(app, () => Promise.resolve(false)).catch((error: unknown) =>
    app.logger.warn('A track could not be deleted at Mux; it is tried again.', describeError(error)),
  )
  return toTrackResource((await app.store.tracks.find({ tenantId, trackId }))!)
}

/** Deletes at Mux what is to be deleted, while there is time. One that Mux does not have any more is deleted too. */
export async function deleteDueTracks(
  { store, uploads: { mux } }: SupplyContext,
  hasTime: () => Promise<boolean>,
): Promise<void> {
  for (;;) {
    const track = await store.tracks.takeDeletable()
    if (!track) return
    await mux.deleteTrack(track.assetId, track.muxTrackId)
    await store.tracks.change(track, { state: 'deleted' })
    if (!(await hasTime())) return
  }
}
