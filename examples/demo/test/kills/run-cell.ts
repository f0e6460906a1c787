import { coveredMilliseconds, fromSeconds, subtract, type SegmentSet } from '@enhancedhr/protocol'
import type { ExpectStatic } from 'vitest'
import { temporaryFolder } from '../support/demo-process.js'
import { signIn } from '../support/learner.js'
import { watchPage, type PlayerPage } from '../support/player-page.js'
import { servePage } from '../support/serve-page.js'
import type { Cell } from './cells.js'
import { endPage } from './endings.js'
import { serveHostPage } from './host-page.js'
import { countLeftovers } from './leftovers.js'
import { startOwnBrowser, type OwnBrowser } from './own-browser.js'
import { setStorageState } from './storage-state.js'
import { reportTruth } from './truth.js'

const LESSON = 'fire-safety-2'

/** What one cell came to, in milliseconds of media. */
export interface Outcome {
  readonly played: number
  readonly lost: number
  /** Credited though it was not seen to be played; the truth is known to 50 ms. */
  readonly tooMuch: number
}

/** Where a cell plays. */
export interface Ground {
  /** Origin of the demo. */
  readonly demo: string
  readonly learner: string
  /** Seconds of playing after which the page ends. */
  readonly after: number
  /** The test's own, because several run at once. */
  readonly expect: ExpectStatic
  /** Waits until no other lesson plays: two at once would take each other's processor. */
  alone<T>(play: () => Promise<T>): Promise<T>
}

/** Plays a lesson, ends its page in one way, opens the lesson again, and compares the ledger with what was played. */
export async function runCell(
  { ending, storage }: Cell,
  { demo, learner, after, expect, alone }: Ground,
): Promise<Outcome> {
  const folder = await temporaryFolder()
  const calls = await signIn(demo, learner)
  const site = await serveHostPage(demo, LESSON, calls.token)
  const other = await servePage('<!doctype html><title>Elsewhere</title>')
  let browser: OwnBrowser | undefined
  try {
    const truth = await alone(async () => {
      const own = (browser = await startOwnBrowser(folder.path))
      const page = await own.context.newPage()
      const session = await own.context.newCDPSession(page)
      await setStorageState(page, session, site.origin, storage)
      const truth = await reportTruth(page)
      const player = await watchPage(page)
      await page.goto(site.origin)
      await player.ready()
      await player.play()
      await truth.reached(after)
      await endPage(ending, { browser: own, page, session, truth, position: after, elsewhere: other.origin })
      return fromSeconds(truth.played)
    })
    if (ending === 'kill') browser = await startOwnBrowser(folder.path)
    const { context } = browser!
    const again = await openAgain(browser!, site.origin, storage)
    // Delivered is what the page does not hold any more, in memory, in the database and in the unload backup.
    await expect
      .poll(() => again.page.evaluate(() => document.querySelector('ehr-lesson-player')?.pending), PATIENCE)
      .toBe(0)
    await expect.poll(() => countLeftovers(context, site.origin), PATIENCE).toBe(0)
    return compare(truth, fromSeconds((await calls.progress(LESSON)).watched_segments))
  } finally {
    await browser?.kill()
    site.close()
    other.close()
    await folder.remove()
  }
}

/** A page that died without notice is believed dead after ten seconds, and looked for every eleven. */
const PATIENCE = { timeout: 40_000, interval: 250 }

async function openAgain(browser: OwnBrowser, origin: string, storage: Cell['storage']): Promise<PlayerPage> {
  const page = await browser.context.newPage()
  await setStorageState(page, await browser.context.newCDPSession(page), origin, storage)
  const player = await watchPage(page)
  await page.goto(origin)
  await player.ready()
  return player
}

function compare(truth: SegmentSet, credited: SegmentSet): Outcome {
  return {
    played: coveredMilliseconds(truth),
    lost: coveredMilliseconds(subtract(truth, credited)),
    tooMuch: coveredMilliseconds(subtract(credited, truth)),
  }
}
