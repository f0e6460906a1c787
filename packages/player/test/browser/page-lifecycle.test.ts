import { assert } from 'chai'
import { pageLifecycle } from '../../src/browser/page-lifecycle.js'
import type { PageEvent } from '../../src/ports.js'

describe('page lifecycle', () => {
  it('tells what happens to the page until nobody listens any more', () => {
    const told: PageEvent[] = []
    const stop = pageLifecycle.listen((event) => told.push(event))
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    window.dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('freeze'))
    document.dispatchEvent(new Event('resume'))
    document.dispatchEvent(new Event('visibilitychange'))
    stop()
    window.dispatchEvent(new PageTransitionEvent('pagehide'))
    const shown: PageEvent = document.visibilityState === 'visible' ? 'visible' : 'hidden'
    assert.deepEqual(told, ['leaving', 'returned', 'online', 'frozen', 'returned', shown])
  })

  it('does not take the first showing of a page for a return', () => {
    const told: PageEvent[] = []
    const stop = pageLifecycle.listen((event) => told.push(event))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))
    stop()
    assert.deepEqual(told, [])
  })
})
