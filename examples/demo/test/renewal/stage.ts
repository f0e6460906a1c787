import { coveredMilliseconds, fromSeconds, subtract } from '@enhancedhr/protocol'
import type { LessonProgress } from '@enhancedhr/protocol/wire'
import type { Browser, BrowserContext } from 'playwright-core'
import { watchPage, type PlayerPage } from '../support/player-page.js'
import type { Ground } from './ground.js'
import { meterPage, type Seen } from './meter.js'

/** A page of the ground in a fresh profile, watched and metered. */
export interface Stage extends PlayerPage {
  readonly context: BrowserContext
  seen(): Promise<Seen>
}

/** Opens one; `prepare` comes before the page is opened. */
export async function openStage(
  browser: Browser,
  address: string,
  prepare: (context: BrowserContext) => Promise<void> = () => Promise.resolve(),
): Promise<Stage> {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } })
  await prepare(context)
  const page = await context.newPage()
  const player = await watchPage(page)
  await meterPage(page)
  await page.goto(address)
  return { ...player, context, seen: () => page.evaluate(() => meter.stop()) }
}

/** Where the learner seeks: at this position, to that one. */
export type Seeks = readonly (readonly [at: number, to: number])[]

/** Plays a lesson to its end. */
export async function playThrough(stage: Stage, { rate, seeks }: { rate: number; seeks: Seeks }): Promise<Seen> {
  await stage.ready()
  await stage.play(rate)
  await stage.page.evaluate(() => meter.start())
  for (const [at, to] of seeks) {
    await stage.reach(at)
    await stage.page.evaluate((to) => meter.seek(to), to)
  }
  await stage.ended()
  return stage.seen()
}

/** Milliseconds that were played and are not credited, and credited beyond what was played. */
export async function compareLedger(
  ground: Ground,
  stage: Stage,
  { lesson, learner }: { lesson: string; learner: string },
): Promise<{ played: number; lost: number; tooMuch: number }> {
  // What plays on meanwhile is not reported yet.
  await stage.pause()
  await stage.flush()
  const played = await stage.page.evaluate(() => {
    const { played } = ehr.video()
    return Array.from({ length: played.length }, (_, i) => [played.start(i), played.end(i)] as const)
  })
  const answer = await fetch(`${ground.origin}/lessons-api/v1/lessons/${lesson}/progress`, {
    headers: { authorization: `Bearer ${learner}` },
  })
  const truth = fromSeconds(played)
  const credited = fromSeconds(((await answer.json()) as LessonProgress).watched_segments)
  return {
    played: coveredMilliseconds(truth),
    lost: coveredMilliseconds(subtract(truth, credited)),
    tooMuch: coveredMilliseconds(subtract(credited, truth)),
  }
}
