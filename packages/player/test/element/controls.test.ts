import { assert } from 'chai'
import { useGerman } from '../../src/i18n/de.js'
import type { LessonPlayerElement } from '../../src/index.js'
import { control, controls } from '../support/controls.js'
import { mount, panelText, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

const BASICS = { endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true }
const FIVE = ['play', 'seek-backward', 'seek-forward', 'settings-menu', 'fullscreen']

describe('the controls', () => {
  useFakeHandler()

  async function play(width = 640, attributes = {}): Promise<LessonPlayerElement> {
    const element = mount({ ...BASICS, ...attributes })
    element.style.width = `${width}px`
    await next(element, 'canplay')
    await element.play()
    await until(() => control(element, 'media-controller').hasAttribute('mediahasplayed'))
    return element
  }

  const isSeen = (node: Element) =>
    node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0
  const buttons = (element: LessonPlayerElement) =>
    [...controls(element).querySelectorAll('.bar > [part~=button]')].filter(isSeen)
  const names = (element: LessonPlayerElement) =>
    buttons(element).map(({ localName }) => localName.replace(/^media-|-button$/g, ''))

  for (const [width, expected] of [
    [220, FIVE],
    [308, ['play', 'seek-backward', 'seek-forward', 'playback-rate-menu', 'captions-menu', ...FIVE.slice(3)]],
    [390, ['play', 'seek-backward', 'seek-forward', 'mute', 'playback-rate-menu', 'captions-menu', ...FIVE.slice(3)]],
  ] as const) {
    it(`fill a row of ${width} px, and each is large enough for a finger`, async () => {
      const element = await play(width)
      await until(() => names(element).length === expected.length)
      assert.sameMembers(names(element), [...expected])
      const { left, right } = element.getBoundingClientRect()
      for (const button of buttons(element)) {
        const box = button.getBoundingClientRect()
        assert.isAtLeast(box.width, 44)
        assert.isAtLeast(box.height, 44)
        assert.isAtLeast(box.left, left - 0.5)
        assert.isAtMost(box.right, right + 0.5)
      }
      assert.isAtLeast(control(element, 'media-time-range').offsetHeight, 24)
    })
  }

  it('are one large button until the picture is there, which stays for the keyboard while that loads', async () => {
    const element = mount(BASICS)
    await next(element, 'canplay')
    const large = control(element, '.center media-play-button')
    const opacity = () => getComputedStyle(control(element, '.center')).opacity
    assert.isTrue(isSeen(large))
    assert.isEmpty(control(element, '.bottom').getClientRects())
    // As Media Chrome says it of a lesson that was asked to play and has no picture yet.
    control(element, 'media-controller').removeAttribute('mediapaused')
    await until(() => opacity() === '0')
    large.focus({ focusVisible: true } as FocusOptions)
    assert.equal(controls(element).activeElement, large)
    await until(() => opacity() === '1')
    await element.play()
    await until(() => names(element).includes('play'))
    assert.isFalse(isSeen(large))
  })

  it('are larger in a large player', async () => {
    const small = control(await play(640), '.bar').offsetHeight
    const large = await play(1500)
    await until(() => control(large, 'media-controller').hasAttribute('breakpointxl'))
    assert.isAbove(control(large, '.bar').offsetHeight, small)
  })

  it('are reached with the Tab key one after the other, and nothing else is', async () => {
    const element = await play()
    const stops = [...controls(element).querySelectorAll<HTMLElement>('*')]
      .filter(({ tabIndex, localName }) => tabIndex >= 0 || localName.endsWith('-range'))
      .filter(isSeen)
    assert.deepEqual(
      stops.map(({ localName }) => localName.replace(/^media-/, '')).filter((name) => !/airplay|cast/.test(name)),
      [
        ...['time-range', 'play-button', 'seek-backward-button', 'seek-forward-button', 'mute-button', 'volume-range'],
        ...['time-display', 'playback-rate-menu-button', 'captions-menu-button', 'settings-menu-button', 'pip-button'],
        'fullscreen-button',
      ],
    )
    assert.equal(control(element, 'media-controller').tabIndex, -1)
    // Where it is written on an element with a shadow root, the Tab key passes over what is shown in it.
    const around = stops.map((stop) => stop.closest('media-controller')?.getAttribute('tabindex'))
    assert.notInclude(around, '-1')
    for (const stop of stops.filter(({ localName }) => localName.endsWith('-button'))) {
      stop.focus()
      assert.isTrue(controls(element).activeElement === stop)
    }
  })

  it('open a menu on what is chosen, and give the focus back', async () => {
    const element = await play()
    const button = control(element, 'media-playback-rate-menu-button')
    const menu = control(element, 'media-playback-rate-menu') as HTMLElement & { checkedItems: HTMLElement[] }
    button.focus()
    button.click()
    await until(() => menu.shadowRoot?.activeElement === menu.checkedItems[0])
    assert.include(menu.checkedItems[0]?.textContent, '1')
    menu.shadowRoot?.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    )
    assert.isTrue(menu.hidden)
    assert.isTrue(controls(element).activeElement === button)
  })

  it('keep the focus when the large button has done its work', async () => {
    const element = mount(BASICS)
    await next(element, 'canplay')
    const large = control(element, '.center media-play-button')
    large.focus()
    large.click()
    await until(() => !element.paused)
    await until(() => controls(element).activeElement === control(element, '.bar media-play-button'))
    assert.isFalse(isSeen(large))
  })

  it('stay where the lesson is paused and something of the element changes', async () => {
    useGerman()
    const element = await play()
    element.pause()
    for (const change of [{ nextLessonId: 'fire-safety-2' }, { lang: 'de' }, { transcript: true }]) {
      Object.assign(element, change)
      await element.updateComplete
      await new Promise(requestAnimationFrame)
      assert.isTrue(isSeen(control(element, '.bar media-play-button')), Object.keys(change)[0])
      assert.isFalse(isSeen(control(element, '.center media-play-button')), Object.keys(change)[0])
    }
  })

  it('leave the focus to what is wrong with the lesson, also where a menu is open', async () => {
    const element = await play()
    const menu = control(element, 'media-settings-menu')
    control(element, 'media-settings-menu-button').focus()
    control(element, 'media-settings-menu-button').click()
    await until(() => menu.contains(controls(element).activeElement))
    element.muxPlayer?.dispatchEvent(new ErrorEvent('error'))
    await until(() => panelText(element) !== null)
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    assert.isTrue(element.shadowRoot?.activeElement === part(element, '[part=message-button]'))
  })

  it('name the quality and what counts in a menu, in the language of the page', async () => {
    const element = await play()
    const items = () =>
      [...controls(element).querySelectorAll('media-settings-menu > *')]
        .filter(isSeen)
        .map((item) => item.querySelector('span')?.textContent)
    control(element, 'media-settings-menu-button').click()
    await until(() => items().includes('What counts?'))
    assert.notInclude(items(), 'Speed')
    element.labels = { whatCounts: 'Mein Stand' }
    await until(() => items().includes('Mein Stand'))
  })
})
