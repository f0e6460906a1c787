import { assert } from 'chai'
import { http, HttpResponse } from 'msw'
import { setupWorker } from 'msw/browser'
import { LessonCallError } from '../../src/index.js'
import { problem } from '../support/fake-handler.js'
import { mount, unmountAll } from '../support/mount.js'

const EXPLANATION = {
  lesson_id: 'fire-safety-1',
  attempt: 1,
  media_version: 1,
  duration: 19.2,
  credited: [[0, 6.5]],
  uncredited: [{ from: 6.5, to: 9.25, reason: 'concurrent_session' }],
  reasons: [{ reason: 'concurrent_session', seconds: 2.75, last_at: '2026-11-22T10:00:00.000Z' }],
}

describe('explaining a lesson with the real handler', () => {
  before(async function () {
    this.timeout(60_000)
    await fetch('/lessons-api/v1/health/live')
  })
  afterEach(unmountAll)
  const mountReal = (attributes: Record<string, string | boolean>) => mount({ muted: true, ...attributes })

  it('says nothing of what was not played, and fails with the handler’s code', async () => {
    const attributes = { 'auth-token': 'curious', loading: 'click' }
    const element = mountReal({ ...attributes, 'lesson-id': 'fire-safety-1' })
    assert.deepEqual(await element.explain(), { credited: [], uncredited: [] })
    assert.isNull(element.sessionId)
    const nowhere = mountReal({ ...attributes, 'lesson-id': 'nowhere' })
    const error = await nowhere.explain().catch((reason: unknown) => reason)
    assert.instanceOf(error, LessonCallError)
    assert.deepInclude(error, { code: 'lesson_not_found', retryable: false })
  })
})

describe('explaining a lesson in bad hours', () => {
  let asked = 0
  let answer: () => Response
  const worker = setupWorker(
    http.get('/fake-api/v1/lessons/fire-safety-1/explanation', () => {
      asked += 1
      return answer()
    }),
  )
  before(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }))
  after(() => worker.stop())
  beforeEach(() => {
    asked = 0
    answer = () => HttpResponse.json(EXPLANATION)
  })
  afterEach(unmountAll)

  /** Opens no session: nobody has clicked. */
  const mountIdle = (attributes = {}) =>
    mount({
      endpoint: '/fake-api/',
      'lesson-id': 'fire-safety-1',
      'auth-token': 'ada',
      loading: 'click',
      ...attributes,
    })

  async function failure(attributes = {}): Promise<LessonCallError> {
    try {
      await mountIdle(attributes).explain()
    } catch (error) {
      if (error instanceof LessonCallError) return error
    }
    throw new Error('Expected a LessonCallError')
  }

  it('passes on reasons that this version does not know, and nothing else that it does not', async () => {
    const uncredited = [{ from: 1, to: 2, reason: 'eclipse', depth: 3 }]
    answer = () => HttpResponse.json({ ...EXPLANATION, uncredited })
    const explanation = await mountIdle().explain()
    assert.deepEqual(explanation, { credited: [[0, 6.5]], uncredited: [{ from: 1, to: 2, reason: 'eclipse' }] })
  })

  it('says when to ask again', async () => {
    answer = () => problem(429, 'rate_limited', { 'retry-after': '7' })
    assert.deepInclude(await failure(), { code: 'rate_limited', retryable: true, retryAfter: 7 })
  })

  it('fails with its own message where nobody answers as a handler does, or nobody is signed in', async () => {
    answer = () => HttpResponse.error()
    assert.deepInclude(await failure(), { code: 'endpoint_unreachable', retryable: true })
    answer = () => HttpResponse.json({ lesson_id: 'fire-safety-1' })
    assert.deepInclude(await failure(), { code: 'endpoint_unreachable', retryable: true })
    const signedOut = mountIdle()
    signedOut.removeAttribute('auth-token')
    signedOut.getAuthToken = () => Promise.resolve(null)
    const error = await signedOut.explain().catch((reason: unknown) => reason)
    assert.deepInclude(error, { code: 'unauthenticated', retryable: false })
  })

  it('needs an endpoint and a lesson', async () => {
    assert.deepInclude(await failure({ endpoint: '' }), { code: 'misconfigured', retryable: false })
    assert.deepInclude(await failure({ 'lesson-id': '' }), { code: 'misconfigured' })
    assert.equal(asked, 0)
  })
})
