/** Why Mux Player cannot be had on this page: one of `docs/errors`, and a sentence for its developers. */
export class SetupError extends Error {
  override name = 'SetupError'
  readonly code: 'misconfigured' | 'player_outdated'

  constructor(code: SetupError['code'], message: string) {
    super(message)
    this.code = code
  }
}
