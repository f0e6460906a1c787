import { assert } from 'chai'
import { http, HttpResponse } from 'msw'
import { setupWorker, type SetupWorker } from 'msw/browser'
import { createApiClient, type ApiClientOptions } from '../../src/browser/api-client.js'

const base = `${location.origin}/lessons-api`
const progress = `${base}/v1/progress`
const seen: Request[] = []

function client(options: Partial<ApiClientOptions> = {}) {
  return createApiClient({ endpoint: base, authToken: () => null, getAuthToken: () => null, ...options })
}

function problem(status: number, code: string, init: { retryable?: boolean; headers?: Record<string, string> } = {}) {
  const { retryable = false, headers = {} } = init
  return HttpResponse.json(
    { type: `urn:ehr-lessons:problem:${code}`, title: code, status, code, retryable, request_id: 'r' },
    { status, headers: { ...headers, 'content-type': 'application/problem+json' } },
  )
}

/** Accepts one token only. */
function accepting(token: string) {
  return http.post(progress, ({ request }) => {
    seen.push(request)
    const accepted = request.headers.get('authorization') === `Bearer ${token}`
    return accepted ? HttpResponse.json({ fine: true }) : problem(401, 'unauthenticated')
  })
}

describe('api client', () => {
  let worker: SetupWorker

  before(async () => {
    worker = setupWorker()
    await worker.start({ quiet: true, onUnhandledRequest: 'bypass' })
  })
  afterEach(() => {
    worker.resetHandlers()
    seen.length = 0
  })
  after(() => worker.stop())

  for (const endpoint of [base, `${base}/`, '/lessons-api', '/lessons-api//']) {
    it(`finds the handler mounted at ${endpoint.replace(location.origin, '…')}`, async () => {
      worker.use(http.get(`${base}/v1/health`, () => HttpResponse.json({ ok: true })))
      const result = await client({ endpoint }).get('/v1/health')
      assert.deepEqual(result, { kind: 'answer', status: 200, body: { ok: true } })
    })
  }

  it('sends JSON, the token and the further headers of the host', async () => {
    worker.use(accepting('one'))
    const headers = () => () => Promise.resolve({ 'x-tenant': 'acme' })
    const result = await client({ authToken: () => 'one', headers }).post('/v1/progress', { reports: [] })
    assert.strictEqual(result.kind, 'answer')
    const [request] = seen
    assert.strictEqual(request?.headers.get('content-type'), 'application/json')
    assert.strictEqual(request?.headers.get('x-tenant'), 'acme')
    assert.deepEqual(await request?.json(), { reports: [] })
  })

  it('cases 16, 17: gives a coded refusal with its wait, in seconds or as a date', async () => {
    worker.use(
      http.get(`${base}/seconds`, () =>
        problem(429, 'rate_limited', { retryable: true, headers: { 'retry-after': '7' } }),
      ),
      http.get(`${base}/date`, () => {
        const headers = { date: 'Sun, 22 Nov 2026 10:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 10:01:30 GMT' }
        return problem(503, 'overloaded', { retryable: true, headers })
      }),
    )
    const rate = { kind: 'problem', status: 429, code: 'rate_limited', retryable: true, retryAfter: 7 }
    assert.deepEqual(await client().get('/seconds'), rate as never)
    const overloaded = await client().get('/date')
    assert.strictEqual(overloaded.kind === 'problem' && overloaded.retryAfter, 90)
  })

  it('cases 30, 31, 32: takes what no handler says for no answer: a page, broken JSON, an error without a code', async () => {
    worker.use(
      http.get(`${base}/portal`, () => HttpResponse.html('<h1>Welcome to the hotel</h1>')),
      http.get(`${base}/broken`, () => new HttpResponse('{', { headers: { 'content-type': 'application/json' } })),
      http.get(`${base}/proxy`, () => new HttpResponse('busy', { status: 503, headers: { 'retry-after': '3' } })),
      http.get(`${base}/down`, () => HttpResponse.error()),
    )
    for (const path of ['/portal', '/broken', '/down']) {
      assert.strictEqual((await client().get(path)).kind, 'unreachable', path)
    }
    assert.deepEqual(await client().get('/proxy'), { kind: 'unreachable', status: 503, retryAfter: 3 })
  })

  it('asks for a token when none is set, and keeps it', async () => {
    worker.use(accepting('asked'))
    let asked = 0
    const getAuthToken = ({ refused }: { refused: boolean }) => {
      asked += 1
      assert.isFalse(refused)
      return Promise.resolve('asked')
    }
    const api = client({ getAuthToken: () => getAuthToken })
    assert.strictEqual((await api.post('/v1/progress', {})).kind, 'answer')
    assert.strictEqual((await api.post('/v1/progress', {})).kind, 'answer')
    assert.strictEqual(asked, 1)
  })

  it('case 67: asks once for a refused token, however many calls it was refused to, and repeats each of them once', async () => {
    worker.use(accepting('new'))
    const asked: boolean[] = []
    const getAuthToken = ({ refused }: { refused: boolean }) => {
      asked.push(refused)
      return Promise.resolve('new')
    }
    const api = client({ authToken: () => 'old', getAuthToken: () => getAuthToken })
    const results = await Promise.all([1, 2, 3, 4].map((n) => api.post('/v1/progress', { n })))
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ['answer', 'answer', 'answer', 'answer'],
    )
    assert.deepEqual(asked, [true])
    assert.lengthOf(seen, 8)
  })

  it('is signed out when the host has no token', async () => {
    worker.use(accepting('none'))
    const getAuthToken = () => Promise.resolve(null)
    assert.strictEqual((await client({ getAuthToken: () => getAuthToken }).post('/v1/progress', {})).kind, 'signed-out')
    const refused = client({ authToken: () => 'old', getAuthToken: () => getAuthToken })
    assert.strictEqual((await refused.post('/v1/progress', {})).kind, 'signed-out')
  })

  it('tells a refusal that nobody can mend, and that a new token did not mend', async () => {
    worker.use(accepting('none'))
    const alone = await client({ authToken: () => 'old' }).post('/v1/progress', {})
    assert.strictEqual(alone.kind === 'problem' && alone.code, 'unauthenticated')
    assert.lengthOf(seen, 1)
    const getAuthToken = () => Promise.resolve('other')
    const again = await client({ authToken: () => 'old', getAuthToken: () => getAuthToken }).post('/v1/progress', {})
    assert.strictEqual(again.kind === 'problem' && again.code, 'unauthenticated')
    assert.lengthOf(seen, 3)
  })

  it('takes a token that the host sets later', async () => {
    worker.use(accepting('later'))
    let token: string | null = 'early'
    const api = client({ authToken: () => token })
    assert.strictEqual((await api.post('/v1/progress', {})).kind, 'problem')
    token = 'later'
    assert.strictEqual((await api.post('/v1/progress', {})).kind, 'answer')
  })

  it('cases 10, 23: makes nothing of a callback that throws, nor of a call that is given up', async () => {
    const getAuthToken = () => Promise.reject(new Error('no network'))
    assert.strictEqual((await client({ getAuthToken: () => getAuthToken }).get('/v1/x')).kind, 'unreachable')
    const controller = new AbortController()
    const never = () => new Promise<string>(() => {})
    const given = client({ getAuthToken: () => never }).get('/v1/x', { signal: controller.signal })
    controller.abort()
    assert.strictEqual((await given).kind, 'unreachable')
  })

  it('lets a request leave in the same task when the token is known, so that it can be made while the page goes', () => {
    const sent: RequestInit[] = []
    const api = client({
      authToken: () => 'one',
      fetch: (_url, init) => {
        sent.push(init ?? {})
        return new Promise(() => {})
      },
    })
    void api.post('/v1/progress', { reports: [] }, { keepalive: true })
    assert.strictEqual(sent[0]?.keepalive, true)
  })

  it('refuses an endpoint that is no URL', () => {
    assert.throws(() => client({ endpoint: 'http://' }), TypeError)
  })
})
