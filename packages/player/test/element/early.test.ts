import { assert } from 'chai'
import { localChoices } from '../../src/browser/local-choices.js'
import { NO_CHOICES } from '../../src/core/playback/learner-choices.js'
import type { QualityDetail } from '../../src/index.js'
import { mount } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

describe('what is asked for before the player is there', () => {
  const handler = useFakeHandler()
  const { fetch } = globalThis
  afterEach(() => {
    globalThis.fetch = fetch
    localChoices.change(NO_CHOICES)
    localStorage.clear()
  })

  const lesson = (attributes = {}) =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, ...attributes })
  /** The playlists of video that were asked for, without their signatures: a master, then renditions. */
  const playlists = () => {
    const all = handler.urls.map((url) => new URL(url).pathname).filter((path) => path.endsWith('.m3u8'))
    // A request of the lesson before may still come in, but its master has come long ago.
    const master = all.find((path) => !path.startsWith('/mux/v1/'))
    const paths = master ? all.slice(all.indexOf(master)) : []
    const captions = paths.findIndex((path) => path.includes('captions'))
    return captions < 0 ? paths : paths.toSpliced(captions, 1)
  }
  /** How the page asked for playlists. */
  function watchFetch(answer: (url: string) => Response | null = () => null): string[] {
    const seen: string[] = []
    globalThis.fetch = (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      if (!url.includes('.m3u8')) return fetch(input, init)
      seen.push(new URL(url).pathname)
      const made = answer(url)
      return made ? Promise.resolve(made) : fetch(input, init)
    }
    return seen
  }

  const CASES = [
    ['by itself', {}, null, '640px'],
    ['in a wide player', {}, null, '1920px'],
    ['to save data', { 'data-saver': true }, null, '640px'],
    ['in the quality that the learner keeps to', {}, { height: 1080, bitrate: null }, '640px'],
  ] as const
  for (const [name, attributes, quality, width] of CASES) {
    it(`is what hls.js reads first, and is asked for once: ${name}`, async () => {
      localChoices.change({ quality })
      const early = watchFetch()
      const element = lesson(attributes)
      element.style.width = width
      await next(element, 'ehr-quality')
      await until(() => handler.urls.some((url) => url.includes('.m4s')))
      assert.lengthOf(early, 2)
      // To save data, hls.js goes on to a better one as soon as it has measured the line.
      assert.deepEqual(playlists().slice(0, 2), early)
      assert.lengthOf(new Set(playlists()), playlists().length)
    })
  }

  it('is played as far as it fills the player, also when it is there before the player is drawn', async () => {
    const texts = new Map<string, string>()
    watchFetch((url) => {
      const text = texts.get(new URL(url).pathname)
      return text === undefined ? null : Object.defineProperty(new Response(text), 'url', { value: url })
    })
    const first = lesson()
    await next(first, 'ehr-quality')
    for (const url of handler.urls.filter((url) => url.includes('.m3u8'))) {
      texts.set(new URL(url).pathname, await (await fetch(url)).text())
    }
    first.remove()
    // From now on everything that is asked for early is there at once.
    const element = lesson()
    const { detail } = await next<QualityDetail>(element, 'ehr-quality')
    assert.equal(detail.to, 720)
  })

  it('is asked for again by the player where it did not come', async () => {
    const early = watchFetch(() => new Response(null, { status: 503 }))
    const element = lesson()
    await next(element, 'canplay')
    assert.lengthOf(early, 1)
    assert.isNull(element.shadowRoot!.querySelector('[part=message]'))
  })

  it('is nothing where nothing is to be loaded before somebody plays', async () => {
    const early = watchFetch()
    const element = lesson({ preload: 'none' })
    await next(element, 'ehr-ready')
    assert.isEmpty(early)
    await element.play()
    assert.isNotEmpty(playlists())
  })
})
