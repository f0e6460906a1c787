import { inspect } from 'node:util'
import { assert } from 'chai'
import { createLessonHandler, muxFromEnv, type LessonHandlerOptions } from '../../src/index.js'
import { pgliteStore } from '../../src/pglite.js'
import { KEY } from './lesson-server.js'

// Opens nothing before its first use, and nothing here uses it.
const good: LessonHandlerOptions = {
  mux: { signingKeys: [KEY] },
  store: pgliteStore(),
  authenticate: () => null,
  background: false,
}

function complaintAbout(options: unknown): string {
  try {
    createLessonHandler(options as LessonHandlerOptions)
  } catch (error) {
    assert.instanceOf(error, TypeError)
    assert.notInclude(inspect(error), KEY.privateKey.slice(0, 60), 'the key is printed')
    return (error as TypeError).message
  }
  return 'taken'
}

describe('the options of a handler', () => {
  it('are taken when they are whole', () => {
    assert.equal(complaintAbout(good), 'taken')
    assert.equal(
      complaintAbout({
        ...good,
        basePath: '/lessons-api',
        tokenLifetime: 60,
        offlineAllowance: 0,
        rateLimit: { grants: 5 },
        cors: { origins: ['https://a.example'], credentials: true },
        policies: { seek: 'watched' },
        reporting: { every: 5 },
        migrate: 'off',
      }),
      'taken',
    )
  })

  const wrong: [string, unknown, RegExp][] = [
    ['nothing', undefined, /expected its options to be an object, got nothing/],
    [
      'no key',
      { ...good, mux: { signingKeys: [] } },
      /`mux\.signingKeys` to be at least one signing key, got an empty list/,
    ],
    ['no mux', { ...good, mux: undefined }, /`mux` to be an object with `signingKeys`.*got nothing/],
    [
      'a key that is not one',
      { ...good, mux: { signingKeys: [{ id: 'a', privateKey: 'x' }] } },
      /`mux\.signingKeys\[0\]\.privateKey` to be a PEM/,
    ],
    [
      'a second key cut off',
      { ...good, mux: { signingKeys: [KEY, { ...KEY, privateKey: KEY.privateKey.slice(0, 900) }] } },
      /`mux\.signingKeys\[1\]\.privateKey`/,
    ],
    [
      'a URL with a query',
      { ...good, mux: { ...good.mux, streamUrl: 'https://a?b' } },
      /`mux\.streamUrl` to be an http or https URL/,
    ],
    [
      'a resolution that is not one',
      { ...good, mux: { ...good.mux, maxResolution: '4k' } },
      /`mux\.maxResolution` to be one of 270p, .*2160p, got '4k'/,
    ],
    [
      'a least resolution above the highest',
      { ...good, mux: { ...good.mux, minResolution: '1080p', maxResolution: '720p' } },
      /`mux` to be without a `minResolution` above its `maxResolution`/,
    ],
    ['no store', { ...good, store: {} }, /`store` to be a store, for example `pgliteStore/],
    ['no authenticate', { ...good, authenticate: 'me' }, /`authenticate` to be a function.*got 'me'/],
    ['an option that does not exist', { ...good, tokenLifeTime: 5 }, /no option `tokenLifeTime`/],
    ['a nested option that does not exist', { ...good, policies: { rate: 2 } }, /no option `policies\.rate`/],
    ['a lifetime of nothing', { ...good, tokenLifetime: 0 }, /`tokenLifetime` to be seconds from 5 to 86400, got 0/],
    [
      'half a grant',
      { ...good, rateLimit: { grants: 0.5 } },
      /`rateLimit\.grants` to be a whole number from 1, got 0\.5/,
    ],
    [
      'any origin with cookies',
      { ...good, cors: { origins: '*', credentials: true } },
      /no credentials with origins '\*'/,
    ],
    ['an origin with a path', { ...good, cors: { origins: ['https://a.example/x'] } }, /`cors\.origins\[0\]` to be/],
    [
      'a base without a slash',
      { ...good, basePath: 'api' },
      /`basePath` to be a path such as `\/lessons-api`, got 'api'/,
    ],
    [
      'another policy',
      { ...good, policies: { seek: 'never' } },
      /`policies\.seek` to be 'free' or 'watched', got 'never'/,
    ],
    ['a logger that is a text', { ...good, logger: 'console' }, /`logger` to be an object with the functions.*or null/],
    ['a logger that is not one', { ...good, logger: { info() {} } }, /`logger` to be an object with the functions/],
  ]
  for (const [name, options, expected] of wrong) {
    it(`are refused with words for ${name}`, () => assert.match(complaintAbout(options), expected))
  }

  it('name everything that is wrong at once', () => {
    assert.lengthOf(complaintAbout({ ...good, store: null, reporting: { every: 0 } }).split('\n'), 2)
  })
})

describe('Mux’s key from the environment', () => {
  const PAIR = { MUX_SIGNING_KEY: 'id', MUX_PRIVATE_KEY: KEY.privateKey }

  it('is read under the names that Mux’s own SDK uses, with the terms and a stand-in’s hosts', () => {
    const env = {
      ...PAIR,
      MUX_STREAM_URL: 'http://127.0.0.1/mux',
      MUX_IMAGE_URL: '',
      MUX_MAX_RESOLUTION: '1080p',
      MUX_PLAYBACK_RESTRICTION_ID: 'ours',
    }
    assert.deepEqual(muxFromEnv(env), {
      signingKeys: [{ id: 'id', privateKey: KEY.privateKey }],
      streamUrl: 'http://127.0.0.1/mux',
      maxResolution: '1080p',
      playbackRestrictionId: 'ours',
    })
  })

  it('comes with a second one while keys are changed, and the first signs', () => {
    const env = { ...PAIR, MUX_SIGNING_KEY_2: 'old', MUX_PRIVATE_KEY_2: KEY.privateKey }
    const mux = muxFromEnv(env)
    assert.deepEqual(
      mux.signingKeys.map(({ id }) => id),
      ['id', 'old'],
    )
    assert.equal(complaintAbout({ ...good, mux }), 'taken')
  })

  it('is missed by name', () => {
    assert.throws(() => muxFromEnv({}), /MUX_SIGNING_KEY and MUX_PRIVATE_KEY in/)
    assert.throws(() => muxFromEnv({ ...PAIR, MUX_PRIVATE_KEY: '' }), /Expected MUX_PRIVATE_KEY in/)
    assert.throws(() => muxFromEnv({ ...PAIR, MUX_PRIVATE_KEY_2: 'x' }), /Expected MUX_SIGNING_KEY_2 in/)
    assert.throws(() => muxFromEnv({ ...PAIR, MUX_TOKEN_ID: 'x' }), /Expected MUX_TOKEN_SECRET in/)
  })

  it('has what uploads need, and shows no secret of it', () => {
    const token = { MUX_TOKEN_ID: 'token-id', MUX_TOKEN_SECRET: 'hush-token' }
    const mux = muxFromEnv({
      ...PAIR,
      ...token,
      MUX_WEBHOOK_SECRET: 'hush-one, hush-two,',
      MUX_BASE_URL: 'http://127.0.0.1',
    })
    assert.deepInclude(mux, { apiUrl: 'http://127.0.0.1' })
    assert.equal(mux.token!.secret, 'hush-token')
    assert.deepEqual(Array.from(mux.webhookSecrets!), ['hush-one', 'hush-two'])
    assert.notInclude(`${inspect(mux, { depth: 9 })} ${JSON.stringify(mux)}`, 'hush')
    assert.equal(complaintAbout({ ...good, mux, uploads: {} }), 'taken')
  })

  it('refuses uploads without a token, and settings out of bounds', () => {
    assert.match(complaintAbout({ ...good, uploads: {} }), /expected `mux\.token` to be an access token/)
    const mux = { ...good.mux, token: { id: 'a', secret: 'b' } }
    for (const [uploads, words] of [
      [{ captions: 'some' }, /uploads\.captions/],
      [{ timeout: 5 }, /uploads\.timeout/],
      [{ maxBytes: 2 ** 40 }, /uploads\.maxBytes/],
      [{ corsOrigin: 'https://a.test/path' }, /uploads\.corsOrigin/],
      [{ colour: 'red' }, /colour/],
    ] as const) {
      assert.match(complaintAbout({ ...good, mux, uploads }), words)
    }
  })

  it('does not show when what was read is printed, and is there for code that reads or copies it', () => {
    const mux = muxFromEnv(PAIR)
    const printed = [inspect(mux, { depth: 9, showHidden: true }), JSON.stringify(mux), inspect({ ...mux })]
    for (const text of printed) {
      assert.notInclude(text, KEY.privateKey.slice(0, 40))
      assert.include(text, '[hidden]')
    }
    assert.equal({ ...mux.signingKeys[0]! }.privateKey, KEY.privateKey)
  })

  it('does not show in a handler that is printed, nor in what its store and log are handed', async () => {
    const lines: string[] = []
    const write = (message: string, fields?: object) => lines.push(inspect([message, fields], { depth: 9 }))
    const handler = createLessonHandler({
      ...good,
      store: pgliteStore({ directory: '/dev/null/nowhere' }),
      mux: muxFromEnv(PAIR),
      logger: { debug: write, info: write, warn: write, error: write },
    })
    await handler.ready().catch(write)
    const health = await handler.fetch(new Request('https://lessons.test/v1/health'))
    assert.isAtLeast(health.status, 500)
    assert.isAbove(lines.length, 0)
    const printed = inspect(handler, { depth: 20, showHidden: true })
    for (const text of [printed, ...lines, await health.text()]) {
      assert.notInclude(text, KEY.privateKey.slice(0, 40))
      assert.notInclude(text, 'PRIVATE KEY')
    }
  })
})
