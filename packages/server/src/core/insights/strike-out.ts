/** A window of a curve, by where it begins, and how much it is worth. */
export interface RankedWindow {
  readonly at: number
  readonly worth: number
}

/** How many windows of a kind are named. */
const MOST = 10

/**
 * Takes the window that is worth the most, the earliest where several are, and strikes all that begin within `width` of it; then the next
 * one. At most ten, in the order of the video.
 */
export function strikeOut(windows: readonly RankedWindow[], width: number): readonly RankedWindow[] {
  const taken: RankedWindow[] = []
  for (const window of windows.toSorted((a, b) => b.worth - a.worth || a.at - b.at)) {
    if (taken.length === MOST) break
    if (taken.every(({ at }) => Math.abs(at - window.at) >= width)) taken.push(window)
  }
  return taken.toSorted((a, b) => a.at - b.at)
}
