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

/** Makes Firefox show pages in the colours of the system. */
const FORCED_COLORS = { 'browser.display.document_color_use': 2, 'ui.useAccessibilityTheme': 1 }

/** Starts Firefox ESR without a window. It speaks WebDriver BiDi itself, so no driver stands between. */
export async function startFirefox({ forcesColors = false } = {}): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
    headless: true,
    defaultViewport: WINDOW,
    extraPrefsFirefox: { ...PREFERENCES, ...(forcesColors && FORCED_COLORS) },
    protocolTimeout: 2 * PATIENCE,
  })
  const page = await browser.newPage()
  return {
    version: await browser.version(),
    page: {
      goto: async (url) => void (await page.goto(url)),
      run: (call, argument) => page.evaluate(call as never, argument as never) as never,
      press: (key) => page.keyboard.press(key),
      async names(find, expected) {
        const found = await page.evaluateHandle(`(${String(find)})()`)
        const elements = [...(await found.getProperties()).values()].map((handle) => handle.asElement())
        const names: string[] = []
        for (const [index, name] of expected.entries()) {
          const named = await elements[index]?.$$(`aria/${name}`)
          names.push(named && named.length > 0 ? name : '')
        }
        return names
      },
      picture: async () => Buffer.from(await page.screenshot()),
    },
    // Colours are forced by a preference, which is read when it starts.
    forceColors: () => page.evaluate(() => matchMedia('(forced-colors: active)').matches),
    close: () => browser.close(),
  }
}
