import type { BrowserContext } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.js'
import { openGround, type Ground } from './ground.js'
import { openStage, type Stage } from './stage.js'

/** The truth is known to some frames, and each load may cost 0.3 s (docs/collecting.md). */
const NEARLY_ALL_S = 0.9
const LESSON = 'fire-safety-3'

const calm = await openGround({ lifetime: 9 })
// Three faults within two lifetimes ask for tokens more often than the handler lets a learner by default.
const rough = await openGround({ lifetime: 9, renewals: 9 })
const browser = await launchChromium()
afterAll(async () => {
  await browser.close()
  await Promise.all([calm.close(), rough.close()])
})

/** As on an iPhone of some years ago: Chromium plays HLS too, and Mux Player lets it where there is no other way. */
async function withoutMediaSource(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    for (const name of ['MediaSource', 'ManagedMediaSource']) Reflect.deleteProperty(globalThis, name)
  })
}

/** Plays at double speed to the end, and lists every position that went back or sprang ahead. */
async function playAndWatch(stage: Stage): Promise<readonly (readonly [number, number])[]> {
  await stage.ready()
  expect(await stage.page.evaluate(() => Reflect.get(ehr.player().muxPlayer!, '_hls') === undefined)).toBe(true)
  await stage.play(2)
  return stage.page.evaluate(async () => {
    const jumps: [number, number][] = []
    let last = ehr.video().currentTime
    while (!ehr.video().ended) {
      await new Promise(requestAnimationFrame)
      const { currentTime, readyState, seeking } = ehr.video()
      // While it loads there is no position.
      if (readyState < 2 || seeking) continue
      if (currentTime < last - 0.1 || currentTime > last + 1) jumps.push([last, currentTime])
      last = currentTime
    }
    return jumps
  })
}

async function watched({ origin }: Ground, learner: string): Promise<number> {
  const answer = await fetch(`${origin}/lessons-api/v1/lessons/${LESSON}/progress`, {
    headers: { authorization: `Bearer ${learner}` },
  })
  return ((await answer.json()) as { watched_seconds: number }).watched_seconds
}

// Each has its own ground, and mostly waits for a lesson to play.
describe.concurrent('a browser that plays HLS by itself', () => {
  it('gets fresh addresses by loads at the same position and speed, and every second counts', async () => {
    const stage = await openStage(browser, calm.lesson(LESSON, 'ada'), withoutMediaSource)
    const before = calm.renewed.length
    expect(await playAndWatch(stage)).toEqual([])
    expect(await stage.page.evaluate(() => ehr.video().playbackRate)).toBe(2)
    expect(calm.renewed.length).toBeGreaterThan(before + 1)
    expect(await stage.errors()).toEqual([])
    await stage.flush()
    expect(await watched(calm, 'ada')).toBeGreaterThan((await stage.duration()) - NEARLY_ALL_S)
    await stage.context.close()
  })

  it('goes on by itself after segments that are refused, fail, and are cut off', async () => {
    const stage = await openStage(browser, rough.lesson(LESSON, 'grace'), withoutMediaSource)
    const whole = playAndWatch(stage)
    for (const [at, fault] of [
      [3, 'refuse'],
      [14, 'fail'],
      [26, 'cut'],
    ] as const) {
      await stage.page.waitForFunction((at) => (ehr.player().muxPlayer?.media.nativeEl.currentTime ?? 0) > at, at)
      rough.faults.push(fault)
    }
    expect(await whole).toEqual([])
    expect(rough.faults).toEqual([])
    expect(await stage.errors()).toEqual([])
    await stage.flush()
    expect(await watched(rough, 'grace')).toBeGreaterThan((await stage.duration()) - NEARLY_ALL_S)
    await stage.context.close()
  })
})
