const LEAST_S = 5
const PER_LESSON = 60

/** How wide a window of a curve is that is looked at: a sixtieth of the lesson, and at least five seconds. */
export function windowWidth(seconds: number): number {
  return Math.max(LEAST_S, Math.floor(seconds / PER_LESSON))
}
