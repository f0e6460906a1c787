import { assert } from 'chai'
import { arabic, useArabic } from '../../src/i18n/ar.js'
import { german, useGerman } from '../../src/i18n/de.js'
import { spanish, useSpanish } from '../../src/i18n/es.js'
import { french, useFrench } from '../../src/i18n/fr.js'
import { hebrew, useHebrew } from '../../src/i18n/he.js'
import { japanese, useJapanese } from '../../src/i18n/ja.js'
import type { Language } from '../../src/i18n/languages.js'
import { dutch, useDutch } from '../../src/i18n/nl.js'
import { polish, usePolish } from '../../src/i18n/pl.js'
import { portuguese, usePortuguese } from '../../src/i18n/pt.js'
import { ukrainian, useUkrainian } from '../../src/i18n/uk.js'
import type { LessonPlayerElement } from '../../src/index.js'
import { control } from '../support/controls.js'
import { mount, panelText, part, unmountAll } from '../support/mount.js'
import { problem } from '../support/fake-handler.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

const LANGUAGES: readonly (readonly [Language, () => void])[] = [
  [german, useGerman],
  [french, useFrench],
  [spanish, useSpanish],
  [portuguese, usePortuguese],
  [dutch, useDutch],
  [polish, usePolish],
  [ukrainian, useUkrainian],
  [arabic, useArabic],
  [hebrew, useHebrew],
  [japanese, useJapanese],
]

describe('the language of a lesson', () => {
  const handler = useFakeHandler()
  before(() => LANGUAGES.forEach(([, use]) => use()))
  afterEach(() => {
    unmountAll()
    localStorage.clear()
  })

  const mountFake = (attributes = {}): LessonPlayerElement =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, ...attributes })
  const label = (element: LessonPlayerElement, tag: string): string | null =>
    control(element, tag).getAttribute('aria-label')
  const speak = async (element: LessonPlayerElement, lang: string): Promise<void> => {
    element.lang = lang
    await element.updateComplete
  }

  it('is that of its words and of its controls, each of ten, and English again', async () => {
    const element = mountFake({ lang: 'en' })
    await next(element, 'canplay')
    assert.equal(label(element, 'media-play-button'), 'Play')
    for (const [language] of LANGUAGES) {
      const { $code, $dir, controls } = language
      await speak(element, $code)
      const surface = part(element, '.surface')
      assert.equal(surface.lang, $code)
      assert.equal(surface.dir, $dir)
      assert.equal(label(element, 'media-play-button'), controls?.play, $code)
      assert.equal(label(element, 'media-fullscreen-button'), controls?.fullscreen, $code)
      assert.equal(label(element, 'media-seek-forward-button'), controls?.seekForwardBy.replace('{seekOffset}', '10'))
      // What the controls say of the media follows once they are drawn.
      await until(() => label(element, 'media-mute-button') === controls?.unmute)
    }
    await speak(element, 'en')
    assert.equal(label(element, 'media-play-button'), 'Play')
    assert.equal(part(element, '.surface').dir, 'ltr')
  })

  it('is there from the first drawing on', async () => {
    const element = mountFake({ lang: 'pl' })
    await next(element, 'canplay')
    assert.equal(label(element, 'media-play-button'), polish.controls?.play)
    assert.include(control(element, 'media-play-button').shadowRoot?.textContent ?? '', polish.controls?.play ?? '?')
  })

  it('may change while the lesson plays: captions, position and focus stay', async () => {
    const element = mountFake({ lang: 'en' })
    await next(element, 'canplay')
    const showing = () => [...(element.textTracks ?? [])].filter(({ mode }) => mode === 'showing').length
    await until(() => showing() === 1)
    await element.play()
    await until(() => element.currentTime > 0.2)
    const play = '.bar media-play-button'
    control(element, play).focus()
    assert.isTrue(control(element, play).matches(':focus'))
    const disturbed: string[] = []
    for (const name of ['pause', 'emptied', 'seeking', 'ehr-error'])
      element.addEventListener(name, () => disturbed.push(name))
    let at = element.currentTime
    for (const lang of ['de', 'ar', 'en', 'uk', 'en']) {
      await speak(element, lang)
      assert.equal(showing(), 1, lang)
      assert.isFalse(element.paused)
      assert.isAtLeast(element.currentTime, at)
      assert.isTrue(control(element, play).matches(':focus'), lang)
      at = element.currentTime
    }
    await until(() => element.currentTime > at + 0.2)
    assert.isEmpty(disturbed)
    assert.equal(label(element, play), 'Pause')
    // Drawing is no choice of the learner.
    assert.isNull(localStorage.getItem('ehr-lesson-player'))
  })

  it('mirrors the layout and leaves the time axis from left to right', async () => {
    const element = mountFake({ lang: 'he' })
    await next(element, 'canplay')
    assert.equal(getComputedStyle(part(element, '.surface')).direction, 'rtl')
    assert.equal(getComputedStyle(part(element, '.stage')).direction, 'ltr')
    assert.equal(getComputedStyle(control(element, 'media-time-range')).direction, 'ltr')
  })

  it('is English where the language is not there, in words and controls', async () => {
    const element = mountFake({ lang: 'fi' })
    await next(element, 'canplay')
    assert.equal(part(element, '.surface').lang, 'en')
    assert.equal(label(element, 'media-play-button'), 'Play')
    handler.then(() => problem(403, 'entitlement_denied'))
    element.lessonId = 'fire-safety-2'
    await next(element, 'ehr-error')
    await element.updateComplete
    assert.include(panelText(element), 'have access to this lesson')
  })

  it('may be one that a script puts on the list of the page, also later', async () => {
    const page = globalThis as { ehrLessonPlayerLanguages?: unknown[] }
    const element = mountFake({ lang: 'sv' })
    await next(element, 'canplay')
    const controls = { ...german.controls, play: 'Spela' }
    page.ehrLessonPlayerLanguages?.push(null, { $code: 'sv', $name: 'Svenska', $dir: 'ltr', controls })
    await element.updateComplete
    assert.equal(part(element, '.surface').lang, 'sv')
    assert.equal(label(element, 'media-play-button'), 'Spela')
  })

  it('gives way to the host’s own labels of controls', async () => {
    const element = mountFake({ lang: 'de' })
    await next(element, 'canplay')
    element.labels = { controls: { ...german.controls!, play: 'Los' } }
    await element.updateComplete
    assert.equal(label(element, 'media-play-button'), 'Los')
    assert.equal(label(element, 'media-fullscreen-button'), german.controls?.fullscreen)
  })
})
