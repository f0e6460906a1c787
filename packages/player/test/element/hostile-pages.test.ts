import { assert } from 'chai'
import { HttpResponse } from 'msw'
import { BURST, EVERY_MS } from '../../src/core/playback/correction-limit.js'
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

  /** Lets the page go on for some turns and at least a second, and answers how many corrections may have come by then. */
  async function goOn(): Promise<number> {
    const began = performance.now()
    for (let turns = 0; turns < 5 || performance.now() < began + 1_000; turns += 1) {
      await new Promise((resolve) => setTimeout(resolve))
    }
    return BURST + Math.ceil((performance.now() - began) / EVERY_MS) + 1
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
    const most = await goOn()
    assert.isAtMost(rounds, 4 * most)
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
    const most = await goOn()
    assert.isAtMost(denials.length, most)
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
    const most = await goOn()
    assert.isAtMost(pauses, 2 * most + 4)
    await until(() => !one.paused && !two.paused)
  })
})
