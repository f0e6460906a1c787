import type { MuxPlayer } from '../mux-player-type.js'

/** What Mux Player's controls ask for, by the name of the event. */
export type ControlRequest = 'mediapauserequest' | 'mediaplaybackraterequest' | 'mediaplayrequest' | 'mediaseekrequest'

/**
 * Asks for something as Mux Player's own buttons do, so that everything hears of it that may refuse it: the lesson's restrictions,
 * and whatever playing has to wait for.
 */
export function requestControl(player: MuxPlayer, name: ControlRequest, detail?: number | string): void {
  player.mediaController?.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}
