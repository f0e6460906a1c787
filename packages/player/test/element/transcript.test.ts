import { assert } from 'chai'
import 'axe-core'
import type Axe from 'axe-core'
import { HttpResponse } from 'msw'
import { useGerman } from '../../src/i18n/de.js'
import { LessonTranscriptElement } from '../../src/transcript/index.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { record, until } from '../support/wait.js'

/** Puts itself on the window; it is no module. */
const { axe } = window as unknown as { axe: typeof Axe }

describe('the transcript of a lesson', () => {
  const handler = useFakeHandler()
  before(() => {
    if (!customElements.get('ehr-lesson-transcript')) LessonTranscriptElement.define()
  })
  afterEach(() => {
    for (const element of document.querySelectorAll('ehr-lesson-transcript, section, iframe')) element.remove()
  })

  const lesson = (attributes = {}) =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, ...attributes })
  const transcript = (attributes: Readonly<Record<string, string>> = {}, parent: Node = document.body) => {
    const element = document.createElement('ehr-lesson-transcript')
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    // Small, so that there is something to scroll.
    element.style.setProperty('--ehr-transcript-height', '6rem')
    parent.appendChild(element)
    return element
  }
  const lines = (element: Element) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[data-line]') ?? [])]
  const texts = (element: Element) => lines(element).map(({ textContent }) => textContent)
  const current = (element: Element) => element.shadowRoot?.querySelector('[aria-current]')?.textContent ?? null
  const ready = async (element: Element) => {
    await until(() => lines(element).length > 0)
    return element
  }
  const both = async (attributes = {}) => {
    const player = lesson(attributes)
    const element = transcript()
    await ready(element)
    await until(() => player.readyState > 0)
    return { player, element }
  }
  const press = (target: Element, key: string, more = {}) =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
    )
  const search = async (element: LessonTranscriptElement, words: string) => {
    const field = part(element, 'input') as HTMLInputElement
    field.value = words
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await element.updateComplete
    return field
  }
  const marks = (element: Element) =>
    [...(element.shadowRoot?.querySelectorAll('mark') ?? [])].map(({ textContent }) => textContent)
  const count = (element: Element) => part(element, '.count').textContent.trim()
  const withCaptions = (captions: string | (() => Response)) => {
    handler.captions = typeof captions === 'string' ? () => captions : captions
  }
  const message = (element: Element) =>
    element.shadowRoot?.querySelector('.message')?.textContent.replaceAll(/\s+/g, ' ').trim() ?? ''
  const withGerman = (playlist: string) => {
    const english = playlist.split('\n').find((line) => line.startsWith('#EXT-X-MEDIA:TYPE=SUBTITLES'))!
    return playlist.replace(english, `${english}\n${english.replace('English', 'Deutsch').replace('"en"', '"de"')}`)
  }
  async function faults(element: Element): Promise<string[]> {
    const { violations } = await axe.run({ include: [element] }, { rules: { region: { enabled: false } } })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }

  it('can be read before anything plays, with chapters, times and paragraphs', async () => {
    const player = lesson({ preload: 'none' })
    const element = transcript()
    await ready(element)
    assert.equal(texts(element)[0], 'When the alarm sounds, you have only one job: get out.')
    assert.lengthOf(texts(element), 6)
    const headings = [...element.shadowRoot!.querySelectorAll('h3')].map(({ textContent }) => textContent)
    assert.deepEqual(headings, ['The alarm sounds', 'Leave at once', 'Be counted'])
    assert.deepEqual(
      [...element.shadowRoot!.querySelectorAll('.time')].map(({ textContent }) => textContent),
      ['0:00', '0:06', '0:13'],
    )
    assert.equal(part(element, '.text').lang, 'en')
    assert.isTrue(player.paused)
    assert.isFalse(handler.urls.some((url) => url.includes('.m4s')))
  })

  it('asks for nothing before a press where the lesson waits for one', async () => {
    lesson({ loading: 'click' })
    const element = transcript()
    await until(() => element.player !== null)
    await element.updateComplete
    assert.isEmpty(handler.asked)
    part(element, '.message button').click()
    await ready(element)
    assert.lengthOf(handler.asked, 1)
  })

  it('marks the line that is said, and scrolls to it in its own box alone', async () => {
    const { player, element } = await both()
    const scrolled = window.scrollY
    assert.isNull(current(element))
    player.currentTime = 13.5
    await until(() => current(element) === 'Walk to the assembly point.')
    const box = part(element, '.text')
    await until(() => box.scrollTop > 0)
    assert.equal(window.scrollY, scrolled)
    assert.lengthOf(element.shadowRoot!.querySelectorAll('[aria-current]'), 1)
  })

  it('follows no more once the learner scrolls there, until they ask for it', async () => {
    const { player, element } = await both()
    const box = part(element, '.text')
    const button = part(element, '.follow')
    assert.equal(button.getAttribute('aria-pressed'), 'true')
    box.dispatchEvent(new WheelEvent('wheel', { deltaY: 10, bubbles: true }))
    await element.updateComplete
    assert.equal(button.getAttribute('aria-pressed'), 'false')
    player.currentTime = 16
    await until(() => current(element)?.startsWith('Stay there') === true)
    assert.equal(box.scrollTop, 0)
    button.click()
    await until(() => box.scrollTop > 0)
    assert.equal(button.getAttribute('aria-pressed'), 'true')
  })

  it('goes where a line is pressed, with the pointer or with the keyboard', async () => {
    const { player, element } = await both()
    lines(element)[3]!.click()
    assert.closeTo(player.currentTime, 10.235, 0.01)
    await until(() => current(element) === 'Never use the lift.')
    const stops = lines(element).filter(({ tabIndex }) => tabIndex === 0)
    assert.deepEqual(stops, [lines(element)[3]!])
    stops[0]!.focus()
    press(stops[0]!, 'ArrowDown')
    assert.equal(element.shadowRoot!.activeElement, lines(element)[4]!)
    press(lines(element)[4]!, 'Enter')
    assert.closeTo(player.currentTime, 13.31, 0.01)
    press(lines(element)[4]!, 'Home')
    assert.equal(element.shadowRoot!.activeElement, lines(element)[0]!)
  })

  it('goes no further than the lesson’s seek policy, which says so', async () => {
    handler.then(async () => HttpResponse.json(await madeUpGrant({ seekPolicy: 'watched' }), { status: 201 }))
    const { player, element } = await both()
    const denied = record(player, 'ehr-seek-denied')
    lines(element)[4]!.click()
    assert.lengthOf(denied, 1)
    assert.isBelow(player.currentTime, 1)
    await player.updateComplete
    assert.notEqual(part(player, '[part=notice]').textContent, '')
  })

  it('finds words, also over the end of a line, and goes through what it found', async () => {
    const { element } = await both()
    const field = await search(element, 'THE')
    assert.lengthOf(marks(element), 5)
    assert.isTrue(marks(element).every((found) => found.toLowerCase() === 'the'))
    const { length } = marks(element)
    assert.equal(count(element), `1 of ${length}`)
    press(field, 'Enter')
    await element.updateComplete
    assert.equal(count(element), `2 of ${length}`)
    press(field, 'Enter', { shiftKey: true })
    press(field, 'Enter', { shiftKey: true })
    await element.updateComplete
    assert.equal(count(element), `${length} of ${length}`)
    assert.lengthOf(element.shadowRoot!.querySelectorAll('mark.match-current'), 1)
    await search(element, 'behind. take')
    assert.deepEqual(marks(element), ['behind.', 'Take'])
    await search(element, 'nowhere')
    assert.equal(count(element), 'No matches')
    assert.isTrue((part(element, '.step') as HTMLButtonElement).disabled)
  })

  it('offers the languages that there are, and begins with the captions that are shown', async () => {
    handler.master = withGerman
    const player = lesson()
    await until(() => [...(player.textTracks ?? [])].some(({ mode }) => mode === 'showing'))
    const modes = () => [...(player.textTracks ?? [])].map(({ language, mode }) => `${language} ${mode}`).join()
    const before = modes()
    const element = transcript()
    await ready(element)
    const menu = part(element, 'select') as HTMLSelectElement
    assert.equal(menu.value, 'English')
    menu.value = 'Deutsch'
    menu.dispatchEvent(new Event('change', { bubbles: true }))
    await until(() => part(element, '.text').lang === 'de')
    assert.equal(modes(), before)
    assert.isNull(localStorage.getItem('ehr-lesson-player'))
  })

  it('marks what counts with a sign that is read out, where the page asks for it', async () => {
    handler.then(async () => HttpResponse.json(await madeUpGrant({ position: 8.2 }), { status: 201 }))
    const { element } = await both()
    assert.isNull(element.shadowRoot!.querySelector('.tick'))
    element.showWatched = true
    await element.updateComplete
    const watched = [...element.shadowRoot!.querySelectorAll('.tick')]
    assert.lengthOf(watched, 2)
    assert.equal(watched[0]!.getAttribute('aria-label'), 'watched')
  })

  it('shows captions as text, whatever they hold', async () => {
    withCaptions(
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Eve>&lt;img src=x onerror=alert(1)&gt;<b>bold</b><script>alert(1)</script>\n',
    )
    const { element } = await both()
    assert.deepEqual(texts(element), ['<img src=x onerror=alert(1)>boldalert(1)'])
    assert.isNull(element.shadowRoot!.querySelector('img, script, b'))
    assert.equal(part(element, '.speaker').textContent, 'Eve:')
  })

  it('says so where the lesson has no captions', async () => {
    handler.master = (playlist) => playlist.replaceAll(/^#EXT-X-MEDIA:TYPE=SUBTITLES.*\n/gm, '')
    lesson()
    const element = transcript()
    await until(() => element.shadowRoot?.querySelector('.message') !== null)
    await until(() => message(element) === 'This lesson has no transcript.')
    assert.isEmpty(lines(element))
    assert.deepEqual(await faults(element), [])
  })

  it('says that it could not be loaded, and tries again where the learner wants it', async () => {
    withCaptions(() => new HttpResponse(null, { status: 500 }))
    lesson()
    const element = transcript()
    await until(() => message(element).startsWith('The transcript could not be loaded.'))
    assert.deepEqual(await faults(element), [])
    handler.captions = undefined
    part(element, '.message button').click()
    await ready(element)
    assert.lengthOf(lines(element), 6)
  })

  it('shows nothing to press before it is loaded by itself', async () => {
    lesson()
    const element = transcript()
    const pressed: string[] = []
    const observer = new MutationObserver(() => {
      const button = element.shadowRoot?.querySelector('.message button')
      if (button) pressed.push(button.textContent)
    })
    observer.observe(element.shadowRoot!, { subtree: true, childList: true })
    await ready(element)
    observer.disconnect()
    assert.isEmpty(pressed)
  })

  it('is another one with another lesson', async () => {
    const { player, element } = await both()
    player.lessonId = 'fire-safety-2'
    await until(() => texts(element)[0]?.startsWith('A fire extinguisher') === true)
    assert.equal(player.lessonId, 'fire-safety-2')
  })

  it('speaks the language of its place, and mirrors what is around the text', async () => {
    useGerman()
    const place = document.createElement('section')
    place.lang = 'de'
    place.dir = 'rtl'
    document.body.append(place)
    lesson()
    const element = transcript({}, place)
    await ready(element)
    assert.equal(part(element, '.panel').getAttribute('aria-label'), 'Transkript')
    assert.equal(part(element, '.panel').dir, 'rtl')
    assert.equal(part(element, '.text').lang, 'en')
    place.style.width = '320px'
    assert.isAtMost(part(element, '.panel').scrollWidth, 320)
  })

  it('has no fault for anybody, while it plays and while it is searched', async () => {
    const { player, element } = await both({ autoplay: true })
    await until(() => player.currentTime > 1)
    assert.deepEqual(await faults(element), [])
    await search(element, 'alarm')
    assert.deepEqual(await faults(element), [])
  })
})

describe('the transcript of a player', () => {
  const handler = useFakeHandler()
  afterEach(() => document.querySelector('ehr-lesson-transcript')?.remove())
  const lesson = (attributes = {}) =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, ...attributes })
  const panelOf = (player: Element) => player.shadowRoot?.querySelector('ehr-lesson-transcript') ?? null
  const ask = (player: Element) => {
    const event = new CustomEvent('ehr-transcript', { cancelable: true })
    player.dispatchEvent(event)
    return event.defaultPrevented
  }

  it('is below the video while the attribute says so, and the video keeps its shape', async () => {
    const player = lesson({ transcript: true })
    await until(() => (panelOf(player)?.shadowRoot?.querySelectorAll('[data-line]').length ?? 0) > 0)
    const panel = panelOf(player)!
    const video = part(player, '.surface').getBoundingClientRect()
    assert.closeTo(video.height, (video.width * 9) / 16, 1)
    assert.isAtLeast(panel.getBoundingClientRect().top, video.bottom - 1)
    assert.isAtMost(panel.getBoundingClientRect().bottom, player.getBoundingClientRect().bottom + 1)
    assert.equal(panel.player, player)
    // What the learner asks for is the player's to do.
    assert.isFalse(ask(player))
    player.transcript = false
    await until(() => panelOf(player) === null)
    assert.closeTo(player.getBoundingClientRect().height, video.height, 1)
    assert.lengthOf(handler.asked, 1)
  })

  it('is the one of the page where there is one, and takes the focus', async () => {
    const player = lesson()
    const element = document.createElement('ehr-lesson-transcript')
    document.body.append(element)
    await until(() => element.player === player)
    assert.isTrue(ask(player))
    await until(() => element.shadowRoot?.activeElement?.localName === 'h2')
    assert.isNull(panelOf(player))
  })
})

describe('the player of a transcript', () => {
  const handler = useFakeHandler()
  before(() => {
    if (!customElements.get('ehr-lesson-transcript')) LessonTranscriptElement.define()
  })
  afterEach(() => {
    for (const element of document.querySelectorAll('ehr-lesson-transcript, section')) element.remove()
  })
  // Another lesson than that of the tests before, whose last requests may still come.
  const lesson = 'fire-safety-2'
  const idle = (parent: Element = document.body, id?: string) =>
    mount({ endpoint: '/fake-api', 'lesson-id': lesson, loading: 'click', ...(id && { id }) }, parent)
  const section = () => {
    const place = document.createElement('section')
    document.body.append(place)
    return place
  }
  const companion = (parent: Node, id?: string) => {
    const element = document.createElement('ehr-lesson-transcript')
    if (id !== undefined) element.setAttribute('for', id)
    parent.appendChild(element)
    return element
  }

  it('is the one that it names, wherever that is in its root, and only once that is a player', async () => {
    const element = companion(section(), 'that')
    assert.isNull(element.player)
    const first = idle(document.body, 'this')
    const named = idle(section(), 'that')
    await until(() => element.player === named)
    named.id = 'other'
    await until(() => element.player === null)
    element.setAttribute('for', 'this')
    await until(() => element.player === first)
    assert.notInclude(handler.asked, lesson)
  })

  it('is the nearest one: in the smallest part of the page that holds both', async () => {
    const [one, two] = [section(), section()]
    const before = companion(one)
    const players = [idle(one), idle(two), idle(two)]
    const between = document.createElement('ehr-lesson-transcript')
    two.insertBefore(between, players[2]!)
    const outside = companion(document.body)
    await until(() => outside.player === players[2])
    assert.equal(before.player, players[0]!)
    assert.equal(between.player, players[1]!)
  })

  it('is looked for outside of the shadow root that the transcript is in', async () => {
    const place = section()
    const player = idle(place)
    const shadow = place.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' })
    const element = companion(shadow.appendChild(document.createElement('div')))
    await until(() => element.player === player)
    const own = idle(shadow.appendChild(document.createElement('div')))
    await until(() => element.player === own)
    assert.notEqual(own, player)
  })

  it('follows when either is moved, and another player takes over from one that is removed', async () => {
    const [one, two] = [section(), section()]
    const player = idle(one)
    const element = companion(one)
    await until(() => element.player === player)
    const other = idle(two)
    two.append(element)
    await until(() => element.player === other)
    other.remove()
    await until(() => element.player === player)
    player.remove()
    await until(() => element.player === null)
    assert.equal(element.shadowRoot?.querySelector('section') ?? null, null)
  })
})
