import { assert } from 'chai'
import { HttpResponse } from 'msw'
import type { LessonPlayerElement } from '../../src/index.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

describe('the list of what counts', () => {
  const handler = useFakeHandler()
  const dialog = (element: LessonPlayerElement) =>
    element.shadowRoot?.querySelector<HTMLElement>('[role=dialog]') ?? null
  const text = (element: LessonPlayerElement) => dialog(element)?.textContent.replace(/\s+/g, ' ').trim() ?? ''
  const goButtons = (element: LessonPlayerElement) => [...(dialog(element)?.querySelectorAll('.counts-go') ?? [])]

  const explanation = (uncredited: readonly { from: number; to: number; reason: string }[]) =>
    HttpResponse.json({
      ...{ lesson_id: 'fire-safety-1', attempt: 1, media_version: 1, duration: 19.2 },
      ...{ credited: [[0, 5]], uncredited, reasons: [] },
    })

  async function opened(grant: Parameters<typeof madeUpGrant>[0] = {}): Promise<LessonPlayerElement> {
    handler.then(async () => HttpResponse.json(await madeUpGrant({ watched: [[0, 5]], ...grant }), { status: 201 }))
    const element = mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true })
    await next(element, 'ehr-ready')
    await element.play()
    element.showWhatCounts()
    await until(() => dialog(element) !== null)
    return element
  }

  it('says how much is watched, what is asked for, and why something does not count', async () => {
    handler.explain = () =>
      explanation([
        { from: 6, to: 9, reason: 'muted' },
        { from: 12, to: 14, reason: 'eclipse' },
        { from: 1, to: 3, reason: 'hidden' },
      ])
    const element = await opened()
    await until(() => text(element).includes('Played, but not counted'))
    assert.match(text(element), /^What counts\? 2\d% watched Watch at least 90% Not done yet/)
    assert.include(text(element), '0:06 to 0:09 The sound was off. Go there 0:06')
    assert.include(text(element), '0:12 to 0:14 It was not counted. Go there 0:12')
    assert.notInclude(text(element), 'background')
    assert.include(text(element), 'Not watched yet')
    assert.isTrue(element.paused)
  })

  it('has the focus while it is open, and gives it back to the player', async () => {
    const element = await opened()
    assert.isTrue(dialog(element)?.contains(element.shadowRoot?.activeElement ?? null))
    dialog(element)?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))
    await element.updateComplete
    assert.isNull(dialog(element))
    assert.isTrue(document.activeElement === element)
    assert.isTrue(part(element, '.stage').contains(element.shadowRoot?.activeElement ?? null))
  })

  it('goes to a stretch and plays it', async () => {
    handler.explain = () => explanation([{ from: 11, to: 14, reason: 'muted' }])
    const element = await opened()
    await until(() => text(element).includes('The sound was off.'))
    const button = goButtons(element).find((one) => one.textContent.includes('0:11'))
    assert.instanceOf(button, HTMLElement)
    ;(button as HTMLElement).click()
    await until(() => element.currentTime >= 11 && !element.paused)
    assert.isNull(dialog(element))
  })

  it('goes nowhere that the lesson does not let the learner skip to', async () => {
    handler.explain = () => explanation([{ from: 11, to: 14, reason: 'muted' }])
    const element = await opened({ seekPolicy: 'watched' })
    await until(() => text(element).includes('The sound was off.'))
    assert.include(text(element), '0:11 to 0:14 The sound was off. Watch what comes before it first')
    assert.isUndefined(goButtons(element).find((one) => one.textContent.includes('0:11')))
  })

  it('says that it cannot be checked, shows what is not watched all the same, and tries again', async () => {
    const element = await opened()
    await until(() => text(element).includes('This can’t be checked right now.'))
    assert.include(text(element), 'Not watched yet')
    handler.explain = () => explanation([])
    dialog(element)?.querySelector<HTMLElement>('.counts-again')?.click()
    await until(() => text(element).includes('Everything you played counts.'))
  })
})
