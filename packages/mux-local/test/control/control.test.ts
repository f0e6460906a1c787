import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sampleVideo, startReceiver, startService, uploadSample } from '../support/service.js'

let service: Awaited<ReturnType<typeof startService>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let secret = ''

beforeEach(async () => {
  service = await startService()
  receiver = await startReceiver()
  secret = (await service.client.system.webhooks.create({ address: receiver.url })).signing_secret ?? ''
})
afterEach(async () => {
  await service.close()
  await receiver.close()
})

const control = (method: string, path: string, body?: unknown) => service.control(method, path, body)
const makeUploads = async (count: number) => {
  for (let i = 0; i < count; i++) await service.client.video.uploads.create({ cors_origin: '*' })
  await service.mux.idle()
}
/** The ids of the uploads that events arrived for, in the order of arrival. */
const arrived = () => receiver.received.map(({ body }) => (JSON.parse(body) as { object: { id: string } }).object.id)
const uploadIds = async () =>
  (await service.client.video.uploads.list({ limit: 100 })).data.map(({ id }) => id).toReversed()

describe('the control', () => {
  it('asks for its header, so that no web page can reach it', async () => {
    const bare = await fetch(`${service.url}/_local/state`)
    expect(bare.status).toBe(403)
    expect(bare.headers.get('access-control-allow-origin')).toBeNull()
    const preflight = await fetch(`${service.url}/_local/reset`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-headers': 'x-mux-local' },
    })
    expect(preflight.status).toBe(403)
  })

  it('refuses another machine, a foreign host name and a proxy', async () => {
    const ask = async (peer: { address: string }, headers: Record<string, string> = {}, host = '127.0.0.1:1') => {
      const init = { headers: { 'x-mux-local': '1', ...headers } }
      return (await service.mux.fetch(new Request(`http://${host}/_local/state`, init), peer)).status
    }
    expect(await ask({ address: '127.0.0.1' })).toBe(200)
    expect(await ask({ address: '::1' }, {}, 'localhost:1')).toBe(200)
    expect(await ask({ address: '192.168.1.9' })).toBe(403)
    expect(await ask({ address: '127.0.0.1' }, {}, 'rebound.example:1')).toBe(403)
    expect(await ask({ address: '127.0.0.1' }, { 'x-forwarded-for': '9.9.9.9' })).toBe(403)
  })

  it('is not there unless it is asked for', async () => {
    const plain = await startService({ control: false })
    try {
      expect((await plain.control('GET', 'state').catch(() => ({ status: 0 }))).status).toBe(404)
    } finally {
      await plain.close()
    }
  })

  it('shows the state, without a secret', async () => {
    await uploadSample(service)
    await service.mux.idle()
    const { status, data } = await control('GET', 'state')
    expect(status).toBe(200)
    expect(data).toMatchObject({
      uploads: [{ status: 'asset_created', received: sampleVideo.length }],
      webhooks: [{ enabled: true }],
    })
    expect(JSON.stringify(data)).not.toContain(secret)
    expect(JSON.stringify(data)).not.toContain('/upload/')
    const { events } = data as unknown as { events: { type: string; deliveries: { state: string }[] }[] }
    expect(events.map(({ deliveries }) => deliveries[0]?.state)).toEqual(events.map(() => 'delivered'))
  })

  it('resets everything but access tokens, signing keys and webhooks', async () => {
    const { asset } = await uploadSample(service)
    await control('POST', 'faults', { action: 'status', match: { path: '/never' } })
    expect((await control('POST', 'reset')).status).toBe(204)
    expect((await service.client.video.uploads.list()).data).toEqual([])
    expect((await service.client.video.assets.list()).data.map(({ id }) => id)).not.toContain(asset.id)
    expect((await service.client.video.assets.list()).data).toHaveLength(service.mux.assets.length)
    expect((await service.client.system.webhooks.list()).data).toHaveLength(1)
  })

  it('expires the tokens that were used, and the addresses in playlists', async () => {
    const key = await service.client.system.signingKeys.create()
    const { playbackId } = service.mux.assets[0] ?? { playbackId: '' }
    const sign = (expiration: string) =>
      service.client.jwt.signPlaybackId(playbackId, {
        keyId: key.id,
        keySecret: key.private_key ?? '',
        type: 'video',
        expiration,
      })
    const master = (token: string) => fetch(`${service.url}/${playbackId}.m3u8?token=${token}`)
    const first = await sign('1h')
    const child = /^http\S+/m.exec(await (await master(first)).text())?.[0] ?? ''
    expect((await fetch(child)).status).toBe(200)
    await control('POST', 'tokens/expire')
    expect((await master(first)).status).toBe(403)
    expect((await fetch(child)).status).toBe(403)
    const second = await master(await sign('2h'))
    expect(second.status).toBe(200)
    expect((await fetch(/^http\S+/m.exec(await second.text())?.[0] ?? '')).status).toBe(200)
  })

  it('moves the clock: tokens end by it', async () => {
    const key = await service.client.system.signingKeys.create()
    const { playbackId } = service.mux.assets[0] ?? { playbackId: '' }
    const token = await service.client.jwt.signPlaybackId(playbackId, {
      keyId: key.id,
      keySecret: key.private_key ?? '',
      type: 'video',
      expiration: '1h',
    })
    const play = async () => (await fetch(`${service.url}/${playbackId}.m3u8?token=${token}`)).status
    expect(await play()).toBe(200)
    expect((await control('POST', 'clock', { advance: 3_600_000 })).status).toBe(200)
    expect(await play()).toBe(403)
    expect((await control('POST', 'clock', { advance: 'soon' })).status).toBe(400)
  })

  it('makes an asset ready, errored or deleted by hand', async () => {
    const { asset } = await uploadSample(service, { playback_policies: ['public'] })
    await control('POST', `assets/${asset.id}/state`, { state: 'errored', message: 'Broken on purpose' })
    const play = async () => (await fetch(`${service.url}/${asset.playback_ids?.[0]?.id ?? ''}.m3u8`)).status
    expect(await service.client.video.assets.retrieve(asset.id)).toMatchObject({
      status: 'errored',
      errors: { messages: ['Broken on purpose'] },
    })
    expect(await play()).toBe(403)
    await control('POST', `assets/${asset.id}/state`, { state: 'ready' })
    expect((await service.client.video.assets.retrieve(asset.id)).errors).toBeUndefined()
    expect(await play()).toBe(200)
    await control('POST', `assets/${asset.id}/state`, { state: 'deleted' })
    expect((await control('POST', `assets/${asset.id}/state`, { state: 'ready' })).status).toBe(404)
    await service.mux.idle()
    expect(receiver.types().slice(-3)).toEqual(['video.asset.errored', 'video.asset.ready', 'video.asset.deleted'])
  })

  it('makes a failed asset ready with the video of the sample course', async () => {
    const made = await service.client.video.assets.create({
      inputs: [{ url: `${service.url}/nothing` }],
      playback_policies: ['public'],
    })
    await service.mux.idle()
    await control('POST', `assets/${made.id}/state`, { state: 'ready' })
    expect((await fetch(`${service.url}/${made.playback_ids?.[0]?.id ?? ''}.m3u8`)).status).toBe(200)
    expect((await service.client.video.assets.retrieve(made.id)).duration).toBe(19.48)
  })

  it('times an upload out without a webhook, and skips a track with one', async () => {
    const upload = await service.client.video.uploads.create({ cors_origin: '*' })
    await service.mux.idle()
    const before = receiver.received.length
    expect((await control('POST', `uploads/${upload.id}/timeout`)).status).toBe(200)
    expect((await service.client.video.uploads.retrieve(upload.id)).status).toBe('timed_out')
    expect((await control('POST', `uploads/${upload.id}/timeout`)).status).toBe(400)
    await service.mux.idle()
    expect(receiver.received).toHaveLength(before)

    const { asset } = await uploadSample(service, { inputs: [{ generated_subtitles: [{ language_code: 'en' }] }] })
    const track = asset.tracks?.find(({ type }) => type === 'text')
    expect((await control('POST', `tracks/${track?.id ?? ''}/skip`)).status).toBe(200)
    await service.mux.idle()
    expect(receiver.types().at(-1)).toBe('video.asset.track.skipped')
  })
})

describe('the mode of webhooks', () => {
  it('hold keeps them until they are flushed, in their order', async () => {
    await control('POST', 'webhooks', { mode: 'hold' })
    await makeUploads(3)
    expect(receiver.received).toEqual([])
    await control('POST', 'webhooks/flush')
    expect(arrived()).toEqual(await uploadIds())
  })

  it('shuffle sends them at the flush in an order that the seed chooses', async () => {
    await control('POST', 'webhooks', { mode: 'shuffle', seed: 7 })
    await makeUploads(8)
    await control('POST', 'webhooks/flush')
    const ids = await uploadIds()
    const order = arrived().map((id) => ids.indexOf(id))
    expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(order).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    receiver.received.length = 0
    await control('POST', 'reset')
    await control('POST', 'webhooks', { mode: 'shuffle', seed: 7 })
    await makeUploads(8)
    await control('POST', 'webhooks/flush')
    const again = await uploadIds()
    expect(arrived().map((id) => again.indexOf(id))).toEqual(order)
  })

  it('drop, duplicate and delay hit every event, or with a seed the same half each time', async () => {
    await control('POST', 'webhooks', { mode: 'drop' })
    await makeUploads(2)
    await control('POST', 'webhooks/flush')
    expect(receiver.received).toEqual([])

    await control('POST', 'webhooks', { mode: 'duplicate' })
    await makeUploads(2)
    expect(arrived().map((id) => arrived().indexOf(id))).toEqual([0, 0, 2, 2])

    receiver.received.length = 0
    await control('POST', 'webhooks', { mode: 'delay' })
    await makeUploads(1)
    expect(receiver.received).toEqual([])
    await control('POST', 'clock', { advance: '30s' })
    expect(receiver.received).toHaveLength(1)

    receiver.received.length = 0
    await control('POST', 'webhooks', { mode: 'drop', seed: 3 })
    await makeUploads(20)
    const kept = receiver.received.length
    expect(kept).toBeGreaterThan(2)
    expect(kept).toBeLessThan(18)
    await control('POST', 'webhooks', { mode: 'drop', seed: 3 })
    await makeUploads(20)
    expect(receiver.received).toHaveLength(2 * kept)
  })

  it('send sends any event at once, signed with any secret at any time', async () => {
    const send = (body: object) => control('POST', 'webhooks/send', { object: { type: 'asset', id: 'x' }, ...body })
    const { data } = await send({ type: 'robots.job.summarize.completed' })
    expect(data).toMatchObject({ deliveries: [{ address: receiver.url, status: 200 }] })
    await send({ type: 'video.asset.warning', secret: 'wrong' })
    await send({ type: 'video.asset.warning', skew: -301 })
    const { assetId } = service.mux.assets[0] ?? { assetId: '' }
    await send({ type: 'video.asset.updated', object: { type: 'asset', id: assetId }, skew: 1_000 })
    const [good, forged, late, ahead] = receiver.received
    const verify = (each: typeof good) => service.client.webhooks.unwrap(each?.body ?? '', each?.headers ?? {}, secret)
    expect(await verify(good)).toMatchObject({ type: 'robots.job.summarize.completed', data: { id: 'x' } })
    await expect(verify(forged)).rejects.toThrow(/signature/i)
    await expect(verify(late)).rejects.toThrow(/old/)
    expect(await verify(ahead)).toMatchObject({ data: { id: assetId, status: 'ready' } })
  })
})

describe('faults', () => {
  it('answer with a status so many times, for a method and a path', async () => {
    await control('POST', 'faults', {
      match: { method: 'GET', path: '/video/v1/assets/*' },
      action: 'status',
      status: 503,
      times: 2,
    })
    const { assetId } = service.mux.assets[0] ?? { assetId: '' }
    const ask = () => service.client.video.assets.retrieve(assetId)
    expect((await service.client.video.assets.list()).data).toHaveLength(3)
    await expect(ask()).rejects.toMatchObject({ status: 503 })
    await expect(ask()).rejects.toMatchObject({ status: 503 })
    expect((await ask()).id).toBe(assetId)
  })

  it('cut the connection, and keep of an upload what had arrived', async () => {
    const upload = await service.client.video.uploads.create({
      cors_origin: '*',
      new_asset_settings: { playback_policies: ['signed'] },
    })
    await control('POST', 'faults', { match: { method: 'PUT', path: '/upload/*' }, action: 'cut', bytes: 270_000 })
    const url = upload.url ?? ''
    const total = sampleVideo.length.toString()
    await expect(
      fetch(url, {
        method: 'PUT',
        headers: { 'content-range': `bytes 0-${(sampleVideo.length - 1).toString()}/${total}` },
        body: new Uint8Array(sampleVideo),
      }),
    ).rejects.toThrow()
    const ask = await fetch(url, { method: 'PUT', headers: { 'content-range': `bytes */${total}` } })
    expect(ask.headers.get('range')).toBe('bytes=0-262143')
  })

  it('cut an answer short', async () => {
    await control('POST', 'faults', { match: { path: '/video/v1/assets' }, action: 'truncate', bytes: 20 })
    await expect(service.client.video.assets.list()).rejects.toThrow()
    expect((await service.client.video.assets.list()).data).toHaveLength(3)
  })

  it('delay an answer', async () => {
    await control('POST', 'faults', { match: { path: '/system/v1/whoami' }, action: 'delay', ms: 200 })
    const before = performance.now()
    await service.client.system.utilities.whoami()
    expect(performance.now() - before).toBeGreaterThan(195)
  })

  it('end when they are deleted, and never hit the control', async () => {
    await control('POST', 'faults', { action: 'status', times: 100 })
    await expect(service.client.system.utilities.whoami()).rejects.toMatchObject({ status: 500 })
    expect((await control('DELETE', 'faults')).status).toBe(204)
    await service.client.system.utilities.whoami()
    expect((await control('POST', 'faults', { action: 'explode' })).status).toBe(400)
  })
})
