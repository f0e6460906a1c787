import type { PageEvent, PageLike } from '../ports/page.js'

/** The page that an element is in, which may become another one. */
export interface MovingPage extends PageLike {
  /** The element is in this document from now on. */
  follow(document: Document): void
}

/**
 * Listens to what happens to the page of an element.
 *
 * An element that was moved into a frame or a window of its own is seen there: that document says whether it is visible. What its
 * code runs in stays the page that made it, so both are listened to for leaving. Never to `unload`, which would keep the page
 * out of the back-forward cache. `pagehide` is sent at `window` only.
 */
export function createPageLifecycle(): MovingPage {
  let place = document
  /** What ends listening in the present place, by listener. */
  const listeners = new Map<(event: PageEvent) => void, AbortController>()

  function start(listener: (event: PageEvent) => void): void {
    const listening = new AbortController()
    listeners.set(listener, listening)
    const { signal } = listening
    const tell = (target: EventTarget | null | undefined, name: string, event: () => PageEvent | null) => {
      const heard = (): void => {
        const told = event()
        if (told) listener(told)
      }
      target?.addEventListener(name, heard, { signal })
    }
    tell(place, 'visibilitychange', () => (place.visibilityState === 'visible' ? 'visible' : 'hidden'))
    tell(window, 'online', () => 'online')
    for (const view of new Set([window, place.defaultView])) {
      tell(view, 'pagehide', () => 'leaving')
      tell(view, 'focus', () => 'focused')
      tell(view?.document, 'freeze', () => 'frozen')
      tell(view?.document, 'resume', () => 'returned')
      const shown = (event: PageTransitionEvent): void => {
        if (event.persisted) listener('returned')
      }
      view?.addEventListener('pageshow', shown, { signal })
    }
  }

  return {
    get visible() {
      return place.visibilityState === 'visible'
    },
    listen(listener) {
      start(listener)
      return () => {
        listeners.get(listener)?.abort()
        listeners.delete(listener)
      }
    },
    follow(document) {
      if (document === place) return
      place = document
      for (const [listener, listening] of [...listeners]) {
        listening.abort()
        start(listener)
        // The place before may have said that it is going.
        listener('returned')
      }
    },
  }
}
