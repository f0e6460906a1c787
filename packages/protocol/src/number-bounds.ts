/** Greatest whole number of a 32-bit column (`int4`). */
export const MAX_INT4 = 2_147_483_647

/** From where to where a number may go, both included. */
export interface NumberBounds {
  readonly least: number
  readonly most: number
}

/**
 * Bounds of every number from outside that is stored, once, each with its reason.
 *
 * All of them fit into their columns when they are converted: seconds become milliseconds in 32 or 64 bits. A number beyond
 * its bounds is refused where it enters, so that it is never an error of the database.
 */
export const NUMBER_BOUNDS = {
  /** Seconds of media: as many milliseconds as 32 bits hold, 24 days. */
  mediaTime: { least: 0, most: 2_147_483 },
  /** Seconds that a video lasts: a millisecond at least. */
  duration: { least: 0.001, most: 2_147_483 },
  /** Share of a video that has to be watched: three decimals, above 0. */
  threshold: { least: 0.001, most: 1 },
  /** Position of a lesson within its course: a larger one is a mistake. */
  order: { least: 1, most: 1_000_000 },
  /** Number of an attempt: a million takings of one course are a mistake. */
  attempt: { least: 1, most: 1_000_000 },
  /** Number of an attempt that follows another one. */
  nextAttempt: { least: 2, most: 1_000_000 },
  /** Seconds of playing that a course asks for: ten years. */
  seatTime: { least: 0, most: 315_360_000 },
  /** Points of a quiz or assessment. */
  score: { least: -1_000_000_000, most: 1_000_000_000 },
  /** Rates that a browser plays with sound. */
  playbackRate: { least: 0.25, most: 16 },
  /** Seconds beyond a token's lifetime in which playing still counts: 30 days, less than evidence may be old. */
  offlineAllowance: { least: 0, most: 2_592_000 },
} as const satisfies Readonly<Record<string, NumberBounds>>
