import { assert } from 'chai'
import { http, HttpResponse } from 'msw'
import { setupWorker, type SetupWorker } from 'msw/browser'
import { createApiClient as create, type ApiClientOptions } from '@enhancedhr/element-kit/api-client'
import type { GetAuthToken } from '@enhancedhr/element-kit'
import type { Expected } from '@enhancedhr/protocol/answers'
import type { ApiClient, CallOptions } from '@enhancedhr/element-kit/api-client'

const base = `${location.origin}/lessons-api`
const progress = `${base}/v1/progress`
const seen: Request[] = []

/** Takes any body for the answer. */
const anything: Expected<unknown> = (body): body is unknown => body !== undefined

function createApiClient(options: ApiClientOptions) {
  const api: ApiClient = create(options)
  return {
    ...api,
    post: (path: string, body: unknown, more?: CallOptions) => api.post(path, body, anything, more),
    get: (path: string, more?: CallOptions) => api.get(path, anything, more),
  }
}

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
    const rate = {
      kind: 'problem',
      status: 429,
      code: 'rate_limited',
      retryable: true,
      retryAfter: 7,
      detail: 'rate_limited',
    }
    assert.deepEqual(await client().get('/seconds'), rate as never)
    const overloaded = await client().get('/date')
    assert.strictEqual(overloaded.kind === 'problem' && overloaded.retryAfter, 90)
  })

  it('cases 30, 31, 32: does not treat what no handler says as an answer: a page, broken JSON, an error without a code', async () => {
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

  it('reports a refusal that nobody can fix, and one that a new token did not fix', async () => {
    worker.use(accepting('none'))
    const alone = await client({ authToken: () => 'old' }).post('/v1/progress', {})
    assert.strictEqual(alone.kind === 'problem' && alone.code, 'unauthenticated')
    assert.lengthOf(seen, 1)
    const getAuthToken = () => Promise.resolve('other')
    const again = await client({ authToken: () => 'old', getAuthToken: () => getAuthToken }).post('/v1/progress', {})
    assert.strictEqual(again.kind === 'problem' && again.code, 'unauthenticated')
    assert.lengthOf(seen, 3)
  })

  it('makes a call again with the sign-in that was set while it was under way', async () => {
    for (const first of [null, 'early']) {
      seen.length = 0
      let token: string | null = first
      worker.use(
        http.post(progress, async ({ request }) => {
          seen.push(request)
          if (request.headers.get('authorization') === 'Bearer late') return HttpResponse.json({ fine: true })
          token = 'late'
          return problem(401, 'unauthenticated')
        }),
      )
      const result = await client({ authToken: () => token }).post('/v1/progress', {})
      assert.strictEqual(result.kind, 'answer')
      assert.lengthOf(seen, 2)
      worker.resetHandlers()
    }
  })

  it('asks a callback that was set while a call was under way', async () => {
    let callback: GetAuthToken | null = null
    const asked: boolean[] = []
    worker.use(
      http.post(progress, ({ request }) => {
        if (request.headers.get('authorization') === 'Bearer asked') return HttpResponse.json({ fine: true })
        callback = async ({ refused }) => {
          asked.push(refused)
          return 'asked'
        }
        return problem(401, 'unauthenticated')
      }),
    )
    assert.strictEqual((await client({ getAuthToken: () => callback }).post('/v1/progress', {})).kind, 'answer')
    assert.deepEqual(asked, [false])
  })

  it('makes a call again with further headers that the host replaced, once', async () => {
    let user = 'old'
    worker.use(
      http.post(progress, ({ request }) => {
        seen.push(request)
        if (request.headers.get('x-user') === 'new') return HttpResponse.json({ fine: true })
        user = 'new'
        return problem(401, 'unauthenticated')
      }),
    )
    assert.strictEqual((await client({ headers: () => ({ 'x-user': user }) }).post('/v1/progress', {})).kind, 'answer')
    let n = 0
    const each = await client({ headers: () => () => ({ 'x-request': `${(n += 1)}` }) }).post('/v1/progress', {})
    assert.strictEqual(each.kind, 'problem')
    assert.isAtMost(seen.length, 4)
  })

  it('keeps the token in use though the host sets another callback, and asks that one when the token is refused', async () => {
    let good = 'one'
    worker.use(
      http.post(progress, ({ request }) => {
        const accepted = request.headers.get('authorization') === `Bearer ${good}`
        return accepted ? HttpResponse.json({ fine: true }) : problem(401, 'unauthenticated')
      }),
    )
    const asked: string[] = []
    // As a framework has it: a new function at each look.
    const getAuthToken = () => async () => {
      asked.push(good)
      return good
    }
    const api = client({ getAuthToken })
    for (let calls = 0; calls < 5; calls += 1) assert.strictEqual((await api.post('/v1/progress', {})).kind, 'answer')
    assert.deepEqual(asked, ['one'])
    good = 'two'
    assert.strictEqual((await api.post('/v1/progress', {})).kind, 'answer')
    assert.deepEqual(asked, ['one', 'two'])
  })

  it('never repeats what belongs to a sign-in with another one, and repeats it with a renewed token', async () => {
    let token = 'ann'
    const bodies: unknown[] = []
    worker.use(
      http.post(progress, async ({ request }) => {
        bodies.push([request.headers.get('authorization'), await request.json()])
        if (request.headers.get('authorization') === 'Bearer renewed') return HttpResponse.json({ fine: true })
        token = 'bob'
        return problem(401, 'unauthenticated')
      }),
    )
    const bound = { bound: true }
    const other = await client({ authToken: () => token }).post('/v1/progress', { of: 'ann' }, bound)
    assert.deepEqual(other, { kind: 'superseded' })
    assert.deepEqual(bodies, [['Bearer ann', { of: 'ann' }]])
    const renew = () => Promise.resolve('renewed')
    const same = await client({ authToken: () => 'ann', getAuthToken: () => renew }).post('/v1/progress', {}, bound)
    assert.strictEqual(same.kind, 'answer')
  })

  it('takes a 401 that the handler did not say for nobody’s, and asks the host for a token all the same', async () => {
    worker.use(
      http.post(progress, ({ request }) => {
        if (request.headers.get('authorization') === 'Bearer fresh') return HttpResponse.json({ fine: true })
        return HttpResponse.json(
          { message: 'Unauthorized' },
          { status: 401, headers: { 'www-authenticate': 'Bearer' } },
        )
      }),
    )
    const alone = await client({ authToken: () => 'old' }).post('/v1/progress', {})
    assert.deepEqual(alone, { kind: 'unreachable', status: 401, retryAfter: null })
    const getAuthToken = () => Promise.resolve('fresh')
    const asked = client({ authToken: () => 'old', getAuthToken: () => getAuthToken })
    assert.strictEqual((await asked.post('/v1/progress', {})).kind, 'answer')
  })

  it('names a header that no request can carry, and never its value', async () => {
    for (const [headers, name] of [
      [{ 'x-user-name': 'Łukasz' }, 'x-user-name'],
      [{ 'x-line': 'a\nb' }, 'x-line'],
      [{ 'x name': 'a' }, 'x name'],
    ] as const) {
      const result = await client({ headers: () => headers }).post('/v1/progress', {})
      assert.strictEqual(result.kind, 'misconfigured')
      if (result.kind !== 'misconfigured') return
      assert.include(result.detail, name)
      assert.notInclude(result.detail, 'Łukasz')
    }
    const token = await client({ authToken: () => 'šifra' }).post('/v1/progress', {})
    assert.include(token.kind === 'misconfigured' ? token.detail : '', 'authorization')
    assert.notInclude(JSON.stringify(token), 'šifra')
  })

  it('keeps the query of the endpoint on every call', async () => {
    const urls: string[] = []
    const api = client({
      endpoint: '/lessons-api/?code=a%20b&x=1#part',
      fetch: async (url) => {
        urls.push(url instanceof Request ? url.url : url.toString())
        return HttpResponse.json({})
      },
    })
    await api.post('/v1/progress', {})
    await api.get('/v1/lessons/x/explanation')
    assert.deepEqual(urls, [`${base}/v1/progress?code=a%20b&x=1`, `${base}/v1/lessons/x/explanation?code=a%20b&x=1`])
  })

  it('reads only a Retry-After that HTTP knows, and at most an hour of it', async () => {
    const expected = {
      '2592000': 3_600,
      'Fri, 31 Dec 9999 23:59:59 GMT': 3_600,
      '1e9': null,
      '-1': null,
      '7.5': null,
      soon: null,
      'Thu, 01 Jan 1970 00:00:00 GMT': 0,
    }
    for (const [header, retryAfter] of Object.entries(expected)) {
      worker.use(
        http.get(`${base}/wait`, () => new HttpResponse('', { status: 503, headers: { 'retry-after': header } })),
      )
      assert.deepEqual(await client().get('/wait'), { kind: 'unreachable', status: 503, retryAfter }, header)
      worker.resetHandlers()
    }
  })

  it('sends what is right on a page that gave arrays a toJSON', async () => {
    const sent: unknown[] = []
    const api = client({
      fetch: async (_url, init) => {
        sent.push(init?.body)
        return new Response('{}', { headers: { 'content-type': 'application/json' } })
      },
    })
    Object.defineProperty(Array.prototype, 'toJSON', { value: () => 'spoilt', configurable: true })
    try {
      await api.post('/v1/progress', { reports: [{ events: [] }] })
    } finally {
      Reflect.deleteProperty(Array.prototype, 'toJSON')
    }
    assert.deepEqual(sent, ['{"reports":[{"events":[]}]}'])
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
