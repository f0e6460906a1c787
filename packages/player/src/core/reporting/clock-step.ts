/** Forward from here on (2 s): what is played now would lie outside of what the tokens at hand pay for. */
const FORWARD_MS = 2_000
/** Back from here on (1 min): a fast device is some seconds ahead after a day, and less than this is simply waited for. */
const BACK_MS = 60_000

/**
 * How far the server's clock went beside the time that passed, in milliseconds, where it went so far that something follows; 0
 * where it did not. `age`: of the session, as an answer says; `expected`: by the session's own clock.
 *
 * An age of 0 says that the session has not begun by the server's clock. How far that went back is then unknown.
 */
export function clockStep(age: number, expected: number): number {
  if (age === 0 && expected >= FORWARD_MS) return Number.NEGATIVE_INFINITY
  const by = age - expected
  return by >= FORWARD_MS || by <= -BACK_MS ? by : 0
}
