/** The quotient of two whole numbers, rounded half up; `null` over nothing. */
export function averageOf(sum: number, count: number): number | null {
  return count > 0 ? Math.floor((2 * sum + count) / (2 * count)) : null
}

/** A part of a whole in tenths of a percent, rounded half up; `null` of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? Math.floor((2_000 * part + whole) / (2 * whole)) : null
}
