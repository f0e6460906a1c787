import { overloadedProblem } from './overloaded-problem.js'

/** How much work may be under way at once. */
export interface WorkBoundOptions {
  readonly maxCalls: number
  readonly maxBytes: number
  /** Called for each call that is refused. */
  readonly refused?: () => void
}

/**
 * Bounds the work that is under way in this process: beyond it, a call is refused with 503 `overloaded` at once.
 *
 * A process that takes in more than it gets done answers all of it too late, and ends without memory.
 */
export class WorkBound {
  readonly #options: WorkBoundOptions
  #calls = 0
  #bytes = 0

  constructor(options: WorkBoundOptions) {
    this.#options = options
  }

  /** Calls under way. */
  get calls(): number {
    return this.#calls
  }

  /** Refuses a call for which there is no room now, of so many bytes where they are known. */
  requireRoom(bytes = 0): void {
    const { maxCalls, maxBytes, refused } = this.#options
    if (this.#calls < maxCalls && this.#bytes + bytes <= maxBytes) return
    refused?.()
    throw overloadedProblem()
  }

  /** Runs `work`, for which so many bytes are kept meanwhile. */
  async run<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
    this.requireRoom(bytes)
    this.#calls += 1
    this.#bytes += bytes
    try {
      return await work()
    } finally {
      this.#calls -= 1
      this.#bytes -= bytes
    }
  }
}
