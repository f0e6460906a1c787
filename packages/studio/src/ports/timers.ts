/** Does something later. */
export interface Timers {
  /** Runs it once after so many milliseconds, unless the function that it gives is called before. */
  after(milliseconds: number, run: () => void): () => void
}
