import { assert } from 'chai'
import { LessonPlayerElement } from '../../src/index.js'
import { FakeHandler } from '../support/fake-handler.js'
import { next, nextError, record, until } from '../support/wait.js'

// In this order: a page has the code once it was loaded.
describe('the code of a lesson', () => {
  const handler = new FakeHandler()
  before(() => handler.start())
  after(() => handler.stop())
  afterEach(() => {
    for (const element of document.querySelectorAll('ehr-lesson-player')) element.remove()
    handler.reset()
  })
  /** Not by `mount`, which has the code of a lesson there before. */
  function lesson(): LessonPlayerElement {
    if (!customElements.get('ehr-lesson-player')) LessonPlayerElement.define()
    const element = document.createElement('ehr-lesson-player')
    Object.assign(element, { endpoint: '/fake-api', lessonId: 'fire-safety-1', loading: 'click', defaultMuted: true })
    document.body.append(element)
    return element
  }
  const find = (element: Element, selector: string) => element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null
  const panelText = (element: Element) => find(element, '[part=message]')?.textContent ?? null
  const codeAsked = () => handler.urls.some((url) => url.includes('/player/src/composition.'))

  it('is not asked for before the lesson is wanted', async () => {
    const element = lesson()
    element.currentTime = 3
    element.pause()
    assert.deepEqual(await element.flush(), { pending: 0 })
    await element.updateComplete
    assert.isNotNull(find(element, '[part=start-button]'))
    assert.isFalse(codeAsked())
    assert.isEmpty(handler.asked)
    assert.equal(element.watched.length, 0)
    assert.isNull(element.progress)
  })

  it('is asked for beside the grant; one that cannot be had is a coded error with a button', async () => {
    handler.isCodeAway = true
    const element = lesson()
    const errors = record(element, 'ehr-error')
    element.load()
    assert.isTrue((await Promise.all([element.updateComplete, nextError(element, 'playback_failed')]))[0])
    assert.deepEqual(handler.asked, ['fire-safety-1'])
    await element.updateComplete
    assert.include(panelText(element), 'The video stopped')
    assert.isTrue(element.matches(':state(error)'))
    assert.lengthOf(errors, 1)
    assert.include(errors[0]!.detail, { code: 'playback_failed', retryable: true, fatal: true, retryAfter: null })
    const failed = await element.explain().catch((error: unknown) => error)
    assert.include(failed as object, { name: 'LessonCallError', code: 'endpoint_unreachable', retryable: true })
  })

  it('is asked for again by the button, and the lesson begins as it was asked to', async () => {
    handler.isCodeAway = true
    const element = lesson()
    element.currentTime = 4
    const playing = element.play()
    await nextError(element, 'playback_failed')
    handler.isCodeAway = false
    await until(() => panelText(element) !== null)
    find(element, '[part=message-button]')!.click()
    await next(element, 'ehr-ready')
    await playing
    assert.isAtLeast(element.currentTime, 3.9)
    assert.isNull(panelText(element))
  })

  it('takes over the request for the grant that left before it came', async () => {
    const element = lesson()
    element.load()
    await next(element, 'ehr-ready')
    assert.deepEqual(handler.asked, ['fire-safety-1'])
  })
})
