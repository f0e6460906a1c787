import { assert } from 'chai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import type { LessonStore } from '../../src/storage/store.js'
import type { TestDatabase } from '../support/database.js'
import { UploadServer } from '../support/upload-server.js'
import { assertProblem, KEY, LessonServer, openTestDatabase, type ServerAnswer } from './lesson-server.js'

const MAX = 'max course_owner'
const ROOT = 'root admin'

describe('a lesson that is put with an asset', () => {
  let database: TestDatabase
  let store: LessonStore
  let school: UploadServer
  let number = 0

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    school = await UploadServer.open(store, KEY, { sharesVideos: false })
    const tenant = { tenantId: school.server.tenantId }
    await school.server.handler.api.putCourse('fire-safety', { title: 'Fire safety', owners: ['max'] }, tenant)
    await school.server.putLesson('fire-safety-1', { playback_id: null, duration: null })
  })
  afterEach(() => school.close())

  const put = (more: object, as = ROOT, id = 'fire-safety-1', headers: Record<string, string> = {}) =>
    school.server.ask(as, `/v1/lessons/${id}`, {
      method: 'PUT',
      body: { course_id: 'fire-safety', title: 'Alarm', ...more },
      headers,
    })
  /** An asset that somebody made in Mux's dashboard. */
  const makeAsset = (more: object = {}) => {
    const id = `foreign${school.server.tenantId.replaceAll('-', '')}${(number += 1).toString()}`
    const tracks = [{ type: 'video' }]
    const playback = [{ id: `p${id}`, policy: 'signed' }]
    school.assets.set(id, { id, status: 'ready', duration: 12.345, playback_ids: playback, tracks, ...more })
    return id
  }
  const upload = async (as = MAX) => {
    const { uploadId, muxId } = await school.create('fire-safety-1', as)
    const assetId = school.makeAsset(muxId)
    return { uploadId, assetId, arrive: () => arrive(assetId) }
  }
  const arrive = async (assetId: string) => {
    school.ready(assetId)
    await school.hook('video.asset.ready', { type: 'asset', id: assetId })
    await school.work()
  }
  const assertRefused = (answer: ServerAnswer) => {
    assertProblem(answer, 403, 'playback_not_allowed')
    assert.deepEqual(answer.body['errors'], [
      { pointer: '/asset_id', detail: 'The lesson may not be given this video.' },
    ])
  }

  it('has the playback ID and the duration that Mux says', async () => {
    const id = makeAsset()
    const answer = await put({ asset_id: id })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.deepInclude(answer.body, { asset_id: id, playback_id: `p${id}`, duration: 12.345, status: 'ready' })
    // Put once more, it is not read again.
    const { length } = school.mux.requests
    assert.deepInclude((await put({ asset_id: id, duration: 12.345 })).body, { media_version: 1 })
    assert.lengthOf(school.mux.requests, length)
  })

  it('is refused where another duration or playback ID is given beside it', async () => {
    const id = makeAsset()
    for (const [more, pointer] of [
      [{ duration: 12.346 }, '/duration'],
      [{ duration: null }, '/duration'],
      [{ playback_id: 'other' }, '/playback_id'],
      [{ playback_id: null }, '/playback_id'],
    ] as const) {
      const answer = await put({ asset_id: id, ...more })
      assertProblem(answer, 400, 'invalid_request')
      assert.deepInclude((answer.body['errors'] as object[])[0], { pointer })
    }
    assert.equal((await put({ asset_id: id, duration: 12.345, playback_id: `p${id}` })).status, 200)
  })

  it('is refused where a token alone does not play it, in words', async () => {
    for (const [more, words] of [
      [{ status: 'preparing', duration: undefined }, /has not made/],
      [{ status: 'errored' }, /has not made/],
      [{ tracks: [{ type: 'audio' }] }, /no picture/],
      [{ duration: 0 }, /no length/],
      [{ playback_ids: [{ id: 'p', policy: 'public' }] }, /`signed` alone/],
      [{ playback_ids: [] }, /`signed` alone/],
    ] as const) {
      const answer = await put({ asset_id: makeAsset(more) })
      assertProblem(answer, 422, 'asset_not_usable')
      assert.match(JSON.stringify(answer.body['errors']), words)
    }
  })

  it('is refused alike where there is no such asset, and where it is another’s', async () => {
    assertRefused(await put({ asset_id: 'none' }))
    assertRefused(await put({ asset_id: 'none' }, MAX))
    assertRefused(await put({ asset_id: makeAsset() }, MAX))
    assertRefused(await put({ asset_id: makeAsset({ status: 'preparing' }) }, MAX))
    // Uploaded to a lesson of another owner, of another tenant: before and after it is ready.
    const other = await upload(ROOT)
    const tenant = { tenantId: school.server.tenantId }
    await school.server.handler.api.putCourse('ians', { title: 'B', owners: ['ian'] }, tenant)
    const asIan = () => put({ course_id: 'ians', asset_id: other.assetId }, 'ian course_owner', 'ians-1')
    const elsewhere = new LessonServer(store, { ...school.options, sharesVideos: false })
    await elsewhere.found()
    const there = () =>
      elsewhere.ask(ROOT, '/v1/lessons/fire-safety-1', {
        method: 'PUT',
        body: { course_id: 'fire-safety', title: 'Alarm', asset_id: other.assetId },
      })
    assertRefused(await asIan())
    await school.hook('video.asset.created', { type: 'asset', id: other.assetId })
    await school.work()
    assertRefused(await there())
    await other.arrive()
    assertRefused(await asIan())
    assertRefused(await there())
  })

  it('is not read for anyone who may not put the lesson', async () => {
    const { length } = school.mux.requests
    const id = makeAsset()
    assertProblem(await put({ asset_id: id }, 'eve course_owner'), 403, 'forbidden')
    assertProblem(await put({ asset_id: id }, 'eve course_owner', 'new-1'), 404, 'course_not_found')
    assertProblem(await put({ asset_id: id, course_id: null }, MAX, 'new-1'), 403, 'forbidden')
    assertProblem(await put({ asset_id: id }, 'eve'), 403, 'forbidden')
    assert.lengthOf(school.mux.requests, length)
  })

  it('is an owner’s where they uploaded it, and named where its upload made the video', async () => {
    const { assetId, arrive: becomeReady } = await upload()
    await school.hook('video.asset.created', { type: 'asset', id: assetId })
    await school.work()
    assertProblem(await put({ asset_id: assetId }, MAX), 422, 'asset_not_usable')
    await becomeReady()
    const again = await put({ asset_id: assetId }, MAX, 'fire-safety-2')
    assert.deepInclude(again.body, { asset_id: assetId, playback_id: `play${assetId}`, duration: 300.5 })
  })

  it('keeps the video of an upload when only a title is put, before and after it is applied', async () => {
    const first = await put({ playback_id: null })
    const { uploadId, arrive: becomeReady } = await upload()
    const etag = first.headers.get('etag')!
    const during = await put({ title: 'While it is made' }, MAX, 'fire-safety-1', { 'if-match': etag })
    assert.deepInclude(during.body, { playback_id: null, status: 'preparing' })
    await becomeReady()
    const stale = during.headers.get('etag')!
    assertProblem(await put({ title: 'Late' }, MAX, 'fire-safety-1', { 'if-match': stale }), 412, 'precondition_failed')
    const after = await put({ title: 'After' }, MAX)
    assert.deepInclude(after.body, { title: 'After', media_version: 1, duration: 300.5, status: 'ready' })
    assert.deepInclude(await school.read(uploadId), { state: 'ready', media_version: 1 })
  })

  it('is taken away by null alone, and not by null beside a playback ID', async () => {
    await put({ asset_id: makeAsset() })
    assert.deepInclude((await put({ asset_id: null, playback_id: 'other', duration: 5 })).body, {
      playback_id: 'other',
      asset_id: null,
    })
    assert.deepInclude((await put({ asset_id: null })).body, { playback_id: null, status: 'preparing' })
  })

  it('needs an access token of Mux', async () => {
    const bare = await new LessonServer(store).found()
    const body = { course_id: 'fire-safety', title: 'Alarm', asset_id: 'a1' }
    const answer = await bare.ask(ROOT, '/v1/lessons/fire-safety-1', { method: 'PUT', body })
    assertProblem(answer, 400, 'invalid_request')
    assert.match(JSON.stringify(answer.body['errors']), /mux\.token/)
  })
})
