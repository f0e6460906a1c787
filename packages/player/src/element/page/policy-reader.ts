import { readViolation, type PolicyAddresses, type PolicyViolation } from '../../core/playback/policy-violation.js'

/** The lesson that a policy may keep from playing. */
export interface PolicySubject {
  addresses(): PolicyAddresses
  /** The page's content security policy keeps something from the player; what is not fatal comes once for each directive. */
  blocked(detail: string, fatal: boolean): void
}

/** Reads what the page's content security policy blocked, and what it means for the lesson. */
export class PolicyReader {
  readonly #known = new Set<string>()
  #trustedTypes: string | undefined

  /** Says that Mux Player may not write HTML here, or that something else on the page may not. */
  get trustedTypes(): string | undefined {
    return this.#trustedTypes
  }

  read(violation: PolicyViolation, lesson: PolicySubject): void {
    const { directive } = violation
    const { endpoint, stream } = lesson.addresses()
    if (directive === 'require-trusted-types-for' || directive === 'trusted-types') {
      this.#trustedTypes = detailOf('require-trusted-types-for')
    }
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
