import { assert } from 'chai'
import { HttpResponse } from 'msw'
import { problem } from '../support/fake-handler.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, panelText, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, record, until } from '../support/wait.js'
import type { ErrorDetail } from '../../src/index.js'

describe('a lesson that is not granted', () => {
  const handler = useFakeHandler()
  const mountFake = (attributes = {}) =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', ...attributes })

  for (const [status, code, words] of [
    [403, 'entitlement_denied', 'have access to this lesson'],
    [404, 'lesson_not_found', 'Lesson not found'],
    [500, 'internal', 'went wrong'],
    [409, 'media_replaced', 'went wrong'],
  ] as const) {
    it(`tells ${status} ${code} in words, and asks again only when the button is pressed`, async () => {
      handler.then(() => problem(status, code))
      const element = mountFake()
      const { detail } = await next<ErrorDetail>(element, 'ehr-error')
      assert.include(detail, { code, retryable: false, fatal: true, retryAfter: null })
      await element.updateComplete
      assert.include(panelText(element), words)
      assert.isNotNull(element.shadowRoot?.querySelector('[role=alert]'))
      assert.isTrue(element.matches(':state(error)'))
      const ready = next(element, 'ehr-ready')
      part(element, '[part=message-button]').click()
      await ready
      await element.updateComplete
      assert.isNull(panelText(element))
      assert.lengthOf(handler.asked, 2)
    })
  }

  it('waits as long as a 429 asks, counts down, and then plays by itself', async () => {
    handler.then(() => problem(429, 'rate_limited', { 'retry-after': '1' }))
    const element = mountFake({ autoplay: true, muted: true })
    const { detail } = await next<ErrorDetail>(element, 'ehr-error')
    const failedAt = performance.now()
    assert.include(detail, { code: 'rate_limited', retryable: true, fatal: false, retryAfter: 1 })
    await element.updateComplete
    assert.match(panelText(element) ?? '', /try again automatically.*Trying again in \d s/)
    assert.isEmpty(element.shadowRoot!.querySelectorAll('[part=message-button]'))
    assert.lengthOf(element.shadowRoot!.querySelectorAll('[part=message] [role=status]'), 1)
    await next(element, 'ehr-ready')
    assert.isAtLeast(performance.now() - failedAt, 1_000)
    await next(element, 'playing')
  })

  it('takes a page of a captive portal for an endpoint that cannot be reached', async () => {
    handler.then(() => HttpResponse.html('<h1>Welcome to our hotel</h1>'))
    const element = mountFake()
    const { detail } = await next<ErrorDetail>(element, 'ehr-error')
    assert.include(detail, { code: 'endpoint_unreachable', retryable: true, fatal: false })
    await element.updateComplete
    assert.include(panelText(element), 'keep trying')
  })

  it('takes a document with a code that no handler raises for an endpoint that cannot be reached', async () => {
    handler.then(() => problem(409, 'something_new'))
    const element = mountFake()
    const { detail } = await next<ErrorDetail>(element, 'ehr-error')
    assert.include(detail, { code: 'endpoint_unreachable', retryable: true, fatal: false })
    await element.updateComplete
    assert.include(panelText(element), 'keep trying')
  })

  it('does not treat something else than a grant, or a grant for another lesson, as an answer', async () => {
    handler.then(
      () => HttpResponse.json({ session_id: 1 }, { status: 201 }),
      async () => HttpResponse.json(await madeUpGrant({ lesson: 'fire-safety-2' }), { status: 201 }),
    )
    const element = mountFake()
    assert.equal((await next<ErrorDetail>(element, 'ehr-error')).detail.code, 'endpoint_unreachable')
    element.load()
    assert.equal((await next<ErrorDetail>(element, 'ehr-error')).detail.code, 'endpoint_unreachable')
  })

  it('asks at once when the network is back', async () => {
    const real = window.setTimeout
    // Every wait is long, so that only the event can be what asks.
    window.setTimeout = ((work: () => void, ms = 0) => real(work, ms + 60_000)) as typeof window.setTimeout
    handler.then(() => HttpResponse.error())
    const element = mountFake()
    await next(element, 'ehr-error').finally(() => (window.setTimeout = real))
    const ready = next(element, 'ehr-ready')
    window.dispatchEvent(new Event('online'))
    await ready
    assert.deepEqual(handler.asked, ['fire-safety-1', 'fire-safety-1'])
  })

  it('asks nobody to wait for the network when the server asked to wait', async () => {
    handler.then(() => problem(503, 'overloaded', { 'retry-after': '60' }))
    const element = mountFake()
    await next(element, 'ehr-error')
    window.dispatchEvent(new Event('online'))
    await element.updateComplete
    assert.lengthOf(handler.asked, 1)
    part(element, '[part=message-button]').click()
    await next(element, 'ehr-ready')
  })

  it('says that nobody is signed in, without an error, and goes on when somebody is', async () => {
    const element = mountFake({ loading: 'click' })
    const errors = record(element, 'ehr-error')
    element.getAuthToken = async () => null
    element.load()
    await until(() => panelText(element) !== null)
    assert.include(panelText(element), 'signed out')
    assert.isEmpty(errors)
    const ready = next(element, 'ehr-ready')
    element.getAuthToken = async () => 'ada'
    await ready
  })

  it('says that the endpoint is not an address', async () => {
    const element = mountFake({ endpoint: 'http://' })
    const { detail } = await next<ErrorDetail>(element, 'ehr-error')
    assert.include(detail, { code: 'misconfigured', retryable: false, fatal: true })
  })

  it('shows the host’s own panel in its place', async () => {
    handler.then(() => problem(403, 'entitlement_denied'))
    const element = mountFake()
    element.innerHTML = '<p slot="error">Ask Jo.</p>'
    await next(element, 'ehr-error')
    await element.updateComplete
    const slot = part(element, 'slot[name=error]') as HTMLSlotElement
    assert.equal(slot.assignedElements()[0]?.textContent, 'Ask Jo.')
    assert.equal(part(element, '[part=message]').getClientRects().length, 0)
  })

  it('says the host’s own words, and German where the page is German and the module is there', async () => {
    const { useGerman } = await import('../../src/i18n/de.js')
    useGerman()
    handler.then(
      () => problem(403, 'entitlement_denied'),
      () => problem(403, 'entitlement_denied'),
    )
    const element = mountFake({ lang: 'de-AT' })
    await next(element, 'ehr-error')
    await element.updateComplete
    assert.include(panelText(element), 'keinen Zugriff')
    element.labels = { noAccess: { title: 'Gesperrt', text: 'Frag Jo.' } }
    await element.updateComplete
    assert.include(panelText(element), 'Gesperrt Frag Jo.')
  })

  it('keeps the focus inside when the button that had it goes', async () => {
    handler.then(() => problem(404, 'lesson_not_found'))
    const element = mountFake()
    await next(element, 'ehr-error')
    await element.updateComplete
    part(element, '[part=message-button]').focus()
    part(element, '[part=message-button]').click()
    await next(element, 'ehr-ready')
    await element.updateComplete
    assert.isTrue(document.activeElement === element)
  })

  it('never reports a grant of the previous lesson', async () => {
    let release: (() => void) | undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    handler.then(async () => {
      await held
      return HttpResponse.json(await madeUpGrant({ lesson: 'fire-safety-1' }), { status: 201 })
    })
    const element = mountFake()
    const events = record(element, 'ehr-ready')
    await until(() => handler.asked.length === 1)
    element.lessonId = 'fire-safety-2'
    await next(element, 'ehr-ready')
    release?.()
    await until(() => element.readyState > 0)
    assert.deepEqual(handler.asked, ['fire-safety-1', 'fire-safety-2'])
    assert.lengthOf(events, 1)
    assert.equal((events[0]?.detail as { lesson: { id: string } }).lesson.id, 'fire-safety-2')
  })
})
