import { REASONS, type ReasonCode, subtract, toSecondPairs, toSeconds } from '@enhancedhr/protocol'
import type { Explanation } from '@enhancedhr/protocol/wire'
import { explainedMilliseconds } from '../../core/ledger/uncredited-sets.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { UncreditedRecord } from '../../core/records/uncredited.js'
import type { TargetLearner } from '../access/target-learner.js'
import type { Actor, AppContext } from '../app-context.js'
import { findLessonOf } from './read-progress.js'
import type { Records } from '../../storage/store.js'

/** Explains what of a lesson was credited to a learner, what was not, and why. */
export async function explainLesson(
  app: AppContext,
  actor: Actor,
  id: string,
  target: TargetLearner,
  attempt: number | null,
): Promise<Explanation> {
  const lesson = await findLessonOf(app, actor, id, target)
  return explain(app.store, target.learner, lesson, attempt)
}

async function explain(
  records: Records,
  learner: LearnerKey,
  lesson: LessonRecord,
  attempt: number | null,
): Promise<Explanation> {
  const progress = await records.progress.readLesson(learner, lesson, attempt)
  const refused = inOrder(await records.progress.readUncredited(learner, lesson, progress.attempt))
  return {
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
}

function inOrder(records: readonly UncreditedRecord[]): readonly UncreditedRecord[] {
  const order = Object.keys(REASONS) as ReasonCode[]
  return records.toSorted((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason))
}
