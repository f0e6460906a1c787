import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { LessonSite } from '../support/lesson-site.js'
import { ownElement } from '../support/own-element.js'
import { watchPage } from '../support/player-page.js'
import { servePage } from '../support/serve-page.js'

const FILE = new URL('../../../plain-html/index.html', import.meta.url)

/** The smallest host there is: one file, on another origin than the demo. */
export function describePlainHtml(site: LessonSite): void {
  describe('the plain HTML example', () => {
    it('plays a lesson on a page of another origin and reports it', async () => {
      // The file names the demo's usual address; here the demo has another port.
      const html = (await readFile(FILE, 'utf8')).replaceAll('http://127.0.0.1:4173', site.demo.origin)
      const elsewhere = await servePage(html)
      const context = await site.browser.newContext()
      const player = await watchPage(await context.newPage())
      await player.page.goto(elsewhere.origin)
      await player.ready()
      await player.play()
      await player.reach(2)
      await player.pause()
      await player.flush()
      await expect.poll(() => player.count('ehr-progress')).toBeGreaterThan(0)
      expect((await player.picture()).contrast).toBeGreaterThan(10)
      await expect.poll(() => ownElement(player.page, 'output').textContent()).toMatch(/[1-9]\d*(\.\d)? % watched/)
      await context.close()
      elsewhere.close()
    })
  })
}
