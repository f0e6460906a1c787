import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium, type BrowserContext } from 'playwright-core'
import { chromiumCommand } from '../support/chromium.js'

/** A browser that belongs to one test: with a profile on the disk, and with processes that can be killed. */
export interface OwnBrowser {
  readonly context: BrowserContext
  /** Ends every process of it at once, as a crash or the end of a battery does. */
  kill(): Promise<void>
}

/** Starts the browser with this profile. Nothing of what Playwright changes in a browser is changed in it. */
export async function startOwnBrowser(profile: string): Promise<OwnBrowser> {
  const { executablePath, args } = chromiumCommand()
  const own = [`--user-data-dir=${profile}`, '--remote-debugging-port=0', '--no-first-run', '--headless=new']
  // A separate process group, so that killing the group ends all of them and nothing else.
  const child = spawn(executablePath, [...args, ...own, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const closed = once(child, 'close')
  const address = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stderr.on('data', (data: Buffer) => {
      text += data.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
      if (found) resolve(found)
    })
    child.once('error', reject)
    child.once('close', () => reject(new Error(`The browser ended before it began:\n${text}`)))
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  if (!context || child.pid === undefined) throw new Error('The browser has no profile.')
  const group = -child.pid
  return {
    context,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) process.kill(group, 'SIGKILL')
      await closed
      await browser.close()
    },
  }
}
