import type { CDPSession, Page } from 'playwright-core'
import { OFFLINE_MS, type Ending } from './cells.js'
import type { OwnBrowser } from './own-browser.js'
import type { Truth } from './truth.js'

/** The page that plays, and what can be done to it. */
export interface Playing {
  readonly browser: OwnBrowser
  readonly page: Page
  readonly session: CDPSession
  readonly truth: Truth
  /** Where the playhead was when the ending began, in seconds. */
  readonly position: number
  /** An address of somebody else. */
  readonly elsewhere: string
}

/** Ends a page that plays, and is done when it is gone; after `kill` the whole browser is. */
export async function endPage(ending: Ending, playing: Playing): Promise<void> {
  const { browser, page, session, truth, position, elsewhere } = playing
  switch (ending) {
    case 'close':
      return page.close()
    case 'navigate':
      await page.goto(elsewhere)
      return
    case 'reload':
      await page.reload()
      return
    case 'crash':
      return crash(page, session)
    case 'kill':
      return browser.kill()
    case 'freeze':
      // A tab in the background is frozen, and thrown away when memory is short.
      await session.send('Page.setWebLifecycleState', { state: 'frozen' })
      return crash(page, session)
    case 'offline':
      await session.send('Network.emulateNetworkConditions', OFFLINE)
      await truth.reached(position + OFFLINE_MS / 1000)
      return page.close()
  }
}

const OFFLINE = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 }

async function crash(page: Page, session: CDPSession): Promise<void> {
  const crashed = page.waitForEvent('crash')
  // The answer never comes, because the browser that should give it is gone.
  session.send('Page.crash').catch(() => undefined)
  await crashed
  await page.close()
}
