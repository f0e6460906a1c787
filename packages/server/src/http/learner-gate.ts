import { LessonProblem } from '../problems/lesson-problem.js'

/** Batches of one learner that may wait while one is in the database. */
const MAX_WAITING = 8
/** Seconds after which a batch that found no place may come again. */
const RETRY_AFTER = 1

/**
 * Lets one batch of a learner into the database at a time, in the order they came.
 *
 * Up to eight wait here, without a connection: batches of one learner would only wait for the same lock there, and a
 * learner with many tabs must not use up the pool. Further ones are refused with `busy`.
 */
export class LearnerGate {
  readonly #lines = new Map<string, (() => void)[]>()

  async pass<Result>(learner: string, work: () => Promise<Result>): Promise<Result> {
    await this.#enter(learner)
    try {
      return await work()
    } finally {
      this.#leave(learner)
    }
  }

  #enter(learner: string): Promise<void> {
    const line = this.#lines.get(learner)
    if (!line) {
      this.#lines.set(learner, [])
      return Promise.resolve()
    }
    if (line.length >= MAX_WAITING) return Promise.reject(new LessonProblem('busy', { retryAfter: RETRY_AFTER }))
    return new Promise((resolve) => line.push(resolve))
  }

  #leave(learner: string): void {
    const next = this.#lines.get(learner)?.shift()
    if (next) next()
    else this.#lines.delete(learner)
  }
}
