import { assert } from 'chai'
import { bypass, http, HttpResponse } from 'msw'
import { setupWorker, type SetupWorker } from 'msw/browser'
import type { ErrorDetail } from '../../src/index.js'
import { mount, panelText, unmountAll } from '../support/mount.js'
import { pretendOffline } from '../support/pretend-offline.js'
import { nextError, record, until } from '../support/wait.js'

let learners = 0

describe('a lesson whose video does not come', () => {
  let worker: SetupWorker
  /** What the media host answers for a segment, from now on; `null`: the segment. */
  let answer: (() => Response | Promise<Response>) | null = null
  let playlists: (() => Response) | null = null
  before(async function () {
    this.timeout(60_000)
    await fetch('/lessons-api/v1/health/live')
    worker = setupWorker(
      http.get(/\/mux\/v1\/[^/]+\.m4s/, ({ request }) => answer?.() ?? fetch(bypass(request))),
      http.get(/\/mux\/v1\/[^/]+\.m3u8/, ({ request }) => playlists?.() ?? fetch(bypass(request))),
    )
    await worker.start({ quiet: true, onUnhandledRequest: 'bypass' })
  })
  after(() => worker.stop())
  afterEach(() => {
    unmountAll()
    answer = playlists = null
  })

  function place() {
    learners += 1
    const token = `stalled-${learners}`
    return mount({ 'lesson-id': 'fire-safety-1', 'auth-token': token, loading: 'eager', muted: true, autoplay: true })
  }

  for (const status of [404, 500]) {
    it(`says within ten seconds of the first refusal that it has stopped where segments answer ${status}`, async () => {
      let began: number | undefined
      answer = () => {
        began ??= performance.now()
        return new HttpResponse(null, { status })
      }
      const element = place()
      const { detail } = await nextError(element, 'playback_failed')
      assert.isBelow(performance.now() - began!, 11_000)
      assert.include(detail, { retryable: true, fatal: true })
      await element.updateComplete
      assert.include(panelText(element), 'stopped')
    })
  }

  it('says so where a playlist answers 404', async () => {
    let began: number | undefined
    playlists = () => {
      began ??= performance.now()
      return new HttpResponse(null, { status: 404 })
    }
    const element = place()
    await nextError(element, 'playback_failed')
    assert.isBelow(performance.now() - began!, 11_000)
  })

  it('says that it waits where segments hang, goes on trying, and plays once they come', async () => {
    let come = (): void => undefined
    const coming = new Promise<void>((resolve) => (come = resolve))
    answer = () => coming.then(() => HttpResponse.error())
    const element = place()
    const errors = record(element, 'ehr-error')
    void element.play().catch(() => undefined)
    await until(() => panelText(element) !== null)
    // The browser knows of a network: it is the media host that cannot be reached.
    assert.include(panelText(element), 'Can’t connect')
    await pretendOffline(async () => {
      await element.updateComplete
      assert.include(panelText(element), 'You’re offline')
    })
    assert.isEmpty(errors.filter(({ detail }) => (detail as ErrorDetail).fatal))
    answer = null
    come()
    await until(() => element.currentTime > 0.5)
    assert.isNull(panelText(element))
  })
})
