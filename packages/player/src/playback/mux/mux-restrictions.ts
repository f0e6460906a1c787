import { after } from '@enhancedhr/element-kit'
import type { MuxPlayer } from './mux-player-type.js'
import type { Restrictions } from '../playback-adapter.js'

/** While playing is stalled, hls.js itself steps over a hole in the media; that is no seek of the learner. In seconds. */
const ENGINE_STEP = 1

/**
 * Keeps a Mux Player to what the lesson lets a learner do, whoever asks.
 *
 * Mux Player's own bar, buttons and keys ask by events, which are stopped before anything is sought. Everything else (a script,
 * the browser's own controls, picture-in-picture, the media keys) moves the media element directly: it is put back at
 * `seeking` and `ratechange`, before anybody else hears of them, so that nothing is played or collected in between.
 *
 * Gives a function that is called with where the next load begins.
 */
export function enforceRestrictions(
  element: HTMLElement,
  player: MuxPlayer,
  restrictions: Restrictions,
  signal: AbortSignal,
): { beginAt(seconds: number): void } {
  /** Where the learner was before a seek that is under way. */
  let at = 0
  let stalled = false

  function on(name: string, listener: (event: Event & { readonly detail?: unknown }) => void): void {
    element.addEventListener(name, listener, { capture: true, signal })
  }

  function here(): number {
    const { media } = player
    return media && media.readyState > 0 && !media.seeking ? media.currentTime : at
  }

  on('timeupdate', () => {
    if (player.media?.paused === false) at = here()
  })
  on('seeked', () => (at = here()))
  on('waiting', () => (stalled = true))
  on('playing', () => (stalled = false))

  on('seeking', () => {
    const { media } = player
    if (!media) return
    const to = media.currentTime
    if (stalled && to > at && to <= at + ENGINE_STEP) return
    const allowed = restrictions.allowSeek(at, to)
    if (allowed !== null && allowed !== to) media.currentTime = allowed
  })

  on('ratechange', () => {
    const { media } = player
    if (!media) return
    const allowed = restrictions.allowRate(media.playbackRate)
    if (allowed !== null && allowed !== media.playbackRate) media.playbackRate = allowed
  })

  on('mediaseekrequest', (event) => {
    const from = here()
    const allowed = restrictions.allowSeek(from, Number(event.detail))
    if (allowed === Number(event.detail)) return
    event.stopImmediatePropagation()
    if (allowed !== null && allowed !== from) player.currentTime = allowed
    putBack(event.composedPath()[0], allowed ?? from)
  })

  on('mediaplaybackraterequest', (event) => {
    const allowed = restrictions.allowRate(Number(event.detail))
    if (allowed === Number(event.detail)) return
    event.stopImmediatePropagation()
    if (allowed !== null) player.playbackRate = allowed
  })

  return {
    beginAt(seconds) {
      at = seconds
    },
  }
}

/** A time bar shows where it was dragged to until it gets another time, and while it is held it does not listen. */
function putBack(bar: EventTarget | undefined, seconds: number): void {
  if (!(bar instanceof Element) || !bar.hasAttribute('mediacurrenttime')) return
  const show = (): void => {
    for (const time of [seconds + 0.001, seconds]) bar.setAttribute('mediacurrenttime', String(time))
  }
  show()
  bar.ownerDocument.defaultView?.addEventListener('pointerup', () => after(0, show), { once: true })
}
