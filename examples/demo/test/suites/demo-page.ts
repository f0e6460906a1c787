import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { signIn } from '../support/learner.js'
import type { LessonSite } from '../support/lesson-site.js'
import { ownElement } from '../support/own-element.js'

/** The demo as a host application: the page around the player. */
export function describePage(site: LessonSite): void {
  describe('the demo’s page', () => {
    const row = (page: Page, lessonId: string) => ownElement(page, `[data-lesson="${lessonId}"]`)

    it('shows the course with its lessons, and fills the learner’s progress while the lesson plays', async () => {
      const player = await site.open('/')
      const { page } = player
      await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Fire safety at work')
      expect(await ownElement(page, '[data-lesson]').count()).toBe(3)
      expect(await row(page, 'fire-safety-1').textContent()).toContain('Not started')
      await expect
        .poll(() =>
          row(page, 'fire-safety-2')
            .locator('img')
            .evaluate((img: HTMLImageElement) => img.naturalWidth),
        )
        .toBeGreaterThan(0)
      await player.ready()
      await player.play()
      // Nobody presses pause: the progress fills while the lesson goes on playing.
      await expect
        .poll(() => row(page, 'fire-safety-1').textContent(), { timeout: 20_000 })
        .toMatch(/[1-9]\d*% watched/)
      expect(await page.evaluate(() => ehr.video().paused)).toBe(false)
      await expect.poll(() => page.getByRole('group', { name: 'Your progress' }).textContent()).toMatch(/[1-9]\d*%/)
      expect(await ownElement(page, '.stretch.is-counted').count()).toBeGreaterThan(0)
      await player.page.context().close()
    })

    it('congratulates a learner who completes a lesson, and leads on to the next', async () => {
      const player = await site.open('/?learner=grace&lesson=fire-safety-1')
      const { page } = player
      await player.ready()
      await player.play(2)
      await player.ended()
      await expect
        .poll(() => ownElement(page, '.news').textContent(), { timeout: 15_000 })
        .toContain('Lesson completed')
      expect(await row(page, 'fire-safety-1').textContent()).toContain('Completed')
      await ownElement(page, '#lesson-panel').getByRole('button', { name: 'Next lesson' }).click()
      // The focus goes to the lesson, and its name is what a screen reader says.
      const lesson = page.getByRole('region', { name: /^Lesson 2 of 3 Extinguishers/ })
      await expect.poll(() => lesson.evaluate((region) => region === document.activeElement)).toBe(true)
      expect(await row(page, 'fire-safety-2').getAttribute('aria-current')).toBe('true')
      // The next lesson is another Mux Player, which is not there until it has opened.
      await player.ready()
      await player.page.waitForFunction(() => ehr.video().currentTime > 0.5)
      await player.page.context().close()
    })

    it('keeps learners apart, and changes from one to another without a reload', async () => {
      const player = await site.open('/?learner=grace&lesson=fire-safety-1')
      const { page } = player
      await expect.poll(() => row(page, 'fire-safety-1').textContent()).toContain('Completed')
      await page.getByRole('button', { name: /^Learner: Grace/ }).click()
      await ownElement(page, '[data-learner="linus"].learner').click()
      await expect.poll(() => row(page, 'fire-safety-1').textContent()).toContain('Not started')
      expect(await page.getByRole('button', { name: /^Learner: Linus/ }).isVisible()).toBe(true)
      await player.ready()
      await player.page.context().close()
    })

    it('asks no other host for anything, and lets out no key and no sign-in', async () => {
      const bodies: Promise<string>[] = []
      const addresses: string[] = []
      const player = await site.open('/?lesson=fire-safety-1', 'tim')
      player.page.on('request', (request) => addresses.push(request.url()))
      player.page.on('response', (response) => {
        if (!response.url().endsWith('/dev/tokens')) bodies.push(response.text().catch(() => ''))
      })
      // What came before somebody listened comes again.
      await player.page.reload()
      await player.ready()
      await player.play(2)
      await player.reach(8)
      await player.flush()
      await player.page.reload()
      await player.ready()
      const foreign = addresses.filter((url) => !/^(blob|data):/.test(url) && new URL(url).origin !== site.demo.origin)
      expect(foreign).toEqual([])

      const { token } = await signIn(site.demo.origin, 'tim')
      const secrets = await readSecrets(site.demo.dataDirectory)
      const texts = [...(await Promise.all(bodies)), ...addresses, site.demo.output()]
      expect(texts.length).toBeGreaterThan(30)
      for (const text of texts) {
        for (const secret of [...secrets, token.split('.')[0]!]) expect(text.includes(secret)).toBe(false)
        expect(text).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY/)
      }
      expect(site.demo.output()).not.toMatch(/eyJ[\w-]+\.|token=/)
      await player.page.context().close()
    })

    it('can be used with the keyboard alone', async () => {
      const player = await site.open('/', 'keyboard')
      const { page } = player
      await player.ready()
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the lesson')
      await page.getByRole('button', { name: /^Learner:/ }).focus()
      await page.keyboard.press('Enter')
      await expect.poll(() => ownElement(page, '#learners').isVisible()).toBe(true)
      await page.keyboard.press('Escape')
      await expect.poll(() => ownElement(page, '#learners').isVisible()).toBe(false)
      await row(page, 'fire-safety-3').focus()
      await page.keyboard.press('Enter')
      await expect.poll(() => row(page, 'fire-safety-3').getAttribute('aria-current')).toBe('true')
      await player.page.context().close()
    })
  })
}

/** Secrets as they could turn up in a text: the sign-in's, that of the events, and the private key with and without its wrapping. */
async function readSecrets(folder: string): Promise<string[]> {
  const signInSecret = await readFile(join(folder, 'sign-in-secret'), 'utf8')
  const { privateKey } = JSON.parse(await readFile(join(folder, 'playback-key.json'), 'utf8')) as { privateKey: string }
  const inner = Buffer.from(privateKey, 'base64').toString('utf8').split('\n')[5]!
  const eventsSecret = await readFile(join(folder, 'events-secret'), 'utf8')
  return [signInSecret, privateKey.slice(200, 260), inner, eventsSecret.slice('whsec_'.length)]
}
