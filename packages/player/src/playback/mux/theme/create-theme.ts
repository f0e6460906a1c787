import type { WatchedMap } from '../../../core/map/watched-map.js'
import type { PlaybackOptions, PlaybackSource, PlayerAction } from '../../playback-adapter.js'
import type { MuxPlayer } from '../mux-player-type.js'
import { createMapView } from '../watched-map.js'
import { followControls } from './control-events.js'
import { findTheme } from './define-theme.js'
import { dressTheme, themeRoot } from './dress-theme.js'
import { loadChaptersMenu } from './lazy-chapters.js'

/** Below this height, in pixels, captions make room for the controls, and the time bar for the panel at the end. */
const SHORT = 160

/** The controls of one Mux Player. */
export interface Theme {
  /** Wears what the options ask for; nothing is drawn again unless it has to be. */
  dress(options: PlaybackOptions): void
  showMap(map: WatchedMap | null): void
  /** Offers the lesson's chapters in the settings. */
  offerChapters(chapters: PlaybackSource['chapters']): void
  focusControls(): void
  closeMenu(): void
}

/** Takes over the theme that a Mux Player has drawn. `element`: what the player fills; its attributes say to the layers above that it is `short`, or has a `menu` open. */
export function createTheme(
  element: HTMLElement,
  player: MuxPlayer,
  { act, signal }: { act: (action: PlayerAction) => void; signal: AbortSignal },
): Theme {
  let options: PlaybackOptions | undefined
  let chapters: ((root: ShadowRoot) => void) | undefined
  const map = createMapView(() => options?.words, signal)
  const root = themeRoot(player)
  const mark = (name: string, isOn: boolean): void => {
    for (const one of [element, themeRoot(player)?.host]) one?.toggleAttribute(name, isOn)
  }
  const controls = root && followControls(root, { act, opened: (isOpen) => mark('menu', isOpen), signal })
  const observer = new ResizeObserver(() => {
    mark('short', element.clientHeight < SHORT)
    letTabIn()
  })
  observer.observe(element)
  signal.addEventListener('abort', () => observer.disconnect(), { once: true })

  /** What Media Chrome reads when the controls get into the page: from then on, with it Firefox would pass over all of them. */
  function letTabIn(): void {
    const { mediaController: controller } = player
    if (controller?.isConnected) controller.removeAttribute('tabindex')
  }

  /** Where its code cannot be loaded, there is no menu; the bar and its previews have the chapters all the same. */
  async function addChapters(given: PlaybackSource['chapters']): Promise<void> {
    const code = await loadChaptersMenu().catch(() => null)
    const root = themeRoot(player)
    if (!code || chapters || !root || !options || signal.aborted) return
    chapters = code.createChaptersMenu(player, given)
    chapters(root)
  }

  return {
    dress(given) {
      const before = options
      options = given
      const attach = (drawn: ShadowRoot): void => {
        map.attach(drawn)
        letTabIn()
        chapters?.(drawn)
      }
      const dressing = { options: given, parts: [attach] }
      const name = findTheme(given.theme, given.fullscreenElement)
      if (player.getAttribute('theme') !== name) dressTheme(player, dressing, () => player.setAttribute('theme', name))
      else dressTheme(player, dressing, before && before.lang !== given.lang ? 'again' : undefined)
    },

    showMap: (next) => map.show(next),

    offerChapters(given) {
      if (given.length > 0 && !chapters) void addChapters(given)
    },

    focusControls: () => controls?.focus(),
    closeMenu: () => controls?.closeMenu(),
  }
}
