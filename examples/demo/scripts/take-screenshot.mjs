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

const PLAYER = "document.querySelector('ehr-lesson-player')"
/** Seconds into the lesson: a slide with something on it. */
const PICTURE_AT = 45

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
  const page = await browser.newPage({ viewport: { width: 1360, height: 1190 }, deviceScaleFactor: 1.5 })
  const reach = (time) => page.waitForFunction(`${PLAYER}.currentTime >= ${time}`)

  await page.goto(`${origin}/?lesson=fire-safety-1`)
  await page.waitForFunction(`${PLAYER}?.muxPlayer?.readyState >= 3`)
  await page.evaluate(`${PLAYER}.playbackRate = 2; void ${PLAYER}.play()`)
  await page.locator('.row.is-done').waitFor({ timeout: 60_000 })
  await page.locator('[data-lesson="fire-safety-2"]').click()
  await page.waitForFunction(`${PLAYER}.duration > 60`)
  await page.evaluate(`${PLAYER}.playbackRate = 2`)
  await reach(12)
  await page.evaluate(`${PLAYER}.currentTime = 20; ${PLAYER}.playbackRate = 1`)
  await reach(PICTURE_AT)
  await page.mouse.move(480, 520)
  await reach(PICTURE_AT + 0.4)
  await page.screenshot({ path: at('../../../docs/images/lesson-playing.png') })
} finally {
  await browser.close()
  demo.kill('SIGTERM')
  await once(demo, 'close')
  rmSync(folder, { recursive: true, force: true })
}
