import { assert } from 'chai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import type { LessonStore } from '../../src/storage/store.js'
import type { TestDatabase } from '../support/database.js'
import { ofType, readEvents } from '../support/outgoing.js'
import { PAGE, UploadServer } from '../support/upload-server.js'
import { assertProblem, KEY, LessonServer, openTestDatabase } from './lesson-server.js'

const FILE = { name: 'fire.mp4', size: 1_000, type: 'video/mp4' }
const UPLOAD = { lesson_id: 'fire-safety-1', file: FILE }
const HEADERS = { origin: PAGE }

describe('uploads', () => {
  let database: TestDatabase
  let store: LessonStore
  let school: UploadServer

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    school = await UploadServer.open(store, KEY)
    const { api } = school.server.handler
    const tenant = { tenantId: school.server.tenantId }
    await api.putCourse('fire-safety', { title: 'Fire safety', owners: ['max'] }, tenant)
    await school.server.putLesson('fire-safety-1', { playback_id: null, duration: null })
  })
  afterEach(() => school.close())

  const ask = (...given: Parameters<LessonServer['ask']>) => school.server.ask(...given)
  const create = (as: string, body: object = UPLOAD, headers: Record<string, string> = HEADERS) =>
    ask(as, '/v1/uploads', { body, headers })
  const lesson = async () => (await ask('olga admin', '/v1/lessons/fire-safety-1')).body
  const events = () => readEvents(database, school.server.tenantId)
  /** Lets so much time pass for the uploads of this school. */
  const later = (interval: string) =>
    database.client.query(
      `update ${database.schema}.uploads set created_at = created_at - $2::text::interval,
         expires_at = expires_at - $2::text::interval, checked_at = checked_at - $2::text::interval where tenant_id = $1`,
      [school.server.tenantId, interval],
    )
  const becomeReady = async (more: object = {}) => {
    const { uploadId, muxId } = await school.create()
    const assetId = school.makeAsset(muxId)
    school.ready(assetId, more)
    await school.hook('video.asset.ready', { type: 'asset', id: assetId })
    await school.work()
    return { uploadId, muxId, assetId }
  }

  it('asks Mux for a signed video bound to nothing but an id of ours, and answers where the file goes', async () => {
    const answer = await create('max course_owner')
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.deepInclude(answer.body, { lesson_id: 'fire-safety-1', state: 'waiting', chunk_size: 8_388_608 })
    assert.match(String(answer.body['url']), /^https:\/\/storage\.test\//)
    assert.deepEqual(school.mux.requests[0]!.body, {
      cors_origin: PAGE,
      timeout: 86_400,
      new_asset_settings: {
        playback_policies: ['signed'],
        passthrough: answer.body['upload_id'],
        video_quality: 'basic',
        max_resolution_tier: '1080p',
        inputs: [{ generated_subtitles: [{ language_code: 'auto', name: 'Captions' }] }],
      },
    })
  })

  it('makes a lesson ready with the video of the file, and says so in one event', async () => {
    const { uploadId, assetId } = await becomeReady()
    const upload = await school.read(uploadId)
    assert.deepInclude(upload, { state: 'ready', media_version: 1, duration: 300.5, reason: null })
    assert.include(String(upload['poster']), `play${assetId}`)
    assert.deepInclude(await lesson(), { playback_id: `play${assetId}`, duration: 300.5, status: 'ready' })
    const [ready, ...others] = ofType(await events(), 'lesson.ready')
    assert.lengthOf(others, 0)
    assert.deepInclude(ready!.data, { lesson_id: 'fire-safety-1', media_version: 1, duration: 300.5 })
  })

  it('binds an upload by its id where the webhook comes before Mux has answered', async () => {
    // Mux has made it, and what it said was lost on the way.
    let muxId = ''
    school.fault = ({ method, body }) => {
      if (method !== 'POST') return undefined
      const { new_asset_settings: settings } = body as { new_asset_settings: object }
      muxId = 'upLost'
      school.uploads.set(muxId, { id: muxId, status: 'waiting', new_asset_settings: settings, url: 'https://a.test/1' })
      return undefined
    }
    const answer = create('olga admin')
    await answer
    school.fault = () => undefined
    const id = (await answer).body['upload_id'] as string
    const settings = { passthrough: id }
    await database.client.query(
      `update ${database.schema}.uploads set state = 'creating', mux_upload_id = null, expires_at = null where upload_id = $1::uuid`,
      [id],
    )
    school.uploads.set(muxId, { id: muxId, status: 'waiting', new_asset_settings: settings })
    const assetId = school.makeAsset(muxId)
    school.ready(assetId)
    await school.hook('video.asset.ready', { type: 'asset', id: assetId })
    await school.work()
    assert.deepInclude(await school.read(id), { state: 'ready', media_version: 1 })
  })

  it('lets the end of the handler wait for what a webhook has begun', async () => {
    const { uploadId, muxId } = await school.create()
    const assetId = school.makeAsset(muxId)
    school.ready(assetId)
    let answer = (): void => undefined
    const until = new Promise<void>((resolve) => (answer = resolve))
    const asset = { ...school.assets.get(assetId) }
    school.fault = ({ path }) => (path.includes(assetId) ? { until, body: { data: asset } } : undefined)
    assert.equal((await school.hook('video.asset.ready', { type: 'asset', id: assetId })).status, 200)
    const closed = school.server.handler.close()
    answer()
    await closed
    const [row] = await database.client.query<{ state: string }>(
      `select state from ${database.schema}.uploads where upload_id = $1::uuid`,
      [uploadId],
    )
    assert.equal(row?.state, 'ready')
  })

  it('fails an upload that Mux did not make, so that the lesson can have another one', async () => {
    school.fault = ({ method }) => (method === 'POST' ? { status: 500 } : undefined)
    assertProblem(await create('olga admin'), 503, 'mux_unavailable')
    school.fault = ({ method }) => (method === 'POST' ? { status: 403, body: { error: { type: 'x' } } } : undefined)
    assertProblem(await create('olga admin'), 502, 'mux_refused')
    school.fault = () => undefined
    const failed = ofType(await events(), 'lesson.failed').map(({ data }) => data.code)
    assert.deepEqual(failed, ['mux_unavailable', 'mux_refused'])
    assert.equal((await create('olga admin')).status, 201)
  })

  it('fails an upload of a process that ended before Mux had answered', async () => {
    const { uploadId, muxId } = await school.create()
    school.uploads.delete(muxId)
    await database.client.query(
      `update ${database.schema}.uploads set state = 'creating', mux_upload_id = null where upload_id = $1::uuid`,
      [uploadId],
    )
    await school.work()
    assert.equal((await school.read(uploadId))['state'], 'creating')
    await later('3 minutes')
    await school.work()
    assert.deepInclude(await school.read(uploadId), { state: 'failed', reason: 'mux_unavailable' })
  })

  it('comes to the same without a single webhook', async () => {
    const { uploadId, muxId } = await school.create()
    const assetId = school.makeAsset(muxId)
    school.ready(assetId)
    await later('2 minutes')
    await school.work()
    assert.deepInclude(await school.read(uploadId), { state: 'ready', media_version: 1 })
    assert.lengthOf(ofType(await events(), 'lesson.ready'), 1)
  })

  it('ends an upload whose file never came', async () => {
    const { uploadId } = await school.create()
    await later('25 hours')
    await school.work()
    assert.deepInclude(await school.read(uploadId), { state: 'timed_out', reason: 'timed_out' })
    assert.equal(ofType(await events(), 'lesson.failed')[0]!.data.code, 'timed_out')
  })

  it('says in words why nothing came of a file', async () => {
    for (const [more, reason] of [
      [{ status: 'errored', errors: { type: 'invalid_input' } }, 'invalid_input'],
      [{ tracks: [{ type: 'audio' }] }, 'audio_only'],
      [{ duration: 43_201 }, 'duration_over_limit'],
      [
        {
          playback_ids: [
            { id: 'p', policy: 'public' },
            { id: 'q', policy: 'signed' },
          ],
        },
        'not_signed',
      ],
    ] as const) {
      const { uploadId } = await becomeReady(more)
      const upload = await school.read(uploadId)
      assert.deepInclude(upload, { state: 'failed', reason })
      assert.match(String(upload['message']), /^[A-Z].+\.$/)
    }
    assert.equal((await lesson())['status'], 'preparing')
  })

  it('leaves the lesson as it was where somebody cancels, and deletes what Mux goes on to make', async () => {
    const { uploadId, muxId } = await school.create()
    const assetId = school.makeAsset(muxId)
    await school.hook('video.upload.asset_created', { type: 'upload', id: muxId })
    await school.work()
    assert.equal((await school.read(uploadId))['state'], 'processing')
    const cancelled = await ask('olga admin', `/v1/uploads/${uploadId}`, { method: 'DELETE' })
    assert.deepInclude(cancelled.body, { state: 'cancelled' })
    school.ready(assetId)
    await school.hook('video.asset.ready', { type: 'asset', id: assetId })
    await school.work()
    assert.equal((await school.read(uploadId))['state'], 'cancelled')
    assert.deepInclude(await lesson(), { playback_id: null, status: 'preparing' })
    assert.isFalse(school.assets.has(assetId))
    assert.isEmpty(await events())
    assert.equal((await ask('olga admin', `/v1/uploads/${uploadId}`, { method: 'DELETE' })).status, 200)
  })

  it('cancels at Mux while it waits for the file', async () => {
    const { uploadId, muxId } = await school.create()
    await ask('olga admin', `/v1/uploads/${uploadId}`, { method: 'DELETE' })
    assert.equal(school.uploads.get(muxId)!.status, 'cancelled')
    const ready = await becomeReady()
    assertProblem(await ask('olga admin', `/v1/uploads/${ready.uploadId}`, { method: 'DELETE' }), 409, 'upload_final')
  })

  it('lets the old video play while its rule cannot be met with the new one', async () => {
    await becomeReady()
    const rule = { threshold: 0.5, required_segments: [[250, 300]] }
    await school.server.putLesson('fire-safety-1', { playback_id: undefined, duration: undefined, completion: rule })
    const second = await becomeReady({ duration: 60 })
    assert.deepInclude(await school.read(second.uploadId), { state: 'held', reason: 'rule_unreachable' })
    assert.deepInclude(await lesson(), { media_version: 1, status: 'ready' })
    const apply = () => ask('olga admin', `/v1/uploads/${second.uploadId}/apply`, { body: { credit: 'reset' } })
    assertProblem(await apply(), 422, 'rule_unreachable')
    // A rule that both can meet lets it go on by itself.
    await school.server.putLesson('fire-safety-1', { playback_id: undefined, duration: undefined })
    assert.deepInclude(await school.read(second.uploadId), { state: 'ready', media_version: 2 })
    assert.deepInclude(await lesson(), { media_version: 2, duration: 60, status: 'ready' })
    assertProblem(await apply(), 409, 'upload_not_held')
    assert.lengthOf(ofType(await events(), 'lesson.ready'), 2)
  })

  it('holds the video of an archived lesson until the lesson comes back', async () => {
    const { uploadId, muxId } = await school.create()
    await ask('olga admin', '/v1/lessons/fire-safety-1', { method: 'DELETE' })
    const assetId = school.makeAsset(muxId)
    school.ready(assetId)
    await school.hook('video.asset.ready', { type: 'asset', id: assetId })
    await school.work()
    assert.deepInclude(await school.read(uploadId), { state: 'held', reason: 'lesson_archived' })
    await school.server.putLesson('fire-safety-1', { playback_id: undefined, duration: undefined })
    assert.equal((await school.read(uploadId))['state'], 'ready')
  })

  it('leaves the video alone where a lesson is put without one, and takes it away for null', async () => {
    await becomeReady()
    const put = (more: object) =>
      school.server.putLesson('fire-safety-1', { title: 'New', playback_id: undefined, duration: undefined, ...more })
    await put({})
    assert.deepInclude(await lesson(), { title: 'New', media_version: 1, duration: 300.5 })
    const beyond = { completion: { threshold: 0.9, required_segments: [[290, 310]] } }
    const refused: unknown = await put(beyond).catch((error: unknown) => error)
    assert.deepInclude(refused, { code: 'rule_unreachable' })
    assert.deepInclude(await lesson(), {
      completion: { mode: 'any', quiz_required: false, required_segments: [], threshold: 0.9 },
    })
    await put({ playback_id: null })
    assert.deepInclude(await lesson(), { playback_id: null, status: 'preparing' })
  })

  it('deletes a replaced video at Mux after its time, and never one that plays', async () => {
    const first = await becomeReady()
    const second = await becomeReady()
    const expire = () =>
      database.client.query(
        `update ${database.schema}.assets set delete_after = clock_timestamp() - interval '1 second'
         where tenant_id = $1 and deleted_at is null and (delete_after is not null or $2::boolean)`,
        [school.server.tenantId, true],
      )
    await school.work()
    assert.isTrue(school.assets.has(first.assetId))
    await expire()
    await school.work()
    assert.isFalse(school.assets.has(first.assetId))
    assert.isTrue(school.assets.has(second.assetId))
  })

  it('keeps a replaced video while a session may still play it', async () => {
    await school.server.handler.api.putEnrolment('fire-safety', 'ada', { tenantId: school.server.tenantId })
    const first = await becomeReady()
    await school.server.open('ada')
    await becomeReady()
    await database.client.query(
      `update ${database.schema}.assets set delete_after = clock_timestamp() - interval '1 second' where tenant_id = $1`,
      [school.server.tenantId],
    )
    await school.work()
    assert.isTrue(school.assets.has(first.assetId))
  })

  it('finds an asset of ours of which nobody knows, and touches no other', async () => {
    const { uploadId, muxId } = await school.create()
    await ask('olga admin', `/v1/uploads/${uploadId}`, { method: 'DELETE' })
    const own = school.makeAsset(muxId)
    school.assets.set('foreign', { id: 'foreign', status: 'ready', passthrough: 'somebody', playback_ids: [] })
    await database.client.query(`delete from ${database.schema}.job_leases where job = 'reconcile-mux-assets'`)
    await school.work()
    assert.deepEqual(Array.from(school.assets.keys()), ['foreign'], own)
  })

  describe('limits', () => {
    it('allow one open upload a lesson, and name it', async () => {
      const { uploadId } = await school.create()
      const refused = await create('olga admin')
      assertProblem(refused, 409, 'upload_in_progress')
      assert.include(JSON.stringify(refused.body), uploadId)
    })

    it('allow one of two that are made at once', async () => {
      const answers = await Promise.all([create('olga admin'), create('max course_owner'), create('olga admin')])
      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409])
    })

    it('allow five open uploads an owner', async () => {
      for (let at = 1; at <= 6; at += 1)
        await school.server.putLesson(`l${at.toString()}`, { playback_id: null, duration: null })
      for (let at = 1; at <= 5; at += 1) {
        assert.equal((await create('max course_owner', { ...UPLOAD, lesson_id: `l${at.toString()}` })).status, 201)
      }
      assertProblem(await create('max course_owner', { ...UPLOAD, lesson_id: 'l6' }), 429, 'rate_limited')
      assert.equal((await create('olga admin', { ...UPLOAD, lesson_id: 'l6' })).status, 201)
    })

    it('refuse a file that is too large or no video', async () => {
      const answer = await create('olga admin', {
        ...UPLOAD,
        file: { name: 'a.pdf', size: 2 ** 40, type: 'application/pdf' },
      })
      assertProblem(answer, 422, 'upload_not_accepted')
      const errors = answer.body['errors'] as { pointer: string }[]
      assert.deepEqual(
        errors.map(({ pointer }) => pointer),
        ['/file/size', '/file/type'],
      )
    })

    it('refuse a page whose origin nobody named', async () => {
      for (const headers of [{}, { origin: 'https://evil.test' }, { origin: 'null' }] as Record<string, string>[]) {
        assertProblem(await create('olga admin', UPLOAD, headers), 400, 'invalid_request')
      }
      assert.isEmpty(school.mux.requests)
    })
  })

  describe('who may', () => {
    it('make one: who manages the lesson', async () => {
      assertProblem(await create('ada'), 403, 'forbidden')
      assertProblem(await create('eve course_owner'), 404, 'lesson_not_found')
      assertProblem(await create('olga admin', { ...UPLOAD, lesson_id: 'unknown' }), 404, 'lesson_not_found')
      assertProblem(await create('olga admin other-tenant'), 404, 'lesson_not_found')
      assert.isEmpty(school.mux.requests)
    })

    it('read and cancel one: who manages the lesson, and the address only who made it', async () => {
      const { uploadId } = await school.create('fire-safety-1', 'max course_owner')
      assert.property(await school.read(uploadId, 'max course_owner'), 'url')
      assert.notProperty(await school.read(uploadId, 'olga admin'), 'url')
      for (const stranger of ['eve course_owner', 'olga admin other-tenant']) {
        assertProblem(await ask(stranger, `/v1/uploads/${uploadId}`), 404, 'upload_not_found')
        assertProblem(await ask(stranger, `/v1/uploads/${uploadId}`, { method: 'DELETE' }), 404, 'upload_not_found')
        const apply = await ask(stranger, `/v1/uploads/${uploadId}/apply`, { body: { credit: 'reset' } })
        assertProblem(apply, 404, 'upload_not_found')
      }
      assertProblem(await ask('ada', `/v1/uploads/${uploadId}`), 403, 'forbidden')
      assertProblem(await ask('olga admin', '/v1/uploads/none'), 404, 'upload_not_found')
    })

    it('list them, the newest first', async () => {
      const first = await becomeReady()
      const second = await school.create()
      const list = await ask('max course_owner', '/v1/uploads?lesson_id=fire-safety-1&limit=1')
      const ids = (body: Record<string, unknown>) =>
        (body['items'] as { upload_id: string }[]).map((item) => item.upload_id)
      assert.deepEqual(ids(list.body), [second.uploadId])
      const next = await ask(
        'max course_owner',
        `/v1/uploads?lesson_id=fire-safety-1&cursor=${String(list.body['next_cursor'])}`,
      )
      assert.deepEqual(ids(next.body), [first.uploadId])
      assertProblem(await ask('eve course_owner', '/v1/uploads?lesson_id=fire-safety-1'), 404, 'lesson_not_found')
      assertProblem(await ask('max course_owner', '/v1/uploads'), 400, 'invalid_request')
    })
  })

  it('are the host’s in process as they are over HTTP', async () => {
    const { uploads } = school.server.handler.api
    const options = { tenantId: school.server.tenantId, origin: PAGE }
    const made = await uploads.create(UPLOAD, options)
    assert.equal((await uploads.get(made.upload_id, options)).state, 'waiting')
    assert.lengthOf((await uploads.list({ lesson_id: 'fire-safety-1' }, options)).items, 1)
    assert.equal((await uploads.cancel(made.upload_id, options)).state, 'cancelled')
    const refused: unknown = await uploads
      .apply(made.upload_id, { credit: 'reset' }, options)
      .catch((error: unknown) => error)
    assert.deepInclude(refused, { code: 'upload_not_held' })
  })

  it('are no calls at all where the host has not turned them on', async () => {
    const plain = new LessonServer(store)
    for (const [path, body] of [
      ['/v1/uploads', UPLOAD],
      ['/v1/mux/webhooks', {}],
    ] as const) {
      assertProblem(await plain.ask('olga admin', path, { body }), 404, 'route_not_found')
    }
  })
})
