import { assert } from 'chai'
import 'axe-core'
import type Axe from 'axe-core'
import { HttpResponse } from 'msw'
import { useArabic } from '../../src/i18n/ar.js'
import { blend, contrast } from '../support/contrast.js'
import { control, controls } from '../support/controls.js'
import { problem } from '../support/fake-handler.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

/** Puts itself on the window; it is no module. */
const { axe } = window as unknown as { axe: typeof Axe }

describe('a lesson for everybody', () => {
  const handler = useFakeHandler()
  const mountFake = (attributes = {}) =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, ...attributes })

  /** Those of the element and of all that is in it, also of the controls. */
  async function faults(element: Element): Promise<string[]> {
    const { violations } = await axe.run(element, { rules: { region: { enabled: false } } })
    return violations.flatMap(({ id, nodes }) => {
      const counted = nodes
        .map(({ html }) => html)
        .filter((html) => !isTimeShown(id, html) && !isHiddenHeading(id, html))
      return counted.length > 0 ? [`${id}: ${counted.join(' ')}`] : []
    })
  }

  /** The time is the value of its button and in its description; axe takes it for a label. */
  const isTimeShown = (rule: string, html: string) =>
    rule === 'label-content-name-mismatch' && html.startsWith('<media-time-display ')

  /** A menu without a heading hides the slot of it, which axe does not look at: it takes the button in it for one that is there. */
  const isHiddenHeading = (rule: string, html: string) =>
    rule === 'aria-required-children' && html.startsWith('<media-settings-menu ')

  it('has no fault while it loads', async () => {
    handler.then(() => new Promise<Response>(() => undefined))
    const element = mountFake()
    await until(() => handler.asked.length === 1)
    await element.updateComplete
    assert.isTrue(element.matches(':state(loading)'))
    assert.equal(part(element, '.surface').getAttribute('aria-busy'), 'true')
    assert.deepEqual(await faults(element), [])
  })

  it('has no fault while it waits for a click', async () => {
    const element = mountFake({ loading: 'click' })
    await element.updateComplete
    assert.deepEqual(await faults(element), [])
  })

  it('has no fault while it plays, and is a region with the lesson’s title', async () => {
    const element = mountFake({ autoplay: true })
    await until(() => element.currentTime > 0.3)
    await element.updateComplete
    const region = part(element, '[role=region]')
    assert.equal(region.getAttribute('aria-label'), 'When the alarm sounds')
    assert.deepEqual(await faults(element), [])
  })

  it('has no fault while it is paused and its controls are there', async () => {
    const element = mountFake({ autoplay: true })
    await until(() => element.currentTime > 0.3)
    element.pause()
    await until(() => getComputedStyle(control(element, '.bottom')).opacity === '1')
    const speed = control(element, '.bar media-playback-rate-menu-button')
    assert.isTrue(speed.checkVisibility({ visibilityProperty: true }))
    assert.include(speed.getAttribute('aria-label') ?? '', '1x')
    assert.deepEqual(await faults(element), [])
  })

  it('has no fault while a menu is open, and every menu has a name', async () => {
    const element = mountFake({ autoplay: true })
    await until(() => element.currentTime > 0.3)
    element.pause()
    const menus = [...controls(element).querySelectorAll<HTMLElement>('[part~=menu]')]
    const names = menus.map(({ ariaLabel }) => ariaLabel)
    assert.sameMembers(names, ['Speed', 'Captions', 'Audio', 'Settings', 'Speed', 'Captions', 'Quality', 'Chapters'])
    control(element, 'media-settings-menu-button').click()
    const settings = control(element, 'media-settings-menu')
    await until(() => !settings.hidden)
    assert.isFalse(settings.shadowRoot?.querySelector('[name=header] button')?.checkVisibility())
    assert.deepEqual(await faults(element), [])
    control(element, '.chaptered').click()
    const chapters = control(element, 'media-chrome-menu')
    await until(() => !chapters.hidden)
    assert.deepEqual(await faults(element), [])
  })

  it('has no fault with its transcript', async () => {
    const element = mountFake({ autoplay: true, transcript: true })
    const transcript = () => element.shadowRoot?.querySelector('ehr-lesson-transcript')?.shadowRoot
    await until(() => transcript()?.querySelector('[data-line]') != null)
    await until(() => element.currentTime > 0.3)
    assert.deepEqual(await faults(element), [])
  })

  it('has a start button that stands out from every still, 3 to 1', async () => {
    const element = mountFake({ loading: 'click' })
    await element.updateComplete
    const { backgroundColor, color, borderTopColor } = getComputedStyle(part(element, '[part=start-button]'))
    for (const still of ['rgb(255, 255, 255)', 'rgb(0, 0, 0)', 'rgb(128, 128, 128)']) {
      const ground = blend(backgroundColor, still)
      assert.isAtLeast(contrast(blend(color, ground), ground), 3, `its sign on ${still}`)
      // Its rim on a dark still, its ground on a light one.
      const edges = [ground, blend(borderTopColor, ground)].map((edge) => contrast(edge, still))
      assert.isAtLeast(Math.max(...edges), 3, `its edge on ${still}`)
    }
  })

  it('has no fault while it shows a failure, with a button that the keyboard reaches', async () => {
    handler.then(() => problem(403, 'entitlement_denied'))
    const element = mountFake()
    await next(element, 'ehr-error')
    await element.updateComplete
    assert.deepEqual(await faults(element), [])
    const button = part(element, '[part=message-button]')
    button.focus()
    assert.isTrue(element.shadowRoot?.activeElement === button)
    assert.notEqual(getComputedStyle(button).outlineStyle, 'none')
  })

  it('has no fault while it waits, and the counting down is not read out', async () => {
    handler.then(() => problem(503, 'overloaded', { 'retry-after': '60' }))
    const element = mountFake()
    await next(element, 'ehr-error')
    await element.updateComplete
    assert.equal(part(element, '.countdown').getAttribute('aria-hidden'), 'true')
    assert.deepEqual(await faults(element), [])
  })

  it('has no fault at the end, and in the list of what counts', async () => {
    const element = mountFake({ 'lesson-id': 'short', 'next-lesson-id': 'fire-safety-2' })
    element.currentTime = 3
    await element.play()
    await until(() => element.shadowRoot?.querySelector('[part=end]') !== null)
    await element.updateComplete
    assert.deepEqual(await faults(element), [])
    element.showWhatCounts()
    await until(() => element.shadowRoot?.querySelector('.counts-again') !== null)
    assert.deepEqual(await faults(element), [])
  })

  it('has no fault while it says where it goes on', async () => {
    handler.then(async () => HttpResponse.json(await madeUpGrant({ position: 8 }), { status: 201 }))
    const element = mountFake({ autoplay: true })
    await until(() => element.shadowRoot?.querySelector('[part=resume]') !== null)
    assert.deepEqual(await faults(element), [])
  })

  it('cannot be entered below the panel', async () => {
    handler.media = 0
    const element = mountFake({ autoplay: true })
    await until(() => element.shadowRoot?.querySelector('[part=message]') !== null)
    assert.isTrue(part(element, '.stage').inert)
  })

  it('has the language and direction of its place', async () => {
    useArabic()
    const place = document.createElement('section')
    place.lang = 'ar'
    place.dir = 'rtl'
    document.body.append(place)
    const element = mount({ loading: 'click' }, place)
    await element.updateComplete
    assert.equal(part(element, '.surface').lang, 'ar')
    assert.equal(part(element, '.surface').dir, 'rtl')
    place.remove()
  })
})
