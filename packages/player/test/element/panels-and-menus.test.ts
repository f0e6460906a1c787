import { assert } from 'chai'
import { HttpResponse } from 'msw'
import type { LessonPlayerElement } from '../../src/index.js'
import { control, controls } from '../support/controls.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

const isSeen = (node: Element) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true })

describe('a panel above the player, and a menu', () => {
  const handler = useFakeHandler()

  /** The lesson of four seconds while it plays. */
  async function playing(width = '640px'): Promise<LessonPlayerElement> {
    handler.then(async () => HttpResponse.json(await madeUpGrant({ lesson: 'short' }), { status: 201 }))
    const fixed = { endpoint: '/fake-api', 'lesson-id': 'short', loading: 'eager', muted: true, 'no-resume': true }
    const element = mount(fixed)
    element.style.width = width
    await element.play()
    await next(element, 'timeupdate')
    return element
  }

  async function goToEnd(element: LessonPlayerElement): Promise<void> {
    element.currentTime = 3.5
    await until(() => end(element) !== null)
    await element.updateComplete
  }

  async function openMenu(element: LessonPlayerElement): Promise<HTMLElement> {
    const button = control(element, 'media-settings-menu-button')
    const menu = control(element, 'media-settings-menu')
    button.focus()
    button.click()
    await until(() => !menu.hidden && controls(element).activeElement !== button)
    return menu
  }

  function press(element: LessonPlayerElement, key: string): void {
    const init = { key, bubbles: true, composed: true, cancelable: true }
    controls(element).activeElement?.dispatchEvent(new KeyboardEvent('keydown', init))
  }

  const end = (element: LessonPlayerElement) => element.shadowRoot?.querySelector('[part=end]') ?? null

  it('close the menu when the lesson ends, and the focus goes back to its button', async () => {
    const element = await playing()
    const menu = await openMenu(element)
    await goToEnd(element)
    assert.isTrue(menu.hidden)
    assert.isTrue(controls(element).activeElement === control(element, 'media-settings-menu-button'))
  })

  it('give way to a menu that is opened at the end, and come back', async () => {
    const element = await playing()
    await goToEnd(element)
    const menu = await openMenu(element)
    assert.isFalse(isSeen(end(element)!))
    press(element, 'Escape')
    await until(() => menu.hidden === true && isSeen(end(element)!))
  })

  it('close a menu that is still opening by Escape, from the first time on, and the focus is at its button', async () => {
    const element = await playing()
    const button = control(element, 'media-settings-menu-button')
    const menu = control(element, 'media-settings-menu')
    for (let time = 0; time < 2; time += 1) {
      button.focus()
      button.click()
      assert.isFalse(menu.hidden)
      press(element, 'Escape')
      await until(() => menu.hidden === true)
      await until(() => !isSeen(menu) && menu.getAnimations().length === 0)
      assert.isTrue(controls(element).activeElement === button)
    }
    await openMenu(element)
    press(element, 'Escape')
    assert.isTrue(menu.hidden)
    assert.isTrue(controls(element).activeElement === button)
  })

  it('close a menu in the settings that is still opening by Escape, and the focus is at its item', async () => {
    const element = await playing()
    const menu = await openMenu(element)
    const item = menu.querySelector<HTMLElement>('media-settings-menu-item[part~=rendition]')!
    item.focus()
    item.click()
    const inner = item.querySelector<HTMLElement>('[part~=menu]')!
    assert.isFalse(inner.hidden)
    press(element, 'Escape')
    await until(() => inner.hidden === true)
    assert.isFalse(menu.hidden)
    assert.isTrue(controls(element).activeElement === item)
    press(element, 'Escape')
    assert.isTrue(menu.hidden)
  })

  it('close the menu when the list of what counts opens, which gets the focus', async () => {
    const element = await playing()
    const menu = await openMenu(element)
    element.showWhatCounts()
    await until(() => element.shadowRoot?.activeElement?.getAttribute('part') === 'dialog')
    assert.isTrue(menu.hidden)
  })

  it('let nothing be seen beneath the panel at the end but what is wrong', async () => {
    const element = await playing()
    await goToEnd(element)
    const [loud, calm] = element.shadowRoot!.querySelectorAll<HTMLElement>('[part=sync]')
    await until(() => !isSeen(calm!))
    assert.isFalse(isSeen(part(element, '.under')))
    loud!.classList.add('failing')
    assert.isTrue(isSeen(loud!))
  })

  it('have room for all of the panel at the end in the smallest player, and take the focus from the time bar', async () => {
    const element = await playing('220px')
    control(element, 'media-time-range').shadowRoot?.querySelector('input')?.focus()
    await goToEnd(element)
    const box = end(element)!.getBoundingClientRect()
    for (const inside of end(element)!.querySelectorAll('.end-title, button')) {
      const { top, bottom } = inside.getBoundingClientRect()
      assert.isAtLeast(top, box.top)
      assert.isAtMost(bottom, box.bottom)
    }
    assert.isAtMost(box.bottom, control(element, '.bar').getBoundingClientRect().top + 1)
    assert.isFalse(isSeen(control(element, 'media-time-range')))
    assert.equal(element.shadowRoot?.activeElement?.getAttribute('part'), 'end-button')
  })

  it('let the panel at the end scroll at large text, and fade where more of its words are', async () => {
    const element = await playing('360px')
    const { style } = document.documentElement
    style.fontSize = '200%'
    try {
      await goToEnd(element)
      const words = end(element)!.querySelector('.words')!
      const { maskImage, paddingBlockStart } = getComputedStyle(words)
      assert.isAbove(words.scrollHeight, words.clientHeight)
      assert.include(maskImage, 'linear-gradient')
      assert.equal(paddingBlockStart, '8px')
      assert.isAtMost(words.getBoundingClientRect().bottom, control(element, '.bar').getBoundingClientRect().top + 1)
    } finally {
      style.fontSize = ''
    }
  })

  it('begin the words of the settings where their language is read from', async () => {
    const element = await playing()
    const menu = await openMenu(element)
    const label = menu.querySelector('#what-counts span')!
    const words = document.createRange()
    const edges = (text: string) => {
      label.textContent = text
      words.selectNodeContents(label)
      const [box, shown] = [label.getBoundingClientRect(), words.getBoundingClientRect()]
      return { left: shown.left - box.left, right: box.right - shown.right }
    }
    const [english, hebrew] = [edges('Quality'), edges('איכות')]
    assert.closeTo(english.left, 0, 1)
    assert.isAbove(english.right, 10)
    assert.closeTo(hebrew.right, 0, 1)
    assert.isAbove(hebrew.left, 10)
  })
  it('are read from right to left where the page is: arrows and values, too', async () => {
    const element = await playing()
    element.dir = 'rtl'
    await element.updateComplete
    const menu = await openMenu(element)
    const item = menu.querySelector('media-settings-menu-item[part~=rendition]')!
    const [arrow, value, label] = [
      item.querySelector('[slot=suffix]')!,
      item.shadowRoot!.querySelector('[name=description] span')!,
      item.querySelector('[data-label]')!,
    ]
    const middle = (node: Element) => {
      const { left, right } = node.getBoundingClientRect()
      return (left + right) / 2
    }
    assert.isBelow(middle(arrow), middle(value))
    assert.isBelow(middle(value), middle(label))
    for (const svg of menu.querySelectorAll('svg')) assert.equal(getComputedStyle(svg).scale, '-1 1')
    element.dir = 'ltr'
    await element.updateComplete
    assert.isAbove(middle(arrow), middle(value))
    assert.isAbove(middle(value), middle(label))
    assert.equal(getComputedStyle(arrow).scale, 'none')
  })

  it('give a menu in the settings of a small player all of their width', async () => {
    const menu = control(await playing('220px'), 'media-settings-menu')
    assert.notEqual(getComputedStyle(menu).maxWidth, 'none')
    for (const inner of menu.querySelectorAll('[part~=menu]')) assert.equal(getComputedStyle(inner).maxWidth, 'none')
  })
})
