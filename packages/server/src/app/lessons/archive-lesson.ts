import { isId } from '@enhancedhr/protocol'
import type { LessonResource } from '@enhancedhr/protocol/management'
import type { Precondition } from '../../core/records/revision.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { findManagedLesson } from '../access/find-lesson.js'
import { ownerIdOf, requireManager } from '../access/require-role.js'
import type { Changed } from '../api-options.js'
import type { Actor, AppContext } from '../app-context.js'
import { demandChange } from '../demand-change.js'
import { toEtag } from '../etag.js'
import { toLessonResource } from './lesson-resource.js'

/** Archives a lesson: no grants any more, evidence and verdicts stay. */
export async function archiveLesson(
  app: AppContext,
  { caller }: Actor,
  lessonId: string,
  expected: Precondition,
): Promise<Changed<LessonResource>> {
  requireManager(caller)
  if (!isId(lessonId)) throw new LessonProblem('lesson_not_found')
  const key = { tenantId: caller.tenantId, lessonId }
  return app.store.transaction(async (records) => {
    const outcome = await records.lessons.archive(key, { expected, ownerId: ownerIdOf(caller) })
    if (outcome === null) throw new LessonProblem('lesson_not_found')
    // A stranger must not learn that it exists.
    if (outcome === 'forbidden') await findManagedLesson(records, caller, lessonId)
    demandChange(outcome)
    const archived = (await records.lessons.find(key))!
    const days = app.uploads?.settings.deleteArchivedAfter ?? null
    const assetId = archived.media?.assetId ?? null
    if (days !== null && assetId !== null) await records.uploads.expireAsset({ ...key, assetId }, days)
    return { resource: toLessonResource(archived, app), etag: toEtag(archived.revision), created: false }
  })
}
