import { pause } from '../faults/ground.mjs'

/** How long everything runs once the last fault is over. */
const CALM_MS = 1_000

/**
 * Carries a plan of faults out: in order, one after the other for each process, and never more at a time than leaves a server
 * to call. A machine that is slow to start a process gets the same faults, over a longer time.
 */
export class Breaker {
  #stage
  #done = new Map()
  #open = new Set()
  isOver = false

  constructor(stage) {
    this.#stage = stage
  }

  /** Settles when all faults are over and everything runs again. */
  async run(plan) {
    let before = 0
    try {
      for (const fault of plan) {
        await pause(fault.at - before)
        before = fault.at
        while (this.#open.size >= Math.max(1, this.#stage.handlers.length - 1)) await Promise.race(this.#open)
        this.#begin(fault)
      }
      await Promise.all(this.#open)
      await pause(CALM_MS)
    } finally {
      this.isOver = true
    }
  }

  #begin(fault) {
    const name = `${fault.target === 'backend' ? 'postgres' : fault.target} ${fault.index}`
    const carriedOut = (this.#done.get(name) ?? Promise.resolve()).then(() => this.#carryOut(fault))
    const open = carriedOut.finally(() => this.#open.delete(open))
    // Whoever waits for it hears of it; when one has failed, nobody waits for the others.
    open.catch(() => undefined)
    this.#open.add(open)
    this.#done.set(name, carriedOut)
  }

  async #carryOut({ action, target, index, lasts }) {
    const { relay, postgres, handlers } = this.#stage
    if (target === 'database') return relay.cut()
    if (target === 'backend') return postgres.killBackend().catch(() => undefined)
    const program = target === 'handler' ? handlers[index] : this.#stage[target]
    await program[action]()
    await pause(lasts)
    if (action === 'freeze') program.thaw()
    else await program.start()
  }
}
