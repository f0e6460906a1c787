import { explainLesson } from '../../app/progress/explain-lesson.js'
import { askedAttempt, askedLearner, requireNamed } from '../asked-learner.js'
import type { Answer, SignedInCall } from '../call.js'
import { findLesson, findManagedLesson } from '../find-lesson.js'

/** `GET /v1/lessons/:id/explanation`: what of a lesson was credited, what was not, and why. */
export async function readExplanation(call: SignedInCall): Promise<Answer> {
  const attempt = askedAttempt(call.url)
  const asked = askedLearner(call)
  const { learner, isOwn } = asked
  const { lesson, access } = await (isOwn ? findLesson : findManagedLesson)(call, call.params['id']!)
  requireNamed(call, asked, access)
  return { body: await explainLesson(call.services.store, learner, lesson, attempt) }
}
