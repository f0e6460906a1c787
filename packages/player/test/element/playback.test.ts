import { assert } from 'chai'
import { HttpResponse } from 'msw'
import { madeUpGrant, madeUpRenewal } from '../support/made-up-grant.js'
import { controls } from '../support/controls.js'
import { mount, panelText, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, nextError, record, until } from '../support/wait.js'
import type { ErrorDetail, ReadyDetail } from '../../src/index.js'

describe('playing a granted lesson', () => {
  const handler = useFakeHandler()
  const mountFake = (attributes = {}) =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, ...attributes })
  const granting = (settings: Parameters<typeof madeUpGrant>[0]) => async () =>
    HttpResponse.json(await madeUpGrant(settings), { status: 201 })

  it('asks no host but the endpoint’s and those named in the grant', async () => {
    const element = mountFake({ autoplay: true })
    await until(() => element.currentTime > 1)
    assert.isAbove(handler.urls.length, 5)
    for (const url of [...handler.urls, ...performance.getEntriesByType('resource').map(({ name }) => name)]) {
      const { protocol, origin } = new URL(url)
      if (protocol !== 'blob:' && protocol !== 'data:') assert.equal(origin, location.origin, url)
    }
    assert.notMatch(document.head.innerHTML, /gstatic|litix/)
    assert.notMatch(document.cookie, /mux/i)
  })

  it('starts at the granted position', async () => {
    handler.then(granting({ position: 8.2 }))
    const element = mountFake()
    const { detail } = await next<ReadyDetail>(element, 'ehr-ready')
    assert.equal(detail.progress.position, 8.2)
    await next(element, 'loadeddata')
    assert.closeTo(element.currentTime, 8.2, 0.1)
    assert.equal(element.watched.end(0), 8.2)
  })

  it('starts where the page said instead, and at the beginning with no-resume', async () => {
    handler.then(granting({ position: 8 }), granting({ position: 8 }))
    const element = mountFake({ loading: 'click' })
    element.currentTime = 3
    element.load()
    await next(element, 'loadeddata')
    assert.closeTo(element.currentTime, 3, 0.1)
    const other = mountFake({ 'no-resume': true })
    await next(other, 'loadeddata')
    assert.equal(other.currentTime, 0)
  })

  it('remembers that it was asked to play, how loud and how fast', async () => {
    const element = mountFake({ loading: 'click' })
    element.volume = 0.5
    element.playbackRate = 1.25
    const playing = element.play()
    assert.isFalse(element.paused)
    await playing
    assert.isFalse(element.paused)
    assert.equal(element.playbackRate, 1.25)
    assert.equal(element.volume, 0.5)
    assert.equal((element.muxPlayer as HTMLVideoElement).playbackRate, 1.25)
  })

  it('rejects a play() that a pause() or the end of the lesson overtook, as a video does', async () => {
    const element = mountFake({ loading: 'click' })
    const names: string[] = []
    const first = element.play().catch((error: unknown) => names.push((error as Error).name))
    element.pause()
    await first
    const second = element.play().catch((error: unknown) => names.push((error as Error).name))
    element.lessonId = 'fire-safety-2'
    await second
    assert.deepEqual(names, ['AbortError', 'AbortError'])
  })

  it('asks nothing of the media hosts before playing with preload none', async () => {
    const element = mountFake({ preload: 'none' })
    await next(element, 'ehr-ready')
    assert.isEmpty(handler.urls.filter((url) => url.includes('.m3u8')))
    await element.play()
    await until(() => element.currentTime > 0.2)
  })

  it('shows a message that access has lapsed, never Mux Player’s dialog, and goes on at the same position', async () => {
    handler.then(granting({ position: 4, lifetime: -1 }), granting({ position: 4 }))
    handler.thenRenewing(async (session) => HttpResponse.json(await madeUpRenewal({ session, lifetime: -1 })))
    const element = mountFake({ autoplay: true })
    const muxErrors = record(element, 'error')
    const { detail } = await nextError(element, 'playback_failed')
    assert.include(detail, { code: 'playback_failed', retryable: true, fatal: true })
    await element.updateComplete
    assert.include(panelText(element), 'Try again to continue')
    assert.isEmpty(muxErrors)
    assert.isNull(controls(element).querySelector('media-error-dialog'))
    part(element, '[part=message-button]').click()
    await until(() => element.currentTime > 4.5)
    assert.isNull(panelText(element))
  })

  it('lets what is in the buffer play to its end before it speaks of lapsed access', async () => {
    handler.media = 1
    const element = mountFake({ autoplay: true })
    const failures: ErrorDetail[] = []
    element.addEventListener('ehr-error', ({ detail }) => {
      if (detail.fatal) failures.push(detail)
    })
    await until(() => element.currentTime > 1)
    assert.isEmpty(failures)
    assert.isNull(panelText(element))
    await until(() => failures.length > 0)
    assert.isAbove(element.currentTime, 3)
    const stopped = element.currentTime
    handler.media = Infinity
    element.load()
    await until(() => element.currentTime > stopped + 0.5)
    assert.isBelow(element.currentTime, stopped + 3)
  })

  it('goes on with its session when it is moved within a task', async () => {
    const element = mountFake({ autoplay: true })
    const events = record(element, 'ehr-ready')
    await until(() => element.currentTime > 1)
    const { sessionId, currentTime } = element
    const home = document.createElement('div')
    document.body.append(home)
    home.append(element)
    await next(element, 'playing')
    await until(() => element.currentTime > currentTime + 0.5)
    assert.isBelow(element.currentTime, currentTime + 3)
    assert.equal(element.sessionId, sessionId)
    assert.lengthOf(events, 1)
    const { watched } = element
    const ranges = Array.from(
      { length: watched.length },
      (_, index) => [watched.start(index), watched.end(index)] as const,
    )
    const seconds = ranges.reduce((sum, [from, to]) => sum + (to - from), 0)
    assert.closeTo(seconds, element.currentTime, 0.6)
    home.remove()
  })

  it('ends its session when it is removed, and opens another when it comes back', async () => {
    const element = mountFake()
    await next(element, 'ehr-ready')
    const { sessionId } = element
    element.remove()
    await until(() => element.sessionId === null)
    assert.isNull(element.muxPlayer)
    assert.isNaN(element.duration)
    const ready = next(element, 'ehr-ready')
    document.body.append(element)
    await ready
    assert.isString(element.sessionId)
    assert.notEqual(element.sessionId, sessionId)
  })

  it('pauses the other players of the page, unless it is asked to leave them alone', async () => {
    const one = mountFake()
    const two = mountFake({ 'no-pause-others': true })
    await one.play()
    await two.play()
    await until(() => two.currentTime > 0.3)
    assert.isFalse(one.paused)
    one.pause()
    await one.play()
    await until(() => two.paused)
    assert.isFalse(one.paused)
  })

  it('begins again when the lesson changes', async () => {
    const element = mountFake()
    await next(element, 'ehr-ready')
    const before = element.muxPlayer
    element.lessonId = 'fire-safety-3'
    const { detail } = await next<ReadyDetail>(element, 'ehr-ready')
    assert.equal(detail.lesson.id, 'fire-safety-3')
    assert.isFalse(element.muxPlayer === before)
    assert.equal(element.shadowRoot?.querySelectorAll('mux-player').length, 1)
  })

  it('offers no speed above the lesson’s', async () => {
    const element = mountFake({ 'playback-rates': '1 1.25 2, x 16' })
    await next(element, 'ehr-ready')
    assert.equal(element.muxPlayer?.getAttribute('playbackrates'), '1 1.25')
    element.playbackRates = null
    await element.updateComplete
    assert.equal(element.muxPlayer?.getAttribute('playbackrates'), '0.75 1 1.25 1.5')
  })

  it('reports a lesson completed before by ehr-ready, not by ehr-complete', async () => {
    handler.then(granting({ completed: true }))
    const element = mountFake()
    const completions = record(element, 'ehr-complete')
    const { detail } = await next<ReadyDetail>(element, 'ehr-ready')
    assert.isTrue(detail.progress.completed)
    await element.updateComplete
    assert.isTrue(element.matches(':state(completed)'))
    assert.isEmpty(completions)
  })

  it('hands Mux Player’s parts and chapters through, and puts the host’s overlay above', async () => {
    const element = mountFake()
    element.innerHTML = '<b slot="overlay">Hello</b>'
    await next(element, 'ehr-ready')
    assert.match(element.muxPlayer?.getAttribute('exportparts') ?? '', /(^|, )play: mux-play(,|$)/)
    const { chapters } = element.muxPlayer as unknown as { chapters: readonly unknown[] }
    await until(() => (element.muxPlayer as unknown as { chapters: readonly unknown[] }).chapters.length > 1)
    assert.isArray(chapters)
    assert.equal(element.querySelector('b')?.assignedSlot?.name, 'overlay')
  })

  it('shows the host’s still until the first picture', async () => {
    const element = mountFake({ loading: 'click' })
    element.innerHTML = '<img slot="poster" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" />'
    element.load()
    await next(element, 'loadeddata')
    const { assignedSlot } = element.querySelector('img')!
    assert.isTrue(assignedSlot?.parentElement === element.muxPlayer)
    assert.equal(element.muxPlayer?.getAttribute('poster'), '')
    await element.play()
    await until(() => part(element, '.poster').hasAttribute('hidden'))
  })
})
