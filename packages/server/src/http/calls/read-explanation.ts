import { REASONS, type ReasonCode, subtract, toSecondPairs, toSeconds } from '@enhancedhr/protocol'
import type { Explanation } from '@enhancedhr/protocol/wire'
import { explainedMilliseconds } from '../../core/ledger/uncredited-sets.js'
import type { UncreditedRecord } from '../../core/records/uncredited.js'
import { askedAttempt, askedLearner } from '../asked-learner.js'
import type { Answer, SignedInCall } from '../call.js'
import { findLesson, findManagedLesson } from '../find-lesson.js'

/** `GET /v1/lessons/:id/explanation`: what of a lesson was credited, what was not, and why. */
export async function readExplanation(call: SignedInCall): Promise<Answer> {
  const { store } = call.services
  const attempt = askedAttempt(call.url)
  const { learner, isOwn } = askedLearner(call)
  const { lesson } = await (isOwn ? findLesson : findManagedLesson)(call, call.params['id']!)
  const progress = await store.readLessonProgress(learner, lesson, attempt)
  const refused = inOrder(await store.readUncredited(learner, lesson, progress.attempt))
  const body: Explanation = {
    lesson_id: lesson.lessonId,
    attempt: progress.attempt,
    media_version: progress.mediaVersion,
    duration: lesson.media?.duration == null ? null : toSeconds(lesson.media.duration),
    credited: toSecondPairs(progress.watched),
    // What was watched some other time is not lost, whatever was refused there before.
    uncredited: refused.flatMap(({ reason, media }) =>
      toSecondPairs(subtract(media, progress.watched)).map(([from, to]) => ({ from, to, reason })),
    ),
    reasons: refused.map(({ reason, media, total, lastAt, lessonIds }) => ({
      reason,
      seconds: toSeconds(explainedMilliseconds(media, total)),
      last_at: lastAt.toISOString(),
      ...(lessonIds.length > 0 && { lesson_ids: [...lessonIds] }),
    })),
  }
  return { body }
}

function inOrder(records: readonly UncreditedRecord[]): readonly UncreditedRecord[] {
  const order = Object.keys(REASONS) as ReasonCode[]
  return records.toSorted((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason))
}
