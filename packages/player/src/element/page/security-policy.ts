import { after } from '@enhancedhr/element-kit'
import type { PolicyViolation } from '../../core/playback/policy-violation.js'
import type { SetupFailure } from '../../lesson/lesson-ports.js'
import { SetupError } from '../../playback/setup-error.js'
import { LazyPart } from '../../lazy-part.js'
import type { PolicySubject } from './policy-reader.js'

/** So many are kept (20): where the policy blocks the code that reads them as well, each attempt to load it is one more. */
const MOST_UNREAD = 20

/**
 * Knows what the page's content security policy keeps from its player, so that no such page looks like a broken network. What reads the
 * violations is loaded with the first of them; where it cannot be loaded, the next one tries again.
 */
export class SecurityPolicy {
  readonly #unread: PolicyViolation[] = []
  readonly #reader = new LazyPart(async () => {
    const { PolicyReader } = await import('./policy-reader.js')
    return new PolicyReader()
  })
  #reading: Promise<void> | undefined

  /** Explains what kept Mux Player from being set up, where it was the policy. Violations come a task later than they happen. */
  async explain(error: unknown): Promise<SetupFailure> {
    if (error instanceof SetupError) return { code: error.code, detail: error.message }
    await new Promise<void>((resolve) => after(0, resolve))
    await this.#reading
    const detail = this.#reader.current?.trustedTypes
    return detail ? { code: 'misconfigured', detail } : { code: 'playback_failed' }
  }

  /** Reads what was blocked, and what it means for this lesson as it is by then. */
  read(violation: PolicyViolation, lesson: PolicySubject): void {
    if (this.#unread.length >= MOST_UNREAD) return
    this.#unread.push(violation)
    // Without it the lesson fails as it would on a broken network.
    this.#reading = this.#reader.want().then((reader) => {
      if (reader) for (const unread of this.#unread.splice(0)) reader.read(unread, lesson)
    })
  }
}
