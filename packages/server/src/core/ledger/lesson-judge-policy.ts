import type { JudgePolicy } from '../judge/judgement.js'

/** What a lesson says of what counts; `null`: as the handler's options say. */
export interface OwnPolicy {
  readonly maxRate: number | null
  readonly hiddenCounts: boolean | null
  readonly mutedCounts: boolean | null
}

/** Gives the policy that a lesson's evidence is judged by: its own where it has one, otherwise the handler's. */
export function lessonJudgePolicy(own: OwnPolicy, defaults: JudgePolicy): JudgePolicy {
  return {
    maxRate: own.maxRate ?? defaults.maxRate,
    hiddenCounts: own.hiddenCounts ?? defaults.hiddenCounts,
    mutedCounts: own.mutedCounts ?? defaults.mutedCounts,
  }
}
