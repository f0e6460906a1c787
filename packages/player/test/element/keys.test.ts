import { assert } from 'chai'
import { HttpResponse } from 'msw'
import { localChoices } from '../../src/browser/local-choices.js'
import { NO_CHOICES } from '../../src/core/playback/learner-choices.js'
import type { LessonPlayerElement, SeekDeniedDetail } from '../../src/index.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, part } from '../support/mount.js'
import { onceHeard } from '../support/once-heard.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, record, until } from '../support/wait.js'

type Inner = HTMLElement & { mediaController: HTMLElement }

describe('the keyboard', () => {
  const handler = useFakeHandler()
  let learner = 0
  beforeEach(() => (learner += 1))
  afterEach(() => {
    localChoices.change(NO_CHOICES)
    localStorage.clear()
  })

  async function lesson(settings: Parameters<typeof madeUpGrant>[0] = {}, attributes = {}) {
    handler.then(async () =>
      HttpResponse.json(await madeUpGrant({ scope: `keys-${learner}`, ...settings }), { status: 201 }),
    )
    const basics = { endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true }
    const element = mount({ ...basics, ...attributes })
    await next(element, 'canplay')
    // What takes the keys is loaded with the focus.
    await onceHeard(element.muxPlayer!.parentElement!, 'keydown', () =>
      picture(element).dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true })),
    )
    return element
  }
  const picture = (element: LessonPlayerElement) => (element.muxPlayer as Inner).mediaController

  /** Presses a key and lets it go; whether the page behind it would still have acted. */
  function press(target: EventTarget, key: string, more: KeyboardEventInit = {}): boolean {
    target.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }))
    const init = { key, bubbles: true, composed: true, cancelable: true, ...more }
    const isLeft = target.dispatchEvent(new KeyboardEvent('keydown', init))
    target.dispatchEvent(new KeyboardEvent('keyup', init))
    return isLeft
  }

  it('goes to a tenth of the lesson, to its beginning and to its end', async () => {
    const element = await lesson()
    for (const [key, share] of [
      ['5', 0.5],
      ['0', 0],
      ['9', 0.9],
      ['Home', 0],
      ['End', 1],
    ] as const) {
      assert.isFalse(press(picture(element), key))
      assert.closeTo(element.currentTime, share * element.duration, 0.05)
    }
  })

  it('acts from the first focus on, before the code that takes it is there, once and no more', async () => {
    handler.then(async () => HttpResponse.json(await madeUpGrant({ scope: `keys-${learner}` }), { status: 201 }))
    const element = mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true })
    await next(element, 'canplay')
    const seeks = record(element, 'seeking')
    assert.isFalse(press(picture(element), '5'))
    assert.isFalse(press(picture(element), '>'))
    const slider = picture(element).querySelector('media-time-range')!.shadowRoot!.querySelector('input')!
    assert.isTrue(press(slider, 'End'))
    assert.isTrue(press(picture(element), '5', { ctrlKey: true }))
    assert.equal(element.currentTime, 0)
    await until(() => element.playbackRate > 1)
    assert.closeTo(element.currentTime, 0.5 * element.duration, 0.05)
    assert.lengthOf(seeks, 1)
    assert.equal(element.playbackRate, 1.25)
  })

  it('goes on and back by one picture while the lesson is paused, and not while it plays', async () => {
    const element = await lesson({ position: 5 })
    press(picture(element), '.')
    assert.closeTo(element.currentTime, 5.04, 0.02)
    press(picture(element), ',')
    assert.closeTo(element.currentTime, 5, 0.01)
    await element.play()
    const seeks = record(element, 'seeking')
    assert.isTrue(press(picture(element), '.'))
    assert.isEmpty(seeks)
  })

  it('goes no further than the lesson lets a learner skip', async () => {
    const element = await lesson({ seekPolicy: 'watched', position: 5, watched: [[0, 8]] })
    const denied = next<SeekDeniedDetail>(element, 'ehr-seek-denied')
    press(picture(element), 'End')
    assert.equal((await denied).detail.allowedTo, 8)
    assert.closeTo(element.currentTime, 8, 0.05)
  })

  it('takes the next of the speeds on offer, and says where that is the fastest', async () => {
    const element = await lesson({}, { 'playback-rates': '0.9 1 1.4' })
    press(picture(element), '>')
    assert.equal(element.playbackRate, 1.4)
    press(picture(element), '<')
    press(picture(element), '<')
    assert.equal(element.playbackRate, 0.9)
    press(picture(element), '<')
    assert.equal(element.playbackRate, 0.9)
    element.playbackRate = 1.4
    press(picture(element), '>')
    await element.updateComplete
    assert.equal(element.playbackRate, 1.5)
    assert.notEqual(part(element, '[part=notice]').textContent, '')
  })

  it('mutes with m, as it did', async () => {
    const element = await lesson()
    const changed = next(element, 'volumechange')
    press(picture(element), 'm')
    await changed
    assert.isFalse(element.muted)
  })

  it('never opens the list of Media Chrome, which is in English', async () => {
    const element = await lesson()
    for (const key of ['?', '/']) press(picture(element), key, { shiftKey: true })
    assert.isNull(picture(element).querySelector('media-keyboard-shortcuts-dialog'))
  })

  it('is the page’s with no-hotkeys', async () => {
    const element = await lesson({}, { 'no-hotkeys': true })
    for (const key of ['5', 'End', '>', '?']) assert.isTrue(press(picture(element), key, { shiftKey: key === '?' }))
    assert.equal(element.currentTime, 0)
    assert.equal(element.playbackRate, 1)
    element.noHotkeys = false
    await element.updateComplete
    assert.isFalse(press(picture(element), '5'))
  })

  it('is the browser’s with Ctrl, Alt or Meta', async () => {
    const element = await lesson()
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey']) {
      assert.isTrue(press(picture(element), '5', { [modifier]: true }))
    }
    assert.equal(element.currentTime, 0)
  })

  it('is left to a field that somebody types in, and to a slider that has the focus', async () => {
    const element = await lesson()
    for (const place of ['poster', 'overlay']) {
      const field = document.createElement('input')
      field.slot = place
      element.append(field)
      await element.updateComplete
      for (const key of ['5', '?', '>', 'End']) assert.isTrue(press(field, key))
    }
    const range = (element.muxPlayer as Inner).mediaController.querySelector('media-volume-range')!
    const slider = range.shadowRoot!.querySelector('input')!
    assert.isTrue(press(slider, 'End'))
    assert.equal(element.currentTime, 0)
    assert.isFalse(press(slider, '5'))
    assert.isAbove(element.currentTime, 1)
  })
})

describe('a double tap', () => {
  const handler = useFakeHandler()
  let learner = 0
  beforeEach(() => (learner += 1))

  async function lesson(settings: Parameters<typeof madeUpGrant>[0] = {}) {
    handler.then(async () =>
      HttpResponse.json(await madeUpGrant({ scope: `taps-${learner}`, ...settings }), { status: 201 }),
    )
    const element = mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true })
    await next(element, 'canplay')
    // What seeks is loaded with the first touch.
    await onceHeard(element.muxPlayer!.parentElement!, 'pointerup', () => tap(element, 0.5))
    return element
  }
  const sign = (element: LessonPlayerElement) => element.shadowRoot?.querySelector('.seek-sign')?.textContent ?? null

  function tap(element: LessonPlayerElement, share: number, pointerType = 'touch') {
    const { left, top, width, height } = element.getBoundingClientRect()
    const place = { clientX: left + share * width, clientY: top + height / 2 }
    const { mediaController } = element.muxPlayer as Inner
    const init = { ...place, pointerType, isPrimary: true, bubbles: true, composed: true }
    for (const type of ['pointerdown', 'pointerup']) mediaController.dispatchEvent(new PointerEvent(type, init))
  }

  it('on the right goes ten seconds on, on the left back, and shows how far', async () => {
    const element = await lesson({ position: 5 })
    tap(element, 0.9)
    assert.closeTo(element.currentTime, 5, 0.01)
    tap(element, 0.9)
    assert.closeTo(element.currentTime, 15, 0.05)
    assert.equal(sign(element), '+10s')
    await until(() => sign(element) === null)
    tap(element, 0.1)
    tap(element, 0.1)
    assert.closeTo(element.currentTime, 5, 0.05)
    assert.equal(sign(element), '-10s')
    tap(element, 0.1)
    assert.equal(element.currentTime, 0)
    assert.equal(sign(element), '-5s')
  })

  it('goes no further than the lesson lets a learner skip, and shows only what it went', async () => {
    const element = await lesson({ seekPolicy: 'watched', position: 5, watched: [[0, 8]] })
    const denied = next<SeekDeniedDetail>(element, 'ehr-seek-denied')
    tap(element, 0.9)
    tap(element, 0.9)
    assert.equal((await denied).detail.allowedTo, 8)
    assert.closeTo(element.currentTime, 8, 0.05)
    assert.equal(sign(element), '+3s')
  })

  it('is nothing in the middle, with a mouse, with taps that are far apart, and on a control', async () => {
    const element = await lesson({ position: 5 })
    for (const share of [0.5, 0.5, 0.1, 0.9, 0.1]) tap(element, share)
    for (const share of [0.9, 0.9]) tap(element, share, 'mouse')
    const { mediaController } = element.muxPlayer as Inner
    const init = { clientX: 600, clientY: 300, pointerType: 'touch', isPrimary: true, bubbles: true, composed: true }
    const control = mediaController.querySelector('media-time-range')!
    for (let count = 0; count < 2; count += 1) control.dispatchEvent(new PointerEvent('pointerup', init))
    assert.closeTo(element.currentTime, 5, 0.01)
    assert.isNull(sign(element))
  })
})
