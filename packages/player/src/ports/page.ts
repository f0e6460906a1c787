/**
 * What happens to the page: `hidden` and `visible`, `leaving` (closed, navigated away, or put aside for the back button),
 * `returned` from there, `frozen`, `focused`, and `online` (only a hint).
 */
export type PageEvent = 'hidden' | 'visible' | 'leaving' | 'returned' | 'frozen' | 'focused' | 'online'

export interface PageLike {
  readonly visible: boolean
  /** Gives the function that ends listening. */
  listen(listener: (event: PageEvent) => void): () => void
}
