/** A run of seconds in which the curves do not change. */
export interface RetentionRun {
  readonly from: number
  readonly to: number
  /** Learners who watched it. */
  readonly viewers: number
  /** How often it was played: viewers and repeats. */
  readonly plays: number
}

/**
 * The two curves of a lesson as runs of equal seconds, in order and without a hole.
 *
 * `resolution` is the most runs wanted: then each run is as many seconds long as that takes, with the counts of its first one.
 */
export function retentionRuns(
  viewers: readonly number[],
  plays: readonly number[],
  resolution = Infinity,
): readonly RetentionRun[] {
  const step = Math.max(1, Math.ceil(viewers.length / resolution))
  const runs: RetentionRun[] = []
  for (let from = 0; from < viewers.length; from += step) {
    const to = Math.min(from + step, viewers.length)
    const run = { from, to, viewers: viewers[from]!, plays: plays[from]! }
    const last = runs.at(-1)
    if (last?.viewers === run.viewers && last.plays === run.plays) runs[runs.length - 1] = { ...last, to }
    else runs.push(run)
  }
  return runs
}
