import { isId } from '@enhancedhr/protocol'
import { manages } from '../app/access/manages.js'
import { mayKnowOf } from '../app/access/may-know-of.js'
import { isEntitled } from '../app/entitlement.js'
import { playableMedia, type ReadyMedia } from '../app/lessons/present-lesson.js'
import { lessonStatus } from '../app/lessons/present-resources.js'
import type { LessonAccess } from '../core/records/access-facts.js'
import type { LessonRecord } from '../core/records/lesson.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import type { SignedInCall } from './call.js'

/** Seconds after which a lesson without a video is worth asking for again. */
const READY_RETRY_AFTER = 30

/** The lesson, where the caller may know of it or is entitled to it; unknown, another tenant's and a stranger's are alike: 404. */
export async function findLesson(call: SignedInCall, lessonId: string): Promise<LessonAccess> {
  const found = await lookUpLesson(call, lessonId)
  if (mayKnowOf(call.caller, found.access)) return found
  if (!found.access.archived && (await isEntitledTo(call, found))) return found
  throw new LessonProblem('lesson_not_found')
}

/** The lesson, where the caller manages it; 403 `forbidden` for those who may only know of it. */
export async function findManagedLesson(call: SignedInCall, lessonId: string): Promise<LessonAccess> {
  const found = await lookUpLesson(call, lessonId)
  if (manages(call.caller, found.access)) return found
  throw new LessonProblem(mayKnowOf(call.caller, found.access) ? 'forbidden' : 'lesson_not_found')
}

/**
 * The lesson that the caller is about to watch: there, not archived, and entitled to.
 *
 * The host is asked first, because it may entitle somebody who is not enrolled; when it says no, a stranger is answered as if
 * there were no lesson.
 */
export async function findGrantedLesson(call: SignedInCall, lessonId: string): Promise<LessonAccess> {
  const found = await lookUpLesson(call, lessonId)
  await requireGranted(call, found)
  return found
}

/** Refuses as {@link findGrantedLesson} does, where the lesson is looked up already. */
export async function requireGranted(call: SignedInCall, found: LessonAccess): Promise<void> {
  if (found.access.archived) throw new LessonProblem('lesson_not_found')
  if (await isEntitledTo(call, found)) return
  throw new LessonProblem(mayKnowOf(call.caller, found.access) ? 'entitlement_denied' : 'lesson_not_found')
}

/** Asks the host whether the caller may watch the lesson now. */
export function isEntitledTo({ caller, services, context }: SignedInCall, found: LessonAccess): Promise<boolean> {
  return isEntitled(services.entitlement, caller, found, context, services.logger)
}

/** The lesson's video; 409 `lesson_not_ready` while there is none to be played, or its rule can never be met. */
export function readyMedia(lesson: LessonRecord): ReadyMedia {
  const media = playableMedia(lesson)
  if (!media || lessonStatus(lesson) !== 'ready')
    throw new LessonProblem('lesson_not_ready', { retryAfter: READY_RETRY_AFTER })
  return media
}

/** The lesson of the caller's tenant with what ties the caller to it; whether the caller may know of it is still to be asked. */
export async function lookUpLesson({ caller, services }: SignedInCall, lessonId: string): Promise<LessonAccess> {
  const found = isId(lessonId) ? await services.store.lessons.findFor(caller, lessonId) : null
  if (!found) throw new LessonProblem('lesson_not_found')
  return found
}
