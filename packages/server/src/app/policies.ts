import type { JudgePolicy } from '../core/judge/judgement.js'

/** What a lesson allows that says nothing else. */
export interface Policies extends JudgePolicy {
  readonly seek: 'free' | 'watched'
  /** Milliseconds beyond a token's lifetime in which playing still counts. */
  readonly offlineAllowance: number
}
