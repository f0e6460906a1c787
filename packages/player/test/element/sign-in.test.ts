import { assert } from 'chai'
import { mount, panelText, part } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, record, until } from '../support/wait.js'

describe('a learner who is signed out', () => {
  useFakeHandler()

  async function signedOut(answer: () => string | null) {
    const element = mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'click', muted: true })
    element.getAuthToken = async () => answer()
    element.load()
    await until(() => panelText(element) !== null)
    return element
  }

  it('is offered to sign in, and asked for a sign-in again by default', async () => {
    let token: string | null = null
    const element = await signedOut(() => token)
    const button = part(element, '[part=message-button]')
    assert.equal(button.textContent.trim(), 'Sign in')
    const events = record(element, 'ehr-sign-in')
    token = 'ada'
    button.click()
    await next(element, 'ehr-ready')
    assert.deepEqual(events, [{ name: 'ehr-sign-in', detail: { lessonId: 'fire-safety-1' } }])
  })

  it('is left to a page that cancels, and nothing is called safe where nothing is pending', async () => {
    let asked = 0
    const element = await signedOut(() => {
      asked += 1
      return null
    })
    assert.notInclude(panelText(element), 'safe')
    const before = asked
    element.addEventListener('ehr-sign-in', (event) => event.preventDefault())
    part(element, '[part=message-button]').click()
    await element.updateComplete
    assert.equal(asked, before)
    assert.include(panelText(element), 'signed out')
  })
})
