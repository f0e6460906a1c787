/** Waits between tries that failed: from 1 s, doubled, up to 30 s. */
const FIRST_MS = 1_000
const LONGEST_MS = 30_000
/** Waits between questions about what became of a file: 2 s, half as long again each time, up to 30 s. */
const FIRST_POLL_MS = 2_000
const POLL_GROWTH = 1.5
/** Whatever a server asks for, it is asked again within an hour. */
const LONGEST_ASKED_S = 3_600

/** How long to wait after so many failures in a row (from 1), in milliseconds: anything up to the bound, so that not all come back at once. */
export function retryWait(failures: number, random: number, retryAfter: number | null = null): number {
  if (retryAfter !== null) return Math.min(Math.max(retryAfter, 1), LONGEST_ASKED_S) * 1000 + random * FIRST_MS
  return random * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10))
}

/** How long to wait before the next question, in milliseconds, after so many. */
export function pollWait(polls: number): number {
  return Math.min(LONGEST_MS, FIRST_POLL_MS * POLL_GROWTH ** Math.min(polls, 20))
}
