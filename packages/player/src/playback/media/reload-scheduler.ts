import { after } from '@enhancedhr/element-kit'

/** A load takes some time itself; it is over before what was there before ends. */
const AHEAD_MS = 2_000

/**
 * Does something that interrupts playing at the moment that is noticed least, within `goodFor` milliseconds: at once while
 * nothing is seen, otherwise at the next pause or seek. Gives the function that calls it off.
 */
export function scheduleReload(media: HTMLMediaElement, goodFor: number, act: () => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const now = (): void => {
    if (signal.aborted) return
    listening.abort()
    act()
  }
  signal.addEventListener('abort', after(goodFor - AHEAD_MS, now))
  for (const name of ['pause', 'seeking', 'ended']) media.addEventListener(name, now, { signal })
  const { ownerDocument: page } = media
  page.addEventListener('visibilitychange', () => page.hidden && now(), { signal })
  if (media.paused || page.hidden) now()
  return () => listening.abort()
}
