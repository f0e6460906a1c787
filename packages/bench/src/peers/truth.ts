/** A stretch of one session's media that was watched, in seconds. */
export interface Stretch {
  readonly session: string
  readonly from: number
  readonly to: number
}

/** What a page of the measurement does; each page gives one, as `globalThis.watcher`. */
export interface Watcher {
  /** Watching begins, and goes on in the page's own time. */
  play(): void
  pause(): void
}

/** What the measurement gives a page besides a browser's globals. */
export interface Given {
  /** Name of the session that this page watches. */
  readonly session: string
  /** Called for each stretch that was really watched. */
  watched(from: number, to: number): void
}

/** How often a page without its own collector reports to its SDK what was watched, in seconds. */
export const EVERY_S = 15

/** Seconds of `stretches` altogether, and of their union within each session. */
export function lengths(stretches: readonly Stretch[]): { sum: number; union: number } {
  const sessions = new Map<string, Stretch[]>()
  for (const stretch of stretches) sessions.set(stretch.session, [...(sessions.get(stretch.session) ?? []), stretch])
  let sum = 0
  let union = 0
  for (const list of sessions.values()) {
    let end = -Infinity
    for (const { from, to } of list.sort((a, b) => a.from - b.from)) {
      sum += to - from
      union += Math.max(0, to - Math.max(from, end))
      end = Math.max(end, to)
    }
  }
  return { sum, union }
}

/** Seconds of `watched` that are in none of `received`. */
export function missing(watched: readonly Stretch[], received: readonly Stretch[]): number {
  return lengths([...watched, ...received]).union - lengths(received).union
}
