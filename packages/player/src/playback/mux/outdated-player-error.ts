import { SetupError } from '../setup-error.js'

/** The page has registered a Mux Player that is too old to be driven. */
export class OutdatedPlayerError extends SetupError {
  override name = 'OutdatedPlayerError'

  constructor(found: string) {
    super('player_outdated', `Expected Mux Player 3.14 or later on the page, found ${found}`)
  }
}
