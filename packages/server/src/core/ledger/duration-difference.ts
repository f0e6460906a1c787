import {
  type CompletionRule,
  isSameDuration,
  judgeCompletion,
  type SegmentSet,
  tailMilliseconds,
  videoEnd,
} from '@enhancedhr/protocol'

/** Whether the owner should know that a player measured another duration: it is another video's, or the rule cannot be met. */
export function isDurationDifferent(rule: CompletionRule, stored: number, observed: number): boolean {
  if (observed <= 0) return false
  if (!isSameDuration(stored, observed)) return true
  const end = videoEnd(stored, observed)!
  const facts = { watched: [[0, end]] as const, duration: stored, end, quizPassed: true }
  return judgeCompletion(rule, facts).requirements.some(({ met }) => !met)
}

/** Whether the last stretch that was credited ends where a video of this duration would: a number alone shows nothing. */
export function isEndReached(watched: SegmentSet, end: number): boolean {
  const tail = tailMilliseconds(end)
  const last = watched.at(-1)
  return last !== undefined && Math.abs(last[1] - end) <= tail && last[1] - last[0] >= tail
}
