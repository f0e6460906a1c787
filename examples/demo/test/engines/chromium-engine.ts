import { launchChromium } from '../support/chromium.js'
import { WINDOW, type Engine } from './engine.js'

/** Starts the Chromium that all other tests use, too. */
export async function startChromium(): Promise<Engine> {
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: WINDOW })
  return {
    version: `Chromium ${browser.version()}`,
    page: {
      goto: async (url) => void (await page.goto(url)),
      run: (call, argument) => page.evaluate(call as never, argument) as never,
      press: (key) => page.keyboard.press(key),
      picture: () => page.screenshot(),
    },
    close: () => browser.close(),
  }
}
