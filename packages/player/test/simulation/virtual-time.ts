/** A clock that stands still until a test lets it go on; everything due happens in order, promises in between. */
export class VirtualTime {
  now = 0
  readonly #due: { readonly at: number; readonly order: number; run: (() => void) | null }[] = []
  #order = 0

  /** Gives the function that calls it off. */
  after(milliseconds: number, run: () => void): () => void {
    const entry = {
      at: this.now + Math.max(0, milliseconds),
      order: (this.#order += 1),
      run: run as (() => void) | null,
    }
    let index = this.#due.length
    while (index > 0 && this.#due[index - 1]!.at > entry.at) index -= 1
    this.#due.splice(index, 0, entry)
    return () => (entry.run = null)
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.after(milliseconds, resolve))
  }

  /** Lets this much time pass. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds
    await settle()
    for (let next = this.#due[0]; next && next.at <= end; next = this.#due[0]) {
      this.#due.shift()
      if (!next.run) continue
      this.now = Math.max(this.now, next.at)
      next.run()
      await settle()
    }
    this.now = end
  }
}

/** Longest chain of promises between two timers, with room to spare. */
const TURNS = 40

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve()
}
