/** The shares of a lesson that are steps of its funnel, in percent. */
const SHARES = [25, 50, 75] as const

/** One step, and how many learners came as far. */
export interface FunnelStep {
  readonly step: 'enrolled' | 'started' | '25' | '50' | '75' | 'completed'
  readonly learners: number
}

/** What a funnel is made from; `reached` counts learners by the whole seconds that they watched, `duration` is in milliseconds. */
export interface FunnelCounts {
  readonly enrolled: number
  readonly started: number
  readonly completed: number
  readonly reached: readonly number[]
  readonly duration: number
}

/** How far learners come in a lesson. A step may be wider than the one before: who is waived completes without starting. */
export function funnelOf({ enrolled, started, completed, reached, duration }: FunnelCounts): readonly FunnelStep[] {
  const shares = SHARES.map((share) => {
    const least = Math.floor((share * duration + 99_999) / 100_000)
    const learners = reached.slice(least).reduce((sum, count) => sum + count, 0)
    return { step: share.toString() as FunnelStep['step'], learners }
  })
  return [
    { step: 'enrolled', learners: enrolled },
    { step: 'started', learners: started },
    ...shares,
    { step: 'completed', learners: completed },
  ]
}
