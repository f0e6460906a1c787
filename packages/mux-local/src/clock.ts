/** A clock that a test can move forward. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

/** Unix seconds as text, as most of Mux's resources have them. */
export const unixSeconds = (milliseconds: number): string => Math.floor(milliseconds / 1000).toString()
