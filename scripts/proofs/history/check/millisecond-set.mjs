/**
 * Single milliseconds of media, one mark each: slow and plain, and not the algebra that the product uses.
 *
 * Parts are `[from, to]` in milliseconds, half open.
 */
export class MillisecondSet {
  #marks = new Uint8Array(0)

  static of(parts) {
    const set = new MillisecondSet()
    for (const [from, to] of parts) set.add(from, to)
    return set
  }

  add(from, to) {
    if (to > this.#marks.length) {
      const longer = new Uint8Array(Math.max(to, this.#marks.length * 2))
      longer.set(this.#marks)
      this.#marks = longer
    }
    this.#marks.fill(1, Math.max(0, from), to)
  }

  /** Milliseconds of this set that `other` does not have. */
  countMissingIn(other) {
    return this.#marks.reduce((count, mark, at) => count + (mark === 1 && other.#marks[at] !== 1 ? 1 : 0), 0)
  }

  get size() {
    return this.#marks.reduce((count, mark) => count + mark, 0)
  }
}

/** Parts in seconds, as they travel, in milliseconds. */
export function toMilliseconds(parts) {
  return parts.map(([from, to]) => [Math.round(from * 1000), Math.round(to * 1000)])
}
