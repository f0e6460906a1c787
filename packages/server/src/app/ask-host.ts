import { LessonProblem } from '../problems/lesson-problem.js'
import { describeError, type Logger } from './logger.js'
import { after } from '../timers.js'

/** How long a callback of the host may take, in milliseconds; a learner waits meanwhile. */
const DEADLINE_MS = 5_000
/** Seconds after which a call that a callback could not answer may be tried again. */
const RETRY_AFTER = 5

/**
 * Asks a callback of the host and waits at most five seconds.
 *
 * One that throws or is late answers nobody: 503 `authentication_unavailable`, retryable, and never "allowed".
 */
export async function askHost<Answer>(
  name: string,
  logger: Logger,
  ask: () => Answer | Promise<Answer>,
  deadline: number = DEADLINE_MS,
): Promise<Answer> {
  let cancel = (): void => undefined
  const late = new Promise<never>((_resolve, reject) => {
    cancel = after(deadline, () => reject(new Error(`No answer within ${deadline.toString()} ms`)))
  })
  try {
    return await Promise.race([Promise.resolve().then(ask), late])
  } catch (error) {
    logger.warn(
      `The host's \`${name}\` threw or took longer than ${(deadline / 1000).toString()} s.`,
      describeError(error),
    )
    throw new LessonProblem('authentication_unavailable', { retryAfter: RETRY_AFTER, cause: error })
  } finally {
    cancel()
  }
}
