import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { LessonSite } from '../support/lesson-site.js'
import { ownElement } from '../support/own-element.js'
import { watchPage } from '../support/player-page.js'
import { servePage } from '../support/serve-page.js'

/** The page as something to read: narrow, still, on paper, in other languages, and to be copied from. */
export function describePageBehaviour(site: LessonSite): void {
  describe('the demo’s page as a page', () => {
    const sideways = (page: Page) =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

    it('needs no sideways scrolling at 320 pixels, in any language, with everything open', async () => {
      for (const language of ['en', 'de', 'ar']) {
        const { page } = await site.open(`/?lesson=fire-safety-2&lang=${language}`, 'narrow')
        await page.setViewportSize({ width: 320, height: 640 })
        await ownElement(page, '[data-lesson]').first().waitFor()
        await ownElement(page, '.strip-buttons button').last().click()
        await ownElement(page, 'summary').click()
        await ownElement(page, '.uncounted-rows li').first().waitFor()
        expect([language, await sideways(page)]).toEqual([language, 0])
        await page.context().close()
      }
    })

    it('never scrolls by itself: not when it opens, not when it plays, not on the way to the next lesson', async () => {
      const player = await site.open('/?lesson=fire-safety-1', 'still')
      const { page } = player
      await page.setViewportSize({ width: 1280, height: 640 })
      await player.ready()
      expect(await page.evaluate(() => scrollY)).toBe(0)
      await page.evaluate(() => scrollTo(0, 180))
      await player.play()
      await player.reach(2)
      const next = ownElement(page, '#lesson-panel').getByRole('button', { name: 'Next lesson' })
      await next.evaluate((button: HTMLElement) => {
        button.focus({ preventScroll: true })
        button.click()
      })
      await player.page.waitForFunction(() => ehr.player().getAttribute('lesson-id') === 'fire-safety-2')
      await player.ready()
      expect(await page.evaluate(() => [scrollX, scrollY])).toEqual([0, 180])
      await page.context().close()
    })

    it('follows the size of text that the reader has set', async () => {
      const { page } = await site.open('/', 'large-text')
      await ownElement(page, '[data-lesson]').first().waitFor()
      const session = await page.context().newCDPSession(page)
      await session.send('Page.setFontSizes', { fontSizes: { standard: 32 } })
      await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('32px')
      await page.context().close()
    })

    it('prints what counts and nothing to press', async () => {
      const player = await site.open('/?lesson=fire-safety-2', 'printer')
      const { page } = player
      await player.ready()
      await page.emulateMedia({ media: 'print' })
      for (const seen of ['h1', '.stretches', '.strip-figures', '.rule', '.lessons'])
        expect([seen, await ownElement(page, seen).isVisible()]).toEqual([seen, true])
      for (const gone of ['.bar', '.stage', '.strip-buttons', '.chapters', '.developers', '.foot'])
        expect([gone, await ownElement(page, gone).isVisible()]).toEqual([gone, false])
      await page.context().close()
    })

    it('changes its language, says so to the browser, and remembers it', async () => {
      const player = await site.open('/', 'polyglot')
      const { page } = player
      await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
      await page.getByRole('heading', { name: 'Springen Sie vor: Nur was Sie ansehen, zählt' }).waitFor()
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
      // Titles are the course's own, and are marked as what they are.
      await expect.poll(() => page.getByRole('heading', { level: 1 }).getAttribute('lang')).toBe('en')
      await page.goto(site.demo.origin)
      await page.getByRole('button', { name: 'Zum Ende springen' }).waitFor()
      await page.context().close()
    })

    it('has a page to copy that plays the lesson on another origin', async () => {
      const { page } = await site.open('/?lesson=fire-safety-1', 'copier')
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await ownElement(page, '[data-lesson]').first().waitFor()
      await ownElement(page, 'summary').click()
      await page.getByRole('button', { name: 'Copy', exact: true }).click()
      await expect.poll(() => ownElement(page, '.copy-feedback').textContent()).toBe('Copied')
      const copied = await page.evaluate(() => navigator.clipboard.readText())
      await page.context().close()

      const elsewhere = await servePage(copied)
      const context = await site.browser.newContext()
      const player = await watchPage(await context.newPage())
      await player.page.goto(elsewhere.origin)
      await player.ready()
      await player.play()
      await player.reach(1)
      expect((await player.picture()).contrast).toBeGreaterThan(10)
      await context.close()
      elsewhere.close()
    })

    it('selects the page for the keyboard where the browser does not let it copy', async () => {
      const { page } = await site.open('/?lesson=fire-safety-1', 'no-clipboard')
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'clipboard', { value: undefined })
      })
      await ownElement(page, '[data-lesson]').first().waitFor()
      await ownElement(page, 'summary').click()
      await page.getByRole('button', { name: 'Copy', exact: true }).click()
      await expect.poll(() => ownElement(page, '.copy-feedback').textContent()).toContain('keyboard')
      expect(await page.evaluate(() => String(getSelection()))).toContain('<!doctype html>')
      await page.context().close()
    })
  })
}
