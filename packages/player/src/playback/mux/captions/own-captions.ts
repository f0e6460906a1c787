import type { ChoicesStore } from '../../../ports/choices-store.js'
import type { MuxPlayer } from '../mux-player-type.js'
import { drawCaptions } from './draw-captions.js'
import { keepCaptions } from './keep-captions.js'

/** What a lesson with captions needs besides Mux Player: the learner's choice is kept, and the cues are drawn above the controls. */
export function ownCaptions(
  element: HTMLElement,
  player: MuxPlayer,
  choices: ChoicesStore,
  signal: AbortSignal,
): { begin(): void; follow(): void; redraw(): void } {
  const kept = keepCaptions(element, player, choices, signal)
  const drawn = drawCaptions(player, choices, signal)

  function follow(): void {
    kept.follow()
    drawn.follow()
  }

  return {
    /** Takes up the captions that are there. */
    begin() {
      if (signal.aborted) return
      kept.restore()
      follow()
    },
    follow,
    redraw: () => drawn.redraw(),
  }
}
