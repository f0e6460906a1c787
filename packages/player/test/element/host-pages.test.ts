import { assert } from 'chai'
import type { ErrorDetail, LessonPlayerElement } from '../../src/index.js'
import { openHostPage, placeLesson, type HostPage } from '../support/host-page.js'
import { next, until } from '../support/wait.js'

const DEFINE = '/packages/player/src/define.ts'
let learners = 0

describe('the element on pages of hosts', () => {
  let page: HostPage
  before(async function () {
    this.timeout(60_000)
    await fetch('/lessons-api/v1/health/live')
  })
  afterEach(() => page.close())

  async function place(
    policy = '',
    prepare: (view: Window & typeof globalThis) => void = () => undefined,
    width?: number,
  ) {
    page = await openHostPage(policy)
    prepare(page.window)
    await page.run(DEFINE)
    learners += 1
    return placeLesson(page, { 'auth-token': `host-${learners}` }, width) as LessonPlayerElement
  }

  async function plays(element: LessonPlayerElement): Promise<void> {
    await next(element, 'ehr-ready')
    await element.play()
    await until(() => element.currentTime > 0.5)
  }

  // A small phone, a phone, just above Mux Player's own breakpoint, and the element's full width.
  for (const width of [320, 390, 480, 640]) {
    it(`says nothing in the console while a lesson plays, ${width.toString()} pixels wide`, async () => {
      const element = await place('', undefined, width)
      await plays(element)
      assert.isTrue(await element.updateComplete, 'an update asked for the next one')
      assert.isEmpty(page.console)
      assert.isEmpty(page.violations)
    })
  }

  it('plays on a page that added to every object, array, string and function', async () => {
    const element = await place('', (view) => {
      for (const name of ['Object', 'Array', 'String', 'Function'] as const) {
        Reflect.set(view[name].prototype, 'odd', () => 1)
        Reflect.set(view[name].prototype, 'text', 'x')
      }
      view.Array.from = (() => []) as unknown as typeof Array.from
    })
    await plays(element)
    assert.isNotEmpty(page.console)
    assert.isTrue(page.console.every((line) => line.includes('is now hidden')))
    assert.equal(Reflect.get(page.window.Object.prototype, 'text'), 'x')
  })

  it('plays under the policy that the documentation gives', async () => {
    const text = await (await fetch('/docs/content-security-policy.md')).text()
    const documented = /```http\nContent-Security-Policy: ([^`]+)```/.exec(text)?.[1]?.replace(/\s+/g, ' ')
    assert.isString(documented)
    const policy = documented!
      .replaceAll('https://learn.example.com', location.origin)
      .replaceAll('https://*.mux.com', `${location.origin}/mux/`)
    const element = await place(policy)
    await plays(element)
    assert.isEmpty(page.violations)
    assert.isEmpty(page.console)
  })

  for (const [policy, directive] of [
    ["connect-src 'none'", 'connect-src'],
    ["media-src 'none'", 'media-src'],
    ["script-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'", 'require-trusted-types-for'],
  ] as const) {
    it(`names the directive that keeps it from playing: ${directive}`, async () => {
      page = await openHostPage(policy)
      // A page under trusted types has a policy for its own scripts.
      const trusted: { createScriptURL(url: string): unknown } | undefined = Reflect.get(
        page.window,
        'trustedTypes',
      )?.createPolicy('host', { createScriptURL: (url: string) => url })
      await page.run((trusted?.createScriptURL(DEFINE) as object | undefined) ?? DEFINE)
      const element = placeLesson(page, { 'auth-token': 'blocked' }) as LessonPlayerElement
      const { detail } = await misconfigured(element)
      assert.include(detail, { retryable: false, fatal: true })
      assert.include(detail.message, directive)
      assert.isTrue(page.console.some((line) => line.startsWith('error:') && line.includes(directive)))
      await element.updateComplete
      assert.isTrue(element.matches(':state(error)'))
    })
  }

  for (const [policy, directive] of [
    ["style-src 'self'", 'style-src'],
    ["img-src 'none'", 'img-src'],
  ] as const) {
    it(`plays on without what ${directive} blocks, and names it`, async () => {
      const element = await place(policy)
      const [{ detail }] = await Promise.all([misconfigured(element), plays(element)])
      assert.include(detail, { fatal: false })
      assert.include(detail.message, directive)
      const { nativeEl } = (element.muxPlayer as HTMLElement & { media: { nativeEl: HTMLVideoElement } }).media
      assert.isAtMost(nativeEl.getBoundingClientRect().width, 641)
    })
  }

  it('names the package that an import map does not have', async () => {
    const { loadMuxPlayback } = await import('../../src/playback/mux/load-mux-playback.js')
    assert.isFunction(loadMuxPlayback)
    page = await openHostPage()
    const { isUnresolved } = await import('../../src/playback/mux/unresolved.js')
    for (const specifier of ['@mux/mux-player', '@mux/other']) {
      const script = page.document.createElement('script')
      script.type = 'module'
      script.textContent = `import('${specifier}').catch((error) => { window.failure = error })`
      Reflect.set(page.window, 'failure', undefined)
      page.document.head.append(script)
      await until(() => Reflect.get(page.window, 'failure') !== undefined)
      assert.equal(isUnresolved(Reflect.get(page.window, 'failure')), specifier === '@mux/mux-player')
    }
  })

  function misconfigured(element: LessonPlayerElement): Promise<CustomEvent<ErrorDetail>> {
    return new Promise((resolve) => {
      element.addEventListener('ehr-error', (event) => {
        if (event.detail.code === 'misconfigured') resolve(event)
      })
    })
  }
})
