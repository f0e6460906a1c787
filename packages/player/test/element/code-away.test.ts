import { assert } from 'chai'
import { HttpResponse } from 'msw'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, panelText } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

// In this order: a page has the code once it was loaded.
describe('code that is loaded where it is needed, and cannot be had', () => {
  const handler = useFakeHandler()
  const lesson = () =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true, autoplay: true })
  const asked = (name: RegExp) => handler.urls.filter((url) => name.test(url)).length

  it('leaves captions to the browser, and is asked for again by the next lesson', async () => {
    const code = /own-captions/
    handler.away = code
    const element = lesson()
    await next(element, 'playing')
    const shown = () => [...(element.textTracks ?? [])].find(({ mode }) => mode === 'showing')
    await until(() => (shown()?.activeCues?.length ?? 0) > 0)
    assert.isAbove(asked(code), 0)
    assert.isNull(panelText(element))
    element.remove()
    handler.reset()
    const second = lesson()
    await next(second, 'playing')
    await until(() => asked(code) > 0)
  })

  it('gives way to another session at the same place before nothing would count any more', async () => {
    const code = /renewal-controller/
    handler.away = code
    handler.then(async () => HttpResponse.json(await madeUpGrant({ lifetime: 3, creditWindow: 4 }), { status: 201 }))
    const element = lesson()
    await next(element, 'ehr-ready')
    const first = element.sessionId
    await next(element, 'ehr-ready')
    assert.notEqual(element.sessionId, first)
    assert.isAbove(asked(code), 0)
    assert.isEmpty(handler.renewed)
    const reopened = element.currentTime
    await until(() => element.currentTime > reopened + 0.5)
    assert.isNull(panelText(element))
  })

  it('renews tokens once it can be had', async () => {
    const code = /renewal-controller/
    handler.away = code
    handler.then(async () => HttpResponse.json(await madeUpGrant({ lifetime: 12 }), { status: 201 }))
    const element = lesson()
    await next(element, 'playing')
    await until(() => asked(code) > 0)
    handler.away = undefined
    await until(() => handler.renewed.length === 1)
    assert.deepEqual(handler.renewed, [element.sessionId])
    assert.lengthOf(handler.asked, 1)
  })
})
