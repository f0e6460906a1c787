/**
 * A part of the player that is loaded once it is needed. Where it cannot be loaded, the player goes on without it, and the next wish tries
 * again.
 */
export class LazyPart<T> {
  readonly #load: () => Promise<T>
  readonly #arrived: ((part: T) => void) | undefined
  #part: T | undefined
  #loading: Promise<T | undefined> | undefined

  /** `arrived` hears of it once, when it is there. */
  constructor(load: () => Promise<T>, arrived?: (part: T) => void) {
    this.#load = load
    this.#arrived = arrived
  }

  /** The part, once it is there. */
  get current(): T | undefined {
    return this.#part
  }

  /** Loads it, unless it is there or on its way. Resolves with it, and with `undefined` where it cannot be loaded now. */
  want(): Promise<T | undefined> {
    return (this.#loading ??= this.#load().then(
      (part) => {
        this.#part = part
        this.#arrived?.(part)
        return part
      },
      () => (this.#loading = undefined),
    ))
  }
}
