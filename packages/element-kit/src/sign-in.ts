/** Asked for a bearer token; `refused` says that the handler did not accept the last one. `null`: nobody is signed in. */
export type GetAuthToken = (why: { readonly refused: boolean }) => Promise<string | null>

/** The host's sign-in as it is set now. */
export interface SignInSource {
  readonly authToken: () => string | null
  readonly getAuthToken: () => GetAuthToken | null
}

/** A token, and where the host had it from: its attribute, or the callback that gave it. `null`: the host signs in by other means. */
export interface Token {
  readonly token: string | null
  readonly attribute: string | null
  readonly callback: GetAuthToken | null
}

export interface SignIn {
  /** The token in use; `undefined` while the callback has to be asked for one. */
  current(): Token | undefined
  /** Asks the callback, once for all calls that wait for it; `null`: nobody is signed in. */
  ask(refused: boolean): Promise<Token | null>
  /** The callback takes too long: the next call asks again. */
  giveUp(): void
}

/** How often in a row a callback that was replaced while it was asked is left for the newer one. */
const REPLACED_TIMES = 3

/**
 * Holds the token in use. What counts is the newest answer: another `auth-token`, or what the callback gives when it is asked
 * again. Another callback alone changes nothing; it is asked when a token is next needed.
 */
export function createSignIn({ authToken, getAuthToken }: SignInSource): SignIn {
  let given: Token | undefined
  let asking: { readonly callback: GetAuthToken | null; readonly answer: Promise<Token | null> } | undefined

  function current(): Token | undefined {
    const attribute = authToken()
    const callback = getAuthToken()
    if (given?.attribute === attribute && callback) return given
    if (attribute !== null || !callback) return { token: attribute, attribute, callback: null }
    return undefined
  }

  let asked = 0

  async function askHost(refused: boolean, times: number, turn: number): Promise<Token | null> {
    const attribute = authToken()
    const callback = getAuthToken()
    if (!callback) return null
    const isReplaced = () => authToken() !== attribute || (times < REPLACED_TIMES && getAuthToken() !== callback)
    let token: string | null
    try {
      token = await callback({ refused })
    } catch (error) {
      if (!isReplaced()) throw error
      token = null
    }
    // A token that the host set meanwhile is newer than this one.
    if (authToken() !== attribute) return current() ?? askHost(refused, times + 1, turn)
    if (token === null && isReplaced()) return askHost(refused, times + 1, turn)
    const answer = token === null ? null : { token, attribute, callback }
    // An older callback that answers late replaces nothing.
    if (turn === asked) given = answer ?? undefined
    return answer
  }

  return {
    current,
    ask(refused) {
      const callback = getAuthToken()
      // One that never answers does not keep a newer one from being asked.
      if (asking?.callback === callback) return asking.answer
      const answer = askHost(refused, 1, (asked += 1)).finally(() => {
        if (asking?.answer === answer) asking = undefined
      })
      asking = { callback, answer }
      return answer
    },
    giveUp: () => (asking = undefined),
  }
}
