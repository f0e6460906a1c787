import type { Locator, Page } from 'playwright-core'

/** Finds elements of the page itself by CSS: never those in the player, whose shadow roots a locator looks through otherwise. */
export function ownElement(page: Page, selector: string): Locator {
  return page.locator(`css:light=${selector}`)
}
