import { assert } from 'chai'
import 'axe-core'
import type Axe from 'axe-core'
import { HttpResponse } from 'msw'
import { localChoices } from '../../src/browser/local-choices.js'
import { readCaptionStyle } from '../../src/core/playback/caption-style.js'
import { NO_CHOICES } from '../../src/core/playback/learner-choices.js'
import type { LessonPlayerElement } from '../../src/index.js'
import { useGerman } from '../../src/i18n/de.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { control, controls } from '../support/controls.js'
import { mount, panelText, part } from '../support/mount.js'
import { onceHeard } from '../support/once-heard.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'
import { withStorage } from '../support/with-storage.js'

/** Puts itself on the window; it is no module. */
const { axe } = window as unknown as { axe: typeof Axe }

type Inner = HTMLElement & { mediaController: HTMLElement }

describe('a dialog above the player', () => {
  const handler = useFakeHandler()
  afterEach(() => {
    localChoices.change(NO_CHOICES)
    localStorage.clear()
  })

  async function lesson(attributes = {}) {
    handler.then(async () => HttpResponse.json(await madeUpGrant(), { status: 201 }))
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
  const dialog = (element: LessonPlayerElement) =>
    element.shadowRoot?.querySelector<HTMLElement>('[role=dialog]') ?? null
  const press = (target: EventTarget, key: string, more = {}) =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
    )

  async function openKeys(element: LessonPlayerElement): Promise<HTMLElement> {
    press(controls(element).activeElement ?? picture(element), '?', { shiftKey: true })
    await until(() => dialog(element) !== null && element.shadowRoot?.activeElement === dialog(element))
    return dialog(element)!
  }

  it('is the list of keys, which the key for it opens', async () => {
    const element = await lesson()
    const shown = await openKeys(element)
    assert.equal(shown.querySelector('h2')?.textContent, 'Keyboard shortcuts')
    const rows = [...shown.querySelectorAll('.keys > div')].map(({ textContent }) =>
      textContent.replace(/\s+/g, ' ').trim(),
    )
    assert.include(rows, 'Space K Play or pause')
    assert.include(rows, '? Show this list')
    assert.equal(shown.getAttribute('aria-modal'), 'true')
    assert.equal(shown.getAttribute('aria-labelledby'), shown.querySelector('h2')?.id)
    assert.isTrue(element.muxPlayer?.parentElement?.inert)
    const { violations } = await axe.run(
      { include: [element], exclude: [['ehr-lesson-player', 'mux-player']] },
      { rules: { region: { enabled: false } } },
    )
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      [],
    )
  })

  it('closes with Escape, and the focus goes back into the player', async () => {
    const element = await lesson()
    const shown = await openKeys(element)
    const heard: string[] = []
    const hear = ({ key }: KeyboardEvent) => void heard.push(key)
    document.addEventListener('keydown', hear)
    press(shown, 'Escape')
    await element.updateComplete
    document.removeEventListener('keydown', hear)
    assert.isNull(dialog(element))
    assert.isEmpty(heard)
    assert.isFalse(element.muxPlayer?.parentElement?.inert)
    assert.isNotNull(element.muxPlayer.shadowRoot?.activeElement)
  })

  it('closes with its button, and opens again', async () => {
    const element = await lesson()
    const shown = await openKeys(element)
    shown.querySelector('button')!.click()
    await element.updateComplete
    assert.isNull(dialog(element))
    await openKeys(element)
  })

  it('speaks the language of the learner, names of keys included', async () => {
    useGerman()
    const element = await lesson({ lang: 'de' })
    const shown = await openKeys(element)
    assert.equal(shown.querySelector('h2')?.textContent, 'Tastenkürzel')
    assert.include(shown.textContent, 'Leertaste')
    assert.include(shown.textContent, 'Pos1')
  })

  it('goes with its lesson, and leaves the next one free', async () => {
    const element = await lesson()
    await openKeys(element)
    element.lessonId = 'fire-safety-3'
    await next(element, 'canplay')
    assert.isNull(dialog(element))
    assert.isFalse(element.muxPlayer?.parentElement?.inert)
  })

  it('gives way to what is wrong with the lesson, which gets the focus', async () => {
    const element = await lesson()
    await openKeys(element)
    const failed = next(element, 'ehr-error')
    handler.media = 0
    element.currentTime = 15
    void element.play().catch(() => undefined)
    await failed
    await until(() => panelText(element) !== null)
    await until(() => dialog(element) === null)
    assert.isTrue(element.shadowRoot?.activeElement === part(element, '[part=message-button]'))
    assert.isTrue(part(element, '.stage').inert)
  })

  it('has the focus and can be closed where a menu was open, which goes', async () => {
    const element = await lesson()
    await element.play()
    await until(() => control(element, 'media-controller').hasAttribute('mediahasplayed'))
    const button = control(element, 'media-settings-menu-button')
    const menu = control(element, 'media-settings-menu')
    button.focus()
    button.click()
    await until(() => menu.contains(controls(element).activeElement))
    const shown = await openKeys(element)
    await element.updateComplete
    await new Promise(requestAnimationFrame)
    assert.isTrue(element.shadowRoot?.activeElement === shown)
    assert.isTrue(menu.hidden)
    press(shown, 'Escape')
    await until(() => dialog(element) === null)
    assert.isTrue(controls(element).activeElement === button)
  })

  it('gives the focus to the control that had it, or to the button that plays', async () => {
    const element = await lesson()
    const close = async () => {
      press(await openKeys(element), 'Escape')
      await until(() => dialog(element) === null)
    }
    await close()
    assert.isTrue(controls(element).activeElement === control(element, '.center media-play-button'))
    await element.play()
    await until(() => control(element, 'media-controller').hasAttribute('mediahasplayed'))
    control(element, 'media-captions-menu-button').focus()
    await close()
    assert.isTrue(controls(element).activeElement === control(element, 'media-captions-menu-button'))
    // It is not there any more.
    const shown = await openKeys(element)
    element.style.width = '220px'
    await until(() => !control(element, 'media-controller').hasAttribute('breakpointsm'))
    press(shown, 'Escape')
    await until(() => dialog(element) === null)
    assert.isTrue(controls(element).activeElement === control(element, '.bar media-play-button'))
  })

  it('is not opened where the keyboard is the page’s', async () => {
    const element = await lesson({ 'no-hotkeys': true })
    press(picture(element), '?', { shiftKey: true })
    await element.updateComplete
    assert.isNull(dialog(element))
  })

  describe('with the settings of captions', () => {
    const setting = (shown: HTMLElement, label: string) => {
      const found = [...shown.querySelectorAll('label')].find(({ textContent }) => textContent.includes(label))
      return found!.querySelector<HTMLInputElement & HTMLSelectElement>('select, input')!
    }
    function choose(field: HTMLSelectElement, text: string) {
      field.selectedIndex = [...field.options].findIndex((option) => option.text === text)
      field.dispatchEvent(new Event('change', { bubbles: true }))
    }
    async function openSettings(element: LessonPlayerElement): Promise<HTMLElement> {
      press(picture(element), 'C', { shiftKey: true })
      await until(() => dialog(element) !== null && element.shadowRoot?.activeElement === dialog(element))
      return dialog(element)!
    }

    it('keeps what is chosen on this device', async () => {
      const first = await lesson()
      const shown = await openSettings(first)
      assert.equal(setting(shown, 'Size').selectedOptions[0]?.text, '100%')
      choose(setting(shown, 'Size'), '150%')
      choose(setting(shown, 'Color'), 'Yellow')
      choose(setting(shown, 'Background'), 'Solid')
      choose(setting(shown, 'Position'), 'Top')
      const style = { native: false, size: 150, color: 'yellow', ground: 'solid', position: 'top' } as const
      assert.deepEqual(localChoices.read().captionStyle, style)
      first.remove()
      const second = await openSettings(await lesson())
      assert.equal(setting(second, 'Color').selectedOptions[0]?.text, 'Yellow')
      assert.equal(setting(second, 'Position').selectedOptions[0]?.text, 'Top')
    })

    it('can leave captions to the device, and then sets nothing else', async () => {
      const element = await lesson()
      const shown = await openSettings(element)
      setting(shown, 'Use this device').click()
      await element.updateComplete
      assert.isTrue(readCaptionStyle(localChoices.read().captionStyle).native)
      assert.isTrue(setting(shown, 'Size').disabled)
    })

    it('works for as long as the page lasts where storage is denied', () =>
      withStorage('denied', async () => {
        const element = await lesson()
        const shown = await openSettings(element)
        choose(setting(shown, 'Size'), '200%')
        await element.updateComplete
        assert.equal(setting(shown, 'Size').selectedOptions[0]?.text, '200%')
        assert.equal(readCaptionStyle(localChoices.read().captionStyle).size, 200)
      }))
  })
})
