import { assert } from 'chai'
import fc from 'fast-check'
import { LessonPlayerElement } from '../../src/index.js'
import { mount, panelText, part, unmountAll } from '../support/mount.js'
import { until } from '../support/wait.js'

const READ_ONLY = [
  ...['paused', 'duration', 'ended', 'seeking', 'readyState', 'error', 'seekable', 'buffered', 'played', 'textTracks'],
  ...['videoWidth', 'videoHeight', 'watched', 'progress', 'completed', 'pending', 'sessionId', 'muxPlayer'],
]
const WRITABLE = [
  ...['endpoint', 'lessonId', 'authToken', 'getAuthToken', 'headers', 'credentials', 'loading', 'preload', 'autoplay'],
  ...['defaultMuted', 'loop', 'playsInline', 'playWhenHidden', 'poster', 'playbackRates', 'noHotkeys', 'theme'],
  ...['dataSaver', 'noResume', 'noPauseOthers', 'noWatchedMap', 'muxData', 'cast', 'labels'],
]
const thrower = () => {
  throw new Error('odd')
}
const ODD: readonly unknown[] = [
  ...[undefined, null, '', ' x ', 'bogus', 0, 42, NaN, -1, Infinity, 10n, true, false, Symbol('s'), [], [1, '2', null]],
  ...[{}, { title: 1 }, Object.create(null), () => undefined, thrower, new Date(NaN), { toString: thrower }],
  new Proxy({}, { get: thrower, has: thrower, ownKeys: thrower, getOwnPropertyDescriptor: thrower }),
]
const set = (element: object, name: string, value: unknown) => Reflect.set(element, name, value)

describe('what a page or a framework sets on the element', () => {
  const warn = console.warn
  let warnings: string[] = []
  beforeEach(() => {
    warnings = []
    console.warn = (...words: unknown[]) => void warnings.push(words.map(String).join(' '))
  })
  afterEach(() => {
    console.warn = warn
    unmountAll()
  })

  // Before all others: each name is warned of once a page.
  it('ignores writes to what can only be read, with one warning for each name', () => {
    for (const element of [mount({ loading: 'click' }), mount({ loading: 'click' })]) {
      for (const name of READ_ONLY) assert.isTrue(set(element, name, 1), name)
      assert.isTrue(element.paused)
      assert.isNaN(element.duration)
    }
    assert.deepEqual(
      warnings.map((warning) => warning.split(' ')[0]),
      READ_ONLY,
    )
  })

  it('reads properties as it reads attributes', () => {
    const element = mount({ loading: 'click' })
    for (const [name, given, read] of [
      ['lessonId', 42, '42'],
      ['lessonId', ' x ', 'x'],
      ['endpoint', new URL('https://learn.example/api'), 'https://learn.example/api'],
      ['playbackRates', '1 1.5', [1, 1.5]],
      ['playbackRates', ['2', 1, 'x', -1], [1, 2]],
      ['playbackRates', [], null],
      ['loading', undefined, 'lazy'],
      ['loading', '', 'lazy'],
      ['loading', 'auto', 'lazy'],
      ['loading', ' EAGER ', 'eager'],
      ['credentials', 'bogus', 'same-origin'],
      ['preload', null, 'metadata'],
      ['getAuthToken', 'token', null],
      ['headers', 'a: b', null],
      ['labels', null, {}],
      ['labels', 'x', {}],
      ['autoplay', undefined, false],
      ['authToken', undefined, null],
    ] as const) {
      set(element, name, given)
      assert.deepEqual(Reflect.get(element, name), read as unknown, `${name} = ${String(given)}`)
    }
  })

  it('never throws, draws on, and never loads without end, whatever is set', async () => {
    const cases = fc.array(fc.tuple(fc.constantFrom(...WRITABLE, ...READ_ONLY), fc.nat(ODD.length - 1)), {
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(cases, async (sets) => {
        const element = mount({ loading: 'click', endpoint: '' })
        for (const [name, odd] of sets) set(element, name, ODD[odd])
        set(element, 'endpoint', null)
        await element.updateComplete
        assert.isNotNull(part(element, '.surface'))
        assert.isFalse(element.matches(':state(loading)'))
        element.remove()
      }),
      { numRuns: 150 },
    )
  })

  it('says its own words where a label has not the shape of a word', async () => {
    const element = mount({ loading: 'click', endpoint: 'http://', 'lesson-id': 'x' })
    set(element, 'labels', { broken: { title: 'Oh no', text: 7 }, lesson: 3, countdown: 'soon', start: { a: 1 } })
    element.load()
    await until(() => panelText(element) !== null)
    assert.include(panelText(element), 'Oh no')
    assert.equal(part(element, '.surface').getAttribute('aria-label'), 'Lesson')
  })

  it('takes media properties back where a framework sets them to nothing, and refuses what no video takes', () => {
    const element = mount({ loading: 'click' })
    for (const name of ['currentTime', 'volume', 'playbackRate']) {
      set(element, name, undefined)
      set(element, name, null)
    }
    assert.equal(element.volume, 1)
    assert.throws(() => (element.volume = 7), DOMException)
    assert.throws(() => (element.playbackRate = NaN), TypeError)
    assert.throws(() => (element.currentTime = NaN), TypeError)
    set(element, 'currentTime', '4.5')
    assert.equal(element.currentTime, 4.5)
  })

  it('takes up what was set before it was defined', async () => {
    const tag = 'late-player'
    const early = document.createElement(tag)
    Object.assign(early, { lessonId: 7, currentTime: 3, volume: 0.5, paused: false, labels: null, loading: 'click' })
    document.body.append(early)
    class Late extends LessonPlayerElement {}
    Late.define(tag)
    const element = document.querySelector<LessonPlayerElement>(tag)!
    await element.updateComplete
    assert.equal(element.lessonId, '7')
    assert.equal(element.currentTime, 3)
    assert.equal(element.volume, 0.5)
    assert.isTrue(element.paused)
    early.remove()
  })

  it('writes no default on itself', async () => {
    const element = document.createElement('ehr-lesson-player')
    document.body.append(element)
    await element.updateComplete
    assert.isEmpty(element.getAttributeNames())
    set(element, 'loading', undefined)
    set(element, 'autoplay', undefined)
    await element.updateComplete
    assert.isEmpty(element.getAttributeNames())
    element.loading = 'click'
    await element.updateComplete
    assert.equal(element.getAttribute('loading'), 'click')
    element.setAttribute('loading', 'bogus')
    await element.updateComplete
    assert.equal(element.loading, 'lazy')
    assert.equal(element.getAttribute('loading'), 'bogus')
  })

  it('gives each further tag its own class', () => {
    LessonPlayerElement.define('acme-lesson')
    LessonPlayerElement.define('acme-lesson')
    LessonPlayerElement.define('acme-training')
    assert.instanceOf(document.createElement('acme-lesson'), LessonPlayerElement)
    assert.instanceOf(document.createElement('acme-training'), LessonPlayerElement)
    assert.isEmpty(warnings)
  })
})
