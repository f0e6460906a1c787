import type { PageEvent, PageLike } from '../ports/page.js'

/** The page that an element is in, which may become another one. */
export interface MovingPage extends PageLike {
  /** The element is in this document from now on. */
  follow(document: Document): void
}

/**
 * Listens to what happens to the page of an element.
 *
 * An element that was moved into another frame or window is seen there: that document says whether it is visible. What its
 * code runs in stays the page that made it, so both are listened to for leaving. Never to `unload`, which would keep the page
 * out of the back-forward cache. `pagehide` is sent at `window` only.
 */
export function createPageLifecycle(): MovingPage {
  let current = document
  /** What ends listening in the present document, by listener. */
  const listeners = new Map<(event: PageEvent) => void, AbortController>()

  function start(listener: (event: PageEvent) => void): void {
    const listening = new AbortController()
    listeners.set(listener, listening)
    const { signal } = listening
    const on = (target: EventTarget | null | undefined, name: string, event: () => PageEvent | null) => {
      const handle = (): void => {
        const happened = event()
        if (happened) listener(happened)
      }
      target?.addEventListener(name, handle, { signal })
    }
    on(current, 'visibilitychange', () => (current.visibilityState === 'visible' ? 'visible' : 'hidden'))
    on(window, 'online', () => 'online')
    for (const view of new Set([window, current.defaultView])) {
      on(view, 'pagehide', () => 'leaving')
      on(view, 'focus', () => 'focused')
      on(view?.document, 'freeze', () => 'frozen')
      on(view?.document, 'resume', () => 'returned')
      const shown = (event: PageTransitionEvent): void => {
        if (event.persisted) listener('returned')
      }
      view?.addEventListener('pageshow', shown, { signal })
    }
  }

  return {
    get visible() {
      return current.visibilityState === 'visible'
    },
    listen(listener) {
      start(listener)
      return () => {
        listeners.get(listener)?.abort()
        listeners.delete(listener)
      }
    },
    follow(document) {
      if (document === current) return
      current = document
      for (const [listener, listening] of [...listeners]) {
        listening.abort()
        start(listener)
        // The document before may have said that it is going.
        listener('returned')
      }
    },
  }
}
