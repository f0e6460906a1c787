import { randomUUID } from 'node:crypto'
import { assert } from 'chai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import type { LessonStore } from '../../src/storage/store.js'
import type { TestDatabase } from '../support/database.js'
import { ofType, readEvents } from '../support/outgoing.js'
import { UploadServer } from '../support/upload-server.js'
import { assertProblem, KEY, LessonServer, openTestDatabase } from './lesson-server.js'

describe('webhooks of Mux', () => {
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
    await school.server.found()
  })
  afterEach(() => school.close())

  const kept = () =>
    database.client.query(`select event_id, state from ${database.schema}.webhook_events order by received_at`)

  it('leave nothing behind where they are forged, old, or from the future', async () => {
    const before = (await kept()).length
    const about = { type: 'asset', id: 'a' }
    for (const more of [{ secret: 'wrong' }, { skew: -302 }, { skew: 302 }]) {
      assertProblem(await school.hook('video.asset.ready', about, more), 401, 'signature_invalid')
    }
    const unsigned = await school.server.ask(null, '/v1/mux/webhooks', { method: 'POST', body: '{}' })
    assertProblem(unsigned, 401, 'signature_invalid')
    assert.lengthOf(await kept(), before)
    assert.isEmpty(school.mux.requests)
  })

  it('are taken and ask for nothing where they are about nothing of ours, or of a type that nobody knows', async () => {
    for (const type of ['video.asset.ready', 'video.asset.track.skipped', 'robots.job.created']) {
      assert.equal((await school.hook(type, { type: 'asset', id: 'theirs' })).status, 200)
    }
    await school.work()
    assert.isEmpty(school.mux.requests.filter(({ path }) => path.includes('theirs')))
  })

  it('of one upload come to one video and one event, in every order and however often', async () => {
    const orders = [
      ['created', 'asset_created', 'ready'],
      ['ready', 'asset_created', 'created'],
      ['asset_created', 'ready', 'created', 'ready', 'asset_created'],
      ['ready', 'ready', 'created', 'created', 'asset_created', 'ready'],
    ]
    for (const order of orders) {
      const { uploadId, muxId } = await school.create()
      const assetId = school.makeAsset(muxId)
      school.ready(assetId)
      const ids = { created: randomUUID(), asset_created: randomUUID(), ready: randomUUID() }
      for (const name of order as (keyof typeof ids)[]) {
        const about = name === 'ready' ? { type: 'asset', id: assetId } : { type: 'upload', id: muxId }
        const type = name === 'ready' ? 'video.asset.ready' : `video.upload.${name}`
        assert.equal((await school.hook(type, about, { id: ids[name] })).status, 200)
      }
      await school.work()
      assert.equal((await school.read(uploadId))['state'], 'ready')
    }
    const ready = ofType(await readEvents(database, school.server.tenantId), 'lesson.ready')
    assert.deepEqual(
      ready.map(({ data }) => data.media_version),
      [2, 3, 4, 5],
    )
  })

  it('come to one video though several processes apply them at once', async () => {
    const others = [database.openStore(), database.openStore()].map((own) => new LessonServer(own, school.options))
    const { uploadId, muxId } = await school.create()
    const assetId = school.makeAsset(muxId)
    school.ready(assetId)
    const about = { type: 'asset', id: assetId }
    const hooks = Array.from({ length: 8 }, () => school.hook('video.asset.ready', about))
    await Promise.all([...hooks, school.work(), ...others.map(({ handler }) => handler.work())])
    await Promise.all([school.work(), ...others.map(({ handler }) => handler.work())])
    assert.deepInclude(await school.read(uploadId), { state: 'ready', media_version: 2 })
    const ready = ofType(await readEvents(database, school.server.tenantId), 'lesson.ready')
    assert.lengthOf(ready, 1)
    const versions = await database.client.query(
      `select version from ${database.schema}.lesson_media where tenant_id = $1`,
      [school.server.tenantId],
    )
    assert.lengthOf(versions, 2)
  })

  it('wait while Mux does not answer, and are applied afterwards', async () => {
    const { uploadId, muxId } = await school.create()
    const assetId = school.makeAsset(muxId)
    school.ready(assetId)
    school.fault = () => ({ status: 400, body: { error: { type: 'away' } } })
    assert.equal((await school.hook('video.asset.ready', { type: 'asset', id: assetId })).status, 200)
    await school.work()
    school.fault = () => undefined
    assert.equal((await school.read(uploadId))['state'], 'waiting')
    await database.client.query(
      `update ${database.schema}.webhook_events set due_at = clock_timestamp() where state = 'received'`,
    )
    await school.work()
    assert.equal((await school.read(uploadId))['state'], 'ready')
  })

  it('cannot give an upload what does not carry its id', async () => {
    const { uploadId, muxId } = await school.create()
    const foreign = school.makeAsset(muxId)
    school.uploads.get(muxId)!.status = 'waiting'
    delete school.uploads.get(muxId)!['asset_id']
    school.ready(foreign, { passthrough: 'another' })
    const forged = { ...school.assets.get(foreign), passthrough: uploadId }
    school.assets.set(foreign, { ...forged, id: foreign, status: 'ready' })
    const hook = school.hook('video.asset.ready', { type: 'asset', id: foreign })
    // What Mux answers, not what the webhook says, is what counts.
    school.assets.set(foreign, { ...forged, passthrough: 'another', id: foreign, status: 'ready' })
    assert.equal((await hook).status, 200)
    await school.work()
    assert.equal((await school.read(uploadId))['state'], 'waiting')
  })
})
