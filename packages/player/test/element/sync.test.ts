import { assert } from 'chai'
import { http, HttpResponse, passthrough } from 'msw'
import { setupWorker } from 'msw/browser'
import type { LessonPlayerElement, SyncDetail } from '../../src/index.js'
import { problem } from '../support/fake-handler.js'
import { holdWaits } from '../support/hold-waits.js'
import { mount, panelText, part, unmountAll } from '../support/mount.js'
import { pretendOffline } from '../support/pretend-offline.js'
import { next, until } from '../support/wait.js'

let learners = 0

describe('what the learner sees about what is saved', () => {
  /** What the handler answers to reports; `null`: the real one answers. */
  let failure: (() => Response | Promise<Response>) | null = null
  const worker = setupWorker(http.post('/lessons-api/v1/progress', () => failure?.() ?? passthrough()))
  before(async function () {
    this.timeout(60_000)
    await worker.start({ quiet: true, onUnhandledRequest: 'bypass' })
    await fetch('/lessons-api/v1/health/live')
  })
  after(() => worker.stop())
  afterEach(() => {
    failure = null
    unmountAll()
  })

  function mountReal(attributes: Record<string, string | boolean> = {}): LessonPlayerElement {
    learners += 1
    const fixed = { 'lesson-id': 'fire-safety-1', 'auth-token': `syncing-${learners}`, loading: 'eager', muted: true }
    return mount({ ...fixed, ...attributes })
  }

  const chips = (element: LessonPlayerElement) => [...(element.shadowRoot?.querySelectorAll('[part=sync]') ?? [])]
  /** What a screen reader announces, and what is only shown. */
  const loud = (element: LessonPlayerElement) =>
    chips(element).find((chip) => chip.role === 'status')?.textContent ?? ''
  const calm = (element: LessonPlayerElement) =>
    chips(element).find((chip) => chip.role !== 'status')?.textContent ?? ''

  /** Everything that a screen reader announced. */
  function listen(element: LessonPlayerElement): string[] {
    const heard: string[] = []
    const region = chips(element).find((chip) => chip.role === 'status')
    new MutationObserver(() => {
      const words = loud(element)
      if (words && heard.at(-1) !== words) heard.push(words)
    }).observe(region!, { childList: true, characterData: true, subtree: true })
    return heard
  }

  async function playing(attributes: Record<string, string | boolean> = {}): Promise<LessonPlayerElement> {
    const element = mountReal(attributes)
    await next(element, 'ehr-ready')
    await element.updateComplete
    assert.equal(loud(element) + calm(element), '')
    await element.play()
    return element
  }

  it('is calm while all goes well, and read out to nobody', async () => {
    const element = await playing()
    const heard = listen(element)
    await until(() => calm(element) === 'Saving …')
    await until(() => element.currentTime > 3)
    element.pause()
    await until(() => calm(element) === 'Saved')
    assert.equal(element.pending, 0)
    assert.isEmpty(heard)
  })

  it('is a dot while the lesson plays, which the keyboard opens into its words and which has them as its name', async () => {
    const element = await playing()
    await until(() => calm(element) === 'Saving …')
    const chip = chips(element).find(({ role }) => role === 'img') as HTMLElement
    assert.equal(chip.ariaLabel, 'Saving …')
    assert.equal(chip.tabIndex, 0)
    const folded = chip.offsetWidth
    chip.focus()
    assert.isAbove(chip.offsetWidth, 2 * folded)
    assert.notEqual(getComputedStyle(chip).color, 'rgba(0, 0, 0, 0)')
    assert.isTrue(chip.checkVisibility({ opacityProperty: true }))
    element.pause()
    await until(() => chip.tabIndex === -1)
    assert.isTrue(element.shadowRoot?.activeElement === chip)
  })

  it('is that it is kept here while nothing is reached, and then that it is saved; playing goes on', async () => {
    const element = await playing()
    const heard = listen(element)
    const states: SyncDetail[] = []
    element.addEventListener('ehr-sync', ({ detail }) => states.push(detail))
    await until(() => element.currentTime > 1)
    failure = () => HttpResponse.error()
    await until(() => loud(element) !== '')
    // The browser knows of a network: it is the server that cannot be reached.
    assert.equal(loud(element), 'Saved on this device. Syncing soon.')
    await pretendOffline(async () => {
      await element.updateComplete
      assert.equal(loud(element), 'You’re offline. Progress is saved on this device.')
    })
    assert.isTrue(element.matches(':state(offline)'))
    assert.isNull(panelText(element))
    assert.isAbove(element.pending, 0)
    assert.include(
      states.find(({ state }) => state === 'offline'),
      { storage: 'disk', dropped: 0 },
    )
    const at = element.currentTime
    await until(() => element.currentTime > at + 1)
    failure = null
    element.pause()
    await element.flush()
    await until(() => loud(element) === 'Saved')
    assert.isFalse(element.matches(':state(offline)'))
    await until(() => states.at(-1)?.state === 'saved')
    assert.equal(states.at(-1)?.pending, 0)
    await until(() => loud(element) === '')
    const soon = 'Saved on this device. Syncing soon.'
    assert.deepEqual(heard, [soon, 'You’re offline. Progress is saved on this device.', soon, 'Saved'])
  })

  it('is to sign in, with a button beside it, and the page may do that itself', async () => {
    const element = await playing()
    const asked: unknown[] = []
    element.addEventListener('ehr-sign-in', (event) => {
      event.preventDefault()
      asked.push(event.detail)
    })
    await until(() => element.currentTime > 1)
    failure = () => problem(401, 'unauthenticated')
    element.pause()
    await until(() => element.shadowRoot?.querySelector('[part=sign-in]') !== null)
    assert.include(loud(element), 'Sign in to save your progress.')
    const button = part(element, '[part=sign-in]')
    assert.equal(button.textContent.trim(), 'Sign in')
    button.focus()
    assert.isTrue(element.shadowRoot?.activeElement === button)
    button.click()
    assert.deepEqual(asked, [{ lessonId: 'fire-safety-1' }])
    failure = null
    element.getAuthToken = () => Promise.resolve(`${element.authToken}~newer`)
    await until(() => element.shadowRoot?.querySelector('[part=sign-in]') === null)
    await element.updateComplete
    assert.isTrue(document.activeElement === element)
  })

  it('is that it is sent soon while the handler has no time', async () => {
    const element = await playing()
    failure = () => problem(503, 'storage_unavailable')
    await until(() => loud(element) !== '')
    assert.equal(loud(element), 'Saved on this device. Syncing soon.')
    assert.isFalse(element.paused)
  })

  it('is to sign in where nobody is signed in any more, until somebody is', async () => {
    const element = await playing()
    failure = () => problem(401, 'unauthenticated')
    await until(() => loud(element) !== '')
    assert.equal(loud(element), 'Sign in to save your progress. It’s stored on this device for now.')
    assert.isFalse(element.paused)
    assert.isNull(panelText(element))
    failure = null
    // What was refused would be refused again: only a newer token of this learner's starts anything.
    element.getAuthToken = () => Promise.resolve(`${element.authToken}~newer`)
    await until(() => loud(element) === 'Saved')
  })

  it('is that it cannot be kept here where the browser keeps nothing', async () => {
    const { open } = IDBFactory.prototype
    IDBFactory.prototype.open = () => {
      throw new DOMException('Denied', 'SecurityError')
    }
    try {
      const element = mountReal()
      const codes: string[] = []
      element.addEventListener('ehr-error', ({ detail }) => codes.push(detail.code))
      await next(element, 'ehr-ready')
      await element.play()
      await until(() => codes.includes('storage_denied'))
      failure = () => HttpResponse.error()
      await until(() => loud(element) !== '')
      assert.equal(loud(element), 'Keep this page open until your progress is saved.')
      assert.isFalse(element.paused)
    } finally {
      IDBFactory.prototype.open = open
    }
  })

  it('is that the time counts in another window, where it does, and that is no error', async () => {
    const one = await playing({ 'auth-token': 'twice', 'no-pause-others': true })
    const two = await playing({ 'auth-token': 'twice', 'lesson-id': 'fire-safety-2', 'no-pause-others': true })
    const errors: unknown[] = []
    for (const element of [one, two]) element.addEventListener('ehr-error', ({ detail }) => errors.push(detail))
    await until(() => loud(one) !== '' || loud(two) !== '')
    const [counted, other] = loud(one) === '' ? [two, one] : [one, two]
    assert.equal(loud(counted), 'Not counting here: another window is playing.')
    assert.isFalse(counted.paused)
    other.pause()
    await until(() => loud(counted) === '')
    assert.isEmpty(errors)
  })

  it('never makes flush() fail, nor last longer than ten seconds', async () => {
    const element = await playing()
    await until(() => element.currentTime > 0.5)
    failure = () => new Promise<Response>(() => undefined)
    const [flushed, tenSecondsAreOver] = holdWaits(10_000, () => element.flush())
    const first = await Promise.race([flushed, until(() => loud(element) !== '' || element.currentTime > 2)])
    assert.isUndefined(first, 'it waits for the answer')
    tenSecondsAreOver()
    assert.isAbove((await flushed).pending, 0)
  })
})
