import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessiblePlayer } from '../support/accessible-player.js'
import { listenToAnnouncements } from '../support/announcements.js'
import { focusedName } from '../support/focus-walk.js'
import type { LessonSite } from '../support/lesson-site.js'
import type { PlayerPage } from '../support/player-page.js'

const LESSON = 'When the alarm sounds'
/** What is operated, as the tree calls it; the picture too can have the focus, for its keys. */
const CONTROLS = ['button', 'slider', 'menuitem', 'menuitemradio', 'combobox', 'checkbox', 'searchbox', 'dialog']

/** The player as Chromium hands it to a screen reader: one learner, one page, from its start to its end. */
export function describeScreenReader(site: LessonSite): void {
  describe('the player, for a screen reader', () => {
    let player: PlayerPage
    beforeAll(async () => {
      player = await site.open('/?lesson=fire-safety-1', 'listener')
      await player.ready()
    })
    afterAll(() => player.page.context().close())

    const tree = () => accessiblePlayer(player.page, LESSON)
    const controls = async () =>
      (await tree()).filter(({ isFocusable, role }) => isFocusable && CONTROLS.includes(role))
    const namesOf = async (role: string) =>
      (await controls()).filter((each) => each.role === role).map(({ name }) => name)
    const isSaid = async (text: string) =>
      (await tree()).some(({ name, live, role }) => role === 'StaticText' && live === 'polite' && name.includes(text))
    const press = (key: string) => player.page.keyboard.press(key)

    it('is a region with the lesson’s title, in which there is nothing without a name', async () => {
      expect(await namesOf('button')).toEqual(['Play'])
      await player.play()
      await player.reach(1)
      for (const { name } of await controls()) expect(name).not.toBe('')
    })

    it('has a time bar that says what it is, where it is, and how the stretch there stands', async () => {
      const bar = async () => (await tree()).find(({ role, name }) => role === 'slider' && name === 'Seek')
      // Without the focus it says so a second late.
      await expect
        .poll(async () => (await bar())?.description)
        .toMatch(/^0:\d\d to 0:\d\d, (watched|being saved|not watched)/)
      // Chromium’s protocol leaves out the words of a slider’s value.
      const value = player.page.locator('media-time-range input')
      expect(await value.getAttribute('aria-valuetext')).toMatch(/^\d+ seconds? of 19 seconds$/)
      await player.pause()
    })

    it('names everything in its menu, and what each setting is at', async () => {
      await player.page.locator('media-settings-menu-button:visible').focus()
      await press('Enter')
      await expect
        .poll(() => namesOf('menuitem'))
        .toEqual([
          expect.stringMatching(/^Quality Auto/),
          'Chapters The alarm sounds',
          ...['What counts?', 'Caption settings', 'Transcript', 'Keyboard shortcuts'],
        ])
      // It opens by a transition, and has the focus from then on.
      await expect.poll(() => focusedName(player.page)).toBe('Quality')
      await press('Escape')
      await expect.poll(() => namesOf('menuitem')).toEqual([])
    })

    it('names its dialogs and what is in them, and nothing behind them', async () => {
      await press('?')
      await expect.poll(() => namesOf('dialog')).toEqual(['Keyboard shortcuts'])
      expect(await namesOf('button')).toEqual(['Close'])
      await press('Escape')
      await press('Shift+C')
      await expect.poll(() => namesOf('dialog')).toEqual(['Caption settings'])
      const settings = (await controls()).map(({ name }) => name).filter((name) => name !== 'Caption settings')
      expect(settings).toEqual(['Close', 'Size', 'Color', 'Background', 'Position', 'Use this device’s caption style'])
      await press('Escape')
      await expect.poll(() => namesOf('dialog')).toEqual([])
    })

    it('says once that it is offline, in words that are true, and once that all is saved', async () => {
      const { heard } = await listenToAnnouncements(player.page)
      await player.play()
      await player.reach(3)
      await player.page.context().setOffline(true)
      await player.pause()
      const words = 'You’re offline. Progress is saved on this device.'
      await expect.poll(() => isSaid(words)).toBe(true)
      await player.flush()
      await player.page.context().setOffline(false)
      await player.flush()
      await expect.poll(async () => (await heard()).at(-1)).toBe('Saved')
      expect(await heard()).toEqual([words, 'Saved on this device. Syncing soon.', 'Saved'])
    })

    it('says once where it goes on', async () => {
      await player.seek(12)
      await player.play()
      await player.reach(13)
      await player.reload()
      await player.ready()
      const { heard } = await listenToAnnouncements(player.page)
      await player.play(2)
      await expect.poll(() => isSaid('Continuing at 0:1')).toBe(true)
      await player.page.locator('[part=resume-button]').click()
      expect((await heard()).filter((text) => text.includes('Continuing'))).toHaveLength(1)
    })

    it('says once that the lesson is completed while it plays, and at the end what there is to do', async () => {
      const { heard } = await listenToAnnouncements(player.page)
      await player.reach(18)
      await player.pause()
      await player.flush()
      await expect.poll(heard).toContain('Lesson completed')
      await player.play(2)
      await player.ended()
      await expect.poll(() => isSaid('Completed')).toBe(true)
      expect((await heard()).filter((text) => text === 'Lesson completed')).toHaveLength(1)
      expect((await heard()).filter((text) => text === 'Completed')).toHaveLength(1)
      expect((await namesOf('button')).slice(-2)).toEqual(['Next lesson', 'Replay'])
    })
  })
}
