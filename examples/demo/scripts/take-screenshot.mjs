/**
 * Takes the picture of the README: the demo in a real browser, some way into a lesson, with a part skipped.
 * Start it with `node examples/demo/scripts/take-screenshot.mjs` after a build.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { chromiumArguments, findChromium } from '../../../scripts/find-chromium.mjs'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'ehr-screenshot-'))
const demo = spawn(process.execPath, [at('../build/server.js')], {
  env: { ...process.env, PORT: '0', DATA_DIR: folder },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments() })
try {
  let text = ''
  const origin = await new Promise((resolve) =>
    demo.stdout.on('data', (data) => {
      text += data
      const found = /^Open (\S+)$/m.exec(text)
      if (found) resolve(found[1])
    }),
  )
  const page = await browser.newPage({ viewport: { width: 1360, height: 1010 }, deviceScaleFactor: 1.5 })
  const reach = (time) =>
    page.waitForFunction((to) => document.querySelector('ehr-lesson-player').currentTime >= to, time)
  const control = (work, value) =>
    page.evaluate(
      ([work, value]) => {
        const player = document.querySelector('ehr-lesson-player')
        if (work === 'play') return player.play()
        player.currentTime = value
      },
      [work, value],
    )

  await page.goto(`${origin}/?lesson=fire-safety-1`)
  await page.waitForFunction(() => document.querySelector('ehr-lesson-player')?.muxPlayer?.readyState >= 3)
  await control('play')
  await page.evaluate(() => (document.querySelector('ehr-lesson-player').playbackRate = 2))
  await page.locator('.lessons .is-done').waitFor({ timeout: 60_000 })
  await page.locator('[data-lesson="fire-safety-2"]').click()
  await reach(9)
  await control('seek', 18)
  await page.evaluate(() => (document.querySelector('ehr-lesson-player').playbackRate = 1))
  await reach(33)
  await page.mouse.move(500, 500)
  await reach(33.4)
  await page.screenshot({ path: at('../../../docs/images/lesson-playing.png') })
} finally {
  await browser.close()
  demo.kill('SIGTERM')
  await once(demo, 'close')
  rmSync(folder, { recursive: true, force: true })
}
