import { assert } from 'chai'
import { HttpResponse } from 'msw'
import type { LessonPlayerElement, NextDetail } from '../../src/index.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, part, unmountAll } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, record, until } from '../support/wait.js'

const endText = (element: LessonPlayerElement) =>
  element.shadowRoot?.querySelector('[part=end]')?.textContent.replace(/\s+/g, ' ').trim() ?? null
const buttons = (element: LessonPlayerElement) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part=end-button]') ?? []),
]
const labels = (element: LessonPlayerElement) => buttons(element).map(({ textContent }) => textContent.trim())
function press(element: LessonPlayerElement, label: string): void {
  const [button] = buttons(element).filter(({ textContent }) => textContent.trim() === label)
  if (!button) throw new Error(`Expected a button “${label}”`)
  button.focus()
  button.click()
}

describe('the end of a lesson', () => {
  const handler = useFakeHandler()

  /** The lesson of four seconds, at its end. */
  async function ended(
    grant: Parameters<typeof madeUpGrant>[0] = {},
    attributes: Record<string, string | boolean> = {},
  ): Promise<LessonPlayerElement> {
    handler.then(async () => HttpResponse.json(await madeUpGrant({ lesson: 'short', ...grant }), { status: 201 }))
    const fixed = { endpoint: '/fake-api', 'lesson-id': 'short', loading: 'eager', muted: true, 'no-resume': true }
    const element = mount({ ...fixed, ...attributes })
    element.currentTime = 3.2
    await element.play()
    await until(() => endText(element) !== null)
    return element
  }

  it('says what is missing, plays exactly that, and says that it was everything', async () => {
    const element = await ended({ watched: [[0, 1.5]] })
    assert.match(endText(element) ?? '', /^Watch 2 more seconds to complete 5\d% watched/)
    assert.deepEqual(labels(element), ['Watch what’s missing', 'Replay'])
    assert.include(part(element, '.unseen[role=status]').textContent, 'Watch 2 more seconds to complete')
    press(element, 'Watch what’s missing')
    await until(() => endText(element) === null)
    await until(() => endText(element) !== null)
    assert.isTrue(element.paused)
    assert.isAtLeast(element.currentTime, 3)
    assert.include(endText(element), 'That was everything. Saving your progress')
    assert.deepEqual(labels(element), ['Replay'])
  })

  it('leaves the learner alone who goes somewhere else meanwhile', async () => {
    const element = await ended({ watched: [[2, 3]] })
    press(element, 'Watch what’s missing')
    await until(() => !element.paused && element.currentTime > 0.2 && element.currentTime < 1.5)
    element.currentTime = 3.6
    await until(() => element.ended)
    await until(() => endText(element) !== null)
    assert.isTrue(element.ended)
  })

  it('stands above the bar, and goes when playing goes on; the focus stays inside', async () => {
    const element = await ended({ completed: true })
    assert.match(endText(element) ?? '', /^Completed/)
    const box = part(element, '[part=end]').getBoundingClientRect()
    assert.isAtLeast(element.getBoundingClientRect().bottom - box.bottom, 60)
    press(element, 'Replay')
    await until(() => endText(element) === null)
    await element.updateComplete
    assert.isTrue(document.activeElement === element)
    await until(() => element.currentTime < 2 && element.currentTime > 0.1)
  })

  it('goes on to the next lesson, and moves the focus there', async () => {
    const element = await ended({ completed: true }, { 'next-lesson-id': 'fire-safety-2' })
    const asked = next<NextDetail>(element, 'ehr-next')
    press(element, 'Next lesson')
    assert.deepEqual((await asked).detail, { lessonId: 'fire-safety-2', automatic: false })
    assert.equal(element.lessonId, 'fire-safety-2')
    await until(() => handler.asked.includes('fire-safety-2'))
    await until(() => element.currentTime > 0.2 && !element.paused)
    assert.isNull(endText(element))
    assert.isTrue(document.activeElement === element)
  })

  it('leaves the next lesson to a page that cancels', async () => {
    const element = await ended({ completed: true }, { 'next-lesson-id': 'fire-safety-2' })
    element.addEventListener('ehr-next', (event) => event.preventDefault())
    press(element, 'Next lesson')
    assert.equal(element.lessonId, 'short')
  })

  it('offers no lesson that is on already, and counts down for none', async () => {
    const element = await ended({ completed: true }, { 'next-lesson-id': 'short', 'autoplay-next': true })
    assert.deepEqual(labels(element), ['Replay'])
  })

  it('counts down to the next lesson where the page wants it, unless the learner stays', async () => {
    const element = await ended({ completed: true }, { 'next-lesson-id': 'fire-safety-2', 'autoplay-next': true })
    const events = record(element, 'ehr-next')
    assert.include(endText(element), 'Next lesson in 8 seconds')
    await until(() => endText(element)?.includes('Next lesson in 7 seconds') ?? false)
    assert.include(part(element, '.unseen[role=status]').textContent, 'Next lesson in 8 seconds')
    press(element, 'Stay here')
    await element.updateComplete
    assert.deepEqual(labels(element), ['Next lesson', 'Replay'])
    assert.notInclude(endText(element), 'seconds')
    assert.isEmpty(events)
  })

  it('goes on by itself when it has counted to the end, and plays', async () => {
    const element = await ended({ completed: true }, { 'next-lesson-id': 'fire-safety-2', 'autoplay-next': true })
    buttons(element)[0]?.focus()
    const asked = next<NextDetail>(element, 'ehr-next')
    assert.deepEqual((await asked).detail, { lessonId: 'fire-safety-2', automatic: true })
    assert.equal(element.lessonId, 'fire-safety-2')
    await until(() => handler.asked.includes('fire-safety-2') && element.currentTime > 0.1 && !element.paused)
    assert.isNull(endText(element))
    assert.isTrue(document.activeElement === element)
  })

  it('does not count down while something is missing', async () => {
    const element = await ended({}, { 'next-lesson-id': 'fire-safety-2', 'autoplay-next': true })
    assert.deepEqual(labels(element), ['Watch what’s missing', 'Next lesson', 'Replay'])
  })

  it('is the host’s own where the page has one', async () => {
    const element = await ended({ completed: true })
    element.innerHTML = '<p slot="end">Well done, Jo.</p>'
    await element.updateComplete
    const slot = part(element, 'slot[name=end]') as HTMLSlotElement
    assert.equal(slot.assignedElements()[0]?.textContent, 'Well done, Jo.')
  })
})

describe('completing a lesson while it plays', () => {
  before(async function () {
    this.timeout(60_000)
    await fetch('/lessons-api/v1/health/live')
  })
  afterEach(unmountAll)

  it('is said once, quietly', async () => {
    const element = mount({ 'lesson-id': 'fire-safety-1', 'auth-token': 'finisher', loading: 'eager', muted: true })
    element.playbackRate = 2
    element.currentTime = 3
    await element.play()
    await until(() => element.ended)
    element.currentTime = 0
    await element.play()
    await next(element, 'ehr-complete')
    await element.updateComplete
    assert.isFalse(element.ended)
    assert.equal(part(element, '[part=notice]').textContent, 'Lesson completed')
  })

  it('never takes back at the end what it has shown as watched', async () => {
    const element = mount({ 'lesson-id': 'fire-safety-1', 'auth-token': 'ender', loading: 'eager', muted: true })
    const shown = new Set<string>()
    const observer = new MutationObserver(() => {
      const text = element.shadowRoot?.querySelector('.end-share')?.textContent.trim()
      if (text) shown.add(text)
    })
    await until(() => element.shadowRoot !== null)
    observer.observe(element.shadowRoot!, { subtree: true, childList: true, characterData: true })
    element.playbackRate = 2
    element.currentTime = 10
    await element.play()
    await until(() => element.ended)
    await until(() => endText(element) !== null)
    await element.flush()
    await until(() => element.pending === 0)
    await element.updateComplete
    observer.disconnect()
    const shares = [...shown].map((text) => Number.parseInt(text, 10))
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    )
    assert.isAtLeast(shares[0] ?? 0, 40)
  })
})
