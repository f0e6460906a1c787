import { isOpaqueId } from '@enhancedhr/protocol'
import type { LearnerKey } from '../../storage/lesson-store.js'
import type { Answer, SignedInCall } from '../call.js'
import { hasRole } from '../caller.js'
import { findCourse, findLesson } from '../find-lesson.js'
import { LessonProblem } from '../lesson-problem.js'
import { presentCourseProgress, presentLessonProgress } from '../present-progress.js'
import { readWholeNumber } from '../read-query.js'

/** Attempts are counted in 32 bits. */
const MAX_ATTEMPT = 2_147_483_647

/** `GET /v1/lessons/:id/progress`: zeros when nothing was watched; an archived lesson keeps what was earned. */
export async function readLessonProgress(call: SignedInCall): Promise<Answer> {
  const { store } = call.services
  const [learner, attempt] = [askedLearner(call), askedAttempt(call.url)]
  const lesson = await findLesson(call, call.params['id']!)
  return { body: presentLessonProgress(lesson, await store.readLessonProgress(learner, lesson, attempt)) }
}

/** `GET /v1/courses/:id/progress`. */
export async function readCourseProgress(call: SignedInCall): Promise<Answer> {
  const [learner, attempt] = [askedLearner(call), askedAttempt(call.url)]
  const { courseId } = await findCourse(call, call.params['id']!)
  return { body: presentCourseProgress(await call.services.store.readCourseProgress(learner, courseId, attempt)) }
}

/** Whose progress is asked for: the caller's own, or with `?learner_id=` another's, for admins and services only. */
function askedLearner({ url, caller }: SignedInCall): LearnerKey {
  const learnerId = url.searchParams.get('learner_id')
  if (learnerId === null || learnerId === caller.learnerId) return caller
  if (!hasRole(caller, 'admin', 'service')) throw new LessonProblem('forbidden')
  if (!isOpaqueId(learnerId)) {
    const errors = [{ pointer: '/learner_id', detail: 'Expected 1 to 255 characters.' }]
    throw new LessonProblem('invalid_request', { errors })
  }
  return { tenantId: caller.tenantId, learnerId }
}

function askedAttempt(url: URL): number | null {
  return readWholeNumber(url, 'attempt', MAX_ATTEMPT)
}
