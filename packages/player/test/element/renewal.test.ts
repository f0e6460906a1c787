import { assert } from 'chai'
import { HttpResponse } from 'msw'
import { problem } from '../support/fake-handler.js'
import { madeUpGrant, madeUpRenewal } from '../support/made-up-grant.js'
import { mount, panelText, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, nextError, record, until } from '../support/wait.js'

describe('renewing tokens', () => {
  const handler = useFakeHandler()
  const mountFake = (attributes = {}) =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, ...attributes })
  const granting = (settings: Parameters<typeof madeUpGrant>[0]) => async () =>
    HttpResponse.json(await madeUpGrant(settings), { status: 201 })

  /** Refuses the first tokens that are asked for once the lesson plays: a busy machine asks for some before. */
  function refuseOncePlaying(element: { readonly currentTime: number }, refusal: () => Response): void {
    let isRefused = false
    const answer = async (session: string): Promise<Response> => {
      const refuses = !isRefused && element.currentTime > 0
      isRefused ||= refuses
      return refuses ? refusal() : HttpResponse.json(await madeUpRenewal({ session, lifetime: isRefused ? 900 : 4 }))
    }
    handler.thenRenewing(...Array.from({ length: 20 }, () => answer))
  }

  /** This handler takes no evidence, which is reported too. */
  const ofPlaying = (errors: { detail: unknown }[]) =>
    errors.filter(({ detail }) => (detail as { code: string }).code !== 'storage_unavailable')

  it('plays a lesson whose addresses have run out before it was played, without a word', async () => {
    handler.then(granting({ position: 4, lifetime: -1 }))
    const element = mountFake({ preload: 'none' })
    const errors = record(element, 'ehr-error')
    await next(element, 'ehr-ready')
    assert.isEmpty(handler.renewed)
    await element.play()
    await until(() => element.currentTime > 5)
    assert.lengthOf(handler.renewed, 1)
    assert.isEmpty(ofPlaying(errors))
    assert.isNull(panelText(element))
  })

  it('asks no tokens for a lesson that is paused', async () => {
    handler.then(granting({ lifetime: 4 }))
    const element = mountFake()
    await next(element, 'canplay')
    const loaded = performance.now()
    await until(() => performance.now() - loaded > 4_500)
    assert.isEmpty(handler.renewed)
    await element.play()
    await until(() => handler.renewed.length === 1)
    assert.deepEqual(handler.renewed, [element.sessionId])
  })

  it('stops with words when access was taken away, and goes on with the button once it is back', async () => {
    handler.then(granting({ lifetime: 4 }))
    const element = mountFake({ autoplay: true })
    refuseOncePlaying(element, () => problem(403, 'entitlement_denied'))
    const { detail } = await nextError(element, 'entitlement_denied')
    assert.include(detail, { code: 'entitlement_denied', retryable: false, fatal: true })
    await element.updateComplete
    assert.include(panelText(element), 'have access to this lesson')
    assert.isNotNull(element.shadowRoot?.querySelector('[role=alert]'))
    const stopped = element.currentTime
    assert.isTrue((element.muxPlayer as HTMLVideoElement).paused)
    assert.isAbove(stopped, 0)
    assert.isAbove(element.watched.end(0), stopped - 0.5)
    part(element, '[part=message-button]').click()
    await until(() => element.currentTime > stopped + 0.5)
    assert.isBelow(element.currentTime, stopped + 3)
  })

  it('opens another session at the same place when the video was replaced', async () => {
    handler.then(granting({ lifetime: 4 }))
    const element = mountFake({ autoplay: true })
    refuseOncePlaying(element, () => problem(409, 'media_replaced'))
    const errors = record(element, 'ehr-error')
    await next(element, 'ehr-ready')
    const first = element.sessionId
    await next(element, 'ehr-ready')
    assert.notEqual(element.sessionId, first)
    await next(element, 'playing')
    const reopened = element.currentTime
    assert.isAbove(reopened, 0)
    await until(() => element.currentTime > reopened + 0.5)
    assert.isEmpty(ofPlaying(errors))
  })

  it('never plays past the credit window: it waits with a message, and goes on by itself', async () => {
    handler.then(granting({ lifetime: 900, creditWindow: 3 }))
    let reachable = false
    const answer = async (session: string): Promise<Response> =>
      reachable ? HttpResponse.json(await madeUpRenewal({ session })) : HttpResponse.error()
    handler.thenRenewing(...Array.from({ length: 20 }, () => answer))
    const element = mountFake({ autoplay: true, 'playback-rates': '1' })
    await next(element, 'playing')
    const began = performance.now()
    await until(() => panelText(element) !== null)
    assert.include(panelText(element), 'Can’t connect')
    assert.isNotNull(element.shadowRoot?.querySelector('[part=message] [role=status]'))
    const media = element.muxPlayer as HTMLVideoElement
    assert.isTrue(media.paused)
    assert.isFalse(element.paused, 'it wants to go on')
    const held = element.currentTime
    assert.isBelow(held, 3)
    assert.isBelow(held, (performance.now() - began) / 1000 + 0.3)
    await media.play().catch(() => undefined)
    await until(() => media.paused)
    assert.isBelow(element.currentTime, held + 0.3)
    reachable = true
    window.dispatchEvent(new Event('online'))
    await until(() => element.currentTime > held + 0.5)
    await element.updateComplete
    assert.isNull(panelText(element))
  })

  it('waits as long as a 429 asks, with a message, and without a button to press', async () => {
    handler.then(granting({ lifetime: 900, creditWindow: 2 }))
    handler.thenRenewing(() => problem(429, 'rate_limited', { 'retry-after': '2' }))
    const element = mountFake({ autoplay: true })
    const { detail } = await nextError(element, 'rate_limited')
    const failedAt = performance.now()
    assert.include(detail, { code: 'rate_limited', retryable: true, fatal: false, retryAfter: 2 })
    await until(() => panelText(element) !== null)
    assert.match(panelText(element) ?? '', /Trying again in \d s/)
    assert.isEmpty(element.shadowRoot!.querySelectorAll('[part=message-button]'))
    const held = element.currentTime
    await until(() => element.currentTime > held + 0.3)
    assert.isAtLeast(performance.now() - failedAt, 2_000)
  })

  it('says that nobody is signed in only when it has to wait, and goes on when somebody is', async () => {
    handler.then(granting({ lifetime: 900, creditWindow: 2 }))
    handler.thenRenewing(() => problem(401, 'unauthenticated'))
    const element = mountFake({ autoplay: true })
    await until(() => panelText(element) !== null)
    assert.include(panelText(element), 'signed out')
    const held = element.currentTime
    element.authToken = 'ada'
    await until(() => element.currentTime > held + 0.3)
  })

  it('forgets a pause as little as a wish to play while it waits', async () => {
    handler.then(granting({ lifetime: 900, creditWindow: 2 }))
    handler.thenRenewing(() => problem(429, 'rate_limited', { 'retry-after': '2' }))
    const element = mountFake({ autoplay: true })
    await until(() => panelText(element) !== null)
    element.pause()
    assert.isTrue(element.paused)
    await until(() => panelText(element) === null)
    const held = element.currentTime
    assert.isTrue((element.muxPlayer as HTMLVideoElement).paused)
    await element.play()
    await until(() => element.currentTime > held + 0.3)
  })
})
