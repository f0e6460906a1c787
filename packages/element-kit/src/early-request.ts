import { beginRequest, callUrls, type OutgoingRequest, type RequestSource, type SentRequest } from './send-request.js'
import { createSignIn, type SignIn } from './sign-in.js'

/** A POST that left before the code was there that reads its answer. */
export interface EarlyRequest {
  /** The sign-in that it was sent with, for the client that goes on. */
  readonly signIn: SignIn
  /** Gives the request out, once, to the client that would send the same; `null`: it is another one, given out or aborted. */
  take(request: OutgoingRequest, signal: AbortSignal): Promise<SentRequest | null> | null
  abort(): void
}

/** Sends a POST now, with this body. Throws `TypeError` for an endpoint that is no URL. */
export function sendEarly(source: RequestSource, path: string, body: string): EarlyRequest {
  const aborting = new AbortController()
  const request = { url: callUrls(source.endpoint)(path), method: 'POST', body } as const
  const signIn = createSignIn(source)
  let sent: Promise<SentRequest | null> | null = beginRequest(source, request, { signIn, signal: aborting.signal })
  // The client that takes it hears of a failure.
  sent.catch(() => undefined)
  return {
    signIn,
    take(other, signal) {
      if (other.url !== request.url || other.body !== body) return null
      const taken = sent
      sent = null
      signal.addEventListener('abort', () => aborting.abort())
      return taken
    },
    abort() {
      sent = null
      aborting.abort()
    },
  }
}
