import { after } from '@enhancedhr/element-kit'
import { readViolation, type PolicyAddresses, type PolicyViolation } from '../../core/playback/policy-violation.js'
import type { SetupFailure } from '../../lesson/lesson-ports.js'
import { SetupError } from '../../playback/setup-error.js'

/** The lesson that a policy may keep from playing. */
export interface PolicySubject {
  addresses(): PolicyAddresses
  /** The page's content security policy keeps something from the player; what is not fatal comes once for each directive. */
  blocked(detail: string, fatal: boolean): void
}

/** Knows what the page's content security policy keeps from its player, so that no such page looks like a broken network. */
export class SecurityPolicy {
  readonly #known = new Set<string>()
  /** Mux Player may not write HTML here, or something else on the page may not. */
  #trustedTypes = false

  /** Explains what kept Mux Player from being set up, where it was the policy. Violations come a task later than they happen. */
  async explain(error: unknown): Promise<SetupFailure> {
    if (error instanceof SetupError) return { code: error.code, detail: error.message }
    await new Promise<void>((resolve) => after(0, resolve))
    if (!this.#trustedTypes) return { code: 'playback_failed' }
    return { code: 'misconfigured', detail: detailOf('require-trusted-types-for') }
  }

  /** Reads what was blocked, and what it means for this lesson. */
  read(violation: PolicyViolation, lesson: PolicySubject): void {
    const { directive } = violation
    if (directive === 'require-trusted-types-for' || directive === 'trusted-types') this.#trustedTypes = true
    const { endpoint, stream } = lesson.addresses()
    const effect = readViolation(violation, { endpoint: endpoint && addressOf(endpoint), stream })
    if (!effect || (effect === 'degraded' && this.#known.has(directive))) return
    this.#known.add(directive)
    lesson.blocked(detailOf(directive), effect === 'fatal')
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
function detailOf(directive: string): string {
  return `The page’s content security policy blocks what the lesson needs: ${directive}.`
}
