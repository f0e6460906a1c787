import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Grant } from '@enhancedhr/protocol/wire'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { sessionRequest, signIn } from '../support/learner.js'
import type { LessonSite } from '../support/lesson-site.js'
import { ownElement } from '../support/own-element.js'
import { watchPage, type PlayerPage } from '../support/player-page.js'
import { servePage } from '../support/serve-page.js'

const LESSON = 'fire-safety-1'

/** A learner who has used up the grants of a minute, on a page of another origin. */
export interface Limited {
  readonly player: PlayerPage
  readonly answers: readonly { status: number; retryAfter: string | null; policy: string | null }[]
  close(): void
}

/** From a page of another origin: as many grants as there are in a minute and one more, then the tag. */
export async function useUpGrants(site: LessonSite): Promise<Limited> {
  const elsewhere = await servePage('<!doctype html><html lang="en"><title>Elsewhere</title><body></body></html>')
  const context = await site.browser.newContext()
  const player = await watchPage(await context.newPage())
  await player.page.goto(elsewhere.origin)
  const { token } = await signIn(site.demo.origin, 'hasty')
  const answers = await player.page.evaluate(
    async ({ origin, token, body }) => {
      const answers = []
      for (let i = 0; i < 21; i++) {
        const { status, headers } = await fetch(`${origin}/lessons-api/v1/sessions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body,
        })
        answers.push({ status, retryAfter: headers.get('retry-after'), policy: headers.get('ratelimit-policy') })
      }
      return answers
    },
    { origin: site.demo.origin, token, body: JSON.stringify(sessionRequest(LESSON).body) },
  )
  await player.page.addScriptTag({ type: 'module', url: `${site.demo.origin}/ehr-lesson-player.js` })
  await player.page.evaluate(
    ({ origin, token, lesson }) => {
      document.body.innerHTML = `<ehr-lesson-player endpoint="${origin}/lessons-api" lesson-id="${lesson}"
          auth-token="${token}" loading="eager" autoplay muted></ehr-lesson-player>`
    },
    { origin: site.demo.origin, token, lesson: LESSON },
  )
  return { player, answers, close: elsewhere.close }
}

/** What is refused, how, and with which message. */
export function describeRefusals(site: LessonSite, limited: () => Limited): void {
  describe('what is refused', () => {
    it('answers the 21st grant within a minute with 429, and a page of another origin can read when to come again', () => {
      expect(
        limited()
          .answers.slice(0, 20)
          .map(({ status }) => status),
      ).toEqual(Array(20).fill(201))
      const last = limited().answers.at(-1)!
      expect(last.status).toBe(429)
      expect(Number(last.retryAfter)).toBeGreaterThan(0)
      expect(Number(last.retryAfter)).toBeLessThanOrEqual(60)
      expect(last.policy).toContain('20')
    })

    it('shows the learner a message that the lesson is tried again by itself', async () => {
      await expect
        .poll(() => limited().player.words())
        .toMatch(/Please wait a moment .*try again automatically.* in \d+ s/)
      expect(await limited().player.errors()).toContain('rate_limited')
    })

    it('plays no video for a token that is altered, expired, or for another video or purpose', async () => {
      const { call } = await signIn(site.demo.origin, 'niklaus')
      const grant = (await (await call('/sessions', sessionRequest(LESSON))).json()) as Grant
      const other = (await (await call('/sessions', sessionRequest('fire-safety-2'))).json()) as Grant
      const { tokens, urls, playback_id: id } = grant.playback
      const stream = (token: string): string => `${site.demo.origin}/mux/${id}.m3u8?token=${token}`
      const statusOf = async (url: string): Promise<number> => (await fetch(url)).status
      expect(urls.stream).toBe(stream(tokens.playback))
      expect(await statusOf(urls.stream)).toBe(200)
      expect(await statusOf(urls.poster)).toBe(200)
      expect(await statusOf(urls.storyboard)).toBe(200)

      const [head, claims, signature] = tokens.playback.split('.') as [string, string, string]
      const longer = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), exp: 4_000_000_000 }
      const forged = Buffer.from(JSON.stringify(longer)).toString('base64url')
      expect(await statusOf(stream(`${head}.${forged}.${signature}`))).toBe(403)
      expect(await statusOf(stream(`${head}.${claims}.${signature.slice(0, -6)}AAAAAA`))).toBe(403)
      expect(await statusOf(stream(await expiredToken(id)))).toBe(403)
      expect(await statusOf(stream(other.playback.tokens.playback))).toBe(403)
      expect(await statusOf(stream(tokens.thumbnail))).toBe(403)
      expect(await statusOf(stream(tokens.storyboard))).toBe(403)
      expect(await statusOf(`${site.demo.origin}/mux/${id}/thumbnail.webp?token=${tokens.playback}`)).toBe(403)
      expect(await statusOf(`${site.demo.origin}/mux/${id}.m3u8`)).toBe(403)
    })

    /** Good in everything but its time: signed with the demo's own key. */
    async function expiredToken(playbackId: string): Promise<string> {
      const file = await readFile(join(site.demo.dataDirectory, 'playback-key.json'), 'utf8')
      const { id, privateKey } = JSON.parse(file) as { id: string; privateKey: string }
      return new SignJWT({ sub: playbackId, aud: 'v' })
        .setProtectedHeader({ alg: 'RS256', kid: id })
        .setExpirationTime(Math.floor(Date.now() / 1000) - 5)
        .sign(createPrivateKey(Buffer.from(privateKey, 'base64').toString('utf8')))
    }

    it('refuses a learner who is not enrolled with a code, and the player shows a message', async () => {
      const { call } = await signIn(site.demo.origin, 'guest', false)
      const answer = await call('/sessions', sessionRequest(LESSON))
      // A stranger of a course learns nothing of it, not even that it is there.
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(await answer.json()).toMatchObject({ code: 'lesson_not_found', retryable: false })

      const player = await site.open('/?learner=guest')
      await expect.poll(() => player.words()).toContain('Lesson not found')
      expect(await player.page.getByRole('heading', { level: 1 }).textContent()).toBe('Guest isn’t enrolled')
      // The page adds no words about this lesson, its strip or its course.
      expect(await ownElement(player.page, '.strip, .lesson-head, .lessons').count()).toBe(0)
      expect(await player.count('ehr-ready')).toBe(0)
      await player.page.getByRole('button', { name: 'Continue as Ada' }).click()
      await expect.poll(() => player.page.getByRole('heading', { level: 1 }).textContent()).toBe('Fire safety at work')
      await player.page.context().close()
    })

    it('refuses whoever is not signed in', async () => {
      for (const authorization of ['', 'Bearer ', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.']) {
        const answer = await fetch(`${site.demo.origin}/lessons-api/v1/lessons/${LESSON}/progress`, {
          headers: { authorization },
        })
        expect(answer.status).toBe(401)
        expect(await answer.json()).toMatchObject({ code: 'unauthenticated' })
      }
    })
  })
}

/** The end of the wait; it comes last, so that the other tests fill the minute. */
export function describeEndOfWait(limited: () => Limited): void {
  it('plays by itself once the minute is over', { timeout: 120_000 }, async () => {
    const { player, close } = limited()
    await player.page.waitForFunction(() => (ehr.counts['ehr-ready'] ?? 0) > 0, null, { timeout: 90_000 })
    await player.reach(1)
    expect((await player.picture()).contrast).toBeGreaterThan(10)
    await player.page.context().close()
    close()
  })
}
