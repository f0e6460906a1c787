/** The longest that a receiver may ask to be left alone, in milliseconds. */
const MAX_RETRY_AFTER = 6 * 3_600_000

/**
 * Reads a `Retry-After` header: milliseconds, at most six hours, or `null` where it says nothing that can be read.
 *
 * `now`: milliseconds since 1970, for the form that names an instant.
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? ''
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : toInstant(text) - now
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), MAX_RETRY_AFTER)
}

/** An HTTP date is the only other form; `Date.parse` reads many more. */
function toInstant(text: string): number {
  return /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text) ? Date.parse(text) : NaN
}
