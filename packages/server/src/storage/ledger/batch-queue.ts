import { after } from '../../timers.js'

/** Bounds of a {@link BatchQueue}, and what it does with its items. */
export interface BatchQueueOptions<Item, Result> {
  /** The most batches that are being done at once. */
  readonly inFlight: number
  /** The most items of a batch. */
  readonly maxItems: number
  /** The greatest size of a batch, in the unit of `sizeOf`; an item that is larger goes alone. */
  readonly maxSize: number
  /** Milliseconds after which an item that has not been started is taken out and rejected. */
  readonly maxWait: number
  /** Items of one key are never done at the same time, and each batch is in the order of its keys. */
  keyOf(item: Item): string
  sizeOf(item: Item): number
  /** Why an item that waited too long is rejected. */
  overdue(): Error
  /** Called for each item that begins, with the milliseconds that it waited. */
  begun(waited: number): void
  /** Does a batch. Gives, when the next one may begin, what settles each item: called at once, it may go on for a while. */
  run(items: readonly Item[]): Promise<readonly (() => Promise<Result>)[]>
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly key: string
  readonly size: number
  readonly arrived: number
  readonly resolve: (result: Result | Promise<Result>) => void
  readonly reject: (reason: unknown) => void
  stopWaiting: () => void
}

/**
 * Does together what arrives together: while a batch is being done, what comes waits, and is the next batch.
 *
 * There is no timer to fill a batch: an item that comes alone begins at once.
 */
export class BatchQueue<Item, Result> {
  readonly #options: BatchQueueOptions<Item, Result>
  readonly #waiting = new Set<Waiting<Item, Result>>()
  /** Keys of items that are being done. */
  readonly #busy = new Set<string>()
  #inFlight = 0

  constructor(options: BatchQueueOptions<Item, Result>) {
    this.#options = options
  }

  /** Settles as the item was done. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const { keyOf, sizeOf, maxWait, overdue } = this.#options
      const known = { item, key: keyOf(item), size: sizeOf(item), arrived: performance.now() }
      const entry = { ...known, resolve, reject, stopWaiting: (): void => undefined }
      this.#waiting.add(entry)
      this.#start()
      if (!this.#waiting.has(entry)) return
      entry.stopWaiting = after(maxWait, () => {
        if (this.#waiting.delete(entry)) reject(overdue())
      })
    })
  }

  #start(): void {
    while (this.#inFlight < this.#options.inFlight) {
      const batch = this.#take()
      if (batch.length === 0) return
      void this.#run(batch)
    }
  }

  /** Takes the items that came first and may begin; of each key one. */
  #take(): readonly Waiting<Item, Result>[] {
    const { maxItems, maxSize, begun } = this.#options
    const batch: Waiting<Item, Result>[] = []
    let size = 0
    for (const entry of this.#waiting) {
      if (batch.length === maxItems) break
      if (this.#busy.has(entry.key)) continue
      if (batch.length > 0 && size + entry.size > maxSize) break
      size += entry.size
      this.#waiting.delete(entry)
      this.#busy.add(entry.key)
      entry.stopWaiting()
      begun(performance.now() - entry.arrived)
      batch.push(entry)
    }
    return batch.sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  async #run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    this.#inFlight += 1
    try {
      const results = await this.#options.run(batch.map(({ item }) => item))
      batch.forEach((entry, index) => {
        const result = results[index]!()
        const free = () => {
          this.#busy.delete(entry.key)
          this.#start()
        }
        result.then(free, free)
        entry.resolve(result)
      })
    } catch (error) {
      for (const { key, reject } of batch) {
        this.#busy.delete(key)
        reject(error)
      }
    } finally {
      this.#inFlight -= 1
      this.#start()
    }
  }
}
