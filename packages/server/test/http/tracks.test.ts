import type { TrackInput, TrackList } from '@enhancedhr/protocol/management'
import { assert } from 'chai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import type { LessonStore } from '../../src/storage/store.js'
import type { TestDatabase } from '../support/database.js'
import { MuxLocalSchool, VIDEO } from '../support/mux-local-school.js'
import { ofType, readEvents } from '../support/outgoing.js'
import { assertProblem, LessonServer, openTestDatabase } from './lesson-server.js'

const TRACKS = '/v1/lessons/fire-safety-1/tracks'
const VTT: TrackInput = {
  ...{ language: 'en', name: 'English', kind: 'captions', format: 'vtt' },
  text: 'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nLeave at once.\n',
}
const SRT: TrackInput = { ...VTT, format: 'srt', text: '1\n00:00:01,000 --> 00:00:04,000\nLeave <now> & here.\n' }

describe('the text of a lesson’s video', () => {
  let database: TestDatabase
  let store: LessonStore
  let school: MuxLocalSchool

  beforeAll(async () => {
    database = openTestDatabase()
    store = database.openStore()
    await store.prepare('auto')
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    school = await MuxLocalSchool.open(store)
  })
  afterEach(() => school.close())

  const ask = (...given: Parameters<LessonServer['ask']>) => school.server.ask(...given)
  const create = (body: object = VTT, as = 'olga admin') => ask(as, TRACKS, { body })
  const list = async () => ((await ask('olga admin', TRACKS)).body as TrackList).items
  const states = async () => (await list()).map(({ source, language, state }) => [source, language, state])
  const again = (interval = '2 hours') =>
    database.client.query(
      `update ${database.schema}.lesson_tracks set created_at = created_at - $2::text::interval,
         checked_at = checked_at - $2::text::interval where tenant_id = $1`,
      [school.server.tenantId, interval],
    )
  /** What Mux serves of the lesson's text. */
  const textAtMux = async () => {
    const { asset_id: assetId } = await school.lesson()
    const { data } = (await (await school.callMux(`/video/v1/assets/${String(assetId)}`)).json()) as {
      data: { tracks: { id: string; type: string; language_code?: string; closed_captions?: boolean; name?: string }[] }
    }
    return data.tracks.filter(({ type }) => type === 'text')
  }

  it('is what Mux writes down of an upload by itself, in the state that Mux says', async () => {
    await school.upload(VIDEO, { language: 'en' })
    assert.deepEqual(await states(), [['generated', 'en', 'ready']])
    const [track] = await list()
    assert.deepInclude(track, { kind: 'subtitles', media_version: 1, name: 'English', reason: null })
    assert.deepEqual((await ask('olga admin', `${TRACKS}/${track!.track_id}`)).body, track)
  })

  it('is fetched by Mux from an address that nobody can guess, and that is gone once Mux has it', async () => {
    await school.upload(VIDEO, { captions: 'none' })
    assert.deepEqual(await states(), [])
    const made = await create(SRT)
    assert.equal(made.status, 201, JSON.stringify(made.body))
    assert.deepInclude(made.body, { kind: 'captions', language: 'en', name: 'English', source: 'uploaded' })
    await school.settle()
    assert.deepEqual(await states(), [['uploaded', 'en', 'ready']])
    const [track] = await textAtMux()
    assert.deepInclude(track, { language_code: 'en', closed_captions: true, name: 'English' })
    const [row] = await database.client.query<{ source_text: string | null; fetch_hash: string | null }>(
      `select source_text, fetch_hash from ${database.schema}.lesson_tracks where tenant_id = $1`,
      [school.server.tenantId],
    )
    assert.deepEqual(row, { source_text: null, fetch_hash: null })
    for (const name of ['x', 'a'.repeat(43), '../tracks']) {
      assert.equal((await ask(null, `/v1/tracks/${encodeURIComponent(name)}`)).status, 404)
    }
  })

  it('takes the place of the older one of its language, and no sooner than it is ready', async () => {
    await school.upload(VIDEO, { language: 'en' })
    await create({ ...VTT, language: 'de', name: 'Deutsch' })
    await school.settle()
    await create({ ...VTT, name: 'English, by hand' })
    await school.settle()
    await school.settle()
    const kept = (await states()).filter(([, , state]) => state !== 'deleting')
    assert.deepEqual(kept, [
      ['uploaded', 'de', 'ready'],
      ['uploaded', 'en', 'ready'],
    ])
    assert.sameMembers(
      (await textAtMux()).map(({ name }) => name),
      ['Deutsch', 'English, by hand'],
    )
  })

  it('is written down on request, and deleted on request, here and at Mux', async () => {
    await school.upload(VIDEO, { captions: 'none' })
    const made = await create({ language: 'en', generate: true })
    assert.deepInclude(made.body, { source: 'generated', name: 'English' })
    await school.settle()
    assert.deepEqual(await states(), [['generated', 'en', 'ready']])
    const id = String(made.body['track_id'])
    const gone = () => ask('olga admin', `${TRACKS}/${id}`, { method: 'DELETE' })
    assert.deepInclude((await gone()).body, { state: 'deleted' })
    assert.deepInclude((await gone()).body, { state: 'deleted' })
    assert.isEmpty(await states())
    assert.isEmpty(await textAtMux())
  })

  it('comes to the same without a single webhook', async () => {
    await school.control('webhooks', { mode: 'drop', seed: 1 })
    await school.upload(VIDEO, { captions: 'none' })
    await database.client.query(
      `update ${database.schema}.uploads set checked_at = checked_at - interval '2 hours' where tenant_id = $1`,
      [school.server.tenantId],
    )
    await school.settle()
    await create(VTT)
    await school.mux.idle()
    assert.deepEqual(await states(), [['uploaded', 'en', 'preparing']])
    await again()
    await school.settle()
    assert.deepEqual(await states(), [['uploaded', 'en', 'ready']])
    // Somebody deletes it in Mux's dashboard.
    const [track] = await textAtMux()
    await school.control(`tracks/${track!.id}/skip`)
    await create({ language: 'de', generate: true })
    await again()
    await school.settle()
    assert.deepEqual(await states(), [['generated', 'de', 'ready']])
  })

  it('is refused in words before Mux is asked', async () => {
    assertProblem(await create(), 409, 'lesson_not_ready')
    await school.upload(VIDEO, { captions: 'none' })
    const broken = await create({ ...VTT, text: 'WEBVTT\n\n00:04.000 --> 00:01.000\nA\n\nB\n' })
    assertProblem(broken, 422, 'track_invalid')
    assert.deepEqual(broken.body['errors'], [
      { pointer: '/text', detail: 'Line 3: The cue ends before it begins.' },
      { pointer: '/text', detail: 'Line 6: Expected the times of a cue.' },
    ])
    assertProblem(await create({ ...SRT, text: 'x' }), 422, 'track_invalid')
    for (const odd of [{ language: 'en' }, { ...VTT, generate: true }, { ...VTT, language: 'english please' }]) {
      assertProblem(await create(odd), 400, 'invalid_request')
    }
    assertProblem(await create({ ...VTT, text: 'x'.repeat(2 * 1024 * 1024 + 1) }), 400, 'invalid_request')
    assertProblem(await create({ ...VTT, text: 'x'.repeat(7 * 1024 * 1024) }), 413, 'payload_too_large')
    assert.isEmpty(await textAtMux())
    assert.isEmpty(await states())
  })

  it('may be as long as two mebibytes', async () => {
    await school.upload(VIDEO, { captions: 'none' })
    const cue = (at: number) =>
      `00:00:${String(at % 60).padStart(2, '0')}.000 --> 00:01:00.000\n${'word '.repeat(20)}\n\n`
    const text = `WEBVTT\n\n${Array.from({ length: 15_000 }, (_, at) => cue(at)).join('')}`
    assert.isAbove(text.length, 1_900_000)
    assert.equal((await school.post(TRACKS, { ...VTT, text })).status, 201)
    assert.equal((await school.post('/v1/sessions', { text })).status, 413)
    await school.settle()
    assert.deepEqual(await states(), [['uploaded', 'en', 'ready']])
  })

  it('cannot be fetched where nobody has said from where, and can be generated all the same', async () => {
    await school.close()
    school = await MuxLocalSchool.open(store, {}, { isPublic: false })
    await school.upload(VIDEO, { captions: 'none' })
    assertProblem(await create(), 409, 'public_url_needed')
    assert.equal((await create({ language: 'auto', generate: true })).status, 201)
  })

  it('is for those who manage the lesson, and of that lesson', async () => {
    await school.upload(VIDEO, { captions: 'none' })
    const { body } = await create()
    const own = `${TRACKS}/${String(body['track_id'])}`
    for (const [who, code] of [
      ['ada', 'forbidden'],
      ['eve course_owner', 'lesson_not_found'],
    ] as const) {
      const status = code === 'forbidden' ? 403 : 404
      assertProblem(await create(VTT, who), status, code)
      assertProblem(await ask(who, TRACKS), status, code)
      assertProblem(await ask(who, own), status, code)
      assertProblem(await ask(who, own, { method: 'DELETE' }), status, code)
    }
    await school.server.putLesson('fire-safety-2')
    const other = own.replace('fire-safety-1', 'fire-safety-2')
    assertProblem(await ask('olga admin', other), 404, 'track_not_found')
    assertProblem(await ask('olga admin', `${TRACKS}/nothing`), 404, 'track_not_found')
    const elsewhere = await new LessonServer(store).found()
    await elsewhere.putLesson('fire-safety-1')
    assertProblem(await elsewhere.ask('olga admin', own), 404, 'route_not_found')
  })

  it('is limited to fifty of a video', async () => {
    await school.upload(VIDEO, { captions: 'none' })
    await create()
    await database.client.query(
      `insert into ${database.schema}.lesson_tracks (tenant_id, track_id, lesson_id, media_version, kind, language, name, source,
         state, requested, read_number)
       select tenant_id, gen_random_uuid(), lesson_id, media_version, kind, 'de', name, source, 'errored', true, 1
       from ${database.schema}.lesson_tracks, generate_series(1, 49) where tenant_id = $1`,
      [school.server.tenantId],
    )
    assertProblem(await create(), 422, 'track_invalid')
  })

  it('works in process as over HTTP', async () => {
    await school.upload(VIDEO, { captions: 'none' })
    const { tracks } = school.server.handler.api
    const tenant = { tenantId: school.server.tenantId }
    const made = await tracks.create('fire-safety-1', VTT, tenant)
    await school.settle()
    assert.equal((await tracks.get('fire-safety-1', made.track_id, tenant)).state, 'ready')
    assert.lengthOf((await tracks.list('fire-safety-1', tenant)).items, 1)
    assert.equal((await tracks.delete('fire-safety-1', made.track_id, tenant)).state, 'deleted')
  })

  describe('where captions are required', () => {
    const put = (more: object = {}) =>
      school.server.putLesson('fire-safety-1', { playback_id: undefined, duration: undefined, ...more })
    const happened = async () => {
      const events = await readEvents(database, school.server.tenantId)
      return [
        ...ofType(events, 'lesson.ready').map(() => 'ready'),
        ...ofType(events, 'lesson.failed').map(({ data }) => data.code),
      ]
    }

    beforeEach(async () => {
      await school.close()
      school = await MuxLocalSchool.open(store, { requireCaptions: true })
      await school.server.handler.api.putEnrolment('fire-safety', 'ada', { tenantId: school.server.tenantId })
    })

    it('makes a lesson ready together with them, and says so once', async () => {
      await school.upload()
      assert.deepInclude(await school.lesson(), { status: 'ready', attention: [] })
      assert.deepEqual(await happened(), ['ready'])
      await school.server.open('ada')
    })

    it('keeps a lesson from its learners whose video nothing is said in, until somebody says why it may do without', async () => {
      await school.control('webhooks', { mode: 'hold' })
      await school.upload()
      const assets = (await (await school.callMux('/video/v1/assets')).json()) as {
        data: { tracks?: { id: string; type: string }[] }[]
      }
      for (const { tracks = [] } of assets.data) {
        for (const { id, type } of tracks) if (type === 'text') await school.control(`tracks/${id}/skip`)
      }
      await school.control('webhooks', { mode: 'deliver' })
      await school.control('webhooks/flush')
      await school.settle()
      assert.deepInclude(await school.lesson(), { status: 'needs_captions' })
      // Mux may only be late with them.
      assert.deepEqual(await happened(), [])
      await again('1 hour')
      await school.settle()
      assert.deepEqual((await states())[0], ['generated', 'auto', 'skipped'])
      const lesson = await school.lesson()
      assert.deepInclude(lesson, { status: 'needs_captions', captions_waiver: null })
      assert.deepInclude((lesson['attention'] as object[])[0], {
        code: 'captions_missing',
        pointer: '/captions_waiver',
      })
      assert.deepEqual(await happened(), ['captions_missing'])
      assertProblem(await ask('ada', '/v1/sessions', { body: opening() }), 409, 'lesson_not_ready')
      await put({ captions_waiver: { reason: 'Nobody speaks.' } })
      assert.deepInclude(await school.lesson(), { status: 'ready', captions_waiver: { reason: 'Nobody speaks.' } })
      assert.deepEqual(await happened(), ['ready', 'captions_missing'])
      await school.server.open('ada')
      await put()
      assert.deepInclude(await school.lesson(), { status: 'needs_captions' })
    })

    it('says at once that none will come of an upload without them, and is ready with a text that somebody gives', async () => {
      await school.upload(VIDEO, { captions: 'none' })
      assert.deepEqual(await happened(), ['captions_missing'])
      const { body } = await create()
      await school.settle()
      assert.deepInclude(await school.lesson(), { status: 'ready' })
      assert.deepEqual(await happened(), ['ready', 'captions_missing'])
      await ask('olga admin', `${TRACKS}/${String(body['track_id'])}`, { method: 'DELETE' })
      assert.deepInclude(await school.lesson(), { status: 'needs_captions' })
      assert.deepEqual(await happened(), ['ready', 'captions_missing', 'captions_missing'])
    })

    it('finds them also with a video that Mux has already', async () => {
      await school.upload()
      const { playback_id: playbackId } = await school.lesson()
      await school.server.putLesson('fire-safety-2', { playback_id: playbackId, duration: 19.48 })
      const second = async () => (await ask('olga admin', '/v1/lessons/fire-safety-2')).body['status']
      assert.equal(await second(), 'needs_captions')
      await school.settle()
      assert.equal(await second(), 'ready')
    })

    const opening = () => ({ lesson_id: 'fire-safety-1', client: { name: 'test', version: '1' } })
  })
})
