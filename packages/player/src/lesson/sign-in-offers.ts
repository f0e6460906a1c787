import { after } from '@enhancedhr/element-kit'
import type { ApiClient } from '@enhancedhr/element-kit/api-client'

/** The first wait between two tries, in milliseconds; doubled while nothing comes of them. */
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 60_000

/** The lesson that a sign-in is for. */
interface SignedInLesson {
  readonly api: ApiClient | null
  readonly needsSignIn: boolean
  signInChanged(): void
}

/**
 * Tries a new callback of the host's, or new headers, where a sign-in is missing.
 *
 * Frameworks make a new function at each rendering. So it starts nothing by itself, and is tried more and more seldom while its
 * answers are the same.
 */
export class SignInOffers {
  readonly #lesson: SignedInLesson
  /** Since the last try. */
  #offered = false
  #wait = FIRST_WAIT_MS
  #cancel: (() => void) | undefined

  constructor(lesson: SignedInLesson) {
    this.#lesson = lesson
  }

  offer(): void {
    this.#offered = true
    if (!this.#cancel && this.#lesson.needsSignIn) void this.#try()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  async #try(): Promise<void> {
    this.#offered = false
    this.#cancel = after(this.#wait, () => {
      this.#cancel = undefined
      if (this.#offered) this.offer()
    })
    const isNew = (await this.#lesson.api?.askSignIn()) ?? false
    this.#wait = isNew ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, this.#wait * 2)
    if (isNew) this.#lesson.signInChanged()
  }
}
