import { LazyPart } from '../../../lazy-part.js'
import type { MuxPlayer } from '../mux-player-type.js'
import type { StageKeys } from './stage-keys.js'

/** Takes the keys of a learner who is at the player: what does it is loaded once the focus is in it. */
export function listenToKeys(element: HTMLElement, player: MuxPlayer, keys: StageKeys): void {
  const stage = new LazyPart(
    () => import('./stage-keys.js'),
    ({ takeKeys }) => takeKeys(element, player, keys),
  )
  element.addEventListener('focusin', () => void stage.want(), { signal: keys.signal })
}
