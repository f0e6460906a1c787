import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, open, readdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/axe.js'
import { launchChromium } from '../support/chromium.js'
import { startDemo, temporaryFolder, type DemoProcess } from '../support/demo-process.js'
import { signIn } from '../support/learner.js'
import { film, writeBigFilm } from './big-film.js'

/** In `npm test` a third of what `pnpm prove upload` sends. */
const MEGABYTES = process.env['EHR_PROOF_RUNS'] === undefined ? 100 : 300
const SIZE = MEGABYTES * 1_000_000
/** Where the network is cut, where a 502 comes, and where the page is reloaded, in bytes that have arrived. */
const CUTS = [0.1, 0.23, 0.37, 0.63, 0.77].map((part) => part * SIZE)
const BAD_GATEWAY = 0.87 * SIZE
const RELOAD = 0.5 * SIZE
/** Bytes a second: slow enough that the page hears of each place before it is far behind. */
const SPEED = 20_000_000

interface Uploader extends HTMLElement {
  readonly state: string
}

describe('the page that manages lessons', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let demo: DemoProcess
  let browser: Browser

  beforeAll(async () => {
    folder = await temporaryFolder()
    // Without ffmpeg, wherever it is tested.
    demo = await startDemo(join(folder.path, 'data'), { PATH: dirname(process.execPath) })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    await demo.stop()
    await folder.remove()
  })

  const uploader = (page: Page) => page.locator('ehr-lesson-uploader')
  const choose = (page: Page, path: string) => uploader(page).locator('input[type=file]').setInputFiles(path)
  const reaches = (page: Page, state: string) =>
    page.waitForFunction((wanted) => document.querySelector<Uploader>('ehr-lesson-uploader')?.state === wanted, state, {
      timeout: 120_000,
    })

  async function makeLesson(page: Page, course: string, lesson: string): Promise<void> {
    await page.goto(`${demo.origin}/admin`)
    await page.getByLabel('New course').fill(course)
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: course }).waitFor({ state: 'attached' })
    await page.getByLabel('New lesson').fill(lesson)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: lesson }).waitFor()
  }

  /** Has the stand-in for Mux do something wrong with the next pieces. */
  const breakNext = (fault: object) =>
    fetch(`${demo.origin}/mux/_local/faults`, {
      method: 'POST',
      headers: { 'x-mux-local': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ match: { method: 'PUT', path: '*/upload/*' }, ...fault }),
    })

  it('makes a course, a lesson, its video and its rule, and a learner completes it', async () => {
    const page = await browser.newPage()
    await makeLesson(page, 'Safety at heights', 'Before you climb')
    await page.getByText('ffmpeg isn’t installed here').waitFor()
    const path = join(folder.path, 'film.mp4')
    await writeFile(path, await film())
    await choose(page, path)
    await reaches(page, 'ready')
    await page.getByRole('button', { name: /Before you climb.*Ready/ }).waitFor()
    expect(await barriers(page)).toEqual([])

    // The owner looks at it, sets a part where the player is, and saves.
    await page.waitForFunction(() => {
      const player = document.querySelector<HTMLElement & { muxPlayer: HTMLVideoElement | null }>(
        'ehr-lesson-settings ehr-lesson-player',
      )
      return (player?.muxPlayer?.readyState ?? 0) >= 1
    })
    await page.getByRole('button', { name: 'Add a part' }).click()
    await page.evaluate(() => {
      document.querySelector<HTMLVideoElement>('ehr-lesson-settings ehr-lesson-player')!.currentTime = 2
    })
    await page.getByRole('button', { name: 'Set end here' }).click()
    await expect.poll(() => page.getByRole('textbox', { name: 'End of part 1' }).inputValue()).toBe('0:02')
    await page.getByRole('slider', { name: 'End of part 1' }).press('ArrowRight')
    await page.getByLabel('Watch a share of the video').uncheck()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await barriers(page)).toEqual([])

    const lessonId = new URL(page.url()).searchParams.get('lesson')!
    await page.getByRole('button', { name: 'Watch as Ada' }).click()
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLElement & { completed: boolean }>('.admin-lesson section > div ehr-lesson-player')
          ?.completed,
    )
    const ada = await signIn(demo.origin, 'ada')
    expect(await ada.progress(lessonId)).toMatchObject({ completed: true })
    await page.context().close()
  })

  it('is operated by the keyboard alone, each place with a name and a visible focus', async () => {
    const page = await browser.newPage()
    await makeLesson(page, 'Keys', 'By hand')
    await page.getByLabel('Title', { exact: true }).waitFor()
    await page.getByLabel('New lesson').focus()
    const stops: string[] = []
    for (;;) {
      await page.keyboard.press('Tab')
      const { name, outline, isSeen, isOver } = await page.evaluate(focusedPlace)
      if (isOver) break
      expect(name).not.toBe('')
      expect(outline, name).not.toBe('none')
      expect(isSeen, name).toBe(true)
      stops.push(name)
    }
    for (const name of [
      'Choose a video',
      'No video at hand? Use a sample file',
      'Title',
      'Share in percent',
      'Chapters 0',
    ]) {
      expect(stops).toContain(name)
    }
    expect(new Set(stops).size).toBeGreaterThan(8)
    await page.context().close()
  })

  it('brings a large file through a network that is cut five times, a 502 and a reload, and refuses a changed file', async () => {
    const path = join(folder.path, 'big.mp4')
    await writeBigFilm(path, SIZE)
    // Whole seconds, so that it can be given back.
    const written = new Date('2026-01-02T03:04:05Z')
    await utimes(path, written, written)
    const page = await browser.newPage()
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.type())
      void dialog.accept()
    })
    const states: string[] = []
    const plan = { cuts: [...CUTS], badGateway: BAD_GATEWAY }
    let reloadAt: (() => void) | null = null
    await page.exposeFunction('heardState', (state: string) => void states.push(state))
    /** Whether the page has noticed every cut so far. */
    const isNoticed = () => states.filter((state) => state === 'offline').length >= CUTS.length - plan.cuts.length
    const session = await page.context().newCDPSession(page)
    const network = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: SPEED }
    await session.send('Network.emulateNetworkConditions', network)
    await page.exposeFunction('heardProgress', async (sent: number) => {
      if (!isNoticed()) return
      if (sent >= RELOAD) reloadAt?.()
      if (sent >= plan.cuts[0]!) {
        plan.cuts.shift()
        // Over a connection that was used before, Chromium itself sends once more.
        await breakNext({ action: 'cut', bytes: 700_000, times: 2 })
      }
      if (sent >= plan.badGateway) {
        plan.badGateway = Infinity
        await breakNext({ action: 'status', status: 502 })
      }
    })
    await page.addInitScript(() => {
      const heard = globalThis as unknown as {
        heardState(state: string): void
        heardProgress(sent: number): void
      }
      addEventListener('ehr-upload-state', (event) =>
        heard.heardState((event as CustomEvent<{ state: string }>).detail.state),
      )
      addEventListener('ehr-upload-progress', (event) =>
        heard.heardProgress((event as CustomEvent<{ sent: number }>).detail.sent),
      )
    })
    await makeLesson(page, 'Large files', 'A long film')
    const reloadDue = new Promise<void>((resolve) => (reloadAt = resolve))
    await choose(page, path)
    await reloadDue
    await page.reload()
    expect(dialogs).toEqual(['beforeunload'])
    await page.getByText('The upload of big.mp4 isn’t finished.').first().waitFor()
    // The stand-in deletes the file once it is a video; a link to it stays.
    const arrived = join(folder.path, 'arrived')
    const uploads = join(demo.dataDirectory, 'mux', 'uploads')
    for (const name of await readdir(uploads)) await link(join(uploads, name), arrived)

    // One byte in the middle: neither the size nor what is hashed of it differs, but its date does.
    const changed = await open(path, 'r+')
    await changed.write(Buffer.from([9]), 0, 1, SIZE / 2)
    await choose(page, path)
    await page.getByText('This isn’t the file that the upload began with').waitFor()
    await changed.write(Buffer.from([7]), 0, 1, SIZE / 2)
    await changed.close()
    await utimes(path, written, written)
    await choose(page, path)
    await reaches(page, 'ready')

    expect(plan).toEqual({ cuts: [], badGateway: Infinity })
    expect(isNoticed()).toBe(true)
    expect(await hashOf(arrived)).toBe(await hashOf(path))
    await page.context().close()
  })
})

/** What has the focus, through shadow roots: its name, and whether it can be seen. */
function focusedPlace(): { name: string; outline: string; isSeen: boolean; isOver: boolean } {
  let found = document.activeElement
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement
  const place = found as HTMLInputElement
  const label = place.labels?.[0]?.textContent ?? ''
  return {
    name: (place.ariaLabel ?? (label || place.textContent)).replace(/\s+/g, ' ').trim(),
    isOver: found === document.body,
    outline: getComputedStyle(place).outlineStyle,
    isSeen: place.checkVisibility() && place.getBoundingClientRect().height > 0,
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
