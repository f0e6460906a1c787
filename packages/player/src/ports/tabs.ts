/** The other tabs of this browser, which may hold the same learner's evidence. */
export interface Tabs {
  /**
   * Does the work while no other tab does work of this name. Never waits long for a tab that is frozen, nor at all where
   * the browser does not know; rejects only as the work does.
   */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Shows the other tabs that this page plays the session of this key, until the function that it gives is called. */
  present(key: string): () => void
  /** The sessions that are being played by any page; `null` where the browser does not know. */
  living(): Promise<ReadonlySet<string> | null>
  broadcast(message: unknown): void
  /** Gives the function that ends listening. */
  listen(listener: (message: unknown) => void): () => void
}
