import { assert } from 'chai'
import { HttpResponse } from 'msw'
import type { LessonPlayerElement } from '../../src/index.js'
import { control } from '../support/controls.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

type Bar = HTMLElement & { readonly range: HTMLInputElement }

let learner = 0

describe('what is watched, on the time bar', () => {
  const handler = useFakeHandler()

  /** A lesson whose first 8 s count, and of which 12 to 14 s are required. Nothing is acknowledged any more. */
  async function mountWatched(attributes = {}): Promise<LessonPlayerElement> {
    learner += 1
    handler.then(async () =>
      HttpResponse.json(
        await madeUpGrant({ scope: `map-${learner}`, position: 8, watched: [[0, 8]], required: [[12, 14]] }),
        { status: 201 },
      ),
    )
    const element = mount({
      ...{ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true },
      ...attributes,
    })
    await next(element, 'canplay')
    return element
  }

  const map = (element: LessonPlayerElement) => control(element, '[part=map]')
  const bar = (element: LessonPlayerElement) => control(element, 'media-time-range') as Bar

  /** The pieces of one kind, as seconds of the lesson. */
  function pieces(element: LessonPlayerElement, part: string): [number, number][] {
    return [...map(element).querySelectorAll<HTMLElement>(`[part=${part}]`)].map(({ style }) => {
      const [from, to] = ['--a', '--z'].map((name) => Number(style.getPropertyValue(name)) * element.duration)
      return [Math.round(from! * 10) / 10, Math.round(to! * 10) / 10]
    })
  }

  const spoken = (element: LessonPlayerElement) => `${Math.floor(element.currentTime)} seconds of `

  it('is what counts, what is required, and where chapters begin', async () => {
    const element = await mountWatched()
    await until(() => pieces(element, 'counted').length > 0)
    assert.deepEqual(pieces(element, 'counted'), [[0, 8]])
    assert.deepEqual(pieces(element, 'required'), [[12, 14]])
    assert.isEmpty(pieces(element, 'pending'))
    assert.isNotEmpty(pieces(element, 'chapter'))
    await element.play()
    const width = () => map(element).getBoundingClientRect().width
    await until(() => width() > 0)
    assert.equal(width(), bar(element).range.getBoundingClientRect().width)
  })

  it('grows with what is played and not yet saved, by one change at most once a second', async () => {
    const element = await mountWatched()
    await element.play()
    await until(() => pieces(element, 'pending').length > 0)
    let changes = 0
    const observer = new MutationObserver((records) => (changes += records.length))
    observer.observe(map(element), { subtree: true, childList: true, attributes: true })
    const begin = performance.now()
    const [[from, to] = [0, 0]] = pieces(element, 'pending')
    await until(() => (pieces(element, 'pending')[0]?.[1] ?? 0) > to + 2)
    const seconds = (performance.now() - begin) / 1000
    observer.disconnect()
    assert.closeTo(from, 8, 0.5)
    assert.isAtLeast(changes, 1)
    assert.isAtMost(changes, seconds + 1)
    assert.deepEqual(pieces(element, 'counted'), [[0, 8]])
  })

  it('leaves open what was skipped', async () => {
    const element = await mountWatched()
    await element.play()
    await until(() => element.currentTime > 9)
    element.currentTime = 16
    await until(() => element.currentTime > 17.5)
    element.pause()
    await until(() => pieces(element, 'pending').length === 2)
    const [first, second] = pieces(element, 'pending')
    assert.isBelow(first![1], 12)
    assert.closeTo(second![0], 16, 0.5)
  })

  it('says in words what the pointer and the playhead are at', async () => {
    const element = await mountWatched()
    const preview = (detail: number) =>
      bar(element).dispatchEvent(new CustomEvent('mediapreviewrequest', { bubbles: true, composed: true, detail }))
    const words = () => control(element, '[part=stretch]').textContent
    preview(4)
    await until(() => words() === '0:00 to 0:08, watched')
    preview(10)
    await until(() => words() === '0:08 to 0:12, not watched')
    preview(13)
    await until(() => words() === '0:12 to 0:14, not watched, required')
    const { range } = bar(element)
    element.currentTime = 4
    await until(() => range.getAttribute('aria-valuetext')?.startsWith('4 seconds of ') === true)
    assert.equal(range.getAttribute('aria-description'), '0:00 to 0:08, watched')
    element.currentTime = 13
    await until(() => range.getAttribute('aria-description') === '0:12 to 0:14, not watched, required')
  })

  it('says where the playhead is at once to whoever is at the bar, and to others by one change at most once a second', async () => {
    const element = await mountWatched()
    const { range } = bar(element)
    const changes: number[] = []
    const observer = new MutationObserver(() => changes.push(performance.now()))
    observer.observe(range, { attributeFilter: ['aria-valuetext'] })
    await element.play()
    await until(() => changes.length > 3)
    for (const [index, at] of changes.entries()) if (index > 0) assert.isAbove(at - changes[index - 1]!, 900)
    observer.disconnect()
    element.pause()
    await until(() => range.getAttribute('aria-valuetext')?.startsWith(spoken(element)) === true)
    element.currentTime = 4
    await next(element, 'seeked')
    range.focus()
    assert.match(range.getAttribute('aria-valuetext') ?? '', /^4 seconds of /)
    // As the arrow keys do it.
    element.currentTime = 14
    await until(() => bar(element).getAttribute('mediacurrenttime') === '14')
    assert.match(range.getAttribute('aria-valuetext') ?? '', /^14 seconds of /)
  })

  it('is left away where the page does not want it, and the bar shows how far the video has played', async () => {
    const element = await mountWatched({ 'no-watched-map': true })
    assert.isTrue(map(element).hidden)
    const fill = () => getComputedStyle(bar(element)).getPropertyValue('--media-range-bar-color')
    assert.notEqual(fill(), 'transparent')
    element.removeAttribute('no-watched-map')
    await until(() => !map(element).hidden)
    assert.equal(fill(), 'transparent')
    assert.deepEqual(pieces(element, 'counted'), [[0, 8]])
  })

  it('has its place in a theme of the host’s, found in the host’s part of the page', async () => {
    const host = document.createElement('div')
    const template = document.createElement('template')
    template.id = 'plain'
    template.innerHTML = `<media-controller><slot name="media" slot="media"></slot>
      <media-time-range><div slot="thumb" part="map"></div></media-time-range></media-controller>`
    host.attachShadow({ mode: 'open' }).append(template)
    document.body.append(host)
    learner += 1
    handler.then(async () =>
      HttpResponse.json(await madeUpGrant({ scope: `map-${learner}`, watched: [[2, 6]] }), { status: 201 }),
    )
    const element = mount(
      { endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, theme: 'plain' },
      host.shadowRoot as unknown as Element,
    )
    await next(element, 'canplay')
    await until(() => pieces(element, 'counted').length > 0)
    assert.deepEqual(pieces(element, 'counted'), [[2, 6]])
    assert.equal(getComputedStyle(map(element)).getPropertyValue('translate'), 'none')
    host.remove()
  })
})
