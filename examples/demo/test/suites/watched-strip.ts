import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { LessonSite } from '../support/lesson-site.js'
import { ownElement } from '../support/own-element.js'

/** The strip under the player: what counts, for eyes, keyboard and screen reader. */
export function describeWatchedStrip(site: LessonSite): void {
  describe('the strip under the video', () => {
    const stretches = (page: Page) => page.getByRole('list', { name: 'The lesson, stretch by stretch' })
    const names = (page: Page) =>
      stretches(page)
        .getByRole('button')
        .evaluateAll((buttons) => buttons.map((button) => button.ariaLabel ?? ''))

    it('shows what somebody skips as not watched, explains it, and leads back to it', async () => {
      const player = await site.open('/?lesson=fire-safety-2', 'skipper')
      const { page } = player
      await player.ready()
      await player.play()
      await player.reach(3)
      await page.getByRole('button', { name: 'Skip to the end' }).click()
      await expect.poll(() => ownElement(page, '.strip-news').textContent()).toMatch(/^You skipped 0:\d\d to 1:35\./)
      await player.ended()
      await expect.poll(() => names(page)).toContainEqual(expect.stringMatching(/^1:03 to 1:18: Not watched\. Must be/))
      // At the end of the video the lesson is far from completed, and says so.
      await expect
        .poll(() => ownElement(page, '.strip-percent').textContent(), { timeout: 15_000 })
        .toMatch(/^([1-9]|[12]\d)%$/)
      expect(await ownElement(page, '.rule-part').allTextContents()).toEqual([
        'Still to do: watch 90%',
        'Still to do: watch the marked part, 1:03 to 1:18',
      ])

      const why = page.getByRole('button', { name: 'What didn’t count?' })
      await why.click()
      expect(await why.getAttribute('aria-expanded')).toBe('true')
      const list = page.getByRole('group', { name: 'What didn’t count?' })
      const rows = list.getByRole('listitem')
      await expect.poll(() => rows.nth(1).textContent()).toContain('1:03 to 1:18: Not watched. Must be watched')
      await list.getByRole('button', { name: 'Go to 1:03' }).click()
      await page.waitForFunction(() => Math.abs(ehr.player().currentTime - 64) < 3)
      await page.context().close()
    })

    it('says only “completed” of a lesson whose whole rule is met', async () => {
      const player = await site.open('/?lesson=fire-safety-2', 'part-only')
      const { page } = player
      await player.ready()
      await player.seek(62)
      await player.play(2)
      await player.reach(80)
      await player.flush()
      await expect
        .poll(() => ownElement(page, '.rule-part').allTextContents())
        .toEqual(['Still to do: watch 90%', 'Done: watch the marked part, 1:03 to 1:18'])
      expect(await ownElement(page, '.badge').count()).toBe(0)
      expect(await player.count('ehr-complete')).toBe(0)
      await page.context().close()
    })

    it('is one tab stop, in which arrow keys lead from stretch to stretch and Enter plays from there', async () => {
      const player = await site.open('/?lesson=fire-safety-2', 'arrows')
      const { page } = player
      await player.ready()
      // Nothing is watched; the rule alone divides the lesson.
      await expect
        .poll(() => names(page))
        .toEqual([
          '0:00 to 1:03: Not watched',
          '1:03 to 1:18: Not watched. Must be watched',
          '1:18 to 1:39: Not watched',
        ])
      const focused = () => page.evaluate(() => document.activeElement?.ariaLabel)
      await page.getByRole('button', { name: 'What didn’t count?' }).focus()
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('0:00 to 1:03: Not watched')
      await page.keyboard.press('ArrowRight')
      expect(await focused()).toBe('1:03 to 1:18: Not watched. Must be watched')
      await page.keyboard.press('End')
      expect(await focused()).toBe('1:18 to 1:39: Not watched')
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Enter')
      await page.waitForFunction(() => ehr.player().currentTime >= 63.8 && !ehr.video().paused)
      // The stretch that is being played grows beside it, and takes the focus nowhere else.
      await expect.poll(() => names(page)).toContainEqual(expect.stringContaining('Being saved'))
      expect(await page.evaluate(() => document.activeElement?.closest('ol')?.className)).toBe('stretches')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.closest('ol')?.className ?? 'left')).not.toBe(
        'stretches',
      )
      await page.context().close()
    })

    it('seeks to the moment that is pressed, with the time axis from left to right in Arabic, too', async () => {
      const player = await site.open('/?lesson=fire-safety-2&lang=ar', 'pointer')
      const { page } = player
      await player.ready()
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
        'ar',
        'rtl',
      ])
      const box = (await ownElement(page, '.stretches').boundingBox())!
      await page.mouse.click(box.x + box.width * 0.25, box.y + box.height / 2)
      await page.waitForFunction(() => Math.abs(ehr.player().currentTime - 25) < 2)
      const place = async () => ((await ownElement(page, '.playhead').boundingBox())!.x - box.x) / box.width
      // The strip hears of a seek a moment later.
      await expect.poll(place).toBeGreaterThan(0.2)
      expect(await place()).toBeLessThan(0.3)
      await page.context().close()
    })
  })
}
