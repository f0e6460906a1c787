import type { ChoicesStore } from '../../ports/choices-store.js'
import type { MuxPlayer } from './mux-player-type.js'

/**
 * Plays at the speed that the learner chose before, as far as the lesson goes, and keeps what is chosen in Mux Player's menu or
 * by its keys.
 *
 * `begin` is called when a load has begun. A speed that the lesson does not have is stopped before it gets here.
 */
export function keepSpeed(
  element: HTMLElement,
  player: MuxPlayer,
  choices: ChoicesStore,
  signal: AbortSignal,
): { begin(maxRate: number): void } {
  element.addEventListener(
    'mediaplaybackraterequest',
    (event: Event & { readonly detail?: unknown }) => {
      const rate = Number(event.detail)
      // The menu also asks for the speed that it was just given, whoever set it. That is nobody's choice.
      if (rate !== player.playbackRate) choices.change({ rate })
    },
    { capture: true, signal },
  )
  return {
    begin(maxRate) {
      const { rate } = choices.read()
      if (rate !== null) player.playbackRate = Math.min(rate, maxRate)
    },
  }
}
