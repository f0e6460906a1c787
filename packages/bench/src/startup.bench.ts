import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { openSite } from './startup/site.js'

const PAIRS = 15
/** Each page of a pair is opened so often, in turns; the middle one of its first frames counts, and the last one plays on. */
const ROUNDS = 3
/** The first seconds belong to the start. */
const SETTLE_MS = 2_000
const WATCH_MS = 10_000

/** How a page began to play. */
interface Start {
  /** From asking for the page to the first frame, in milliseconds. */
  readonly firstFrame: number
  /** The grant's round trip, in milliseconds; 0 for a page that needs none. */
  readonly grant: number
}

/** One page that was opened and played for a while. */
interface Seen extends Start {
  /** Main-thread time while playing, in milliseconds a second. */
  readonly busy: number
}

/**
 * Measures the time to the first frame, and the main-thread time while playing, beside a bare `<mux-player>` of the same build
 * with its tokens written into the page: in turns, each page in a separate browser context, with nothing kept from the last.
 *
 * Limits: 5 % and the grant's round trip on the first frame, 2 % of main-thread time (issue 6).
 */
export async function run(args: readonly string[]): Promise<void> {
  const pairs = Number(args[0] ?? PAIRS)
  const site = await openSite()
  const browser = await launch()
  const ours: Seen[] = []
  const bare: Seen[] = []
  const plain: Start[] = []
  try {
    // The first pair warms up.
    for (let pair = 0; pair <= pairs; pair += 1) {
      const looks: { own: Seen[]; theirs: Seen[]; hintless: Start[] } = { own: [], theirs: [], hintless: [] }
      for (let round = 1; round <= ROUNDS; round += 1) {
        const watch = round === ROUNDS
        const own = async () => looks.own.push(await look(browser, await site.ours(true), { watch }))
        const theirs = async () => looks.theirs.push(await look(browser, site.bare, { watch }))
        for (const open of (pair + round) % 2 === 0 ? [own, theirs] : [theirs, own]) await open()
        looks.hintless.push(await look(browser, await site.ours(false), { watch: false }))
      }
      const [own, theirs] = [middle(looks.own), middle(looks.theirs)]
      console.log(`pair ${pair.toString()}: ours ${describe(own)}; bare ${describe(theirs)}`)
      if (pair === 0) continue
      ours.push(own)
      bare.push(theirs)
      plain.push(middle(looks.hintless))
    }
  } finally {
    await browser.close()
    await site.close()
  }
  const pick = <Key extends string>(seen: readonly Record<Key, number>[], key: Key) => seen.map((each) => each[key])
  const paired = (value: (own: Seen, theirs: Seen) => number) => ours.map((own, index) => value(own, bare[index]!))
  const lines: (readonly [string, readonly number[], string])[] = [
    ['time to first frame, the element, ms', pick(ours, 'firstFrame'), ''],
    ['time to first frame, bare, ms', pick(bare, 'firstFrame'), ''],
    ['round trip of the grant, ms', pick(ours, 'grant'), ''],
    [
      'later than bare and the grant, %',
      paired((own, theirs) => ((own.firstFrame - own.grant) / theirs.firstFrame - 1) * 100),
      'at most 5',
    ],
    ['time to first frame without the preload line, ms', pick(plain, 'firstFrame'), ''],
    [
      'the same, later than bare and the grant, %',
      plain.map(({ firstFrame, grant }, index) => ((firstFrame - grant) / bare[index]!.firstFrame - 1) * 100),
      '',
    ],
    ['main thread, the element, ms a second', pick(ours, 'busy'), ''],
    ['main thread, bare, ms a second', pick(bare, 'busy'), ''],
    [
      'more main-thread time than bare, % of the time',
      paired((own, theirs) => (own.busy - theirs.busy) / 10),
      'at most 2',
    ],
    ['more main-thread time than bare, % of bare’s', paired((own, theirs) => (own.busy / theirs.busy - 1) * 100), ''],
  ]
  console.log(`\n${pairs.toString()} pairs:\n\n| what | median | middle half | limit |\n| --- | --- | --- | --- |`)
  for (const [what, values, limit] of lines) {
    const sorted = values.toSorted((a, b) => a - b)
    const at = (share: number) => (sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1)
    console.log(`| ${what} | ${at(0.5)} | ${at(0.25)} to ${at(0.75)} | ${limit} |`)
  }
}

/** The middle one of the starts, with what the last one showed while it played. */
function middle<Each extends Start>(looks: readonly Each[]): Each {
  const sorted = looks.toSorted((a, b) => a.firstFrame - a.grant - (b.firstFrame - b.grant))
  const { firstFrame, grant } = sorted[Math.floor(sorted.length / 2)]!
  return { ...looks.at(-1)!, firstFrame, grant }
}

function describe({ firstFrame, grant, busy }: Seen): string {
  return `${firstFrame.toFixed(0)} ms (grant ${grant.toFixed(0)}), ${busy.toFixed(1)} ms a second`
}

async function look(browser: Browser, address: string, { watch = true } = {}): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } })
  try {
    const page = await context.newPage()
    const protocol = await context.newCDPSession(page)
    await page.goto(address)
    const firstFrame = await page
      .waitForFunction(() => (globalThis as { firstFrame?: number }).firstFrame)
      .then((handle) => handle.jsonValue())
    if (firstFrame === undefined) throw new Error('Expected a first frame.')
    const grant = await page.evaluate(() => {
      const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const session = entries.find(({ name }) => name.endsWith('/v1/sessions'))
      return session ? session.responseEnd - session.startTime : 0
    })
    if (!watch) return { firstFrame, grant, busy: Number.NaN }
    await page.waitForTimeout(SETTLE_MS)
    await protocol.send('Performance.enable', { timeDomain: 'threadTicks' })
    const taskTime = async () => {
      const { metrics } = await protocol.send('Performance.getMetrics')
      const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
      return { busy: value('TaskDuration'), at: performance.now() }
    }
    const before = await taskTime()
    await page.waitForTimeout(WATCH_MS)
    const after = await taskTime()
    const busy = ((after.busy - before.busy) * 1_000) / ((after.at - before.at) / 1_000)
    return { firstFrame, grant, busy }
  } finally {
    await context.close()
  }
}

function launch(): Promise<Browser> {
  const finder = fileURLToPath(new URL('../../../scripts/find-chromium.mjs', import.meta.url))
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: execFileSync(process.execPath, [finder], { encoding: 'utf8' }).trim(),
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--autoplay-policy=no-user-gesture-required',
      '--mute-audio',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  })
}
