import { isExplanation, type ApiResult } from '@enhancedhr/protocol/answers'
import type { Explanation as WireExplanation } from '@enhancedhr/protocol/wire'
import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import { toCallFailure } from '../core/access/call-failure.js'
import { LessonCallError } from './lesson-call-error.js'

/** What counts of the learner's current attempt at a lesson, and why the rest of what was played does not. In seconds. */
export interface LessonExplanation {
  readonly credited: readonly (readonly [from: number, to: number])[]
  /** Played and not credited; `reason` is a code of `docs/ledger.md`. A later version may add codes. */
  readonly uncredited: readonly { readonly from: number; readonly to: number; readonly reason: string }[]
}

/** The lesson that is on, and whose it is; `changes` counts what was changed of it, the sign-in included. */
export interface ExplainedLesson {
  readonly api: ApiClient | null
  readonly lessonId: string | null
  readonly changes: number
}

/** A lesson that is changed again and again while it is asked about is given up after this many calls. */
const MOST_CALLS = 3

/**
 * Asks the handler to explain the lesson that is on. An answer about one that was changed meanwhile, or with a sign-in that was, is
 * not used: it asks again. Rejects with `LessonCallError`: `misconfigured` without an endpoint or a lesson.
 */
export async function explainLesson(current: () => ExplainedLesson): Promise<LessonExplanation> {
  let result: ApiResult<WireExplanation> = { kind: 'superseded' }
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const { api, lessonId, changes } = current()
    if (!api || !lessonId) throw new LessonCallError('misconfigured')
    result = await api.get(`/v1/lessons/${encodeURIComponent(lessonId)}/explanation`, isExplanation)
    if (current().changes !== changes) continue
    if (result.kind !== 'answer') break
    const { credited, uncredited } = result.body
    return { credited, uncredited: uncredited.map(({ from, to, reason }) => ({ from, to, reason })) }
  }
  // An answer that cannot be read is nobody's.
  const failure = toCallFailure(result.kind === 'answer' ? { kind: 'superseded' } : result)
  throw new LessonCallError(failure.code, failure)
}
