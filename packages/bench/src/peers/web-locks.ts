type Callback = (lock: unknown) => unknown

interface Request {
  readonly name: string
  readonly mode: LockMode
  readonly begin: () => void
}

interface Holder {
  readonly name: string
  readonly mode: LockMode
  readonly take: (why: DOMException) => void
}

/** The locks of one browser, by the rules of Web Locks: as much as a page here uses, `request` and `query`. */
export class WebLocks {
  readonly #held = new Set<Holder>()
  #waiting: Request[] = []

  /** The locks as one tab sees them; what it holds and waits for goes when it `dies`. */
  openTab(): { readonly locks: Pick<LockManager, 'query'> & { request: unknown }; readonly dies: () => void } {
    const own = new Set<Holder | Request>()
    const request = (name: string, settings: LockOptions | Callback, work?: Callback): Promise<unknown> =>
      typeof settings === 'function'
        ? this.#request(own, name, {}, settings)
        : this.#request(own, name, settings, work!)
    const query = async () => {
      await Promise.resolve()
      return {
        held: Array.from(this.#held, ({ name, mode }) => ({ name, mode })),
        pending: this.#waiting.map(({ name, mode }) => ({ name, mode })),
      }
    }
    const dies = () => {
      for (const holder of this.#held) if (own.has(holder)) this.#held.delete(holder)
      this.#waiting = this.#waiting.filter((request) => !own.has(request))
      this.#grant()
    }
    return { locks: { request, query }, dies }
  }

  #request(
    own: Set<Holder | Request>,
    name: string,
    { mode = 'exclusive', signal, steal = false }: LockOptions,
    work: Callback,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        const holder: Holder = { name, mode, take: reject }
        own.add(holder)
        this.#held.add(holder)
        void Promise.resolve()
          .then(() => work({ name, mode }))
          .then(resolve, reject)
          .finally(() => {
            this.#held.delete(holder)
            this.#grant()
          })
      }
      if (steal) {
        for (const holder of this.#held) {
          if (holder.name !== name) continue
          this.#held.delete(holder)
          holder.take(new DOMException('The lock was stolen.', 'AbortError'))
        }
        return begin()
      }
      const request: Request = { name, mode, begin }
      own.add(request)
      signal?.addEventListener('abort', () => {
        if (!this.#waiting.includes(request)) return
        this.#waiting = this.#waiting.filter((other) => other !== request)
        reject(signal.reason as Error)
      })
      this.#waiting.push(request)
      this.#grant()
    })
  }

  /** In line: of two that wait for the same name, the first comes first. */
  #grant(): void {
    const blocked = new Set<string>()
    for (const request of [...this.#waiting]) {
      const { name, mode } = request
      const holders = [...this.#held].filter((holder) => holder.name === name)
      const isFree = mode === 'shared' ? holders.every((holder) => holder.mode === 'shared') : holders.length === 0
      if (blocked.has(name) || !isFree) {
        blocked.add(name)
        continue
      }
      this.#waiting = this.#waiting.filter((other) => other !== request)
      request.begin()
    }
  }
}
