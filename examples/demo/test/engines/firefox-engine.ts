import puppeteer from 'puppeteer-core'
import { PATIENCE, WINDOW, type Engine } from './engine.js'

/** What a fresh Firefox needs to let a test press play, unheard, and to leave the network alone. */
const PREFERENCES = {
  'media.autoplay.default': 0,
  'media.volume_scale': '0.0',
  'media.gmp-manager.url': '',
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  // Debian's build starts no sandbox for root.
  'security.sandbox.content.level': process.getuid?.() === 0 ? 0 : 4,
}

/** Starts Firefox ESR without a window. It speaks WebDriver BiDi itself, so no driver stands between. */
export async function startFirefox(): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
    headless: true,
    defaultViewport: WINDOW,
    extraPrefsFirefox: PREFERENCES,
    protocolTimeout: 2 * PATIENCE,
  })
  const page = await browser.newPage()
  return {
    version: await browser.version(),
    page: {
      goto: async (url) => void (await page.goto(url)),
      run: (call, argument) => page.evaluate(call as never, argument as never) as never,
      press: (key) => page.keyboard.press(key),
      picture: async () => Buffer.from(await page.screenshot()),
    },
    close: () => browser.close(),
  }
}
