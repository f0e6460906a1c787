import { launchChromium } from '../support/chromium.js'
import { WINDOW, type Engine } from './engine.js'

/** Starts the Chromium that all other tests use, too. */
export async function startChromium(): Promise<Engine> {
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: WINDOW })
  const devtools = await page.context().newCDPSession(page)
  return {
    version: `Chromium ${browser.version()}`,
    page: {
      goto: async (url) => void (await page.goto(url)),
      run: (call, argument) => page.evaluate(call as never, argument) as never,
      press: (key) => page.keyboard.press(key),
      async names(find) {
        const expression = `(${String(find)})()`
        const { result } = await devtools.send('Runtime.evaluate', { expression })
        const { result: members } = await devtools.send('Runtime.getProperties', {
          objectId: result.objectId!,
          ownProperties: true,
        })
        const elements = members.filter(({ name }) => /^\d+$/.test(name))
        return Promise.all(
          elements.map(async ({ value }) => {
            const { nodes } = await devtools.send('Accessibility.getPartialAXTree', {
              objectId: value!.objectId!,
              fetchRelatives: false,
            })
            return String(nodes[0]?.name?.value ?? '')
          }),
        )
      },
      picture: () => page.screenshot(),
    },
    async forceColors() {
      await page.emulateMedia({ forcedColors: 'active' })
      return true
    },
    close: () => browser.close(),
  }
}
