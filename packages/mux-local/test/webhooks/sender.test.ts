import type Mux from '@mux/mux-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sampleVideo, startReceiver, startService, uploadSample } from '../support/service.js'

let service: Awaited<ReturnType<typeof startService>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let secret = ''
let answer = 200

beforeEach(async () => {
  answer = 200
  service = await startService()
  receiver = await startReceiver(() => answer)
  secret = (await service.client.system.webhooks.create({ address: `${receiver.url}/hook` })).signing_secret ?? ''
})
afterEach(async () => {
  await service.close()
  await receiver.close()
})

const unwrap = ({ body, headers }: (typeof receiver.received)[number], by = secret) =>
  service.client.webhooks.unwrap(body, headers, by)
const settings: Mux.Video.AssetOptions = {
  playback_policies: ['signed'],
  passthrough: 'opaque',
  inputs: [{ generated_subtitles: [{ language_code: 'en' }] }],
}

describe('webhooks', () => {
  it('come in the order of Mux, and the SDK of Mux accepts each', async () => {
    const { upload, asset } = await uploadSample(service, settings)
    await service.mux.idle()
    expect(receiver.types()).toEqual([
      'video.upload.created',
      'video.asset.created',
      'video.upload.asset_created',
      'video.asset.ready',
      'video.asset.track.created',
      'video.asset.track.ready',
    ])
    const events = await Promise.all(receiver.received.map((each) => unwrap(each)))
    expect(new Set(events.map(({ id }) => id)).size).toBe(6)
    expect(events[2]).toMatchObject({ object: { type: 'upload', id: upload.id }, data: { asset_id: asset.id } })
    expect(events[3]).toMatchObject({
      object: { type: 'asset', id: asset.id },
      environment: { name: 'Development' },
      attempts: [],
      data: {
        status: 'ready',
        duration: 19.48,
        passthrough: 'opaque',
        upload_id: upload.id,
        created_at: expect.any(Number) as number,
      },
    })
    expect(events[5]).toMatchObject({
      object: { type: 'track' },
      data: { asset_id: asset.id, text_source: 'generated_vod' },
    })
  })

  it('cannot be verified with another secret', async () => {
    await service.client.video.uploads.create({ cors_origin: '*' })
    await service.mux.idle()
    const [first] = receiver.received
    await expect(unwrap(first ?? { body: '', headers: {} }, 'another')).rejects.toThrow()
  })

  it('are sent for cancelled and errored uploads, and for changed and deleted assets and tracks', async () => {
    const { uploads, assets } = service.client.video
    await uploads.cancel((await uploads.create({ cors_origin: '*' })).id)
    const text = await uploads.create({ cors_origin: '*' })
    await fetch(text.url ?? '', { method: 'PUT', body: 'no video' })
    await service.mux.idle()
    expect(receiver.types()).toEqual([
      'video.upload.created',
      'video.upload.cancelled',
      'video.upload.created',
      'video.upload.errored',
    ])
    const { asset } = await uploadSample(service, settings)
    await service.mux.idle()
    receiver.received.length = 0
    await assets.update(asset.id, { passthrough: 'other' })
    await assets.deleteTrack(asset.id, asset.tracks?.find(({ type }) => type === 'text')?.id ?? '')
    await assets.delete(asset.id)
    await service.mux.idle()
    expect(receiver.types()).toEqual(['video.asset.updated', 'video.asset.track.deleted', 'video.asset.deleted'])
  })

  it('are tried again later until they are accepted, with the earlier attempts in the body', async () => {
    answer = 500
    await service.client.video.uploads.create({ cors_origin: '*' })
    await service.mux.idle()
    expect(receiver.received).toHaveLength(1)
    await service.control('POST', 'clock', { advance: '4s' })
    expect(receiver.received).toHaveLength(1)
    await service.control('POST', 'clock', { advance: '1s' })
    expect(receiver.received).toHaveLength(2)
    answer = 204
    await service.control('POST', 'clock', { advance: '10s' })
    await service.control('POST', 'clock', { advance: '2d' })
    expect(receiver.received).toHaveLength(3)
    const bodies = receiver.received.map(({ body }) => JSON.parse(body) as { id: string; attempts: unknown[] })
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(1)
    expect(bodies.map(({ attempts }) => attempts.length)).toEqual([0, 1, 2])
    expect(bodies[2]?.attempts[0]).toMatchObject({ response_status_code: 500, address: `${receiver.url}/hook` })
  })

  it('are given up after a day', async () => {
    answer = 500
    await service.client.video.uploads.create({ cors_origin: '*' })
    await service.mux.idle()
    for (let hour = 0; hour < 30; hour++) await service.control('POST', 'clock', { advance: '1h' })
    const tried = receiver.received.length
    expect(tried).toBeGreaterThan(20)
    await service.control('POST', 'clock', { advance: '2d' })
    expect(receiver.received).toHaveLength(tried)
  })

  it('are not sent to one that is switched off or deleted', async () => {
    const { webhooks } = service.client.system
    const [webhook] = (await webhooks.list()).data
    await webhooks.update(webhook?.id ?? '', { enabled: false })
    await service.client.video.uploads.create({ cors_origin: '*' })
    await webhooks.delete(webhook?.id ?? '')
    await service.client.video.uploads.create({ cors_origin: '*' })
    await service.mux.idle()
    expect(receiver.received).toEqual([])
  })

  it('say that captions were skipped where nobody speaks', async () => {
    // The sample without its audio: `soun` becomes an unknown handler, so that no track of sound is found.
    const silent = Buffer.from(sampleVideo.toString('latin1').replace('soun', 'nope'), 'latin1')
    const { asset } = await uploadSample(service, settings, silent)
    await service.mux.idle()
    expect(asset.tracks?.map(({ type }) => type)).toEqual(['video'])
    expect(receiver.types().at(-1)).toBe('video.asset.track.skipped')
  })
})
