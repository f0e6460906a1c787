import { assert } from 'chai'
import { german, useGerman } from '../../src/i18n/de.js'
import type { LessonPlayerElement } from '../../src/index.js'
import { control } from '../support/controls.js'
import { mount, part, unmountAll } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

/** Apart from the other tests of languages: what a page has loaded once it keeps. */
describe('English, which is loaded as every language is', () => {
  useFakeHandler()
  before(useGerman)
  afterEach(unmountAll)

  const loaded: string[] = []
  const observer = new PerformanceObserver((list) => loaded.push(...list.getEntries().map(({ name }) => name)))
  before(() => observer.observe({ type: 'resource' }))
  after(() => observer.disconnect())
  const isLoaded = (code: string): boolean => loaded.some((name) => name.includes(code))
  const playButton = (element: LessonPlayerElement) => control(element, 'media-play-button').getAttribute('aria-label')

  it('is left out while a language says everything, and comes once another one is asked for', async () => {
    const fixed = { endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true }
    const element = mount({ ...fixed, lang: 'de' })
    await next(element, 'canplay')
    assert.equal(playButton(element), german.controls?.play)
    await until(() => isLoaded('/mux-player-code.'))
    assert.isFalse(isLoaded('/i18n/english.'))
    element.lang = 'en'
    await element.updateComplete
    // Half of the words would be missing until then.
    assert.equal(part(element, '.surface').lang, 'de')
    await until(() => part(element, '.surface').lang === 'en')
    await until(() => isLoaded('/i18n/english.'))
    await until(() => playButton(element) === 'Play')
  })
})
