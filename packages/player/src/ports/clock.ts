/** Reads time: a monotonic clock and the date, both in milliseconds. */
export interface Clock {
  /** Never goes back; its zero means nothing. */
  monotonic(): number
  /** Wall clock of the device, only ever a hint. */
  date(): number
}
