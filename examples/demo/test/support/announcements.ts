import type { Page } from 'playwright-core'

declare global {
  /** What the player's live regions have said, in order. */
  var announced: string[]
  var announcer: MutationObserver | undefined
}

/** Notes from now on what the player's live regions say; `heard` gives it. */
export async function listenToAnnouncements(page: Page): Promise<{ heard(): Promise<readonly string[]> }> {
  await page.evaluate(() => {
    globalThis.announcer?.disconnect()
    globalThis.announced = []
    const root = ehr.player().shadowRoot!
    const said = new Map<Element, string>()
    const look = (): void => {
      for (const region of root.querySelectorAll('[role=status], [role=alert]')) {
        const text = region.textContent.replaceAll(/\s+/g, ' ').trim()
        if (text !== '' && text !== said.get(region)) announced.push(text)
        said.set(region, text)
      }
    }
    look()
    announced.length = 0
    globalThis.announcer = new MutationObserver(look)
    announcer?.observe(root, { subtree: true, childList: true, characterData: true })
  })
  return { heard: () => page.evaluate(() => announced) }
}
