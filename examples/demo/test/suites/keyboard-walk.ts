import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { focusedName, walkPlayer, type Stop } from '../support/focus-walk.js'
import type { LessonSite } from '../support/lesson-site.js'
import { ownElement } from '../support/own-element.js'
import type { PlayerPage } from '../support/player-page.js'

const BAR = [
  ...['Seek', 'Pause', 'Seek back 10 seconds', 'Seek forward 10 seconds', 'Mute', 'Volume', 'Playback time'],
  ...['Speed 1x', 'Captions', 'Settings', 'Picture-in-picture', 'Full screen'],
]
const PAUSED_BAR = BAR.with(1, 'Play')
/** The dot that says, while a lesson plays, how what was watched is being saved. */
const SAVING = expect.stringMatching(/^(Saving …|Saved)$/) as unknown

/** The whole player with the keyboard alone: one learner goes from its start to its end on one page. */
export function describeKeyboardWalk(site: LessonSite): void {
  describe('the player, walked through with the keyboard', () => {
    let player: PlayerPage
    beforeAll(async () => {
      player = await site.open('/?lesson=fire-safety-2', 'walker')
      await player.ready()
    })
    afterAll(() => player.page.context().close())

    const walk = (key?: 'Shift+Tab') => {
      const before = ownElement(player.page, '.learner-now')
      const behind = ownElement(player.page, '.strip-buttons button').first()
      return walkPlayer(player.page, key ? behind : before, key)
    }
    const names = (stops: readonly Stop[]) => stops.map(({ name }) => name)
    const faults = (stops: readonly Stop[]) =>
      stops.filter(({ isVisible, ring, isDoubled }) => !isVisible || ring === 'none' || isDoubled)
    const focused = () => focusedName(player.page)
    const isFocused = (name: string) => expect.poll(focused).toBe(name)
    const press = (key: string) => player.page.keyboard.press(key)
    const control = (tag: string) => player.page.locator(`${tag}:visible`)
    const saving = () => player.page.locator('[part=sync][tabindex="0"]').waitFor({ state: 'attached' })
    async function open(button: string, first: string): Promise<void> {
      await control(button).focus()
      await press('Enter')
      await isFocused(first)
    }
    /** What the arrow keys lead through, once around. */
    async function itemsFrom(first: string): Promise<string[]> {
      const items = [first]
      for (;;) {
        await press('ArrowDown')
        const item = (await focused())!
        if (item === first) return items
        expect(items).not.toContain(item)
        items.push(item)
      }
    }

    async function openSetting(item: string): Promise<void> {
      await open('media-settings-menu-button', 'Quality')
      while ((await focused()) !== item) await press('ArrowDown')
      await press('Enter')
    }

    it('stops before the start at the button that plays, and nowhere else', async () => {
      const stops = await walk()
      expect(names(stops)).toEqual(['Play'])
      expect(faults(stops)).toEqual([])
      expect(names(await walk('Shift+Tab'))).toEqual(['Play'])
    })

    it('begins with Enter, and hands the focus on when the button goes', async () => {
      await ownElement(player.page, '.learner-now').focus()
      await press('Tab')
      await press('Enter')
      await player.reach(0.5)
      await isFocused('Pause')
    })

    it('stops while it plays at every control once, forth and back, where it can be seen', async () => {
      await saving()
      const forth = await walk()
      expect(names(forth)).toEqual([...BAR, SAVING])
      expect(faults(forth)).toEqual([])
      expect(names(await walk('Shift+Tab'))).toEqual([SAVING, ...BAR.toReversed()])
    })

    it('shows the focus by an outline where colors are forced', async () => {
      await player.page.emulateMedia({ forcedColors: 'active' })
      const stops = await walk()
      await player.page.emulateMedia({ forcedColors: 'none' })
      expect(names(stops)).toEqual([...BAR, SAVING])
      expect(stops.filter(({ ring }) => ring !== 'outline')).toEqual([])
    })

    it('opens menus at what is chosen, and gives the focus back with Escape', async () => {
      await player.pause()
      for (const [button, name, chosen, items] of [
        ['media-playback-rate-menu-button', 'Speed 1x', '1x', ['1x', '1.25x', '1.5x', '1.75x', '2x', '0.75x']],
        ['media-captions-menu-button', 'Captions', 'English', ['English', 'Off']],
      ] as const) {
        await open(button, chosen)
        expect(await itemsFrom(chosen)).toEqual(items)
        await press('Escape')
        await isFocused(name)
      }
    })

    it('leads through those settings that there are, and into their menus and back', async () => {
      await open('media-settings-menu-button', 'Quality')
      expect(await itemsFrom('Quality')).toEqual([
        ...['Quality', 'Chapters', 'What counts?', 'Caption settings', 'Transcript', 'Keyboard shortcuts'],
      ])
      await press('Home')
      await press('Enter')
      await expect.poll(focused).toMatch(/^Auto/)
      await press('Escape')
      await isFocused('Quality')
      await press('Escape')
      await isFocused('Settings')
    })

    it('goes to a chapter from the menu of chapters, which opens on the one that is on', async () => {
      await player.seek(35)
      await openSetting('Chapters')
      await isFocused('Choose the right one')
      await press('ArrowUp')
      await isFocused('Four questions first')
      await press('Enter')
      await isFocused('Chapters')
      await expect.poll(async () => Math.floor(await player.position())).toBe(11)
      await press('Escape')
      await isFocused('Settings')
    })

    it('opens what the settings lead to, stops only in there, and gives the focus back', async () => {
      for (const [item, wanted] of [
        ['What counts?', ['Close', expect.stringMatching(/^Go there ?0:\d\d$/)]],
        ['Caption settings', ['Close', 'Size', 'Color', 'Background', 'Position', 'Use this device’s caption style']],
        ['Keyboard shortcuts', ['Close']],
      ] as const) {
        await openSetting(item)
        await isFocused(item)
        // What there is to choose comes with the server’s answer.
        await player.page.locator('[part=dialog]', { hasText: 'Checking' }).waitFor({ state: 'detached' })
        const stops = await walk()
        expect(names(stops)).toEqual(wanted)
        expect(faults(stops)).toEqual([])
        await player.page.locator('[part=dialog]').focus()
        await press('Escape')
        await isFocused('Settings')
      }
    })

    it('answers every key of the list, whatever has the focus', async () => {
      const { page } = player
      const place = () => page.evaluate(() => ehr.player().currentTime / ehr.player().duration)
      for (const [key, share] of [
        ['Home', 0],
        ...Array.from({ length: 10 }, (_, tenth) => [String(tenth), tenth / 10] as const),
        ['End', 1],
        ['5', 0.5],
      ] as const) {
        await press(key)
        await expect.poll(place).toBeCloseTo(share, 2)
      }
      const at = await player.position()
      await press('.')
      await expect.poll(() => player.position()).toBeCloseTo(at + 0.04, 2)
      await press(',')
      await expect.poll(() => player.position()).toBeCloseTo(at, 2)
      // The controls say so once they know: only then is the key asked for the other.
      const says = (name: string) => page.evaluate((name) => ehr.controller().hasAttribute(name), name)
      for (const [key, attribute] of [
        ['m', 'mediamuted'],
        ['c', 'mediasubtitlesshowing'],
        ['f', 'mediaisfullscreen'],
      ] as const) {
        const before = await says(attribute)
        for (const isOn of [!before, before]) {
          await press(key)
          await expect.poll(() => says(attribute)).toBe(isOn)
        }
      }
      const rate = () => page.evaluate(() => ehr.player().playbackRate)
      await press('>')
      await expect.poll(rate).toBe(1.25)
      await press('<')
      await expect.poll(rate).toBe(1)
      await press('?')
      await isFocused('Keyboard shortcuts')
      await press('Escape')
      await isFocused('Settings')
    })

    it('has a transcript that is one stop for its lines, and goes without taking the focus along', async () => {
      await openSetting('Transcript')
      await expect.poll(focused).toMatch(/^Transcript/)
      const line = player.page.locator('[data-line]').first()
      await line.waitFor()
      const stops = await walk()
      const lineOn = expect.stringMatching(/\.$/) as unknown
      expect(names(stops)).toEqual([...PAUSED_BAR, 'Follow', 'Search the transcript', lineOn])
      expect(faults(stops)).toEqual([])
      await openSetting('Transcript')
      await line.waitFor({ state: 'detached' })
      await isFocused('Settings')
    })

    it('has every control in the smallest size, some of them in the settings', async () => {
      await player.page.evaluate(() => (ehr.player().style.width = '280px'))
      const bar = ['Seek', 'Play', 'Seek back 10 seconds', 'Seek forward 10 seconds', 'Settings', 'Full screen']
      await expect.poll(async () => names(await walk())).toEqual(bar)
      expect(faults(await walk())).toEqual([])
      await open('media-settings-menu-button', 'Speed')
      expect((await itemsFrom('Speed')).slice(0, 3)).toEqual(['Speed', 'Captions', 'Quality'])
      await press('Home')
      await press('Enter')
      await isFocused('1x')
      await press('Escape')
      await press('Escape')
      await isFocused('Settings')
      await player.page.evaluate(() => ehr.player().style.removeProperty('width'))
    })

    it('is reached where it says that it goes on, and the focus stays when that goes', async () => {
      await player.play()
      await player.reach(50)
      await player.reload()
      await player.ready()
      await player.play()
      await player.page.locator('[part=resume]').waitFor()
      await saving()
      const stops = await walk()
      expect(names(stops)).toEqual([...BAR, SAVING, 'Start over'])
      expect(faults(stops)).toEqual([])
      await player.page.locator('[part=resume-button]').focus()
      await press('Enter')
      await player.page.locator('[part=resume]').waitFor({ state: 'detached' })
      // Where it was before.
      await isFocused('Full screen')
    })

    it('is reached at the end, beside the bar, and the focus stays when playing goes on', async () => {
      await player.page.evaluate(() => {
        ehr.player().currentTime = ehr.player().duration - 0.5
      })
      await player.page.locator('[part=end]').waitFor()
      const stops = await walk()
      expect(names(stops)).toEqual([...PAUSED_BAR, 'Watch what’s missing', 'Next lesson', 'Replay'])
      expect(faults(stops)).toEqual([])
      await player.page.getByRole('button', { name: 'Replay' }).focus()
      await press('Enter')
      await player.page.locator('[part=end]').waitFor({ state: 'detached' })
      await isFocused('Full screen')
    })
  })
}
