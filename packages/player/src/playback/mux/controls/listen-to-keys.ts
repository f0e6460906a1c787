import { holdEvent } from '../../../hold-event.js'
import { LazyPart } from '../../../lazy-part.js'
import type { MuxPlayer } from '../mux-player-type.js'
import type { StageKeys } from './stage-keys.js'

/** What may be one of the keys that are taken; with the rest, nothing has to wait. */
const OURS = /^([\d,.<>?C]|Home|End)$/

/** Takes the keys of a learner who is at the player: what does it is loaded once the focus is in it, and keys wait for it. */
export function listenToKeys(element: HTMLElement, player: MuxPlayer, keys: StageKeys): void {
  const { signal } = keys
  const stage = new LazyPart(
    () => import('./stage-keys.js'),
    ({ takeKeys }) => takeKeys(element, player, keys),
  )
  element.addEventListener('focusin', () => void stage.want(), { signal })
  element.addEventListener(
    'keydown',
    (event) => {
      const { key, target } = event
      // What is typed elsewhere cannot come later, nor what moves a slider.
      const isFree = target === player && !event.ctrlKey && !event.altKey && !event.metaKey && keys.options()?.hotkeys
      const isKept = key.length > 1 && (event.composedPath()[0] as Element).localName === 'input'
      const isMenus = key === 'Escape' && element.hasAttribute('menu')
      if (isMenus || (isFree && !isKept && OURS.test(key))) holdEvent(event, stage)
    },
    { capture: true, signal },
  )
}
