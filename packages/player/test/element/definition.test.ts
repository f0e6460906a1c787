import { assert } from 'chai'
import { LessonPlayerElement } from '../../src/index.js'
import { loadMuxPlayback } from '../../src/playback/mux/load-mux-playback.js'
import { OutdatedPlayerError } from '../../src/playback/mux/outdated-player-error.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, panelText, part, unmountAll } from '../support/mount.js'
import { next } from '../support/wait.js'
import type { ErrorDetail } from '../../src/index.js'

describe('registering the element', () => {
  const warn = console.warn
  let warnings: string[] = []
  const { fetch } = window
  beforeEach(() => {
    warnings = []
    console.warn = (...words: unknown[]) => void warnings.push(words.join(' '))
  })
  afterEach(() => {
    console.warn = warn
    window.fetch = fetch
    unmountAll()
  })

  it('is left to the module that imports define, and does nothing the second time', async () => {
    assert.isUndefined(customElements.get('ehr-lesson-player'))
    await import('../../src/define.js')
    assert.equal(customElements.get('ehr-lesson-player'), LessonPlayerElement)
    LessonPlayerElement.define()
    assert.isEmpty(warnings)
  })

  it('names the version of its package', async () => {
    const manifest = (await (await fetch('/packages/player/package.json')).json()) as { version: string }
    assert.equal(LessonPlayerElement.version, manifest.version)
  })

  it('leaves a tag that is taken alone, with one warning that names both versions', () => {
    customElements.define(
      'taken-player',
      class extends HTMLElement {
        static version = '0.0.7'
      },
    )
    LessonPlayerElement.define('taken-player')
    assert.lengthOf(warnings, 1)
    assert.include(warnings[0], '0.0.7')
    assert.include(warnings[0], LessonPlayerElement.version)
  })

  it('under another name works with its own class', () => {
    class Course extends LessonPlayerElement {}
    Course.define('course-player')
    assert.instanceOf(document.createElement('course-player'), LessonPlayerElement)
  })

  it('reflects its properties to attributes as a video does', async () => {
    const element = mount({ loading: 'click' })
    element.autoplay = element.loop = element.noResume = element.defaultMuted = true
    await element.updateComplete
    for (const name of ['autoplay', 'loop', 'no-resume', 'muted']) assert.isTrue(element.hasAttribute(name), name)
    element.authToken = 'secret'
    await element.updateComplete
    assert.isFalse(element.hasAttribute('auth-token'))
  })

  it('keeps its shape while nothing is loaded, and shows a button where it waits for a click', async () => {
    const element = mount({ loading: 'click', 'lesson-id': 'fire-safety-1' })
    await element.updateComplete
    assert.closeTo(element.getBoundingClientRect().height, 360, 1)
    assert.isNull(element.shadowRoot?.querySelector('img'))
    assert.equal(part(element, '[part=start-button]').getAttribute('aria-label'), 'Start the lesson')
    element.style.setProperty('--ehr-aspect-ratio', '4 / 3')
    assert.closeTo(element.getBoundingClientRect().height, 480, 1)
  })

  it('refuses a Mux Player that is older than 3.14', async () => {
    customElements.define(
      'mux-player',
      class extends HTMLElement {
        static VERSION = '3.13.2'
      },
    )
    const refusal = await loadMuxPlayback().catch((error: unknown) => error)
    assert.instanceOf(refusal, OutdatedPlayerError)
    const grant = await madeUpGrant()
    window.fetch = async () => Response.json(grant, { status: 201 })
    const element = mount({ 'lesson-id': 'fire-safety-1', loading: 'eager' })
    const { detail } = await next<ErrorDetail>(element, 'ehr-error')
    assert.include(detail, { code: 'player_outdated', retryable: false, fatal: true })
    await element.updateComplete
    assert.include(panelText(element), 'went wrong')
  })
})
