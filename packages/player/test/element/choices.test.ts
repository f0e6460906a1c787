import { assert } from 'chai'
import { HttpResponse } from 'msw'
import { localChoices } from '../../src/browser/local-choices.js'
import { NO_CHOICES } from '../../src/core/playback/learner-choices.js'
import type { LessonPlayerElement } from '../../src/index.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { menu } from '../support/menu.js'
import { mount, part, unmountAll } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'
import { withStorage } from '../support/with-storage.js'

const KEY = 'ehr-lesson-player'

describe('what a learner chose', () => {
  const handler = useFakeHandler()
  afterEach(() => {
    localChoices.change(NO_CHOICES)
    localStorage.clear()
  })

  /** Another lesson in another element, ready to play. */
  async function lesson(attributes = {}): Promise<LessonPlayerElement> {
    unmountAll()
    const basics = { endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true }
    const element = mount({ ...basics, ...attributes })
    await next(element, 'canplay')
    return element
  }
  const upTo = (rate: number) =>
    handler.then(async () => {
      const grant = await madeUpGrant()
      return HttpResponse.json({ ...grant, lesson: { ...grant.lesson, max_playback_rate: rate } }, { status: 201 })
    })
  const notice = (element: LessonPlayerElement) => part(element, '[part=notice]').textContent
  const kept = () => JSON.parse(localStorage.getItem(KEY) ?? 'null') as unknown

  /** The languages of the captions that are shown. */
  const shown = (element: LessonPlayerElement) =>
    [...(element.textTracks ?? [])].filter(({ mode }) => mode === 'showing').map(({ language }) => language)
  const captionsAre = async (element: LessonPlayerElement, ...languages: string[]) => {
    await until(() => [...(element.textTracks ?? [])].some(({ kind }) => kind === 'subtitles'))
    await until(() => shown(element).join() === languages.join())
  }
  const ask = (element: LessonPlayerElement, name: string) => {
    const { mediaController: target } = element.muxPlayer as HTMLElement & { mediaController: HTMLElement }
    target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: true }))
  }
  const press = (element: LessonPlayerElement, key: string) => {
    const { mediaController: target } = element.muxPlayer as HTMLElement & { mediaController: HTMLElement }
    target.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }))
    for (const type of ['keydown', 'keyup']) {
      target.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, composed: true }))
    }
  }
  const withGerman = (playlist: string) => {
    const english = playlist.split('\n').find((line) => line.startsWith('#EXT-X-MEDIA:TYPE=SUBTITLES'))!
    return playlist.replace(english, `${english}\n${english.replace('English', 'Deutsch').replace('"en"', '"de"')}`)
  }

  it('is nothing at first, and nothing is written before something is chosen', async () => {
    const element = await lesson()
    assert.equal(element.playbackRate, 1)
    await captionsAre(element, 'en')
    assert.isNull(localStorage.getItem(KEY))
  })

  describe('of the speed', () => {
    it('is how fast the next lesson plays', async () => {
      const before = await lesson()
      menu(before, 'media-playback-rate-menu').choose('1.25x')
      assert.equal(before.playbackRate, 1.25)
      assert.deepEqual(kept(), { version: 1, ...NO_CHOICES, rate: 1.25 })
      const element = await lesson({ 'lesson-id': 'fire-safety-3' })
      assert.equal(element.playbackRate, 1.25)
      await element.play()
      await until(() => element.currentTime > 0.5)
      assert.equal(element.playbackRate, 1.25)
      assert.equal(menu(element, 'media-playback-rate-menu').chosen(), '1.25x')
      element.lessonId = 'fire-safety-1'
      await next(element, 'canplay')
      assert.equal(element.playbackRate, 1.25)
    })

    it('goes no further than the lesson does, without a word, and is not forgotten over that', async () => {
      upTo(2)
      const fast = await lesson()
      for (const rate of ['1.75x', '2x']) menu(fast, 'media-playback-rate-menu').choose(rate)
      const element = await lesson()
      assert.equal(element.playbackRate, 1.5)
      assert.equal(notice(element), '')
      press(element, '>')
      await until(() => notice(element) !== '')
      assert.equal(element.playbackRate, 1.5)
      upTo(2)
      assert.equal((await lesson()).playbackRate, 2)
    })

    it('comes after what the page asks for, and that is not kept', async () => {
      localChoices.change({ rate: 1.25 })
      const element = mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'click', muted: true })
      element.playbackRate = 0.75
      element.load()
      await next(element, 'canplay')
      assert.equal(element.playbackRate, 0.75)
      assert.equal((await lesson()).playbackRate, 1.25)
    })
  })

  describe('of the captions', () => {
    it('is whether the next lesson shows them', async () => {
      const first = await lesson()
      await captionsAre(first, 'en')
      menu(first, 'media-captions-menu').choose('Off')
      assert.isEmpty(shown(first))
      assert.deepEqual(kept(), { version: 1, ...NO_CHOICES, captions: { on: false, language: 'en' } })
      const second = await lesson({ 'lesson-id': 'fire-safety-3' })
      await captionsAre(second)
      await until(() => menu(second, 'media-captions-menu').chosen() === 'Off')
      press(second, 'c')
      assert.deepEqual(shown(second), ['en'])
      await until(() => menu(second, 'media-captions-menu').chosen() === 'English')
      await captionsAre(await lesson(), 'en')
    })

    it('is what was asked for before the code that knows how it was left is there', async () => {
      localChoices.change({ captions: { on: false, language: 'en' } })
      const element = mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true })
      await until(() => element.textTracks !== null)
      const asked = new Promise<void>((resolve) => {
        element.textTracks!.addEventListener('addtrack', ({ track }) => {
          if (track?.kind !== 'subtitles') return
          ask(element, 'mediatogglesubtitlesrequest')
          resolve()
        })
      })
      await asked
      assert.isEmpty(shown(element))
      await captionsAre(element, 'en')
      assert.deepEqual(localChoices.read().captions, { on: true, language: 'en' })
    })

    it('is the language too, wherever a lesson has it', async () => {
      handler.master = withGerman
      const first = await lesson()
      await captionsAre(first, 'en')
      await until(() => menu(first, 'media-captions-menu').texts().includes('Deutsch'))
      menu(first, 'media-captions-menu').choose('Deutsch')
      assert.deepEqual(shown(first), ['de'])
      press(first, 'c')
      press(first, 'c')
      assert.deepEqual(shown(first), ['de'])
      handler.master = undefined
      await captionsAre(await lesson(), 'en')
      handler.master = withGerman
      const element = await lesson()
      await captionsAre(element, 'de')
      await element.play()
      const german = [...element.textTracks!].find(({ mode }) => mode === 'showing')
      await until(() => (german?.activeCues?.length ?? 0) > 0)
    })

    it('leaves what a page reads of them alone', async () => {
      handler.master = withGerman
      const element = await lesson()
      await captionsAre(element, 'en')
      const german = [...element.textTracks!].find(({ language }) => language === 'de')!
      german.mode = 'hidden'
      press(element, 'c')
      assert.equal(german.mode, 'hidden')
      assert.isEmpty(shown(element))
    })

    it('holds when the element is moved', async () => {
      handler.master = withGerman
      localChoices.change({ captions: { on: true, language: 'de' } })
      const element = await lesson()
      await captionsAre(element, 'de')
      const home = document.createElement('div')
      document.body.append(home)
      home.append(element)
      await next(element, 'canplay')
      await captionsAre(element, 'de')
      home.remove()
      assert.deepEqual(localChoices.read().captions, { on: true, language: 'de' })
    })
  })

  describe('where the browser keeps nothing', () => {
    const faults: string[] = []
    const note = (event: ErrorEvent) => {
      faults.push(event.message)
      // Reported below, by the test that it belongs to.
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    before(() => window.addEventListener('error', note, true))
    after(() => window.removeEventListener('error', note, true))

    for (const state of ['denied', 'full'] as const) {
      it(`holds until the page goes, and everything works as before: storage is ${state}`, () =>
        withStorage(state, async () => {
          const first = await lesson()
          await captionsAre(first, 'en')
          const changed = next(first.textTracks!, 'change')
          menu(first, 'media-captions-menu').choose('Off')
          assert.isEmpty(shown(first))
          await changed
          menu(first, 'media-captions-menu').choose('English')
          assert.deepEqual(shown(first), ['en'])
          press(first, 'c')
          assert.isEmpty(shown(first))
          menu(first, 'media-playback-rate-menu').choose('1.25x')
          menu(first, 'media-rendition-menu').choose('360p')
          first.volume = 0.5
          const second = await lesson({ 'lesson-id': 'fire-safety-3' })
          await captionsAre(second)
          assert.equal(second.playbackRate, 1.25)
          assert.equal(menu(second, 'media-rendition-menu').chosen(), '360p')
          await second.play()
          await until(() => second.currentTime > 0.5)
          assert.deepEqual(faults, [])
        }))
    }

    it('is nothing where what is kept is damaged, and playing goes on unharmed', async () => {
      localStorage.setItem(KEY, '{"version":1,"rate":1e9,"captions":[],"quality":"best"}')
      const element = await lesson()
      assert.equal(element.playbackRate, 1)
      await element.play()
      await captionsAre(element, 'en')
      await until(() => element.currentTime > 0.5)
      assert.deepEqual(faults, [])
    })
  })
})
