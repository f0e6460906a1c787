import { pause } from '../faults/ground.mjs'

/** Carries a plan of faults out, one after the other for each process. */
export class Breaker {
  #stage
  #done = new Map()

  constructor(stage) {
    this.#stage = stage
  }

  /** Settles when all faults are over and everything runs again. */
  async run(plan) {
    const began = performance.now()
    for (const fault of plan) {
      await pause(Math.max(0, fault.at - (performance.now() - began)))
      const name = `${fault.target === 'backend' ? 'postgres' : fault.target} ${fault.index}`
      const before = this.#done.get(name) ?? Promise.resolve()
      this.#done.set(
        name,
        before.then(() => this.#carryOut(fault)),
      )
    }
    await Promise.all(this.#done.values())
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
