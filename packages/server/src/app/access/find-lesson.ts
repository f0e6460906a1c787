import { isId } from '@enhancedhr/protocol'
import type { LessonAccess } from '../../core/records/access-facts.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Records } from '../../storage/store.js'
import type { Actor, AppContext } from '../app-context.js'
import type { Caller } from '../caller.js'
import { isEntitled } from '../entitlement.js'
import { manages } from './manages.js'
import { mayKnowOf } from './may-know-of.js'

/** The lesson, where the caller may know of it or is entitled to it; unknown, another tenant's and a stranger's are alike: 404. */
export async function findLesson(app: AppContext, actor: Actor, lessonId: string): Promise<LessonAccess> {
  const found = await lookUpLesson(app.store, actor.caller, lessonId)
  if (mayKnowOf(actor.caller, found.access)) return found
  if (!found.access.archived && (await isEntitledTo(app, actor, found))) return found
  throw new LessonProblem('lesson_not_found')
}

/** The lesson, where the caller manages it; 403 `forbidden` for those who may only know of it. */
export async function findManagedLesson(records: Records, caller: Caller, lessonId: string): Promise<LessonAccess> {
  const found = await lookUpLesson(records, caller, lessonId)
  if (manages(caller, found.access)) return found
  throw new LessonProblem(mayKnowOf(caller, found.access) ? 'forbidden' : 'lesson_not_found')
}

/**
 * Refuses anyone who may not watch the lesson now: it is archived, or the host does not entitle them.
 *
 * The host is asked first, because it may entitle somebody who is not enrolled; when it says no, a stranger is answered as if
 * there were no lesson.
 */
export async function requireGranted(app: AppContext, actor: Actor, found: LessonAccess): Promise<void> {
  if (found.access.archived) throw new LessonProblem('lesson_not_found')
  if (await isEntitledTo(app, actor, found)) return
  throw new LessonProblem(mayKnowOf(actor.caller, found.access) ? 'entitlement_denied' : 'lesson_not_found')
}

/** Asks the host whether the caller may watch the lesson now. */
export function isEntitledTo(app: AppContext, { caller, context }: Actor, found: LessonAccess): Promise<boolean> {
  return isEntitled(app.entitlement, caller, found, context, app.logger)
}

/** The lesson with what ties the caller to it; whether the caller may know of it is still to be asked. */
export async function lookUpLesson({ lessons }: Records, caller: Caller, lessonId: string): Promise<LessonAccess> {
  const found = isId(lessonId) ? await lessons.findFor(caller, lessonId) : null
  if (!found) throw new LessonProblem('lesson_not_found')
  return found
}
