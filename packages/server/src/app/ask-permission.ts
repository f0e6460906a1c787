import { LessonProblem } from '../problems/lesson-problem.js'
import { askHost } from './ask-host.js'
import type { Logger } from './logger.js'

/** Asks a callback of the host that answers true or false; anything else is 500 with an explanation in the log, and never "allowed". */
export async function askPermission(
  name: string,
  logger: Logger,
  ask: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const answer: unknown = await askHost(name, logger, ask)
  if (typeof answer === 'boolean') return answer
  logger.error(`Expected \`${name}\` to answer true or false, got ${answer === null ? 'null' : typeof answer}.`)
  throw new LessonProblem('internal')
}
