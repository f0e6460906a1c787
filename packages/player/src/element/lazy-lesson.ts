import { after } from '@enhancedhr/element-kit'
import { nothing } from 'lit'
import { sendEarly } from '@enhancedhr/element-kit'
import type { PlayerLocalization } from '../i18n/localization.js'
import type { LessonExplanation } from '../lesson/explain-lesson.js'
import { serialize } from '@enhancedhr/protocol/serialize'
import { grantRequest } from '../lesson/grant-request.js'
import type { LessonCaptions } from '../lesson/lesson-captions.js'
import { LessonCallError } from '../lesson/lesson-call-error.js'
import { RememberedMedia } from '../playback/media/remembered-media.js'
import { loadLessonCode, loadPlayerCode } from '../lazy-code.js'
import { dispatchHostEvent } from './dispatch-host-event.js'
import { failureLayer } from './first-layers.js'
import type { LessonAttributesElement } from './lesson-attributes-element.js'
import type { EarlyGrant } from './lesson-host.js'
import type { LessonView, LoadedLesson } from './loaded-lesson.js'
import type { PolicyViolations } from './page/policy-violations.js'
import { requestSource } from './request-source.js'

const NOTHING_SENT = { pending: 0 }
/** `flush()` takes no longer (10 s), whatever is still on its way. */
const LONGEST_FLUSH_MS = 10_000

/**
 * The lesson of an element from the first moment on. Its code is loaded once the lesson is wanted; the grant is asked for
 * meanwhile, and Mux Player's code comes at the same time.
 */
export class LazyLesson {
  readonly media = new RememberedMedia(() => {
    this.start()
    this.#loaded?.check()
  })
  readonly #element: LessonAttributesElement
  readonly #localization: PlayerLocalization
  readonly #violations: PolicyViolations
  #loaded: LoadedLesson | undefined
  #loading: Promise<LoadedLesson> | undefined
  /** It begins as soon as its code is there. */
  #isWanted = false
  /** Its code could not be loaded. */
  #hasFailed = false
  #early: EarlyGrant | undefined

  constructor(element: LessonAttributesElement, localization: PlayerLocalization, violations: PolicyViolations) {
    this.#element = element
    this.#localization = localization
    this.#violations = violations
  }

  /** The lesson, once its code is there. */
  get loaded(): LoadedLesson | undefined {
    return this.#loaded
  }

  get started(): boolean {
    return this.#loaded?.started ?? (this.#isWanted || this.#hasFailed)
  }

  get view(): LessonView {
    return this.#loaded?.view ?? { ready: false, offline: false, covered: this.#hasFailed, status: this.#failure }
  }

  /** Begins, unless it has begun; without an endpoint or a lesson nothing happens. */
  start(): void {
    if (this.#loaded) return this.#loaded.start()
    const { endpoint, lessonId } = this.#element
    if (!endpoint || !lessonId || this.started) return
    this.#isWanted = true
    this.#early = this.#askEarly(endpoint, lessonId)
    loadPlayerCode().catch(() => undefined)
    this.loadCode()
    this.#element.requestUpdate()
  }

  /** Tries again, going on at the same place if the lesson was playing. */
  retry(): void {
    if (this.#loaded) return this.#loaded.retry()
    this.#hasFailed = false
    this.start()
  }

  /** Ends the session; what it holds is queued. A later start begins another one. */
  stop(): void {
    if (this.#loaded) return this.#loaded.stop()
    this.#forget()
    this.media.detach()
  }

  /** Ends everything; the queue is tried once more on the way. */
  close(): void {
    if (this.#loaded) this.#loaded.close()
    else this.stop()
  }

  /** The host has another sign-in: an answer to what was asked with the one before is not used. */
  signInChanged(): void {
    if (this.#loaded) return this.#loaded.signInChanged()
    this.#early?.request.abort()
    this.#early = undefined
  }

  /** Tries once, now, to send what is not acknowledged. Never rejects. */
  async flush(): Promise<{ pending: number }> {
    if (this.#loaded) return this.#loaded.flush()
    if (!this.#loading) return NOTHING_SENT
    const late = new Promise<undefined>((resolve) => after(LONGEST_FLUSH_MS, () => resolve(undefined)))
    const flushed = this.#loading.then(
      (lesson) => lesson.flush(),
      () => undefined,
    )
    return (await Promise.race([flushed, late])) ?? NOTHING_SENT
  }

  async explain(): Promise<LessonExplanation> {
    return (await this.#usable()).explain()
  }

  async captions(): Promise<LessonCaptions> {
    this.start()
    return (await this.#usable()).captions()
  }

  /** Loads the lesson's code without beginning it. */
  loadCode(): void {
    // A failure shows where the code is needed.
    this.#code().catch(() => undefined)
  }

  #usable(): Promise<LoadedLesson> {
    return this.#code().catch(() => {
      throw new LessonCallError('endpoint_unreachable', { retryable: true })
    })
  }

  #code(): Promise<LoadedLesson> {
    return (this.#loading ??= this.#load())
  }

  async #load(): Promise<LoadedLesson> {
    try {
      const [{ createLesson }] = await Promise.all([loadLessonCode(), this.#localization.ready()])
      const early = this.#early
      const lesson = createLesson({
        ...{ element: this.#element, media: this.media },
        ...{ localization: this.#localization, violations: this.#violations, early },
      })
      this.#loaded = lesson
      if (this.#isWanted) lesson.start(early?.askedAt)
      return lesson
    } catch (error) {
      this.#loading = undefined
      // A violation comes a task later than what it blocked.
      await new Promise<void>((resolve) => after(0, resolve))
      if (this.#isWanted) this.#fail()
      throw error
    } finally {
      this.#element.requestUpdate()
    }
  }

  /** Nothing is lost where this fails: the client that comes with the lesson's code asks, and says what is wrong. */
  #askEarly(endpoint: string, lessonId: string): EarlyGrant | undefined {
    const { path, body } = grantRequest(lessonId, this.#element.preview)
    try {
      const request = sendEarly(requestSource(this.#element, endpoint), path, serialize(body))
      return { endpoint, askedAt: performance.now(), request }
    } catch {
      return undefined
    }
  }

  #fail(): void {
    this.#forget()
    this.#hasFailed = true
    const directive = this.#violations.blockingLessonCode
    const message = directive ? `The page’s policy blocks the lesson: ${directive}.` : 'The video could not be played.'
    // Only the developers of the page can fix it.
    if (directive) console.error(message)
    const code = directive ? 'misconfigured' : 'playback_failed'
    const detail = { code, retryable: !directive, fatal: true, retryAfter: null, message }
    dispatchHostEvent(this.#element, 'ehr-error', detail)
  }

  #forget(): void {
    this.#early?.request.abort()
    this.#early = undefined
    this.#isWanted = this.#hasFailed = false
  }

  get #failure(): LessonView['status'] {
    if (!this.#hasFailed) return nothing
    const message = this.#localization.message('playbackFailed')
    return failureLayer(message, this.#localization.message('retry'), () => this.retry())
  }
}
