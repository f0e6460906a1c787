import type { LearnerErasureResource } from '@enhancedhr/protocol/management'
import type { ErasureResult } from '../../core/records/learner-data.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { after } from '../../timers.js'
import type { AppContext } from '../app-context.js'

/** How often it is looked whether what is being sent has arrived, in milliseconds. */
const ASK_MS = 250
/** A try to send ends within a minute; somebody who goes on writing events of the learner may begin another. */
const DEADLINE_MS = 90_000
/** Seconds after which the same call may succeed. */
const RETRY_AFTER = 5

/**
 * Erases everything that is kept of a learner; with `keepVerdicts`, but verdicts and what they were worked out from.
 *
 * Waits until nothing about the learner is being sent any more, at most a minute. Repeating it does no harm.
 */
export async function eraseLearner(
  { store: { privacy } }: Pick<AppContext, 'store'>,
  learner: LearnerKey,
  { keepVerdicts }: { readonly keepVerdicts: boolean },
): Promise<LearnerErasureResource> {
  const until = performance.now() + DEADLINE_MS
  let result: ErasureResult
  while ((result = await privacy.erase(learner, { keepVerdicts })).inFlight !== null) {
    if (performance.now() > until) throw new LessonProblem('overloaded', { retryAfter: RETRY_AFTER })
    const pause = Math.min(ASK_MS, result.inFlight)
    await new Promise<void>((resolve) => void after(pause, resolve))
  }
  return {
    learner_id: learner.learnerId,
    erased_at: result.erasedAt.toISOString(),
    verdicts_kept: keepVerdicts,
    erased: { ...result.erased },
  }
}
