import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromiumArguments, findChromium } from '../../find-chromium.mjs'
import { root, within } from './ground.mjs'

export async function launch(ground) {
  const { chromium } = createRequire(join(root, 'examples/demo/package.json'))('playwright-core')
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments() })
  ground.atEnd(() => browser.close())
  return browser
}

/** The page of most rows: one lesson in `#player`, and the words of every error in `ehr`. */
export function lessonPage({
  attributes = '',
  before = '',
  after = '',
  script = '/ehr-lesson-player.js',
  head = '',
} = {}) {
  return `<!doctype html><html><head><title>faults</title><link rel="icon" href="data:,">${head}
    <script>
      window.ehr = { errors: [], ready: 0, sync: [], pageErrors: [] }
      addEventListener('error', (event) => ehr.pageErrors.push(String(event.message)))
      addEventListener('unhandledrejection', (event) => ehr.pageErrors.push(String(event.reason)))
      document.addEventListener('ehr-error', (event) => ehr.errors.push(event.detail))
      document.addEventListener('ehr-ready', () => (ehr.ready += 1))
      document.addEventListener('ehr-sync', (event) => ehr.sync.push(event.detail))
      ehr.player = () => document.querySelector('ehr-lesson-player')
      ehr.video = () => ehr.player()?.muxPlayer?.media?.nativeEl
      ehr.words = (node = ehr.player()) => {
        if (node instanceof Element && ['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.tagName)) return ''
        if (node instanceof Text) return node.data + ' '
        const inner = node instanceof Element && node.shadowRoot ? node.shadowRoot : node
        return [...inner.childNodes].map(ehr.words).join('')
      }
      ${before}
    </script>
    <script type="module" src="${script}"></script></head>
    <body><ehr-lesson-player id="player" ${attributes}></ehr-lesson-player>
    <script>${after}</script></body></html>`
}

/** Opens the proof's own page behind the proxy, in a separate browser context. */
export async function openPage(ground, { page: html, headers = {}, rule, context: given } = {}) {
  const { browser, proxy } = ground
  if (html !== undefined) proxy.page = html
  proxy.pageHeaders = headers
  if (rule) proxy.rule = rule
  const context = given ?? (await browser.newContext())
  // A page that is left open plays on, and the next row has the less time.
  if (!given) ground.atEnd(() => within(context.close(), 5_000))
  const page = await context.newPage()
  const console = []
  page.on('console', (message) => console.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => console.push(`pageerror: ${error.message}`))
  await page.goto(`${proxy.origin}/page`)
  return Object.assign(page, {
    console,
    ready: (ms = 15_000) =>
      page
        .waitForFunction(() => window.ehr.ready > 0, null, { timeout: ms })
        .then(
          () => true,
          () => false,
        ),
    errors: () => page.evaluate(() => window.ehr.errors.map(({ code }) => code)),
    // Not waited for: without a frame it never ends.
    play: () =>
      page.evaluate(
        () =>
          void window.ehr
            .player()
            .play()
            .catch(() => undefined),
      ),
    flush: () =>
      page.evaluate(() =>
        window.ehr
          .player()
          .flush()
          .then(() => 'flushed', String),
      ),
    reach: (time, ms = 20_000) =>
      page
        .waitForFunction((time) => (window.ehr.video()?.currentTime ?? 0) >= time, time, { timeout: ms })
        .then(
          () => true,
          () => false,
        ),
    words: () => page.evaluate(() => window.ehr.words().replaceAll(/\s+/g, ' ').trim()),
    leave: () => context.close(),
  })
}

/** Attributes of a learner's lesson, eager. */
export const lesson = (token, lessonId = 'fire-safety-1', more = '') =>
  `endpoint="/lessons-api" lesson-id="${lessonId}" auth-token="${token}" loading="eager" muted ${more}`
