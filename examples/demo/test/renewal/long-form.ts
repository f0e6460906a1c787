import type { Browser, BrowserContext, CDPSession } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { toTable, type Figure } from './figures.js'
import { openGround, type Fault, type Ground } from './ground.js'
import { routeMux } from './mux-hosts.js'
import { compareLedger, openStage, playThrough, type Seeks, type Stage } from './stage.js'

const LESSON = 'fire-safety-3'
const SEEKS: Seeks = [
  [8, 24],
  [30, 14],
]
const NEARLY_ALL_MS = 900
/** A player that stands still for so long (20 s) is taken for dead. */
const DEAD_MS = 20_000
const DAY_MS = 24 * 60 * 60 * 1000

/** Everything that `npm test` has no time for; prints the figures. */
export function describeLongForm(browser: Browser, short: Ground): void {
  const figures: Figure[] = []
  const keep = (figure: Figure): void => {
    figures.push(figure)
    console.log(toTable([figure]).split('\n').at(-1))
  }
  const runs = Number(process.env['EHR_PROOF_RUNS'] ?? 1)
  let everlasting: Ground | undefined
  const lasting = async (): Promise<Ground> => (everlasting ??= await openGround({ lifetime: 900 }))
  let learners = 0
  afterAll(async () => {
    console.log(`\n${toTable(figures)}\n`)
    await everlasting?.close()
  })

  /** Opens a lesson, does something with it, and compares the ledger with what was played. */
  async function withLesson(
    ground: Ground,
    act: (stage: Stage) => Promise<void>,
    { attributes = '', prepare }: { attributes?: string; prepare?: (context: BrowserContext) => Promise<void> } = {},
  ): Promise<void> {
    const learner = `learner-${learners++}`
    const stage = await openStage(browser, ground.lesson(LESSON, learner, attributes), prepare)
    await act(stage)
    const { lost } = await compareLedger(ground, stage, { lesson: LESSON, learner })
    expect(lost).toBeLessThan(NEARLY_ALL_MS)
    await stage.context.close()
  }

  async function through(
    what: string,
    ground: Ground,
    rate: number,
    options: Parameters<typeof withLesson>[2] = {},
  ): Promise<Figure> {
    const seen: Figure[] = []
    for (let run = 0; run < runs; run += 1) {
      await withLesson(
        ground,
        async (stage) => {
          const { longest, longestSeek, events } = await playThrough(stage, { rate, seeks: SEEKS })
          expect(await stage.errors()).toEqual([])
          seen.push({ what, longest, longestSeek, loads: events['emptied'] ?? 0 })
        },
        options,
      )
    }
    const most = (pick: (figure: Figure) => number): number => Math.max(...seen.map(pick))
    const figure: Figure = {
      what,
      longest: most(({ longest }) => longest ?? 0),
      longestSeek: most(({ longestSeek = 0 }) => longestSeek),
      loads: most(({ loads = 0 }) => loads),
      note: `${runs} runs`,
    }
    keep(figure)
    return figure
  }

  /** Longest time for which the picture stands still during an act. */
  async function still(stage: Stage, what: string, act: () => Promise<string | undefined>): Promise<number> {
    await stage.page.evaluate(() => meter.start())
    const note = await act()
    const { longest, events } = await stage.seen()
    keep({ what, longest, loads: events['emptied'] ?? 0, ...(note && { note }) })
    return longest
  }

  describe('tokens of six seconds, at length', () => {
    it.for([1, 2])('make no stall at %i× that an everlasting token does not make', async (rate) => {
      const base = await through(`everlasting token, ${rate}×`, await lasting(), rate)
      const ours = await through(`tokens of 6 s, ${rate}×`, short, rate)
      expect(ours.loads).toBe(0)
      expect(ours.longest).toBeLessThanOrEqual((base.longest ?? 0) + 250)
    })

    it.for(['naive', 'none'] as const)('stand beside a bare Mux Player with renewing: %s', async (renewing) => {
      const stage = await openStage(browser, short.bare(LESSON, renewing))
      await stage.page.waitForFunction(() => document.querySelector<HTMLVideoElement>('mux-player')?.readyState === 4)
      await stage.page.evaluate(() => document.querySelector<HTMLVideoElement>('mux-player')!.play())
      await stage.page.evaluate(() => meter.start())
      const outcome = await stage.page.evaluate(async (dead) => {
        const player = document.querySelector<HTMLVideoElement>('mux-player')!
        let [position, movedAt] = [player.currentTime, performance.now()]
        while (!player.ended && performance.now() - movedAt < dead) {
          await new Promise((resolve) => setTimeout(resolve, 50))
          if (player.currentTime !== position) [position, movedAt] = [player.currentTime, performance.now()]
        }
        return { ended: player.ended, position }
      }, DEAD_MS)
      const { longest, events } = await stage.seen()
      keep({
        what: renewing === 'naive' ? 'bare Mux Player, a new token set every 4 s' : 'bare Mux Player',
        longest: outcome.ended ? longest : null,
        loads: events['emptied'] ?? 0,
        note: outcome.ended ? 'to the end' : `dead at ${outcome.position.toFixed(1)} s`,
      })
      expect(outcome.ended).toBe(renewing === 'naive')
      await stage.context.close()
    })

    it('are not asked for while a lesson is paused for ten lifetimes, and it then plays on', async () => {
      await withLesson(short, async (stage) => {
        await stage.ready()
        await stage.play()
        await stage.reach(2)
        await stage.pause()
        const before = short.renewed.length
        await stage.page.waitForTimeout(60_000)
        expect(short.renewed.length).toBe(before)
        await stage.play()
        await still(stage, 'paused for ten lifetimes, then played', async () => {
          await stage.reach(14)
          return undefined
        })
        expect(await stage.errors()).toEqual([])
      })
    })

    it('are renewed first of all when the page was frozen and the device slept for an hour', async () => {
      // Within what counts only with the usual allowance.
      const ground = await openGround({ lifetime: 6 })
      await withLesson(
        ground,
        async (stage) => {
          await stage.ready()
          await stage.play()
          await stage.reach(3)
          const before = ground.renewed.length
          await stage.page.evaluate(
            (hour) => Object.assign(globalThis, { dateMoves: [performance.now() + 1_000, hour] }),
            3_000_000,
          )
          const session: CDPSession = await stage.context.newCDPSession(stage.page)
          await session.send('Page.setWebLifecycleState', { state: 'frozen' })
          await stage.page.waitForTimeout(3_000)
          await session.send('Page.setWebLifecycleState', { state: 'active' })
          const from = await stage.position()
          await stage.play()
          await still(stage, 'frozen for 3 s while the date moves by 50 min', async () => {
            await stage.reach(from + 8)
            return undefined
          })
          expect(ground.renewed.length).toBeGreaterThan(before)
          expect(await stage.errors()).toEqual([])
        },
        { prepare: moveDate },
      )
      await ground.close()
    })

    it.for([-DAY_MS, DAY_MS])('are renewed in time although the device clock is %i ms wrong', async (wrong) => {
      const sign = wrong < 0 ? 'behind' : 'ahead'
      await through(`device clock a day ${sign}`, short, 2, {
        prepare: async (context) => {
          await context.addInitScript((wrong) => {
            const now = Date.now.bind(Date)
            Date.now = () => now() + wrong
          }, wrong)
        },
      })
    })

    it('cost no more than one call when the date jumps by a day in mid-play', async () => {
      await withLesson(
        short,
        async (stage) => {
          await stage.ready()
          await stage.play()
          await stage.reach(2)
          await still(stage, 'date set a day ahead in mid-play', async () => {
            await stage.page.evaluate((day) => Object.assign(globalThis, { dateMoves: [0, day] }), DAY_MS)
            await stage.reach(8)
            return undefined
          })
          expect(await stage.errors()).toEqual([])
        },
        { prepare: moveDate },
      )
    })

    it.for<Fault>(['refuse', 'fail', 'cut'])('survive a segment that comes to this: %s', async (fault) => {
      await withLesson(short, async (stage) => {
        await stage.ready()
        await stage.play()
        await stage.reach(2)
        await still(stage, `a segment: ${fault}`, async () => {
          short.faults.push(fault)
          await stage.reach(14)
          return undefined
        })
        expect(short.faults).toEqual([])
        expect(await stage.errors()).toEqual([])
      })
    })

    it('are fetched when the network is back, and the lesson goes on by itself', async () => {
      const ground = await openGround({ lifetime: 6 })
      await withLesson(ground, async (stage) => {
        await stage.ready()
        await stage.play()
        await stage.reach(2)
        await still(stage, 'offline for 20 s', async () => {
          await stage.context.setOffline(true)
          await expect.poll(() => stage.words(), { timeout: 30_000 }).toContain('back online')
          await stage.page.waitForTimeout(12_000)
          const at = await stage.position()
          await stage.context.setOffline(false)
          const back = Date.now()
          await stage.reach(at + 0.3)
          return `plays ${Date.now() - back} ms after the network is back`
        })
        expect(await stage.words()).not.toContain('back online')
      })
      await ground.close()
    })

    it.for(['', 'mux-data="proof"'])('work with Mux’s own hosts, attributes: %s', async (attributes) => {
      const hosts = await routeMux(short)
      await through(`stream.mux.com${attributes && ', Mux Data on'}`, short, 2, {
        attributes,
        prepare: (context) => hosts.prepare(context),
      })
      expect(hosts.media).toBeGreaterThan(10)
      expect(hosts.images).toBeGreaterThan(1)
      if (attributes) expect(hosts.views.size).toBe(runs)
      else expect(hosts.beacons).toBe(0)
    })
  })
}

/** Lets a page move its date: `dateMoves = [when by the monotonic clock, milliseconds]`. */
async function moveDate(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const now = Date.now.bind(Date)
    Date.now = () => {
      const [at, by] = (Reflect.get(globalThis, 'dateMoves') as [number, number] | undefined) ?? [Infinity, 0]
      return performance.now() >= at ? now() + by : now()
    }
  })
}
