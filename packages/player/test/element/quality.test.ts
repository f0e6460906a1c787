import { assert } from 'chai'
import { localChoices } from '../../src/browser/local-choices.js'
import { NO_CHOICES } from '../../src/core/playback/learner-choices.js'
import type { LessonPlayerElement, QualityDetail } from '../../src/index.js'
import { menu } from '../support/menu.js'
import { mount, unmountAll } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

const MENU = 'media-rendition-menu'
/** How long a segment of the sample course lasts, in seconds. */
const SEGMENT_S = 4

describe('the quality of the picture', () => {
  const handler = useFakeHandler()
  afterEach(() => {
    localChoices.change(NO_CHOICES)
    localStorage.clear()
  })

  /** Another lesson in another element, wide enough for the best quality, with what it reports of its quality. */
  function lesson(attributes = {}, width = '1920px') {
    unmountAll()
    handler.urls.length = 0
    const basics = {
      endpoint: '/fake-api',
      'lesson-id': 'fire-safety-1',
      loading: 'eager',
      muted: true,
      autoplay: true,
    }
    const element = mount({ ...basics, ...attributes })
    element.style.width = width
    const changes: QualityDetail[] = []
    element.addEventListener('ehr-quality', ({ detail }) => changes.push(detail))
    return { element, changes, rates: menu(element, MENU) }
  }
  /** Plays on until this holds, of each segment the end alone: what is chosen comes on screen with the next one. */
  async function playSegmentEnds(element: LessonPlayerElement, holds: () => boolean): Promise<void> {
    await until(() => {
      const end = Math.floor(element.currentTime / SEGMENT_S + 1) * SEGMENT_S
      if (!element.seeking && end - element.currentTime > 0.5 && end < element.duration) element.currentTime = end - 0.4
      return holds()
    })
  }
  const playing = (element: LessonPlayerElement, past = 0.5) => until(() => element.currentTime > past)
  /** The heights of the renditions that were asked for, in order: without its playlist none of its segments is known. */
  async function asked(): Promise<number[]> {
    const paths = handler.urls.map((url) => new URL(url).pathname)
    const master = handler.urls.find((url) => /\/mux\/[^/]+\.m3u8/.test(url))!
    const lines = (await (await fetch(master)).text()).matchAll(/RESOLUTION=\d+x(\d+).*\n(.+)/g)
    const heights = new Map([...lines].map(([, height, url]) => [new URL(url!).pathname, Number(height)]))
    return [...new Set(paths)].flatMap((path) => heights.get(path) ?? [])
  }

  it('is automatic at first, and the menu says which one is on screen', async () => {
    const { element, changes, rates } = lesson({}, '640px')
    await playing(element)
    assert.lengthOf(changes, 1)
    assert.deepInclude(changes[0], { from: null, to: 720, chosen: false })
    await until(() => rates.chosen() === 'Auto (720p)')
    assert.deepEqual(rates.texts(), ['1080p', '720p', '360p', 'Auto (720p)'])
    assert.isNull(localStorage.getItem('ehr-lesson-player'))
  })

  it('is reported with every change, whoever made it, and the menu follows', async () => {
    const { element, changes, rates } = lesson({ 'data-saver': true, 'lesson-id': 'fire-safety-2' })
    await playSegmentEnds(element, () => changes.length > 1)
    await until(() => rates.chosen() === 'Auto (720p)')
    rates.choose('360p')
    await playSegmentEnds(element, () => changes.length > 2)
    assert.deepEqual(rates.texts().at(-1), 'Auto')
    rates.choose('1080p')
    await playSegmentEnds(element, () => changes.length > 3)
    rates.choose('Auto')
    await playSegmentEnds(element, () => changes.length > 4)
    await until(() => rates.chosen() === 'Auto (720p)')
    assert.deepEqual(
      changes.map(({ from, to, chosen }) => [from, to, chosen]),
      [
        [null, 360, false],
        [360, 720, false],
        [720, 360, true],
        [360, 1080, true],
        [1080, 720, false],
      ],
    )
    for (const { bitrate } of changes) assert.isAbove(bitrate, 10_000)
    assert.isFalse(element.paused)
  })

  it('is reported between renditions of the same height too', async () => {
    // The menu distinguishes them by a tenth of a megabit.
    handler.master = (playlist) =>
      playlist.replace(/:BANDWIDTH=\d+(.*)RESOLUTION=640x360/, ':BANDWIDTH=100000$1RESOLUTION=1280x720')
    const { element, changes, rates } = lesson()
    await until(() => rates.texts().length === 4)
    const [low, high] = rates
      .texts()
      .filter((text) => text.startsWith('720p'))
      .toReversed()
    assert.notEqual(low, high)
    rates.choose(high!)
    await playSegmentEnds(element, () => changes.at(-1)?.to === 720)
    const { bitrate } = changes.at(-1)!
    rates.choose(low!)
    await playSegmentEnds(element, () => changes.at(-1)!.bitrate < bitrate)
    assert.deepInclude(changes.at(-1), { from: 720, to: 720, chosen: true })
    const { quality } = localChoices.read()
    assert.deepEqual(quality, { height: 720, bitrate: changes.at(-1)!.bitrate })
    const again = lesson()
    await until(() => again.changes.length > 0)
    assert.deepEqual(again.changes[0], { from: null, to: 720, bitrate: quality!.bitrate!, chosen: true })
  })

  it('is what the learner chose before, from the first segment on', async () => {
    const first = lesson()
    await playing(first.element)
    first.rates.choose('360p')
    await playSegmentEnds(first.element, () => first.changes.at(-1)?.to === 360)
    assert.equal(localChoices.read().quality?.height, 360)
    const second = lesson({ 'lesson-id': 'fire-safety-3' })
    await playing(second.element)
    assert.deepEqual(await asked(), [360])
    assert.deepInclude(second.changes[0], { from: null, to: 360, chosen: true })
    assert.equal(second.rates.chosen(), '360p')
    second.rates.choose('Auto')
    assert.isNull(localChoices.read().quality)
    const third = lesson()
    await until(() => third.changes.length > 0)
    assert.isFalse(third.changes[0]!.chosen)
  })

  it('is the nearest below where a lesson does not have that one, which is not forgotten', async () => {
    localChoices.change({ quality: { height: 900, bitrate: null } })
    const { element, rates } = lesson()
    await playing(element)
    assert.deepEqual(await asked(), [720])
    assert.equal(rates.chosen(), '720p')
    assert.deepEqual(localChoices.read().quality, { height: 900, bitrate: null })
  })

  it('stays what was chosen, also where that was on screen already', async () => {
    const { element, rates } = lesson({ 'lesson-id': 'fire-safety-2' }, '640px')
    await playing(element)
    await until(() => rates.chosen() === 'Auto (720p)')
    rates.choose('720p')
    await until(() => rates.chosen() === '720p')
    element.style.width = '1920px'
    element.currentTime = 70
    await next(element, 'seeked')
    await playing(element, 71)
    assert.notInclude(await asked(), 1080)
    rates.choose('Auto')
    element.currentTime = 30
    await next(element, 'seeked')
    await until(() => rates.chosen() === 'Auto (1080p)')
  })

  describe('with data-saver', () => {
    it('begins small and is 720p at most', async () => {
      const { element, changes } = lesson({ 'data-saver': true, 'lesson-id': 'fire-safety-2' })
      await playSegmentEnds(element, () => changes.length > 1 && element.currentTime > 10)
      assert.deepEqual(await asked(), [360, 720])
      assert.deepInclude(changes[0], { from: null, to: 360, chosen: false })
    })

    it('is what the learner chose all the same', async () => {
      localChoices.change({ quality: { height: 1080, bitrate: null } })
      const { element, changes } = lesson({ 'data-saver': true })
      await playing(element, 2)
      assert.deepEqual(await asked(), [1080])
      assert.lengthOf(changes, 1)
      assert.deepInclude(changes[0], { from: null, to: 1080, chosen: true })
    })

    it('differs from a lesson without it, where a wide picture gets the best one', async () => {
      const { changes } = lesson({ 'lesson-id': 'fire-safety-2' })
      await until(() => changes.at(-1)?.to === 1080)
      assert.isFalse(changes.at(-1)!.chosen)
    })
  })
})
