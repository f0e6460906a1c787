import type { ApiResult } from '@enhancedhr/protocol/answers'
import { UnsendableHeaderError } from './request-headers.js'
import type { SignIn } from './sign-in.js'
import { after } from './timers.js'

/** What a call comes to that nobody has answered. */
type Unanswered = Extract<ApiResult<never>, { readonly kind: 'unreachable' | 'misconfigured' }>

/** How long a call may take, and who may end it before. */
export interface Deadline {
  readonly milliseconds: number
  readonly signIn: SignIn
  readonly outer: AbortSignal | undefined
}

/** Makes a call, and gives it up after so long, or when its caller does. Never rejects: what went wrong is a value. */
export async function withinDeadline<Result>(
  { milliseconds, signIn, outer }: Deadline,
  attempt: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | Unanswered> {
  if (outer?.aborted) return { kind: 'unreachable' }
  const controller = new AbortController()
  const abort = () => controller.abort()
  outer?.addEventListener('abort', abort)
  const cancel = after(milliseconds, () => {
    signIn.giveUp()
    abort()
  })
  // The race also bounds a host's callback, which knows no signal.
  const givenUp = new Promise<Unanswered>((resolve) =>
    controller.signal.addEventListener('abort', () => resolve({ kind: 'unreachable' })),
  )
  try {
    return await Promise.race([attempt(controller.signal), givenUp])
  } catch (error) {
    if (error instanceof UnsendableHeaderError) return { kind: 'misconfigured', detail: error.message }
    // No network, a refused preflight, a callback of the host that threw: for the caller nobody answered.
    return { kind: 'unreachable' }
  } finally {
    cancel()
    outer?.removeEventListener('abort', abort)
  }
}
