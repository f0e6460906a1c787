import { assert } from 'chai'
import type { WireReport } from '@enhancedhr/protocol/wire'
import { HttpResponse } from 'msw'
import type { LessonPlayerElement, ReadyDetail, SeekDeniedDetail } from '../../src/index.js'
import { useGerman } from '../../src/i18n/de.js'
import { holdWaits } from '../support/hold-waits.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, part, unmountAll } from '../support/mount.js'
import { next, record, until } from '../support/wait.js'
import { useFakeHandler } from '../support/use-fake-handler.js'

/** Mux Player and the media element below it, as a page can reach them. */
type Inner = HTMLElement & { media: HTMLVideoElement & { nativeEl: HTMLVideoElement }; mediaController: HTMLElement }

const WHY = 'You can’t skip ahead here, only within what you’ve watched.'

describe('what a lesson lets a learner do', () => {
  const handler = useFakeHandler()
  let learner = 0
  beforeEach(() => (learner += 1))
  const mountFake = (attributes = {}) =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, ...attributes })
  const grant = (settings: Parameters<typeof madeUpGrant>[0]) =>
    handler.then(async () =>
      HttpResponse.json(await madeUpGrant({ scope: `restrictions-${learner}`, ...settings }), { status: 201 }),
    )
  const inner = (element: LessonPlayerElement) => element.muxPlayer as Inner
  const notice = (element: LessonPlayerElement) => part(element, '[part=notice]').textContent

  /** A lesson of which the first 8 s are watched, at 5 s, ready to be sought in. */
  async function mountWatched(settings: Parameters<typeof madeUpGrant>[0] = {}) {
    grant({ seekPolicy: 'watched', position: 5, watched: [[0, 8]], ...settings })
    const element = mountFake()
    const denials: SeekDeniedDetail[] = []
    element.addEventListener('ehr-seek-denied', ({ detail }) => denials.push(detail))
    await next(element, 'canplay')
    return { element, denials }
  }

  /** The part of Mux Player's theme with this tag. */
  function control(element: LessonPlayerElement, tag: string): HTMLElement {
    const found = inner(element).shadowRoot?.querySelector('media-theme')?.shadowRoot?.querySelector<HTMLElement>(tag)
    if (!found) throw new Error(`Expected a ${tag}`)
    return found
  }

  /** What the session of this element has reported. */
  async function sent(element: LessonPlayerElement) {
    await element.flush()
    const all = handler.reports.flatMap((body) => (body as { reports: WireReport[] }).reports)
    const reports = all.filter(({ session_id: sessionId }) => sessionId === element.sessionId)
    return reports.flatMap(({ watched_segments: segments }) => segments)
  }

  it('lets nobody skip ahead of what is watched, and says why', async () => {
    const { element, denials } = await mountWatched()
    element.currentTime = 15
    await next(element, 'seeked')
    assert.closeTo(element.currentTime, 8, 0.01)
    assert.deepEqual(denials, [{ from: 5, to: 15, allowedTo: 8 }])
    await element.updateComplete
    const words = part(element, '[part=notice]')
    assert.equal(words.textContent, WHY)
    assert.equal(words.getAttribute('role'), 'status')
    element.currentTime = 2
    await next(element, 'seeked')
    element.currentTime = 7.5
    await next(element, 'seeked')
    assert.closeTo(element.currentTime, 7.5, 0.01)
    assert.lengthOf(denials, 1)
  })

  it('lets everybody go anywhere in a lesson without such a policy', async () => {
    const { element, denials } = await mountWatched({ seekPolicy: 'free' })
    element.currentTime = 15
    await next(element, 'seeked')
    assert.closeTo(element.currentTime, 15, 0.01)
    inner(element).media.nativeEl.currentTime = 18
    await next(element, 'seeked')
    assert.closeTo(element.currentTime, 18, 0.01)
    assert.isEmpty(denials)
    assert.equal(notice(element), '')
  })

  it('opens what is being played right now, without waiting for the server', async () => {
    const { element, denials } = await mountWatched({ position: 0, watched: [] })
    await element.play()
    await until(() => element.currentTime > 2)
    element.currentTime = 0.5
    await next(element, 'seeked')
    element.currentTime = 1.8
    await next(element, 'seeked')
    assert.isEmpty(denials)
    assert.closeTo(element.currentTime, 1.8, 0.3)
  })

  it('goes on playing undisturbed where nothing ahead is open', async () => {
    const { element, denials } = await mountWatched({ position: 0, watched: [] })
    await element.play()
    await until(() => element.currentTime > 1)
    const seeks = record(element, 'seeking', 'waiting', 'pause')
    const at = element.currentTime
    element.currentTime = 15
    await until(() => element.currentTime > at + 1)
    assert.isEmpty(seeks)
    assert.lengthOf(denials, 1)
    assert.closeTo(denials[0]!.allowedTo, at, 0.3)
  })

  it('holds the time bar back, also while nothing plays', async () => {
    const { element, denials } = await mountWatched({ position: 8 })
    const bar = control(element, 'media-time-range') as HTMLElement & { range: HTMLInputElement }
    const before = bar.range.valueAsNumber
    assert.isAbove(before, 0)
    bar.range.value = '0.9'
    bar.range.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    assert.lengthOf(denials, 1)
    assert.closeTo(bar.range.valueAsNumber, before, 0.001)
    assert.closeTo(element.currentTime, 8, 0.01)
    bar.range.value = '0.1'
    bar.range.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    await next(element, 'seeked')
    assert.isBelow(element.currentTime, 5)
    assert.lengthOf(denials, 1)
  })

  it('holds the keys and the buttons back', async () => {
    const { element, denials } = await mountWatched({ position: 4 })
    const { mediaController } = inner(element)
    const press = (key: string) => {
      for (const type of ['keydown', 'keyup']) {
        mediaController.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, composed: true }))
      }
    }
    mediaController.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }))
    press('ArrowRight')
    await next(element, 'seeked')
    assert.closeTo(element.currentTime, 8, 0.01)
    press('l')
    control(element, 'media-seek-forward-button').click()
    assert.lengthOf(denials, 3)
    assert.closeTo(element.currentTime, 8, 0.01)
    press('ArrowLeft')
    await next(element, 'seeked')
    assert.equal(element.currentTime, 0)
  })

  it('puts the video back where anything else moved it, and nothing of it is collected or lost', async () => {
    const { element, denials } = await mountWatched({ position: 5 })
    const { nativeEl } = inner(element).media
    await element.play()
    await until(() => element.currentTime > 6)
    const left = element.currentTime
    nativeEl.currentTime = 18
    await next(element, 'seeked')
    await until(() => nativeEl.currentTime > 9.2)
    element.pause()
    assert.isBelow(nativeEl.currentTime, 12)
    assert.lengthOf(denials, 1)
    assert.closeTo(denials[0]!.from, left, 0.35)
    assert.include(denials[0], { to: 18, allowedTo: 8 })
    const segments = await sent(element)
    assert.isTrue(segments.every(({ to }) => to < 13))
    assert.isBelow(Math.min(...segments.map(({ from }) => from)), 5.2)
    assert.isTrue(segments.some(({ to }) => to >= left - 0.3 && to <= left + 0.3))
    assert.isTrue(segments.some(({ from }) => Math.abs(from - 8) < 0.05))
  })

  it('puts a paused video back in the same way', async () => {
    const { element, denials } = await mountWatched({ position: 8 })
    const { nativeEl } = inner(element).media
    nativeEl.currentTime = 18
    await next(element, 'seeked')
    assert.closeTo(nativeEl.currentTime, 8, 0.01)
    assert.deepEqual(denials, [{ from: 8, to: 18, allowedTo: 8 }])
    assert.isEmpty(await sent(element))
  })

  it('starts no further ahead than that, wherever the page says', async () => {
    grant({ seekPolicy: 'watched', position: 5, watched: [[0, 8]] })
    const element = mountFake({ loading: 'click' })
    const events = record(element, 'ehr-ready', 'ehr-seek-denied')
    element.currentTime = 15
    element.load()
    await next(element, 'canplay')
    assert.closeTo(element.currentTime, 8, 0.01)
    assert.deepEqual(
      events.map(({ name }) => name),
      ['ehr-ready', 'ehr-seek-denied'],
    )
    assert.deepEqual(events[1]?.detail, { from: 5, to: 15, allowedTo: 8 })
  })

  it('resumes no further ahead than that, without a word', async () => {
    const { element, denials } = await mountWatched({ position: 15 })
    assert.closeTo(element.currentTime, 8, 0.01)
    assert.isEmpty(denials)
    assert.equal(notice(element), '')
  })

  it('goes on at the same place after a failure, what was played here included', async () => {
    const { element, denials } = await mountWatched({ position: 7 })
    await element.play()
    await until(() => element.currentTime > 9)
    const at = element.currentTime
    grant({ seekPolicy: 'watched', position: 5, watched: [[0, 8]] })
    element.load()
    await next(element, 'ehr-ready')
    await until(() => element.currentTime > at + 0.3)
    element.currentTime = 1
    await next(element, 'seeked')
    element.currentTime = at
    await next(element, 'seeked')
    assert.isAtLeast(element.currentTime, at)
    assert.isEmpty(denials)
  })

  it('plays no faster than the lesson’s greatest speed, whoever asks, and says so', async () => {
    const element = mountFake()
    await next(element, 'canplay')
    element.playbackRate = 1.25
    assert.equal(element.playbackRate, 1.25)
    await element.updateComplete
    assert.equal(notice(element), '')
    element.playbackRate = 3
    assert.equal(element.playbackRate, 1.5)
    await element.updateComplete
    assert.equal(notice(element), 'The fastest speed for this lesson is 1.5×.')
    await element.play()
    const { nativeEl } = inner(element).media
    nativeEl.playbackRate = 16
    await next(element, 'ratechange')
    assert.equal(nativeEl.playbackRate, 1.5)
    inner(element).mediaController.dispatchEvent(
      new CustomEvent('mediaplaybackraterequest', { detail: '1.75', bubbles: true, composed: true }),
    )
    assert.equal(nativeEl.playbackRate, 1.5)
    await until(() => element.currentTime > 2)
    element.pause()
    for (const { rate } of await sent(element)) assert.isAtMost(rate, 1.5)
  })

  it('takes a speed that was set before the grant down to the greatest', async () => {
    const element = mountFake({ loading: 'click' })
    element.playbackRate = 2
    element.load()
    await next(element, 'ehr-ready')
    assert.equal(element.playbackRate, 1.5)
  })

  it('says it in the learner’s language, and takes the words away again', async () => {
    useGerman()
    grant({ seekPolicy: 'watched', position: 5, watched: [[0, 8]] })
    const element = mountFake({ lang: 'de' })
    await next(element, 'canplay')
    const [, sixSecondsAreOver] = holdWaits(6_000, () => (element.currentTime = 15))
    await element.updateComplete
    assert.equal(notice(element), 'Vorspringen können Sie hier nur innerhalb dessen, was Sie schon gesehen haben.')
    sixSecondsAreOver()
    await element.updateComplete
    assert.equal(notice(element), '')
  })
})

describe('what a lesson lets a learner do, as the real handler has it', () => {
  before(async function () {
    this.timeout(60_000)
    await fetch('/lessons-api/v1/health/live')
  })
  afterEach(unmountAll)

  it('comes with the grant, and what was skipped is not credited', async () => {
    const attributes = { 'lesson-id': 'fire-safety-3', 'auth-token': 'held-back', loading: 'eager', muted: true }
    const element = mount(attributes)
    const { detail } = await next<ReadyDetail>(element, 'ehr-ready')
    assert.deepInclude(detail.lesson, { seekPolicy: 'watched', maxPlaybackRate: 1.5 })
    const denied = next<SeekDeniedDetail>(element, 'ehr-seek-denied')
    await element.play()
    await until(() => element.currentTime > 1.5)
    element.currentTime = 30
    const { from, to, allowedTo } = (await denied).detail
    assert.equal(to, 30)
    assert.equal(allowedTo, from)
    await until(() => element.currentTime > 2.5)
    element.pause()
    const at = element.currentTime
    await until(() => (element.progress?.watchedSeconds ?? 0) > 2)
    assert.deepEqual(await element.flush(), { pending: 0 })
    assert.equal(element.watched.length, 1)
    assert.closeTo(element.watched.end(0), at, 0.3)
  })
})
