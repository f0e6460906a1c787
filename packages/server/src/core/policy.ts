import type { JudgePolicy } from './judge/judgement.js'
import type { LessonPolicy } from './records/lesson.js'

/** Everything that a lesson allows. */
export interface Policy extends JudgePolicy {
  readonly seek: 'free' | 'watched'
  /** Milliseconds beyond a token's lifetime in which playing still counts. */
  readonly offlineAllowance: number
}

/** What holds where neither a lesson nor the handler's options say anything else. */
export const DEFAULT_POLICY: Policy = Object.freeze({
  maxRate: 2,
  hiddenCounts: true,
  mutedCounts: true,
  seek: 'free',
  offlineAllowance: 3_600_000,
})

/** Gives the policy that holds for a lesson: its own value where it has one, otherwise the handler's. */
export function effectivePolicy(own: LessonPolicy, defaults: Policy): Policy {
  return {
    maxRate: own.maxRate ?? defaults.maxRate,
    hiddenCounts: own.hiddenCounts ?? defaults.hiddenCounts,
    mutedCounts: own.mutedCounts ?? defaults.mutedCounts,
    seek: own.seek ?? defaults.seek,
    offlineAllowance: own.offlineAllowance ?? defaults.offlineAllowance,
  }
}
