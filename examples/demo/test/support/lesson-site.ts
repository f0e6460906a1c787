import type { Browser } from 'playwright-core'
import { launchChromium } from './chromium.js'
import { startDemo, temporaryFolder, type DemoProcess } from './demo-process.js'
import { watchPage, type PlayerPage } from './player-page.js'

/** The real demo and a real browser, with nothing between them. */
export interface LessonSite {
  readonly demo: DemoProcess
  readonly browser: Browser
  /**
   * A fresh browser profile with one page of the demo, open at this path. `as` signs in somebody whom no other test
   * knows, whatever name the page shows.
   */
  open(path: string, as?: string): Promise<PlayerPage>
  close(): Promise<void>
}

/** Starts both; close ends both and removes what they kept. */
export async function openLessonSite(env: Readonly<Record<string, string>> = {}): Promise<LessonSite> {
  const folder = await temporaryFolder()
  const [demo, browser] = await Promise.all([startDemo(folder.path, env), launchChromium()])
  return {
    demo,
    browser,
    async open(path, as) {
      const context = await browser.newContext({ viewport: { width: 1366, height: 900 } })
      if (as) {
        const postData = JSON.stringify({ learner_id: as })
        await context.route('**/dev/tokens', (route) => route.continue({ postData }))
      }
      const player = await watchPage(await context.newPage())
      await player.page.goto(`${demo.origin}${path}`)
      return player
    },
    async close() {
      await browser.close()
      await demo.stop()
      await folder.remove()
    },
  }
}
