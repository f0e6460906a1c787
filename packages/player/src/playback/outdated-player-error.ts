/** The page has registered a Mux Player that is too old to be driven. */
export class OutdatedPlayerError extends Error {
  override name = 'OutdatedPlayerError'

  constructor(found: string) {
    super(`Expected Mux Player 3.14 or later on the page, found ${found}`)
  }
}
