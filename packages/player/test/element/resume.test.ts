import { assert } from 'chai'
import { HttpResponse } from 'msw'
import type { LessonPlayerElement } from '../../src/index.js'
import { holdWaits } from '../support/hold-waits.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

describe('resuming a lesson', () => {
  const handler = useFakeHandler()
  const notice = (element: LessonPlayerElement) =>
    element.shadowRoot?.querySelector('[part=resume]')?.textContent.replace(/\s+/g, ' ').trim() ?? null

  async function playing(attributes: Record<string, string | boolean> = {}): Promise<LessonPlayerElement> {
    handler.then(async () => HttpResponse.json(await madeUpGrant({ position: 8 }), { status: 201 }))
    const fixed = { endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true }
    const element = mount({ ...fixed, ...attributes })
    await next(element, 'ehr-ready')
    return element
  }

  it('says where it goes on, in words that are read out, and goes back to the beginning', async () => {
    const element = await playing()
    await element.play()
    await until(() => notice(element) !== null)
    assert.equal(notice(element), 'Continuing at 0:08 Start over')
    assert.equal(part(element, '.unseen[role=status]').textContent.trim(), 'Continuing at 0:08')
    part(element, '[part=resume-button]').focus()
    part(element, '[part=resume-button]').click()
    await until(() => element.currentTime < 4)
    await element.updateComplete
    assert.isNull(notice(element))
    assert.isTrue(document.activeElement === element)
    assert.isFalse(element.paused)
  })

  it('goes after some seconds, but not while the focus is in it', async () => {
    const element = await playing()
    await element.play()
    await until(() => notice(element) !== null)
    const button = part(element, '[part=resume-button]')
    button.focus()
    const [, end] = holdWaits(8_000, () => button.blur())
    button.focus()
    end()
    await element.updateComplete
    assert.isNotNull(notice(element))
    const [, endAgain] = holdWaits(8_000, () => button.blur())
    endAgain()
    await element.updateComplete
    assert.isNull(notice(element))
  })

  it('says nothing where the page wants another place, or the beginning', async () => {
    const element = await playing({ 'no-resume': true })
    await element.play()
    await until(() => element.currentTime > 0.3)
    assert.isNull(notice(element))
  })
})
