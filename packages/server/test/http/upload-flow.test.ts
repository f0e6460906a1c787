import { readFileSync } from 'node:fs'
import { createMuxLocal, type MuxLocal } from '@enhancedhr/mux-local'
import { assert } from 'chai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import type { LessonStore } from '../../src/storage/store.js'
import { toNodeListener } from '../../src/node.js'
import { listen, type Listening } from '../mount/node-server.js'
import type { TestDatabase } from '../support/database.js'
import { ofType, readEvents } from '../support/outgoing.js'
import { KEY, LessonServer, openTestDatabase, PUBLIC_KEY } from './lesson-server.js'

const PAGE = 'https://pages.test'
const TOKEN = { id: 'token-id', secret: 'token-secret' }

/** A real MP4 with H.264 and AAC, of 19.48 s. */
const VIDEO = Buffer.concat(
  ['init.mp4', '0.m4s', '1.m4s', '2.m4s', '3.m4s', '4.m4s'].map((file) =>
    readFileSync(new URL(`../../../mux-local/course/fire-safety-1/360p/${file}`, import.meta.url)),
  ),
)

describe('an upload from end to end, against a stand-in for Mux', () => {
  let database: TestDatabase
  let store: LessonStore
  let mux: MuxLocal
  let host: Listening
  let muxHost: Listening
  let school: LessonServer

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    mux = createMuxLocal({
      signingKeys: [{ id: KEY.id, publicKey: PUBLIC_KEY }],
      accessToken: TOKEN,
      control: true,
      ffmpeg: false,
    })
    muxHost = await listen((request, response) => mux.listener(request, response))
    const mounted: { listener?: ReturnType<typeof toNodeListener> } = {}
    host = await listen((request, response) => void mounted.listener!(request, response))
    const secret = mux.registerWebhook(`${host.url}/lessons-api/v1/mux/webhooks`)!
    const { url } = muxHost
    school = new LessonServer(store, {
      mux: { signingKeys: [KEY], token: TOKEN, webhookSecrets: [secret], apiUrl: url, streamUrl: url, imageUrl: url },
      cors: { origins: [PAGE] },
      uploads: {},
    })
    mounted.listener = toNodeListener(school.handler)
    await school.handler.api.putCourse('fire-safety', { title: 'Fire safety' }, { tenantId: school.tenantId })
    await school.putLesson('fire-safety-1', { playback_id: null, duration: null })
  })
  afterEach(async () => {
    await host.close()
    await muxHost.close()
    await mux.close()
  })

  const control = (path: string, body: object = {}) =>
    fetch(`${muxHost.url}/_local/${path}`, {
      method: 'POST',
      headers: { 'x-mux-local': '1', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const upload = async (file: Uint8Array = VIDEO) => {
    const made = await school.ask('olga admin', '/v1/uploads', {
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
  const settle = async () => {
    await mux.idle()
    await school.handler.work()
  }
  const read = async (id: string) => (await school.ask('olga admin', `/v1/uploads/${id}`)).body
  const readyEvents = async () => ofType(await readEvents(database, school.tenantId), 'lesson.ready')

  it('becomes a lesson that a learner is granted, with a signed stream that the stand-in plays', async () => {
    const id = await upload()
    await settle()
    assert.deepInclude(await read(id), { state: 'ready', media_version: 1 })
    assert.lengthOf(await readyEvents(), 1)
    await school.handler.api.putEnrolment('fire-safety', 'ada', { tenantId: school.tenantId })
    const { playback, lesson } = await school.open('ada')
    assert.closeTo(lesson.duration, 19.48, 0.1)
    assert.equal((await fetch(playback.urls.stream)).status, 200)
    assert.equal((await fetch(playback.urls.stream.replace(/\?.*$/, ''))).status, 403)
    assert.equal((await fetch(String((await read(id))['poster']))).status, 200)
  })

  for (const mode of ['shuffle', 'duplicate', 'drop'] as const) {
    it(`comes to the same with webhooks that the stand-in may ${mode}`, async () => {
      await control('webhooks', { mode, seed: 7 })
      const id = await upload()
      await mux.idle()
      await control('webhooks/flush')
      await settle()
      await database.client.query(
        `update ${database.schema}.uploads set checked_at = checked_at - interval '2 minutes' where tenant_id = $1`,
        [school.tenantId],
      )
      await school.handler.work()
      assert.deepInclude(await read(id), { state: 'ready', media_version: 1 })
      assert.lengthOf(await readyEvents(), 1)
    })
  }

  it('fails in words where the file is no video', async () => {
    const id = await upload(Buffer.from('This is a letter, and nobody can watch it.'.repeat(50)))
    await settle()
    assert.deepInclude(await read(id), { state: 'failed', reason: 'invalid_input' })
    assert.equal((await school.ask('olga admin', '/v1/lessons/fire-safety-1')).body['status'], 'preparing')
  })

  it('is taken back where it is cancelled before the file comes, and leaves nothing at Mux though the file comes', async () => {
    const made = await school.ask('olga admin', '/v1/uploads', {
      body: { lesson_id: 'fire-safety-1', file: { name: 'a.mp4', size: 10, type: 'video/mp4' } },
      headers: { origin: PAGE },
    })
    const id = String(made.body['upload_id'])
    await school.ask('olga admin', `/v1/uploads/${id}`, { method: 'DELETE' })
    await fetch(String(made.body['url']), { method: 'PUT', body: new Uint8Array(VIDEO) })
    await settle()
    await settle()
    assert.equal((await read(id))['state'], 'cancelled')
    const authorization = `Basic ${btoa(`${TOKEN.id}:${TOKEN.secret}`)}`
    const listed = await fetch(`${muxHost.url}/video/v1/assets?limit=100`, { headers: { authorization } })
    assert.notInclude(await listed.text(), id)
    assert.isEmpty(await readyEvents())
  })
})
