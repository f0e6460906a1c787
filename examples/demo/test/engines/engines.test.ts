import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGround, type Ground } from '../renewal/ground.js'
import { startDemo, temporaryFolder, type DemoProcess } from '../support/demo-process.js'
import { signIn } from '../support/learner.js'
import { startChromium } from './chromium-engine.js'
import type { Engine, EngineName } from './engine.js'
import { startFirefox } from './firefox-engine.js'
import { openLessonPage, type LessonPage } from './lesson-page.js'
import { startWebKit } from './webkit-engine.js'

const LESSON = 'fire-safety-1'
/** A stretch may be reported this much shorter or longer than it was played, in seconds (docs/ledger.md, collecting). */
const TOLERANCE = 0.3

const engines: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  Chromium: startChromium,
  Firefox: startFirefox,
  WebKitGTK: startWebKit,
}

const folder = await temporaryFolder()
let demo: DemoProcess
let shortLived: Ground
beforeAll(async () => {
  demo = await startDemo(folder.path)
  shortLived = await openGround({ lifetime: 5, offlineAllowance: 2 })
})
afterAll(async () => {
  await shortLived.close()
  await demo.stop()
  await folder.remove()
})

describe.each(Object.entries(engines))('the built player in %s', (name, start) => {
  let engine: Engine
  let lesson: LessonPage
  beforeAll(async () => {
    engine = await start()
    lesson = await openLessonPage(demo, engine.page)
  })
  afterAll(async () => {
    lesson.close()
    await engine.close()
  })
  const as = (who: string): string => `${name.toLowerCase()}-${who}`
  /** Memory stands in for a disk that a busy machine makes wait too long: that is reported, and is no failure. */
  const failures = async () => (await lesson.errors()).filter((code) => code !== 'storage_denied')
  const progressOf = async (who: string) => (await signIn(demo.origin, as(who))).progress(LESSON)

  it('plays with a picture that moves', async () => {
    await lesson.open(as('viewer'))
    await lesson.play()
    await lesson.reach(0.7)
    const first = await lesson.picture()
    await lesson.reach(5)
    const second = await lesson.picture()
    expect(first.width).toBeGreaterThanOrEqual(640)
    expect(first.contrast).toBeGreaterThan(10)
    expect(second.frames - first.frames).toBeGreaterThan(10)
    expect(await failures()).toEqual([])
  })

  it('credits the two stretches that were watched and not the gap', async () => {
    await lesson.open(as('skipper'))
    await lesson.play()
    await lesson.reach(4)
    await lesson.seek(11)
    await lesson.reach(15)
    await lesson.pause()
    await lesson.flush()
    const truth = await lesson.played()
    expect(truth.length).toBe(2)
    await expect.poll(async () => (await progressOf('skipper')).watched_segments.length).toBe(2)
    const { watched_segments: watched, completed } = await progressOf('skipper')
    // An engine that draws without a graphics card may miss the edges of a stretch, but nothing is added to one.
    for (const [index, [from, to]] of truth.entries()) {
      const [start, end] = watched[index]!
      expect(start).toBeGreaterThan(from - TOLERANCE)
      expect(end).toBeLessThan(to + TOLERANCE)
      expect(end - start).toBeGreaterThan(1)
    }
    expect(completed).toBe(false)
    expect((await lesson.counts())['ehr-progress']).toBeGreaterThan(0)
    expect(await failures()).toEqual([])
  })

  it('shows on the time bar what is counted, and the gap as a gap', async () => {
    await lesson.open(as('skipper'))
    const { watched_segments: watched } = await progressOf('skipper')
    await lesson.play()
    await lesson.until(() => lessonPage.pieces('counted').length === 2)
    const pieces = await engine.page.run(() => lessonPage.pieces('counted'))
    const duration = await engine.page.run(() => lessonPage.video.duration)
    for (const [index, [from, to]] of watched.entries()) {
      expect(pieces[index]![0] * duration).toBeCloseTo(from, 0)
      expect(pieces[index]![1] * duration).toBeCloseTo(to, 0)
    }
  })

  it('completes once when it is played to its end', async () => {
    await lesson.open(as('finisher'))
    await lesson.play(2)
    await lesson.ended()
    await lesson.flush()
    await lesson.until(() => lessonPage.counts['ehr-complete'])
    await expect.poll(() => progressOf('finisher')).toMatchObject({ completed: true })
    expect((await lesson.counts())['ehr-complete']).toBe(1)
    expect(await failures()).toEqual([])
  })

  it('leads the Tab key to every control, and to each once', async () => {
    await lesson.open(as('walker'))
    await lesson.play()
    await lesson.reach(0.5)
    await lesson.pause()
    const controls = await engine.page.run(() => lessonPage.controls())
    expect(controls.length).toBeGreaterThan(9)
    const stops: string[] = []
    while (stops.length <= controls.length) {
      await engine.page.press('Tab')
      stops.push(await engine.page.run(() => lessonPage.focused()))
    }
    expect(stops).toEqual([...controls, ''])
  })

  it('has controls with names, and says aloud that the lesson has ended', async () => {
    await lesson.open(as('listener'))
    await lesson.play()
    await lesson.reach(0.5)
    await lesson.pause()
    const expected = ['Play', 'Seek back 10 seconds', 'Seek forward 10 seconds', 'Mute', 'Captions', 'Settings']
    const names = await engine.page.names(
      () =>
        [
          'media-play-button',
          'media-seek-backward-button',
          'media-seek-forward-button',
          'media-mute-button',
          'media-captions-menu-button',
          'media-settings-menu-button',
        ].map((name) => lessonPage.find(name)),
      expected,
    )
    expect(names).toEqual(expected)
    // The region is there before its words, or nobody hears them.
    await lesson.until(() => lessonPage.player.shadowRoot?.querySelector('.unseen[role=status]')?.textContent === '')
    await lesson.play(2)
    await lesson.ended()
    await lesson.until(() => lessonPage.player.shadowRoot?.querySelector('.unseen[role=status]')?.textContent.trim())
  })

  it('keeps what counts apart from the rest of the bar in forced colours, and the dot of what is saved in sight', async () => {
    const forced = name === 'Firefox' ? await startFirefox({ forcesColors: true }) : engine
    const page = name === 'Firefox' ? await openLessonPage(demo, forced.page) : lesson
    try {
      const isForced = await forced.forceColors()
      expect(isForced, 'GTK has no forced colours').toBe(name !== 'WebKitGTK')
      if (!isForced) return
      await page.open(as('skipper'))
      await page.play()
      await page.until(() => lessonPage.pieces('counted').length === 2)
      const dot = await page.until(() => {
        const saving = document.querySelector('ehr-lesson-player')!.shadowRoot!.querySelector('.sync:not(:empty)')
        return saving && getComputedStyle(saving, '::before').backgroundColor
      })
      const { counted, highlight, ground } = await forced.page.run(() => {
        const piece = lessonPage.find('media-time-range').querySelector('[part~=counted]')!
        const sample = document.body.appendChild(document.createElement('i'))
        const colorOf = (color: string) => {
          sample.style.cssText = `forced-color-adjust: none; color: ${color}`
          return getComputedStyle(sample).color
        }
        return {
          counted: getComputedStyle(piece).backgroundColor,
          highlight: colorOf('Highlight'),
          ground: colorOf('Canvas'),
        }
      })
      expect(counted).toBe(highlight)
      expect(counted).not.toBe(ground)
      expect(dot, 'what says that something is being saved').not.toBe(ground)
    } finally {
      if (forced !== engine) {
        page.close()
        await forced.close()
      }
    }
  })

  it('plays on in another session while the code that renews tokens cannot be loaded, and every second counts', async () => {
    const { origin, missed, renewed } = shortLived
    const before = { missed: missed.length, renewed: renewed.length }
    shortLived.cutOff = /renewal-controller/
    await engine.page.goto(shortLived.lesson('fire-safety-1', as('renewer')))
    const sessions = await engine.page.run(playIntoAnotherSession)
    expect(new Set(sessions).size).toBe(2)
    expect(missed.length).toBeGreaterThan(before.missed)
    expect(renewed.length).toBe(before.renewed)
    shortLived.cutOff = undefined
    await engine.page.run(playToTheEnd)
    // Firefox remembers for as long as the page lives what could not be loaded: there it is one more session that goes on.
    expect(renewed.length > before.renewed).toBe(name !== 'Firefox')
    const headers = { authorization: `Bearer ${as('renewer')}` }
    const progress = async () =>
      (await fetch(`${origin}/lessons-api/v1/lessons/fire-safety-1/progress`, { headers })).json()
    await expect.poll(progress).toMatchObject({ completed: true })
  })

  it('offers no control for what it cannot do', async () => {
    await lesson.open(as('chooser'))
    await lesson.play()
    await lesson.until(() => lessonPage.offers('media-play-button'))
    const offered = await engine.page.run(() => ({
      'media-fullscreen-button': [lessonPage.offers('media-fullscreen-button'), document.fullscreenEnabled],
      'media-pip-button': [
        lessonPage.offers('media-pip-button'),
        'pictureInPictureEnabled' in document && document.pictureInPictureEnabled,
      ],
      'media-airplay-button': [
        lessonPage.offers('media-airplay-button'),
        'WebKitPlaybackTargetAvailabilityEvent' in globalThis,
      ],
      'media-cast-button': [lessonPage.offers('media-cast-button'), 'chrome' in globalThis],
    }))
    for (const [control, [isOffered, isPossible]] of Object.entries(offered)) {
      expect(isOffered && !isPossible, control).toBe(false)
    }
    expect(offered['media-fullscreen-button'][0]).toBe(true)
  })
})

interface Playing extends HTMLElement {
  readonly sessionId: string | null
  readonly ended: boolean
  currentTime: number
  playbackRate: number
  play(): Promise<void>
  flush(): Promise<unknown>
}

/** Plays at double speed until another session plays; gives both. */
async function playIntoAnotherSession(): Promise<(string | null)[]> {
  const player = document.querySelector<Playing>('ehr-lesson-player')!
  const frame = () => new Promise(requestAnimationFrame)
  while (!player.sessionId) await frame()
  const first = player.sessionId
  player.playbackRate = 2
  // Where playing begins late, the other session may come first and take it over.
  player.play().catch(() => undefined)
  while (player.sessionId === first || !player.sessionId) await frame()
  const second = player.sessionId
  const at = player.currentTime
  while (player.currentTime < at + 0.5) await frame()
  return [first, second]
}

async function playToTheEnd(): Promise<void> {
  const player = document.querySelector<Playing>('ehr-lesson-player')!
  while (!player.ended) await new Promise(requestAnimationFrame)
  await player.flush()
}
