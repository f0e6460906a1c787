import { chooseRendition, fillingRendition, menuHeight, type Choosable } from '../../core/playback/choose-rendition.js'
import type { ChoicesStore } from '../../ports/choices-store.js'
import type { MuxPlayer } from './mux-player-type.js'

/** The part of hls.js that chooses. -1: automatic. */
interface Engine {
  /** Ascending. */
  readonly levels: readonly Choosable[]
  readonly manualLevel: number
  autoLevelCapping: number
  startLevel: number
  nextLevel: number
  once(event: 'hlsManifestParsed', listener: () => void): void
}

/** What a quality is chosen by. */
export interface QualityPorts {
  readonly choices: ChoicesStore
  readonly signal: AbortSignal
  /** The longer side of the player, in pixels of the screen; `null`: the automatic choice does not go by it. */
  side(): number | null
}

/**
 * Plays in the quality that the learner chose before, from the first segment on, and keeps what is chosen in Mux Player's menu.
 *
 * `follow` takes up the hls.js of a load. Where the browser plays HLS by itself it also chooses by itself.
 */
export function keepQuality(
  element: HTMLElement,
  player: MuxPlayer,
  { choices, signal, side }: QualityPorts,
): { follow(): void } {
  let engine: Engine | undefined

  /** hls.js measures the player only once it was drawn, and a master may be there before. */
  function fit(engine: Engine): void {
    const longer = side()
    if (engine.autoLevelCapping < 0 && longer !== null)
      engine.autoLevelCapping = fillingRendition(engine.levels, longer)
  }

  function restore(): void {
    if (!engine) return
    fit(engine)
    const index = chooseRendition([...player.videoRenditions], choices.read().quality)
    if (index < 0) return
    // Before anything is loaded; the list makes it the lasting choice, and shows it in the menu.
    engine.startLevel = index
    player.videoRenditions.selectedIndex = index
  }

  /**
   * Mux Player takes a choice for made where the buffer already holds that rendition, and the automatic choice for made where
   * the buffer ends: hls.js would go on as before, against what the menu says.
   */
  function insist(): void {
    const index = player.videoRenditions.selectedIndex
    if (engine && player._hls && engine.manualLevel !== index) engine.nextLevel = index
  }
  const changed = (): void => queueMicrotask(insist)

  element.addEventListener(
    'mediarenditionrequest',
    (event: Event & { readonly detail?: unknown }) => {
      const renditions = [...player.videoRenditions]
      const chosen = renditions.find(({ id }) => id === event.detail)
      // The menu also asks for the rendition that it was just given, whoever set it. That is nobody's choice.
      if (chosen === renditions.find(({ selected }) => selected)) return
      choices.change({ quality: chosen ? { height: menuHeight(chosen), bitrate: chosen.bitrate ?? null } : null })
    },
    { capture: true, signal },
  )

  return {
    follow() {
      const current = player._hls as unknown as Engine | undefined
      if (current === engine) return
      engine = current
      player.videoRenditions.addEventListener('change', changed, { signal })
      if (engine && engine.levels.length > 0) restore()
      else engine?.once('hlsManifestParsed', restore)
    },
  }
}
