/**
 * Converts the wire's seconds to whole milliseconds, once, at the border.
 *
 * Rounded half up, so that every implementation in every language gives the same integer (`docs/protocol.md`).
 * Expects a finite number; the schemas refuse anything else before it gets here.
 */
export function toMilliseconds(seconds: number): number {
  return Math.floor(seconds * 1000 + 0.5)
}

/** Converts whole milliseconds to the wire's seconds, with at most three decimals. */
export function toSeconds(milliseconds: number): number {
  return milliseconds / 1000
}
