import type { LessonRecord } from '../../core/records/lesson.js'
import type { TrackRecord } from '../../core/records/track.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Records } from '../../storage/store.js'
import { findManagedLesson } from '../access/find-lesson.js'
import { requireManager } from '../access/require-role.js'
import type { Caller } from '../caller.js'
import { isUploadId } from '../uploads/find-upload.js'

/** The track of a lesson that the caller manages; one of another lesson is 404 `track_not_found`. */
export async function findManagedTrack(
  records: Records,
  caller: Caller,
  lessonId: string,
  trackId: string,
): Promise<{ readonly lesson: LessonRecord; readonly track: TrackRecord }> {
  requireManager(caller)
  const { lesson } = await findManagedLesson(records, caller, lessonId)
  const { tenantId } = caller
  const track = isUploadId(trackId) ? await records.tracks.find({ tenantId, trackId }) : null
  if (track?.lessonId !== lesson.lessonId) throw new LessonProblem('track_not_found')
  return { lesson, track }
}
