import { readCaptionStyle, type CaptionStyle } from '../../../core/playback/caption-style.js'
import type { ChoicesStore } from '../../../ports/choices-store.js'
import { cueStyles, HIDE_NATIVE } from './cue-styles.js'
import { OwnSheet } from './own-sheet.js'
import type { MuxPlayer } from '../mux-player-type.js'

/**
 * Draws the cues of one track in the theme's own box, where controls never lie over them, and in the look that the learner has chosen.
 *
 * The track stays `showing`, so that the menu, the learner's choice, full screen of a phone and AirPlay go on with it; only the
 * browser's drawing of it is hidden. The browser draws what this cannot: a theme without a box, regions and vertical text, and
 * everything where the learner wants captions as on the rest of the device.
 */
export class CueBox {
  readonly #player: MuxPlayer
  readonly #choices: ChoicesStore
  readonly #hidden = new OwnSheet(HIDE_NATIVE)
  readonly #look = new OwnSheet(cueStyles)

  constructor(player: MuxPlayer, choices: ChoicesStore) {
    this.#player = player
    this.#choices = choices
  }

  /** Draws what the track says now; `null`: nothing. */
  draw(track: TextTrack | null): void {
    const place = this.#place()
    const style = readCaptionStyle(this.#choices.read().captionStyle)
    const cues = [...(track?.activeCues ?? [])] as VTTCue[]
    const isNative = !place || style.native || cues.some(isOnlyNative)
    const media = this.#player.media?.nativeEl.getRootNode()
    if (media instanceof Node && 'adoptedStyleSheets' in media) this.#hidden.toggle(media as ShadowRoot, !isNative)
    if (!place) return
    this.#look.toggle(place.getRootNode() as ShadowRoot, true)
    dress(place, style)
    place.replaceChildren(...(isNative ? [] : cues.map((cue) => toBlock(cue, place.ownerDocument))))
    if (track && !isNative) place.lang = track.language
    else place.removeAttribute('lang')
  }

  #place(): HTMLElement | null {
    const theme = this.#player.shadowRoot?.querySelector('media-theme')
    return theme?.shadowRoot?.querySelector('div[part=captions]') ?? null
  }
}

/** A region, or text from top to bottom: the browser knows how. */
function isOnlyNative(cue: Partial<VTTCue>): boolean {
  return Boolean(cue.region) || Boolean(cue.vertical) || typeof cue.getCueAsHTML !== 'function'
}

function dress(place: HTMLElement, { size, color, ground, position }: CaptionStyle): void {
  const values = { size: String(size / 100), color, ground, position }
  for (const [name, value] of Object.entries(values)) {
    if (name === 'size') place.style.setProperty('--cue-size', value)
    else place.setAttribute(`data-${name}`, value)
  }
}

function toBlock(cue: VTTCue, page: Document): HTMLElement {
  const block = page.createElement('div')
  const text = page.createElement('span')
  text.append(cue.getCueAsHTML())
  // Those of the file mean nothing to the theme, which has its own of the same names.
  for (const element of text.querySelectorAll('[class]')) element.removeAttribute('class')
  block.dir = 'auto'
  block.append(text)
  return block
}
