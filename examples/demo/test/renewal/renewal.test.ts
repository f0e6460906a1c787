import type { BrowserContext } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.js'
import { openGround } from './ground.js'
import { describeLongForm } from './long-form.js'
import { compareLedger, openStage, playThrough } from './stage.js'

/** The truth is known to some frames, and each seek may cost 0.3 s (docs/collecting.md). */
const NEARLY_ALL_MS = 900

const ground = await openGround({ lifetime: 6, offlineAllowance: 2 })
const browser = await launchChromium()
afterAll(async () => {
  await browser.close()
  await ground.close()
})

/** What a learner can set, read in the page. */
interface Settings {
  tracks(): TextTrackList
  renditions(): { selectedIndex: number }
  seen(): {
    volume: number
    rate: number
    captions: string[]
    chapters: number
    quality: number
    /** Full screen, and picture-in-picture. */
    whole: boolean
    small: boolean
  }
}

declare global {
  // Set by `readSettings` in a page.
  var set: Settings
}

async function readSettings(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    type Mux = HTMLVideoElement & { chapters: unknown[]; videoRenditions: { selectedIndex: number } }
    const mux = (): Mux => ehr.player().muxPlayer as unknown as Mux
    globalThis.set = {
      tracks: () => mux().textTracks,
      renditions: () => mux().videoRenditions,
      seen: () => ({
        volume: ehr.video().volume,
        rate: ehr.video().playbackRate,
        captions: [...mux().textTracks]
          .filter(({ kind, mode }) => kind === 'subtitles' && mode === 'showing')
          .map(({ language }) => language),
        chapters: mux().chapters.length,
        quality: mux().videoRenditions.selectedIndex,
        whole: document.fullscreenElement !== null,
        small: document.pictureInPictureElement !== null,
      }),
    }
  })
}

describe('tokens that live six seconds', () => {
  it('carry a lesson to its end at double speed and with seeks, and nothing is reloaded', async () => {
    const [lesson, learner] = ['fire-safety-3', 'ada']
    const stage = await openStage(browser, ground.lesson(lesson, learner))
    const { events, sprang } = await playThrough(stage, {
      rate: 2,
      seeks: [
        [8, 24],
        [30, 14],
      ],
    })
    expect(events).toMatchObject({ emptied: 0, loadstart: 0, ended: 1 })
    // The one of the end.
    expect(events['pause']).toBe(1)
    // Less than the shortest stretch that could be left out, which is a segment.
    expect(sprang).toBeLessThan(1)
    expect(ground.renewed.length).toBeGreaterThanOrEqual(4)
    expect(await stage.errors()).toEqual([])
    const { played, lost, tooMuch } = await compareLedger(ground, stage, { lesson, learner })
    expect(played).toBeGreaterThan(34_000)
    expect(lost).toBeLessThan(NEARLY_ALL_MS)
    expect(tooMuch).toBeLessThan(NEARLY_ALL_MS)
    await stage.context.close()
  })

  it('leave everything as the learner set it: sound, speed, captions, chapters, quality, full screen, picture-in-picture', async () => {
    const stage = await openStage(browser, ground.lesson('fire-safety-3', 'margaret'), readSettings)
    const { page } = stage
    await stage.ready()
    await page.waitForFunction(() => [...set.tracks()].some(({ kind }) => kind === 'subtitles'))
    // Full screen and picture-in-picture each ask for a gesture.
    await page.mouse.click(5, 580)
    await page.evaluate(async () => {
      const player = ehr.player() as unknown as HTMLVideoElement
      player.muted = false
      player.volume = 0.3
      ;[...set.tracks()].find(({ kind }) => kind === 'subtitles')!.mode = 'showing'
      set.renditions().selectedIndex = 0
      await player.requestFullscreen()
    })
    await page.mouse.click(5, 5)
    const small = await page.evaluate(async () => {
      if (document.pictureInPictureEnabled) await ehr.video().requestPictureInPicture()
      return document.pictureInPictureEnabled
    })
    await stage.play(1.25)
    const before = await page.evaluate(() => set.seen())
    expect(before).toMatchObject({ volume: 0.3, rate: 1.25, quality: 0, whole: true, small })
    expect([before.captions.length, before.chapters > 0]).toEqual([1, true])
    const renewed = ground.renewed.length
    await stage.reach(14)
    expect(ground.renewed.length).toBeGreaterThan(renewed + 1)
    expect(await page.evaluate(() => set.seen())).toEqual(before)
    await stage.context.close()
  })

  it('are never played past what counts: without a new one the lesson waits with a message, and goes on by itself', async () => {
    const [lesson, learner] = ['fire-safety-3', 'grace']
    const stage = await openStage(browser, ground.lesson(lesson, learner))
    await stage.ready()
    ground.tokensReachable = false
    await stage.play()
    await expect.poll(() => stage.words(), { timeout: 20_000 }).toContain('Can’t connect')
    const held = await stage.position()
    // Lifetime and allowance, less the second that is kept, from when the grant was asked for.
    expect(held).toBeLessThan(7.5)
    ground.tokensReachable = true
    await stage.reach(held + 2)
    expect(await stage.words()).not.toContain('Can’t connect')
    await stage.pause()
    const { lost } = await compareLedger(ground, stage, { lesson, learner })
    expect(lost).toBeLessThan(NEARLY_ALL_MS)
    await stage.context.close()
  })

  it('are refused to a learner who may no longer watch: the lesson stops with a message, and nothing watched is lost', async () => {
    const [lesson, learner] = ['fire-safety-3', 'mallory']
    const stage = await openStage(browser, ground.lesson(lesson, learner))
    await stage.ready()
    await stage.play()
    ground.denied.add(learner)
    await expect.poll(() => stage.words(), { timeout: 20_000 }).toContain('have access to this lesson')
    const stopped = await stage.position()
    expect(stopped).toBeGreaterThan(0.5)
    ground.denied.delete(learner)
    const { lost } = await compareLedger(ground, stage, { lesson, learner })
    expect(lost).toBeLessThan(NEARLY_ALL_MS)
    expect(await stage.position()).toBe(stopped)
    await stage.context.close()
  })
})

if (process.env['EHR_PROOF_RUNS'] !== undefined) describeLongForm(browser, ground)
