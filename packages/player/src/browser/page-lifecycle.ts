import type { PageEvent, PageLike } from '../ports.js'

/**
 * Listens to what happens to the page.
 *
 * Never to `unload`, which would keep the page out of the back-forward cache. `pagehide` is sent at `window` only.
 */
export const pageLifecycle: PageLike = {
  get visible() {
    return document.visibilityState === 'visible'
  },
  listen(listener) {
    const listening = new AbortController()
    const tell = (target: EventTarget, name: string, event: () => PageEvent | null) => {
      target.addEventListener(
        name,
        () => {
          const told = event()
          if (told) listener(told)
        },
        { signal: listening.signal },
      )
    }
    tell(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'visible' : 'hidden'))
    tell(document, 'freeze', () => 'frozen')
    tell(document, 'resume', () => 'returned')
    tell(window, 'pagehide', () => 'leaving')
    tell(window, 'online', () => 'online')
    tell(window, 'focus', () => 'focused')
    window.addEventListener(
      'pageshow',
      (event) => {
        if (event.persisted) listener('returned')
      },
      { signal: listening.signal },
    )
    return () => listening.abort()
  },
}
