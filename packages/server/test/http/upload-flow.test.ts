import { assert } from 'chai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import type { LessonStore } from '../../src/storage/store.js'
import type { TestDatabase } from '../support/database.js'
import { MuxLocalSchool, PAGE, VIDEO } from '../support/mux-local-school.js'
import { ofType, readEvents } from '../support/outgoing.js'
import { openTestDatabase } from './lesson-server.js'

describe('an upload from end to end, against a stand-in for Mux', () => {
  let database: TestDatabase
  let store: LessonStore
  let stand: MuxLocalSchool

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    stand = await MuxLocalSchool.open(store)
  })
  afterEach(() => stand.close())

  const upload = async (file: Uint8Array = VIDEO) => {
    const made = await stand.server.ask('olga admin', '/v1/uploads', {
      body: { lesson_id: 'fire-safety-1', file: { name: 'a.mp4', size: file.length, type: 'video/mp4' } },
      headers: { origin: PAGE },
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const sent = await fetch(String(made.body['url']), {
      method: 'PUT',
      body: new Uint8Array(file),
      headers: { origin: PAGE },
    })
    assert.equal(sent.status, 200)
    assert.equal(sent.headers.get('access-control-allow-origin'), PAGE)
    return String(made.body['upload_id'])
  }
  const settle = () => stand.settle()
  const read = async (id: string) => (await stand.server.ask('olga admin', `/v1/uploads/${id}`)).body
  const readyEvents = async () => ofType(await readEvents(database, stand.server.tenantId), 'lesson.ready')

  it('becomes a lesson that a learner is granted, with a signed stream that the stand-in plays', async () => {
    const id = await upload()
    await settle()
    assert.deepInclude(await read(id), { state: 'ready', media_version: 1 })
    assert.lengthOf(await readyEvents(), 1)
    await stand.server.handler.api.putEnrolment('fire-safety', 'ada', { tenantId: stand.server.tenantId })
    const { playback, lesson } = await stand.server.open('ada')
    assert.closeTo(lesson.duration, 19.48, 0.1)
    assert.equal((await fetch(playback.urls.stream)).status, 200)
    assert.equal((await fetch(playback.urls.stream.replace(/\?.*$/, ''))).status, 403)
    assert.equal((await fetch(String((await read(id))['poster']))).status, 200)
  })

  for (const mode of ['shuffle', 'duplicate', 'drop'] as const) {
    it(`comes to the same with webhooks that the stand-in may ${mode}`, async () => {
      await stand.control('webhooks', { mode, seed: 7 })
      const id = await upload()
      await stand.mux.idle()
      await stand.control('webhooks/flush')
      await settle()
      await database.client.query(
        `update ${database.schema}.uploads set checked_at = checked_at - interval '2 minutes' where tenant_id = $1`,
        [stand.server.tenantId],
      )
      await stand.server.handler.work()
      assert.deepInclude(await read(id), { state: 'ready', media_version: 1 })
      assert.lengthOf(await readyEvents(), 1)
    })
  }

  it('fails in words where the file is no video', async () => {
    const id = await upload(Buffer.from('This is a letter, and nobody can watch it.'.repeat(50)))
    await settle()
    assert.deepInclude(await read(id), { state: 'failed', reason: 'invalid_input' })
    assert.equal((await stand.server.ask('olga admin', '/v1/lessons/fire-safety-1')).body['status'], 'preparing')
  })

  it('is taken back where it is cancelled before the file comes, and leaves nothing at Mux though the file comes', async () => {
    const made = await stand.server.ask('olga admin', '/v1/uploads', {
      body: { lesson_id: 'fire-safety-1', file: { name: 'a.mp4', size: 10, type: 'video/mp4' } },
      headers: { origin: PAGE },
    })
    const id = String(made.body['upload_id'])
    await stand.server.ask('olga admin', `/v1/uploads/${id}`, { method: 'DELETE' })
    await fetch(String(made.body['url']), { method: 'PUT', body: new Uint8Array(VIDEO) })
    await settle()
    await settle()
    assert.equal((await read(id))['state'], 'cancelled')
    const listed = await stand.callMux('/video/v1/assets?limit=100')
    assert.notInclude(await listed.text(), id)
    assert.isEmpty(await readyEvents())
  })
})
