import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readPdfText } from '../../../certificates/test/support/pdf-text.js'
import { barriers } from '../support/axe.js'
import type { LessonSite } from '../support/lesson-site.js'
import { ownElement } from '../support/own-element.js'

const LESSON = 'fire-safety-1'
const TITLE = 'When the alarm sounds'

/** From the last second of a lesson to the paper, and what becomes of the paper when the lesson is revoked. */
export function describeCertificates(site: LessonSite): void {
  describe('a certificate', () => {
    it('comes by an event when a lesson is completed, can be checked by anybody, and is withdrawn with it', async () => {
      const player = await site.open(`/?lesson=${LESSON}`, 'hedy')
      await player.ready()
      const link = ownElement(player.page, '#lesson-panel').getByRole('link', { name: 'Certificate' })
      expect(await link.count()).toBe(0)
      await player.play(2)
      await player.ended()
      await player.flush()
      await expect.poll(() => link.count()).toBe(1)
      const address = (await link.getAttribute('href'))!
      await player.page.context().close()

      const context = await site.browser.newContext({ viewport: { width: 390, height: 844 } })
      const page = await context.newPage()
      await page.goto(address)
      const sheet = page.getByRole('article', { name: 'Certificate of completion' })
      for (const text of ['hedy', TITLE]) expect(await sheet.getByText(text, { exact: true }).isVisible()).toBe(true)
      await expectSound(page)

      const pdf = await page.request.get(`${address}.pdf`)
      const bytes = await pdf.body()
      expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf'])
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
      const code = address.split('/').at(-1)!
      for (const text of ['hedy', TITLE, code]) expect(readPdfText(bytes)).toContain(text)

      await page.goto(`${site.demo.origin}/certificates/verify`)
      await expectSound(page)
      await page.getByLabel('Code of the certificate').fill(code.toLowerCase().replaceAll('-', ' '))
      await page.getByRole('button', { name: 'Check' }).click()
      expect(await page.getByRole('heading', { level: 2 }).textContent()).toContain('This certificate is valid')
      expect(page.url()).toBe(`${site.demo.origin}/certificates/verify/${code}`)
      await expectSound(page)

      await decide(site.demo.origin, 'hedy', false)
      const verdict = async (): Promise<string | null> => {
        await page.reload()
        return page.getByRole('heading', { level: 2 }).textContent()
      }
      await expect.poll(verdict).toContain('was withdrawn')
      await expectSound(page)
      await page.goto(address)
      expect(await page.getByRole('status').textContent()).toContain('withdrawn')
      expect(await page.getByRole('link', { name: 'Download' }).count()).toBe(0)
      await expectSound(page)
      await context.close()
    })
  })

  describe('the page of the events', () => {
    it('shows each event as it is sent, and sends one again', async () => {
      const context = await site.browser.newContext({ viewport: { width: 390, height: 844 } })
      const page = await context.newPage()
      await page.goto(`${site.demo.origin}/events`)
      await page.getByRole('button', { name: 'Send a test' }).click()
      const sent = page.getByRole('listitem').filter({ hasText: 'endpoint.test' }).first()
      await expect.poll(() => sent.textContent()).toContain('Delivered')
      const delivered = (): Promise<string | null> =>
        ownElement(page, '.delivery time').first().getAttribute('datetime')
      const first = await delivered()
      const again = sent.getByRole('button', { name: 'Send again: endpoint.test' })
      await again.click()
      // Its time is that of the last delivery.
      await expect.poll(delivered).toSatisfy((time: string | null) => (time ?? '') > first!)
      expect(await again.evaluate((button) => button === document.activeElement)).toBe(true)

      // What happens elsewhere comes by itself.
      const events = page.getByRole('listitem')
      const before = await events.filter({ hasText: 'lesson.completed' }).filter({ hasText: 'mary' }).count()
      await decide(site.demo.origin, 'mary', true)
      await expect
        .poll(() => events.filter({ hasText: 'lesson.completed' }).filter({ hasText: 'mary' }).count())
        .toBe(before + 1)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
      await expectSound(page)
      await context.close()
    })

    it('is there in Arabic, from right to left', async () => {
      const context = await site.browser.newContext({ viewport: { width: 1280, height: 800 } })
      const page = await context.newPage()
      await page.goto(`${site.demo.origin}/events?lang=ar`)
      await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('الأحداث المرسلة')
      expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
      await expect.poll(() => page.getByRole('listitem').count()).toBeGreaterThan(0)
      await expectSound(page)
      await context.close()
    })
  })
}

async function expectSound(page: Page): Promise<void> {
  expect(await barriers(page)).toEqual([])
}

/** Completes or revokes the lesson for a learner, as an admin. */
async function decide(origin: string, learnerId: string, completed: boolean): Promise<void> {
  const json = { 'content-type': 'application/json' }
  const signIn = async (body: unknown): Promise<string> => {
    const answer = await fetch(`${origin}/dev/tokens`, { method: 'POST', headers: json, body: JSON.stringify(body) })
    return ((await answer.json()) as { token: string }).token
  }
  await signIn({ learner_id: learnerId })
  const admin = await signIn({ learner_id: 'boss', roles: ['admin'], enrol: false })
  const answer = await fetch(`${origin}/lessons-api/v1/lessons/${LESSON}/verdicts/${learnerId}`, {
    method: 'PUT',
    headers: { ...json, authorization: `Bearer ${admin}` },
    body: JSON.stringify({ completed, reason: 'Seen in class.' }),
  })
  expect(answer.status).toBe(200)
}
