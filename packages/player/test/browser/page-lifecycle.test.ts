import { assert } from 'chai'
import { createPageLifecycle } from '../../src/browser/page-lifecycle.js'
import type { PageEvent } from '../../src/ports/page.js'

describe('page lifecycle', () => {
  it('reports what happens to the page until nobody listens any more', () => {
    const events: PageEvent[] = []
    const stop = createPageLifecycle().listen((event) => events.push(event))
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    window.dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('freeze'))
    document.dispatchEvent(new Event('resume'))
    document.dispatchEvent(new Event('visibilitychange'))
    stop()
    window.dispatchEvent(new PageTransitionEvent('pagehide'))
    const shown: PageEvent = document.visibilityState === 'visible' ? 'visible' : 'hidden'
    assert.deepEqual(events, ['leaving', 'returned', 'online', 'frozen', 'returned', shown])
  })

  it('does not take the first showing of a page for a return', () => {
    const events: PageEvent[] = []
    const stop = createPageLifecycle().listen((event) => events.push(event))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))
    stop()
    assert.deepEqual(events, [])
  })

  it('follows an element into another document and back', () => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const view = frame.contentWindow!
    const page = createPageLifecycle()
    const events: PageEvent[] = []
    const stop = page.listen((event) => events.push(event))
    page.follow(view.document)
    const shown: PageEvent = page.visible ? 'visible' : 'hidden'
    view.document.dispatchEvent(new Event('visibilitychange'))
    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('online'))
    window.dispatchEvent(new PageTransitionEvent('pagehide'))
    view.dispatchEvent(new PageTransitionEvent('pagehide'))
    page.follow(document)
    view.dispatchEvent(new PageTransitionEvent('pagehide'))
    stop()
    page.follow(view.document)
    window.dispatchEvent(new Event('online'))
    frame.remove()
    assert.deepEqual(events, ['returned', shown, 'online', 'leaving', 'leaving', 'returned'])
  })
})
