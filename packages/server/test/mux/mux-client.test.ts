import Mux from '@mux/mux-node'
import { assert } from 'chai'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import type { NewMuxUpload } from '../../src/core/supply/mux-api.js'
import { MuxClient } from '../../src/mux/mux-client.js'
import { LessonProblem } from '../../src/problems/lesson-problem.js'
import { openMuxServer, type MuxServer } from './mux-server.js'

const UPLOAD = {
  id: 'up1',
  status: 'waiting',
  timeout: 3_600,
  cors_origin: 'https://a.test',
  url: 'https://storage.test/1',
}
const ASSET = {
  id: 'as1',
  status: 'ready',
  upload_id: 'up1',
  passthrough: 'ours',
  duration: 600.0004,
  aspect_ratio: '16:9',
  playback_ids: [{ id: 'play1', policy: 'signed' }],
  tracks: [
    { type: 'video', id: 'v1' },
    { type: 'audio', id: 'a1' },
    {
      ...{ type: 'text', id: 't1', status: 'ready', text_type: 'subtitles', text_source: 'generated_vod' },
      ...{ language_code: 'en', name: 'English', closed_captions: true, passthrough: 'mine' },
    },
    { type: 'text', id: 't2', status: 'preparing', text_source: 'embedded', language_code: 'de', name: 'Deutsch' },
    { type: 'text', id: 't3' },
  ],
}
const WANTED: NewMuxUpload = {
  passthrough: 'ours',
  corsOrigin: 'https://a.test',
  timeout: 86_400,
  quality: 'basic',
  maxResolution: '1080p',
  captions: null,
  title: null,
}

const word = fc.stringMatching(/^[A-Za-z0-9]{1,30}$/)
const wanted: fc.Arbitrary<NewMuxUpload> = fc.record({
  passthrough: fc.uuid(),
  corsOrigin: word.map((name) => `https://${name.toLowerCase()}.test`),
  timeout: fc.integer({ min: 60, max: 604_800 }),
  quality: fc.constantFrom('basic', 'plus', 'premium'),
  maxResolution: fc.constantFrom('1080p', '1440p', '2160p'),
  captions: fc.option(fc.record({ language: fc.constantFrom('en', 'auto', 'de'), name: fc.string() })),
  title: fc.option(fc.string()),
})

async function problemOf(work: Promise<unknown>): Promise<LessonProblem> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.instanceOf(error, LessonProblem)
  return error
}

describe('the client of Mux', () => {
  let mux: MuxServer
  let ours: MuxClient
  let theirs: Mux

  beforeAll(async () => {
    mux = await openMuxServer()
    const token = { id: 'token-id', secret: 'sécret:with colon' }
    ours = new MuxClient({ token, baseUrl: mux.url })
    theirs = new Mux({ tokenId: token.id, tokenSecret: token.secret, baseURL: mux.url, maxRetries: 0 })
  })
  afterAll(() => mux.close())
  beforeEach(() => {
    mux.requests.length = 0
    mux.answer = () => ({ body: { data: UPLOAD } })
  })

  /** What both sent, as far as Mux looks at it. */
  function sent() {
    return mux.requests.splice(0).map(({ method, path, headers, body }) => ({
      method,
      // Which harmless characters are escaped is a matter of taste.
      path: decodeURIComponent(path),
      body,
      authorization: headers['authorization'],
      accept: headers['accept'],
      type: headers['content-type'],
    }))
  }

  it('asks for an upload with the bytes that Mux’s own SDK sends', async () => {
    await fc.assert(
      fc.asyncProperty(wanted, async (upload) => {
        await ours.createUpload(upload)
        const { captions, title } = upload
        await theirs.video.uploads.create({
          cors_origin: upload.corsOrigin,
          timeout: upload.timeout,
          new_asset_settings: {
            playback_policies: ['signed'],
            passthrough: upload.passthrough,
            video_quality: upload.quality,
            max_resolution_tier: upload.maxResolution,
            ...(captions && {
              inputs: [{ generated_subtitles: [{ language_code: captions.language as 'en', name: captions.name }] }],
            }),
            ...(title !== null && { meta: { title } }),
          },
        })
        const [own, their] = sent()
        assert.deepEqual(own, their)
      }),
      { numRuns: 40 },
    )
  })

  it('makes every other call as Mux’s own SDK does, whatever is in an id', async () => {
    for (const id of ['up1', 'a/../b?c=1', 'ü']) {
      await ours.findUpload(id)
      await theirs.video.uploads.retrieve(id)
      await ours.cancelUpload(id)
      await theirs.video.uploads.cancel(id)
      mux.answer = () => ({ body: { data: ASSET } })
      await ours.findAsset(id)
      await theirs.video.assets.retrieve(id)
      mux.answer = () => ({ status: 204 })
      await ours.deleteAsset(id)
      await theirs.video.assets.delete(id)
      mux.answer = () => ({ body: { data: [ASSET] } })
      await ours.listAssets(3)
      await theirs.video.assets.list({ limit: 100, page: 3 })
      mux.answer = () => ({ body: { data: { id: 'play1', object: { type: 'asset', id: 'as1' } } } })
      assert.equal(await ours.findAssetOfPlayback(id), 'as1')
      await theirs.video.playbackIds.retrieve(id)
      const track = { language: 'en' as const, name: 'English', passthrough: 'mine' }
      const theirTrack = { language_code: 'en' as const, name: 'English', passthrough: 'mine' }
      mux.answer = () => ({ status: 201, body: { data: { id: 't1' } } })
      assert.equal(await ours.createTrack(id, { ...track, url: 'https://a.test/1', isCaptions: true }), 't1')
      await theirs.video.assets.createTrack(id, {
        ...{ url: 'https://a.test/1', type: 'text', text_type: 'subtitles' },
        ...{ ...theirTrack, closed_captions: true },
      })
      mux.answer = () => ({ status: 201, body: { data: [{ id: 't2' }] } })
      assert.equal(await ours.generateTrack(id, 'a1', track), 't2')
      await theirs.video.assets.generateSubtitles(id, 'a1', { generated_subtitles: [theirTrack] })
      mux.answer = () => ({ status: 204 })
      await ours.deleteTrack(id, 't1')
      await theirs.video.assets.deleteTrack(id, 't1')
      mux.answer = () => ({ body: { data: UPLOAD } })
    }
    const calls = sent()
    assert.lengthOf(calls, 54)
    for (let at = 0; at < calls.length; at += 2) assert.deepEqual(calls[at], calls[at + 1])
  })

  it('reads what it needs of an upload and of an asset, and is not disturbed by what is new', async () => {
    mux.answer = () => ({ body: { data: { ...UPLOAD, novelty: {}, new_asset_settings: { passthrough: 'ours' } } } })
    assert.deepEqual(await ours.findUpload('up1'), {
      id: 'up1',
      status: 'waiting',
      assetId: null,
      passthrough: 'ours',
      url: UPLOAD.url,
      error: null,
    })
    mux.answer = () => ({ body: { data: ASSET } })
    assert.deepEqual(await ours.findAsset('as1'), {
      id: 'as1',
      status: 'ready',
      uploadId: 'up1',
      passthrough: 'ours',
      duration: 600_000,
      aspectRatio: '16:9',
      playbackIds: [{ id: 'play1', policy: 'signed' }],
      error: null,
      hasVideo: true,
      audioTracks: ['a1'],
      textTracks: [
        {
          ...{ id: 't1', status: 'ready', source: 'generated', language: 'en', name: 'English' },
          ...{ isCaptions: true, passthrough: 'mine' },
        },
        {
          ...{ id: 't2', status: 'preparing', source: 'embedded', language: 'de', name: 'Deutsch' },
          ...{ isCaptions: false, passthrough: null },
        },
        { id: 't3', status: '', source: 'uploaded', language: 'und', name: '', isCaptions: false, passthrough: null },
      ],
    })
  })

  it('has nothing where Mux has nothing, and takes a deletion of it for done', async () => {
    mux.answer = () => ({ status: 404, body: { error: { type: 'not_found', messages: ['gone'] } } })
    assert.isNull(await ours.findUpload('up1'))
    assert.isNull(await ours.findAsset('as1'))
    await ours.deleteAsset('as1')
  })

  it('reads again when Mux fails for a moment, and waits as long as Mux asks', async () => {
    const answers = [{ status: 502 }, { status: 429, headers: { 'retry-after': '1' } }, { body: { data: UPLOAD } }]
    mux.answer = () => answers.shift()!
    const began = performance.now()
    assert.equal((await ours.findUpload('up1'))?.id, 'up1')
    assert.lengthOf(mux.requests, 3)
    assert.isAtLeast(performance.now() - began, 990)
  })

  it('gives a read up after four tries', async () => {
    mux.answer = () => ({ status: 500 })
    const problem = await problemOf(ours.findUpload('up1'))
    assert.deepInclude(problem, { code: 'mux_unavailable', retryAfter: 10 })
    assert.lengthOf(mux.requests, 4)
  })

  it('does not repeat a write that Mux may have done', async () => {
    mux.answer = () => ({ status: 500 })
    assert.equal((await problemOf(ours.createUpload(WANTED))).code, 'mux_unavailable')
    assert.equal((await problemOf(ours.deleteAsset('as1'))).code, 'mux_unavailable')
    assert.lengthOf(mux.requests, 2)
  })

  it('repeats a write that Mux put off', async () => {
    const answers = [{ status: 429, headers: { 'retry-after': '0' } }, { body: { data: UPLOAD } }]
    mux.answer = () => answers.shift()!
    assert.equal((await ours.createUpload(WANTED)).id, 'up1')
    assert.lengthOf(mux.requests, 2)
  })

  it('does not wait where Mux asks for longer than anybody would', async () => {
    mux.answer = () => ({ status: 429, headers: { 'retry-after': '120' } })
    assert.deepInclude(await problemOf(ours.findUpload('up1')), { code: 'mux_unavailable', retryAfter: 120 })
    assert.lengthOf(mux.requests, 1)
  })

  it('does not wait for an answer that does not come', async () => {
    mux.answer = () => ({ hangs: true })
    const impatient = new MuxClient({ token: { id: 'a', secret: 'b' }, baseUrl: mux.url, deadline: 50 })
    const problem = await problemOf(impatient.createUpload(WANTED))
    assert.equal(problem.code, 'mux_unavailable')
    assert.lengthOf(mux.requests, 1)
  })

  it('takes what is no answer of Mux for none', async () => {
    for (const body of ['<html>', { data: { id: 7 } }, 'null']) {
      mux.answer = () => ({ body })
      assert.equal((await problemOf(ours.createUpload(WANTED))).code, 'mux_unavailable')
    }
  })

  it('names Mux’s reason for a refusal, and nothing secret', async () => {
    mux.answer = () => ({ status: 401, body: { error: { type: 'unauthorized', messages: ['sécret:with colon'] } } })
    const problem = await problemOf(ours.createUpload(WANTED))
    assert.equal(problem.code, 'mux_refused')
    assert.include(problem.cause as object, { code: '401.unauthorized' })
    assert.notInclude(`${problem.message} ${String(problem.cause)}`, 'sécret')
    assert.lengthOf(mux.requests, 1)
  })

  it('says that Mux is away when nothing answers there', async () => {
    const closed = await openMuxServer()
    await closed.close()
    const lost = new MuxClient({ token: { id: 'a', secret: 'b' }, baseUrl: closed.url })
    assert.equal((await problemOf(lost.createUpload(WANTED))).code, 'mux_unavailable')
  })
})
