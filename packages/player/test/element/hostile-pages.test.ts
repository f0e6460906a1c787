import { assert } from 'chai'
import { HttpResponse } from 'msw'
import type { LessonPlayerElement } from '../../src/index.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, record, until } from '../support/wait.js'

type Inner = HTMLElement & { media: { nativeEl: HTMLVideoElement } }

describe('a page or an extension that undoes every correction', () => {
  const handler = useFakeHandler()
  const warn = console.warn
  let warnings: string[] = []
  let scopes = 0
  beforeEach(() => {
    warnings = []
    console.warn = (...words: unknown[]) => void warnings.push(words.map(String).join(' '))
  })
  afterEach(() => (console.warn = warn))

  async function mountPlaying(settings: Parameters<typeof madeUpGrant>[0] = {}): Promise<LessonPlayerElement> {
    scopes += 1
    const given = { scope: `hostile-${scopes}`, ...settings }
    handler.then(async () => HttpResponse.json(await madeUpGrant(given), { status: 201 }))
    const element = mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true })
    await next(element, 'canplay')
    await element.play()
    return element
  }
  const video = (element: LessonPlayerElement) => (element.muxPlayer as Inner).media.nativeEl

  /** Turns that the page's one thread takes within a second. */
  async function turns(): Promise<number> {
    const end = performance.now() + 1_000
    let count = 0
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve))
      count += 1
    }
    return count
  }

  it('sets its speed a few times, is then left alone with one warning, and the page goes on', async () => {
    const element = await mountPlaying()
    const errors = record(element, 'ehr-error')
    let rounds = 0
    const media = video(element)
    media.addEventListener('ratechange', () => {
      rounds += 1
      media.playbackRate = 3
    })
    media.playbackRate = 3
    assert.isAbove(await turns(), 3)
    assert.isAtMost(rounds, 30)
    assert.lengthOf(warnings, 1)
    assert.include(warnings[0], 'playbackRate')
    assert.isFalse(errors.some(({ detail }) => (detail as { code: string }).code === 'storage_denied'))
  })

  it('seeks ahead a few times, by the video or by the element, and is then left alone', async () => {
    const element = await mountPlaying({ seekPolicy: 'watched', position: 0, watched: [] })
    const denials = record(element, 'ehr-seek-denied')
    let rounds = 0
    const media = video(element)
    media.addEventListener('seeking', () => {
      rounds += 1
      if (rounds < 1_000) media.currentTime = 15
    })
    media.currentTime = 15
    assert.isAbove(await turns(), 3)
    assert.isAtMost(denials.length, 8)
    assert.lengthOf(warnings, 1)
  })

  it('asks again from within the answer, and gets no answer without end', async () => {
    const element = await mountPlaying({ seekPolicy: 'watched', position: 0, watched: [] })
    let denials = 0
    element.addEventListener('ehr-seek-denied', () => {
      denials += 1
      element.currentTime = 15
    })
    element.currentTime = 15
    assert.isAtMost(denials, 8)
    assert.isBelow(element.currentTime, 5)
  })

  it('starts two lessons again whenever they pause', async () => {
    const one = await mountPlaying()
    const two = await mountPlaying()
    let pauses = 0
    for (const element of [one, two]) {
      element.addEventListener('pause', () => {
        pauses += 1
        void element.play().catch(() => undefined)
      })
    }
    void one.play()
    assert.isAbove(await turns(), 3)
    assert.isAtMost(pauses, 20)
    await until(() => !one.paused && !two.paused)
  })
})
