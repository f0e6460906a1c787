/** Reads time, in milliseconds. */
export interface Clock {
  /** Never goes back; its zero means nothing. */
  monotonic(): number
  /** Since the epoch. */
  date(): number
}
