import { explanationSchema } from '@enhancedhr/protocol/wire'
import type { ApiClient } from '../ports.js'
import { LessonCallError } from './lesson-call-error.js'

/** What counts of the learner's current attempt at a lesson, and why the rest of what was played does not. In seconds. */
export interface LessonExplanation {
  readonly credited: readonly (readonly [from: number, to: number])[]
  /** Played and not credited; `reason` is a code of `docs/ledger.md`. A later version may add codes. */
  readonly uncredited: readonly { readonly from: number; readonly to: number; readonly reason: string }[]
}

/** Asks the handler to explain a lesson. Rejects with `LessonCallError`: `misconfigured` without an endpoint or a lesson. */
export async function explainLesson(api: ApiClient | null, lessonId: string | null): Promise<LessonExplanation> {
  if (!api || !lessonId) throw new LessonCallError('misconfigured')
  const result = await api.get(`/v1/lessons/${encodeURIComponent(lessonId)}/explanation`)
  const explanation = result.kind === 'answer' ? explanationSchema.safeParse(result.body) : undefined
  if (!explanation?.success) throw LessonCallError.from(result)
  const { credited, uncredited } = explanation.data
  return { credited, uncredited: uncredited.map(({ from, to, reason }) => ({ from, to, reason })) }
}
