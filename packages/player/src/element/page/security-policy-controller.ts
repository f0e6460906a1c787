import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { readViolation, type PolicyAddresses } from '../../core/playback/policy-violation.js'
import type { SetupFailure } from '../../lesson/lesson-ports.js'
import { SetupError } from '../../playback/setup-error.js'
import { after } from '../../timers.js'

/** What the controller asks of its player, and whom it tells. */
export interface PolicyListener {
  addresses(): PolicyAddresses
  /** The page's content security policy keeps something from the player; what is not fatal comes once for each directive. */
  blocked(detail: string, fatal: boolean): void
}

/** Knows what the page's content security policy keeps from its player, so that no such page looks like a broken network. */
export class PolicyController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #listener: PolicyListener
  readonly #known = new Set<string>()
  /** Mux Player may not write HTML here, or something else on the page may not. */
  #trustedTypes = false
  #listening: AbortController | undefined

  constructor(host: ReactiveControllerHost & Element, listener: PolicyListener) {
    this.#host = host
    this.#listener = listener
    host.addController(this)
  }

  hostConnected(): void {
    this.hostDisconnected()
    const { signal } = (this.#listening = new AbortController())
    // Requests are made by the page that the code runs in, and elements draw in the one that they are in.
    for (const page of new Set([document, this.#host.ownerDocument])) {
      page.addEventListener('securitypolicyviolation', (event) => this.#look(event), { signal })
    }
  }

  hostDisconnected(): void {
    this.#listening?.abort()
  }

  /** Gives what kept Mux Player from being set up, where it was the policy. Violations are told a task later than they happen. */
  async explain(error: unknown): Promise<SetupFailure> {
    if (error instanceof SetupError) return { code: error.code, detail: error.message }
    await new Promise<void>((resolve) => after(0, resolve))
    if (!this.#trustedTypes) return { code: 'playback_failed' }
    return { code: 'misconfigured', detail: words('require-trusted-types-for') }
  }

  #look(event: SecurityPolicyViolationEvent): void {
    if (event.disposition !== 'enforce') return
    const { effectiveDirective: directive, blockedURI: blocked } = event
    if (directive === 'require-trusted-types-for' || directive === 'trusted-types') this.#trustedTypes = true
    const isInside = event.composedPath().includes(this.#host)
    const { endpoint, stream } = this.#listener.addresses()
    const asked = { endpoint: endpoint && addressOf(endpoint), stream }
    const effect = readViolation({ directive, blocked, isInside }, asked)
    if (!effect || (effect === 'degraded' && this.#known.has(directive))) return
    this.#known.add(directive)
    this.#listener.blocked(words(directive), effect === 'fatal')
  }
}

function addressOf(endpoint: string): string | null {
  try {
    return new URL(endpoint, document.baseURI).href
  } catch {
    return null
  }
}

/** Names no address: it may hold a token. */
function words(directive: string): string {
  return `The page’s content security policy blocks what the lesson needs: ${directive}.`
}
