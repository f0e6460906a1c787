import { assert } from 'chai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import type { UploadOptions } from '../../src/options/options.js'
import type { LessonStore } from '../../src/storage/store.js'
import type { TestDatabase } from '../support/database.js'
import { ofType, readEvents } from '../support/outgoing.js'
import { UploadServer } from '../support/upload-server.js'
import { assertProblem, KEY, openingOf, openTestDatabase } from './lesson-server.js'

const LESSON = '/v1/lessons/fire-safety-1'
const ROOT = 'root admin'

describe('a video that is deleted at Mux', () => {
  let database: TestDatabase
  let store: LessonStore
  let school: UploadServer

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
  })
  afterAll(() => database.close())
  beforeEach(() => open())
  afterEach(() => school.close())

  const open = async (uploads: UploadOptions = {}) => {
    school = await UploadServer.open(store, KEY, { uploads })
    const tenant = { tenantId: school.server.tenantId }
    await school.server.handler.api.putCourse('fire-safety', { title: 'Fire safety' }, tenant)
    await school.server.putLesson('fire-safety-1', { playback_id: null, duration: null })
    await school.server.handler.api.putEnrolment('fire-safety', 'ada', tenant)
  }
  const upload = async () => {
    const { muxId } = await school.create()
    const assetId = school.makeAsset(muxId)
    school.ready(assetId)
    await school.hook('video.asset.ready', { type: 'asset', id: assetId })
    await school.work()
    return assetId
  }
  const ask = (method = 'GET', body?: object) => school.server.ask(ROOT, LESSON, { method, ...(body && { body }) })
  const put = (more: object = {}) => ask('PUT', { course_id: 'fire-safety', title: 'Alarm', ...more })
  const failures = async () =>
    ofType(await readEvents(database, school.server.tenantId), 'lesson.failed').map(({ data }) => data.code)
  const work = async () => {
    await database.client.query(`delete from ${database.schema}.job_leases where job = 'reconcile-mux-assets'`)
    await school.work()
  }
  /** Lets so many days pass for what is to be deleted. */
  const later = (days: number) =>
    database.client.query(
      `update ${database.schema}.assets set delete_after = delete_after - $2::int4 * interval '1 day' where tenant_id = $1`,
      [school.server.tenantId, days],
    )
  const assertLost = async () => {
    const { body } = await ask()
    assert.equal(body['status'], 'needs_attention')
    assert.deepInclude((body['attention'] as object[])[0], { code: 'video_deleted', pointer: '/playback_id' })
    assert.deepEqual(await failures(), ['video_deleted'])
    assertProblem(
      await school.server.ask('ada', '/v1/sessions', { body: openingOf('fire-safety-1') }),
      409,
      'lesson_not_ready',
    )
  }

  it('by somebody else takes the lesson from its learners, and says so once, from the webhook', async () => {
    const assetId = await upload()
    school.assets.delete(assetId)
    for (let times = 1; times <= 2; times += 1) {
      await school.hook('video.asset.deleted', { type: 'asset', id: assetId })
      await school.work()
      await assertLost()
    }
    // Another video is another matter.
    await upload()
    assert.deepInclude((await ask()).body, { status: 'ready', attention: [], media_version: 2 })
  })

  it('by somebody else is found once a day without a webhook, also where it came of no upload', async () => {
    const tracks = [{ type: 'video' }]
    const playback = [{ id: `p${school.server.tenantId.replaceAll('-', '')}`, policy: 'signed' }]
    const assetId = `foreign${school.server.tenantId.replaceAll('-', '')}`
    school.assets.set(assetId, { id: assetId, status: 'ready', duration: 12, playback_ids: playback, tracks })
    await put({ asset_id: assetId })
    await work()
    assert.equal((await ask()).body['status'], 'ready')
    school.assets.delete(assetId)
    await work()
    await assertLost()
    await work()
    assert.deepEqual(await failures(), ['video_deleted'])
  })

  it('is nobody’s loss where the lesson has another one by then', async () => {
    const assetId = await upload()
    await upload()
    school.assets.delete(assetId)
    await school.hook('video.asset.deleted', { type: 'asset', id: assetId })
    await work()
    assert.deepInclude((await ask()).body, { status: 'ready', media_version: 2 })
    assert.isEmpty(await failures())
  })

  it('stays as long as a lesson is archived, where nobody has said for how long', async () => {
    const assetId = await upload()
    await ask('DELETE')
    await later(4_000)
    await school.work()
    assert.isTrue(school.assets.has(assetId))
    assert.deepInclude((await put()).body, { status: 'ready', asset_id: assetId })
  })

  it('goes so many days after its lesson was archived, and the lesson comes back without one', async () => {
    await school.close()
    await open({ deleteArchivedAfter: 90 })
    const assetId = await upload()
    await ask('DELETE')
    await later(89)
    await school.work()
    assert.isTrue(school.assets.has(assetId))
    // A lesson that comes back keeps it.
    assert.deepInclude((await put()).body, { status: 'ready', asset_id: assetId })
    await later(9)
    await ask('DELETE')
    await later(89)
    await school.work()
    assert.isTrue(school.assets.has(assetId))
    await later(2)
    await school.work()
    assert.isFalse(school.assets.has(assetId))
    assert.deepInclude((await ask()).body, { status: 'archived', playback_id: null })
    assert.deepInclude((await put()).body, { status: 'preparing', playback_id: null, attention: [] })
    assert.isEmpty(await failures())
  })

  it('goes also where somebody put another one into the lesson, and stays where they put it back', async () => {
    const assetId = await upload()
    await put({ playback_id: 'other', duration: 10 })
    await later(29)
    await school.work()
    assert.isTrue(school.assets.has(assetId))
    await put({ playback_id: `play${assetId}` })
    await later(4_000)
    await put({ playback_id: 'other', duration: 10 })
    await later(29)
    await school.work()
    assert.isTrue(school.assets.has(assetId))
    await later(2)
    await school.work()
    assert.isFalse(school.assets.has(assetId))
    assert.deepInclude((await ask()).body, { status: 'ready', playback_id: 'other' })
  })
})
