import type { MuxPlayer } from '../mux-player-type.js'

/** Makes double taps seek on a device with a touch screen. What does it is loaded there alone, and tried again with the next touch. */
export function listenToTaps(element: HTMLElement, player: MuxPlayer, lang: () => string, signal: AbortSignal): void {
  // The browser would wait for a second tap to zoom in.
  element.style.touchAction = 'manipulation'
  let isLoaded = false

  async function load(): Promise<void> {
    if (isLoaded) return
    isLoaded = true
    try {
      const { seekByDoubleTap } = await import('./double-tap.js')
      if (!signal.aborted) seekByDoubleTap(element, player, lang, signal)
    } catch {
      isLoaded = false
    }
  }

  element.addEventListener('pointerdown', ({ pointerType }) => void (pointerType === 'touch' && load()), {
    capture: true,
    signal,
  })
  if (element.ownerDocument.defaultView?.matchMedia('(any-pointer: coarse)').matches) void load()
}
