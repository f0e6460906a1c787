import { describe, expect, it } from 'vitest'
import { signIn } from '../support/learner.js'
import type { LessonSite } from '../support/lesson-site.js'

const LESSON = 'fire-safety-1'
/** A stretch may be reported this much shorter or longer than it was played, in seconds (docs/ledger.md, collecting). */
const TOLERANCE = 0.3

/** What the product is for, from the tag to the ledger. */
export function describeLesson(site: LessonSite): void {
  describe('a lesson, from the tag to the ledger', () => {
    it('plays with picture and sound', async () => {
      const player = await site.open(`/?lesson=${LESSON}`, 'adele')
      await player.ready()
      await player.play()
      await player.reach(0.7)
      const [earlier, first] = [await player.decoded(), await player.picture()]
      await player.reach(6.5)
      const [later, second] = [await player.decoded(), await player.picture()]
      expect(first.width).toBeGreaterThanOrEqual(640)
      expect(first.brightness).toBeGreaterThan(20)
      expect(first.contrast).toBeGreaterThan(10)
      expect(later.frames - earlier.frames).toBeGreaterThan(25)
      expect(earlier.audioBytes).toBeGreaterThan(0)
      expect(later.audioBytes).toBeGreaterThan(earlier.audioBytes)
      expect(Math.abs(second.brightness - first.brightness)).toBeGreaterThan(1)
      await player.page.context().close()
    })

    it('credits the two stretches that were watched and not the gap, and resumes after a reload', async () => {
      const player = await site.open(`/?lesson=${LESSON}`, 'barbara')
      await player.ready()
      await player.play()
      await player.reach(5)
      await player.seek(11)
      await player.reach(16)
      const last = await player.reload()
      await player.ready()
      expect(await player.position()).toBeGreaterThan(last.position - 1)
      expect(await player.position()).toBeLessThan(last.position + 1)

      const barbara = await signIn(site.demo.origin, 'barbara')
      await expect.poll(async () => (await barbara.progress(LESSON)).watched_segments.length).toBe(2)
      const { watched_segments: watched, watched_seconds, completed } = await barbara.progress(LESSON)
      const [first, second] = last.played
      const truth = [first!, [second![0], last.position]] as const
      for (const [index, [from, to]] of truth.entries()) {
        expect(Math.abs(watched[index]![0] - from)).toBeLessThan(TOLERANCE)
        expect(Math.abs(watched[index]![1] - to)).toBeLessThan(TOLERANCE)
      }
      expect(watched_seconds).toBeLessThan(truth.reduce((sum, [from, to]) => sum + to - from, 0) + 2 * TOLERANCE)
      expect(completed).toBe(false)
      await player.page.context().close()
    })

    it('completes once when it is played to its end, however often the end is seen again', async () => {
      const player = await site.open(`/?lesson=${LESSON}`, 'edsger')
      await player.ready()
      await player.play(2)
      await player.ended()
      await player.flush()
      await expect.poll(() => player.count('ehr-complete')).toBe(1)
      const edsger = await signIn(site.demo.origin, 'edsger')
      // The report that completes it may have left before the end; what was played last follows with the next one.
      await expect.poll(() => edsger.progress(LESSON)).toMatchObject({ completed: true, percent: 100 })
      const progress = await edsger.progress(LESSON)

      await player.seek(17)
      await player.play(2)
      await player.ended()
      await player.flush()
      expect(await player.count('ehr-complete')).toBe(1)
      expect(await edsger.progress(LESSON)).toMatchObject({ completed_at: progress.completed_at })
      await player.page.reload()
      await player.ready()
      expect(await player.count('ehr-complete')).toBe(0)
      await player.page.context().close()
    })

    it('does not complete when the end is only sought', async () => {
      const player = await site.open(`/?lesson=${LESSON}`, 'margaret')
      await player.ready()
      await player.seek((await player.duration()) - 0.8)
      await player.play()
      await player.ended()
      await player.flush()
      const { progress } = await signIn(site.demo.origin, 'margaret')
      await expect.poll(async () => (await progress(LESSON)).watched_seconds).toBeGreaterThan(0.3)
      const { watched_seconds, completed } = await progress(LESSON)
      expect(watched_seconds).toBeLessThan(1.2)
      expect(completed).toBe(false)
      expect(await player.count('ehr-complete')).toBe(0)
      await player.page.context().close()
    })
  })
}
