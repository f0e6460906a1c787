import { LessonProblem } from '../../problems/lesson-problem.js'

/** Batches of one learner that may wait while one is in the database. */
const MAX_WAITING = 8
/** Seconds after which a batch that found the queue full may come again. */
const RETRY_AFTER = 1

/**
 * Lets one batch of a learner into the database at a time, in the order they came.
 *
 * Up to eight wait here, without a connection: batches of one learner would only wait for the same lock there, and a
 * learner with many tabs must not use up the pool. Further ones are refused with `busy`.
 */
export class LearnerQueue {
  readonly #waiting = new Map<string, (() => void)[]>()

  async run<Result>(learner: string, work: () => Promise<Result>): Promise<Result> {
    await this.#enter(learner)
    try {
      return await work()
    } finally {
      this.#leave(learner)
    }
  }

  #enter(learner: string): Promise<void> {
    const queue = this.#waiting.get(learner)
    if (!queue) {
      this.#waiting.set(learner, [])
      return Promise.resolve()
    }
    if (queue.length >= MAX_WAITING) return Promise.reject(new LessonProblem('busy', { retryAfter: RETRY_AFTER }))
    return new Promise((resolve) => queue.push(resolve))
  }

  #leave(learner: string): void {
    const next = this.#waiting.get(learner)?.shift()
    if (next) next()
    else this.#waiting.delete(learner)
  }
}
