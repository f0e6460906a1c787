import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { chromiumArguments, findChromium } from '../../../../scripts/find-chromium.mjs'
import { countEvents, hostPage } from './host-page.mjs'
import { lessonOn } from './lesson-on.mjs'

const SERVER = fileURLToPath(new URL('../../build/server.js', import.meta.url))
/** Where the page of the host is: an address of the demo's own that the browser answers itself. */
const HOST_PAGE = '/a-page-of-a-host'

/** Starts the demo and a browser. `open(look, setting)` gives a lesson on a fresh page, `close()` ends both. */
export async function openStage() {
  const folder = mkdtempSync(join(tmpdir(), 'ehr-screenshots-'))
  const demo = spawn(process.execPath, [SERVER], {
    env: { ...process.env, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments() })
  const origin = await addressOf(demo)
  let learners = 0
  /** An empty page, to measure pictures on. */
  const draw = await (await browser.newContext()).newPage()

  return {
    draw,
    async open(look) {
      const context = await browser.newContext({
        viewport: { width: look.width, height: look.height },
        deviceScaleFactor: look.scale ?? 1,
        hasTouch: look.touch ?? false,
        isMobile: look.touch ?? false,
        ...look.media,
      })
      const page = await context.newPage()
      const learner = `learner-${++learners}`
      const show = async (setting = {}) => {
        await page.route(`**${HOST_PAGE}`, (route) =>
          route.fulfill({ contentType: 'text/html', body: hostPage({ origin, learner, ...setting }, look) }),
        )
        await page.goto(origin + HOST_PAGE)
      }
      /** Opens the demo's own page as somebody whom no other picture knows. */
      const showDemo = async (path) => {
        const postData = JSON.stringify({ learner_id: learner })
        await page.route('**/dev/tokens', (route) => route.continue({ postData }))
        await page.addInitScript(countEvents)
        await page.goto(origin + path)
      }
      return { ...lessonOn(page, look), show, showDemo, close: () => context.close() }
    },
    async close() {
      await browser.close()
      demo.kill('SIGTERM')
      await once(demo, 'close')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function addressOf(demo) {
  let text = ''
  return new Promise((resolve, reject) => {
    demo.stdout.on('data', (data) => {
      text += data
      const found = /^Open (\S+)$/m.exec(text)
      if (found) resolve(found[1])
    })
    demo.once('close', () => reject(new Error(`The demo has ended:\n${text}`)))
  })
}
