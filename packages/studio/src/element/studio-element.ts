import {
  after,
  createResourceClient,
  followLanguages,
  LenientElement,
  type ExtraHeaders,
  type GetAuthToken,
  type LenientDeclaration,
  type ResourceClient,
} from '@enhancedhr/element-kit'
import type { PropertyValues } from 'lit'
import { studioProperties } from './studio-properties.js'

/**
 * What the elements of the studio share: where the handler is, which lesson, who is signed in, and when work on a lesson begins and ends.
 * `begin` is called once endpoint and lesson are known and the element is in a page, `finish` before another lesson begins and after the element was
 * taken out of the page.
 */
export abstract class StudioElement extends LenientElement {
  static override properties: Record<string, LenientDeclaration> = studioProperties

  declare endpoint: string | null
  declare lessonId: string | null
  declare authToken: string | null
  declare getAuthToken: GetAuthToken | null
  declare headers: ExtraHeaders | null
  declare credentials: RequestCredentials
  declare theme: string | null

  #begun: string | null = null
  #hadFocus = false

  constructor() {
    super()
    followLanguages()
    this.endpoint = this.lessonId = this.authToken = this.theme = null
    this.getAuthToken = this.headers = null
    this.credentials = 'same-origin'
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang', 'dir']
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === 'lang' || name === 'dir') this.requestUpdate()
    else super.attributeChangedCallback(name, old, value)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    // A framework that moves its nodes puts the element back before this runs.
    after(0, () => {
      if (!this.isConnected) this.#end()
    })
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null
    const { endpoint, lessonId, credentials } = this
    const wanted =
      this.isConnected && endpoint !== null && lessonId ? [endpoint, lessonId, credentials].join('\n') : null
    if (wanted !== this.#begun) {
      this.#end()
      const client = wanted === null ? null : this.#client()
      if (client) {
        this.#begun = wanted
        this.begin(endpoint!, lessonId!, client)
      }
    } else if (changed.has('authToken') || changed.has('getAuthToken') || changed.has('headers')) this.signInChanged()
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    // What had the focus may be gone: it stays within the element.
    if (this.#hadFocus && !this.shadowRoot?.activeElement) {
      this.shadowRoot?.querySelector<HTMLElement>('.surface')?.focus({ preventScroll: true })
    }
  }

  protected abstract begin(endpoint: string, lessonId: string, client: ResourceClient): void
  protected abstract finish(): void
  /** The page has set another sign-in. */
  protected abstract signInChanged(): void

  #client(): ResourceClient | null {
    try {
      return createResourceClient({
        endpoint: this.endpoint!,
        credentials: this.credentials,
        authToken: () => this.authToken,
        getAuthToken: () => this.getAuthToken,
        headers: () => this.headers,
      })
    } catch {
      console.error('The endpoint of an element of the lesson studio is not a URL.')
      return null
    }
  }

  #end(): void {
    if (this.#begun !== null) this.finish()
    this.#begun = null
  }
}
