import { assert } from 'chai'
import type { LessonPlayerElement } from '../../src/index.js'
import { mount, part, unmountAll } from '../support/mount.js'
import { next, record, until } from '../support/wait.js'

let learners = 0

describe('where a page puts the element', () => {
  before(async function () {
    this.timeout(60_000)
    await fetch('/lessons-api/v1/health/live')
  })
  let leftovers: Element[] = []
  afterEach(() => {
    unmountAll()
    for (const element of leftovers) element.remove()
    leftovers = []
  })

  function place(parent: Element = document.body, attributes: Record<string, string | boolean> = {}) {
    learners += 1
    const fixed = { 'lesson-id': 'fire-safety-1', 'auth-token': `place-${learners}`, loading: 'eager', muted: true }
    return mount({ ...fixed, ...attributes }, parent)
  }

  async function playing(element: LessonPlayerElement, until_ = 0.5): Promise<LessonPlayerElement> {
    await next(element, 'ehr-ready')
    await element.play()
    await until(() => element.currentTime > until_)
    return element
  }

  function put<T extends Element>(element: T): T {
    leftovers.push(element)
    document.body.append(element)
    return element
  }

  function closedRoot(): Element {
    const inner = document.createElement('div')
    put(document.createElement('div')).attachShadow({ mode: 'closed' }).append(inner)
    return inner
  }

  it('pauses the other lesson where both are in closed shadow roots', async () => {
    const one = await playing(place(closedRoot()))
    const two = place(closedRoot())
    const paused = next(one, 'pause')
    await playing(two)
    await paused
    assert.isFalse(two.paused)
  })

  it('is held by nothing of the page once it is gone', async () => {
    const registry = Reflect.get(window, Symbol.for('ehr-lesson-player/players')) as Set<unknown>
    const before = registry.size
    const element = place(closedRoot())
    assert.equal(registry.size, before + 1)
    element.remove()
    assert.equal(registry.size, before)
  })

  it('goes on at the same place and looks the same in a frame and back', async () => {
    const element = await playing(place(), 2)
    const session = element.sessionId
    const frame = put(document.createElement('iframe'))
    frame.style.cssText = 'width: 700px; height: 420px'
    for (const body of [frame.contentDocument!.body, document.body]) {
      const at = element.currentTime
      const ready = record(element, 'ehr-ready')
      body.append(element)
      await until(() => element.currentTime > at + 0.3)
      assert.isBelow(element.currentTime, at + 4)
      assert.isFalse(element.paused)
      assert.equal(element.sessionId, session)
      assert.isEmpty(ready)
      assert.equal(getComputedStyle(part(element, '.surface')).position, 'absolute')
      assert.closeTo(element.getBoundingClientRect().height, 360, 1)
    }
    await element.flush()
    assert.isAtLeast(element.watched.length, 1)
  })

  it('stays paused in another document where it was paused', async () => {
    const element = await playing(place(), 1)
    const paused = next(element, 'pause')
    element.pause()
    await paused
    const at = element.currentTime
    const frame = put(document.createElement('iframe'))
    frame.contentDocument!.body.append(element)
    await next(element, 'loadeddata')
    await until(() => Math.abs(element.currentTime - at) < 0.4)
    assert.isTrue(element.paused)
    element.remove()
  })

  for (const [how, hide] of [
    ['display: none', (box: HTMLElement) => (box.style.display = 'none')],
    ['visibility: hidden', (box: HTMLElement) => (box.style.visibility = 'hidden')],
    ['a hidden panel', (box: HTMLElement) => (box.hidden = true)],
    ['content-visibility: hidden', (box: HTMLElement) => box.style.setProperty('content-visibility', 'hidden')],
  ] as const) {
    it(`pauses once it is not drawn any more: ${how}`, async () => {
      const box = put(document.createElement('div'))
      const element = await playing(place(box))
      const paused = next(element, 'pause')
      hide(box)
      await paused
      assert.isTrue(element.paused)
    })
  }

  it('pauses when its dialog is closed', async () => {
    const dialog = put(document.createElement('dialog'))
    dialog.showModal()
    const element = await playing(place(dialog))
    const paused = next(element, 'pause')
    dialog.close()
    await paused
    assert.isTrue(element.paused)
  })

  it('plays on where it is not drawn, if the page asks for that', async () => {
    const box = put(document.createElement('div'))
    const element = await playing(place(box, { 'play-when-hidden': true }))
    box.hidden = true
    const at = element.currentTime
    await until(() => element.currentTime > at + 1)
    assert.isFalse(element.paused)
  })

  it('plays on where it was only scrolled away', async () => {
    const element = await playing(place())
    const far = put(document.createElement('div'))
    far.style.height = '500vh'
    far.scrollIntoView({ block: 'end' })
    const at = element.currentTime
    await until(() => element.currentTime > at + 1)
    assert.isFalse(element.paused)
  })

  it('shows a good still after one that could not be had', async () => {
    const element = place(document.body, { loading: 'click', poster: '/no-such-still.png' })
    await element.updateComplete
    await next(part(element, 'img'), 'error')
    await until(() => element.shadowRoot?.querySelector('img[part=poster]') === null)
    element.poster = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'
    await element.updateComplete
    assert.isAbove(part(element, 'img').getClientRects().length, 0)
  })
})
