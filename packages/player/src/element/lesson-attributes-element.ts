import type { PropertyDeclarations } from 'lit'
import type { ExtraHeaders, GetAuthToken } from '../session.js'
import { MediaFacadeElement } from './media-facade-element.js'
import { playerProperties } from './player-properties.js'
import type { Labels } from '../i18n/messages.js'

/** What a page sets on the element, beside what every media element has; each begins with its default. */
export abstract class LessonAttributesElement extends MediaFacadeElement {
  static override properties: PropertyDeclarations = playerProperties

  declare endpoint: string | null
  declare lessonId: string | null
  declare authToken: string | null
  declare getAuthToken: GetAuthToken | null
  declare headers: ExtraHeaders | null
  declare credentials: RequestCredentials
  declare loading: 'lazy' | 'eager' | 'click'
  declare preload: 'none' | 'metadata' | 'auto'
  declare autoplay: boolean
  declare defaultMuted: boolean
  declare loop: boolean
  declare playsInline: boolean
  declare playWhenHidden: boolean
  declare poster: string | null
  declare playbackRates: readonly number[] | null
  declare noHotkeys: boolean
  declare theme: string | null
  declare dataSaver: boolean
  declare noResume: boolean
  declare preview: boolean
  declare noPauseOthers: boolean
  declare noWatchedMap: boolean
  declare nextLessonId: string | null
  declare autoplayNext: boolean
  declare muxData: string | null
  declare cast: boolean
  declare transcript: boolean
  declare labels: Labels

  constructor() {
    super()
    this.endpoint = this.lessonId = this.authToken = this.poster = this.theme = this.muxData = this.nextLessonId = null
    this.getAuthToken = this.headers = this.playbackRates = null
    this.credentials = 'same-origin'
    this.loading = 'lazy'
    this.preload = 'metadata'
    this.autoplay = this.defaultMuted = this.loop = this.playsInline = this.noHotkeys = this.playWhenHidden = false
    this.dataSaver =
      this.noResume =
      this.preview =
      this.noPauseOthers =
      this.noWatchedMap =
      this.cast =
      this.transcript =
        false
    this.autoplayNext = false
    this.labels = {}
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang', 'dir']
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === 'lang' || name === 'dir') this.requestUpdate()
    else super.attributeChangedCallback(name, old, value)
  }
}
