import { effectivePolicy } from '../../core/policy.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { TokenWindow } from '../../core/records/session.js'
import type { AppContext } from '../app-context.js'

/** How long playing on a token of the lesson can be credited. */
export function tokenWindow({ tokenLifetime, policies }: AppContext, lesson: LessonRecord): TokenWindow {
  return { lifetime: tokenLifetime, offlineAllowance: effectivePolicy(lesson.policy, policies).offlineAllowance }
}
