import { LazyPart } from '../../../lazy-part.js'
import type { MuxPlayer } from '../mux-player-type.js'

/** Makes double taps seek on a device with a touch screen. What does it is loaded there alone. */
export function listenToTaps(element: HTMLElement, player: MuxPlayer, lang: () => string, signal: AbortSignal): void {
  // The browser would wait for a second tap to zoom in.
  element.style.touchAction = 'manipulation'
  const taps = new LazyPart(
    () => import('./double-tap.js'),
    ({ seekByDoubleTap }) => seekByDoubleTap(element, player, lang, signal),
  )
  element.addEventListener('pointerdown', ({ pointerType }) => pointerType === 'touch' && void taps.want(), {
    capture: true,
    signal,
  })
  if (element.ownerDocument.defaultView?.matchMedia('(any-pointer: coarse)').matches) void taps.want()
}
