import type { ServerResponse } from 'node:http'
import Mux from '@mux/mux-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen, sampleVideo, startService, uploadSample } from '../support/service.js'

let service: Awaited<ReturnType<typeof startService>>

beforeEach(async () => {
  service = await startService()
})
afterEach(async () => {
  await service.close()
})

async function all<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of pages) items.push(item)
  return items
}

describe('the REST interface, called by the SDK of Mux', () => {
  it('makes, shows, lists and cancels uploads', async () => {
    const { uploads } = service.client.video
    const settings: Mux.Video.AssetOptions = {
      playback_policies: ['signed'],
      passthrough: 'opaque',
      video_quality: 'basic',
      max_resolution_tier: '1080p',
      inputs: [{ generated_subtitles: [{ language_code: 'auto', name: 'Captions' }] }],
    }
    const made = await uploads.create({
      cors_origin: 'https://lms.example',
      timeout: 86_400,
      new_asset_settings: settings,
    })
    expect(made).toMatchObject({ status: 'waiting', timeout: 86_400, cors_origin: 'https://lms.example' })
    expect(made.new_asset_settings).toEqual(settings)
    expect(made.url).toMatch(new RegExp(`^${service.url}/upload/[A-Za-z0-9]{64}$`))
    expect(await uploads.retrieve(made.id)).toEqual(made)

    for (let i = 0; i < 4; i++) await uploads.create({ cors_origin: '*' })
    const listed = await all(uploads.list({ limit: 2 }))
    expect(listed).toHaveLength(5)
    expect(listed.at(-1)).toEqual(made)

    const cancelled = await uploads.cancel(made.id)
    expect(cancelled.status).toBe('cancelled')
    expect(cancelled.url).toBeUndefined()
    await expect(uploads.cancel(made.id)).rejects.toThrow(Mux.BadRequestError)
    await expect(uploads.retrieve('missing')).rejects.toThrow(Mux.NotFoundError)
  })

  it('lists the sample course among the assets, and any number of others page by page', async () => {
    const { assets } = service.client.video
    expect((await all(assets.list())).map(({ id }) => id).toSorted()).toEqual(
      service.mux.assets.map(({ assetId }) => assetId).toSorted(),
    )
    const { upload, asset } = await uploadSample(service)
    expect((await all(assets.list({ limit: 1 }))).map(({ id }) => id)[0]).toBe(asset.id)
    expect(await all(assets.list({ limit: 1 }))).toHaveLength(4)
    expect((await all(assets.list({ upload_id: upload.id }))).map(({ id }) => id)).toEqual([asset.id])
  })

  it('goes on with a list although the asset that the next page begins with was deleted meanwhile', async () => {
    const { assets } = service.client.video
    const first = await assets.list({ limit: 1 })
    const second = (await all(assets.list()))[1]
    await assets.delete(second?.id ?? '')
    const rest = await all(await first.getNextPage())
    expect(rest.map(({ id }) => id)).not.toContain(second?.id)
    expect(rest.length).toBeGreaterThanOrEqual(1)
  })

  it('makes an asset of an upload, changes it and deletes it', async () => {
    const { assets } = service.client.video
    const { upload, asset } = await uploadSample(service, {
      playback_policies: ['signed'],
      passthrough: 'opaque',
      meta: { title: 'A lesson' },
    })
    expect(asset).toMatchObject({
      status: 'ready',
      upload_id: upload.id,
      passthrough: 'opaque',
      meta: { title: 'A lesson' },
      duration: 19.48,
      aspect_ratio: '16:9',
      max_stored_frame_rate: 25,
      resolution_tier: '720p',
      ingest_type: 'on_demand_direct_upload',
      progress: { state: 'completed', progress: 100 },
    })
    expect(asset.created_at).toMatch(/^\d{10}$/)
    expect(asset.playback_ids).toEqual([{ id: expect.stringMatching(/^[A-Za-z0-9]{44}$/) as string, policy: 'signed' }])
    expect(asset.tracks?.map(({ type }) => type)).toEqual(['video', 'audio'])

    const changed = await assets.update(asset.id, {
      passthrough: 'other',
      meta: { external_id: '7' },
      thumbnail_time: 3,
    })
    expect(changed).toMatchObject({
      passthrough: 'other',
      meta: { title: 'A lesson', external_id: '7' },
      thumbnail_time: 3,
    })
    expect((await assets.update(asset.id, { passthrough: '' })).passthrough).toBeUndefined()
    await assets.deleteThumbnailTime(asset.id)
    expect((await assets.retrieve(asset.id)).thumbnail_time).toBeUndefined()

    const [info] = await assets.retrieveInputInfo(asset.id)
    expect(info?.file?.container_format).toContain('mp4')
    expect(info?.file?.tracks).toMatchObject([
      { type: 'video', encoding: 'h264', width: 640, height: 360 },
      { type: 'audio', encoding: 'aac' },
    ])

    await assets.delete(asset.id)
    await expect(assets.retrieve(asset.id)).rejects.toThrow(Mux.NotFoundError)
    await expect(assets.delete(asset.id)).rejects.toThrow(Mux.NotFoundError)
  })

  it('makes an asset of an address, with text beside it', async () => {
    const files = await listen((req, res) => {
      res.end(req.url === '/video.mp4' ? sampleVideo : '1\n00:00:01,000 --> 00:00:02,500\nHello\n')
    })
    try {
      const { assets } = service.client.video
      const made = await assets.create({
        inputs: [
          { url: `${files.url}/video.mp4` },
          { type: 'text', url: `${files.url}/en.srt`, language_code: 'en', name: 'English' },
        ],
        playback_policies: ['public'],
      })
      expect(made.status).toBe('preparing')
      await service.mux.idle()
      const asset = await assets.retrieve(made.id)
      expect(asset).toMatchObject({ status: 'ready', duration: 19.48, ingest_type: 'on_demand_url' })
      const track = asset.tracks?.find(({ type }) => type === 'text')
      expect(track).toMatchObject({ status: 'ready', text_source: 'uploaded', language_code: 'en', name: 'English' })
      const text = await fetch(`${service.url}/${asset.playback_ids?.[0]?.id ?? ''}/text/${track?.id ?? ''}.vtt`)
      expect(await text.text()).toBe('WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nHello\n')
    } finally {
      await files.close()
    }
  })

  it('is busy while it fetches the text of an asset', async () => {
    let asked: (response: ServerResponse) => void = () => undefined
    const text = new Promise<ServerResponse>((resolve) => (asked = resolve))
    const files = await listen((req, res) => {
      if (req.url === '/video.mp4') res.end(sampleVideo)
      else asked(res)
    })
    try {
      const { assets } = service.client.video
      const { id } = await assets.create({ inputs: [{ url: `${files.url}/video.mp4` }], playback_policies: ['public'] })
      await service.mux.idle()
      const settings = {
        type: 'text',
        text_type: 'subtitles',
        language_code: 'en',
        url: `${files.url}/en.vtt`,
      } as const
      const { id: trackId } = await assets.createTrack(id, settings)
      const idle = service.mux.idle().then(() => 'idle')
      expect(await Promise.race([idle, service.control('GET', 'state').then(() => 'busy')])).toBe('busy')
      ;(await text).end('WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n')
      await idle
      const { tracks } = await assets.retrieve(id)
      expect(tracks?.find((each) => each.id === trackId)?.status).toBe('ready')
    } finally {
      await files.close()
    }
  })

  it('shows why an address could not be made an asset', async () => {
    const { assets } = service.client.video
    const made = await assets.create({
      inputs: [{ url: `${service.url}/nothing-here` }],
      playback_policies: ['public'],
    })
    await service.mux.idle()
    expect(await assets.retrieve(made.id)).toMatchObject({
      status: 'errored',
      errors: { type: 'invalid_input', messages: ['The address of the input answered with 404'] },
    })
  })

  it('makes, shows and deletes playback IDs', async () => {
    const { assets, playbackIds } = service.client.video
    const { asset } = await uploadSample(service)
    const made = await assets.createPlaybackId(asset.id, { policy: 'public' })
    expect(await assets.retrievePlaybackId(asset.id, made.id)).toEqual(made)
    expect(await playbackIds.retrieve(made.id)).toEqual({ ...made, object: { type: 'asset', id: asset.id } })
    expect((await fetch(`${service.url}/${made.id}.m3u8`)).status).toBe(200)
    await assets.deletePlaybackId(asset.id, made.id)
    await expect(playbackIds.retrieve(made.id)).rejects.toThrow(Mux.NotFoundError)
    expect((await fetch(`${service.url}/${made.id}.m3u8`)).status).toBe(403)
  })

  it('adds text tracks, generates them, changes them and deletes them', async () => {
    const { assets } = service.client.video
    const { asset } = await uploadSample(service)
    const files = await listen((_req, res) => {
      res.end('WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour\n')
    })
    try {
      const made = await assets.createTrack(asset.id, {
        type: 'text',
        text_type: 'subtitles',
        language_code: 'fr',
        url: `${files.url}/fr.vtt`,
        closed_captions: true,
      })
      expect(made).toMatchObject({
        type: 'text',
        status: 'preparing',
        language_code: 'fr',
        name: 'French',
        closed_captions: true,
      })
      const trackStatus = async () => (await assets.retrieve(asset.id)).tracks?.find(({ id }) => id === made.id)?.status
      await expect.poll(trackStatus).toBe('ready')
      const renamed = await assets.updateTrack(asset.id, made.id ?? '', { name: 'Français', passthrough: 'x' })
      expect(renamed).toMatchObject({ name: 'Français', passthrough: 'x' })
      await assets.deleteTrack(asset.id, made.id ?? '')
      expect(await trackStatus()).toBeUndefined()

      const sound = asset.tracks?.find(({ type }) => type === 'audio')?.id ?? ''
      const [generated] = await assets.generateSubtitles(asset.id, sound, {
        generated_subtitles: [{ language_code: 'en', name: 'English (generated)' }],
      })
      expect(generated).toMatchObject({ type: 'text', text_source: 'generated_vod', name: 'English (generated)' })
      await expect(assets.deleteTrack(asset.id, sound)).rejects.toThrow(Mux.BadRequestError)
    } finally {
      await files.close()
    }
  })

  it('keeps playback restrictions', async () => {
    const { playbackRestrictions } = service.client.video
    const made = await playbackRestrictions.create({
      referrer: { allowed_domains: ['*.example.com'] },
      user_agent: { allow_high_risk_user_agent: false },
    })
    expect(made.referrer).toEqual({ allowed_domains: ['*.example.com'], allow_no_referrer: false })
    expect(await playbackRestrictions.retrieve(made.id)).toEqual(made)
    const moved = await playbackRestrictions.updateReferrer(made.id, {
      allowed_domains: ['foo.com'],
      allow_no_referrer: true,
    })
    expect(moved.referrer).toEqual({ allowed_domains: ['foo.com'], allow_no_referrer: true })
    const agents = { allow_high_risk_user_agent: true, allow_no_user_agent: false }
    expect((await playbackRestrictions.updateUserAgent(made.id, agents)).user_agent).toEqual(agents)
    expect(await all(playbackRestrictions.list())).toHaveLength(1)
    await playbackRestrictions.delete(made.id)
    await expect(playbackRestrictions.retrieve(made.id)).rejects.toThrow(Mux.NotFoundError)
  })

  it('makes signing keys that open videos until they are deleted', async () => {
    const { signingKeys } = service.client.system
    const key = await signingKeys.create()
    const { playbackId } = service.mux.assets[0] ?? { playbackId: '' }
    const token = await service.client.jwt.signPlaybackId(playbackId, {
      keyId: key.id,
      keySecret: key.private_key ?? '',
      type: 'video',
    })
    const play = async () => (await fetch(`${service.url}/${playbackId}.m3u8?token=${token}`)).status
    expect(await play()).toBe(200)
    expect(await signingKeys.retrieve(key.id)).toEqual({ id: key.id, created_at: key.created_at })
    expect(await all(signingKeys.list())).toEqual([{ id: key.id, created_at: key.created_at }])
    await signingKeys.delete(key.id)
    expect(await play()).toBe(403)
    await expect(signingKeys.retrieve(key.id)).rejects.toThrow(Mux.NotFoundError)
  })

  it('keeps webhooks, and shows the secret of each once', async () => {
    const { webhooks } = service.client.system
    const made = await webhooks.create({ address: 'http://127.0.0.1:9/hook' })
    expect(made.signing_secret).toMatch(/^\w{32}$/)
    expect(made).toMatchObject({ enabled: true, created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string })
    const { signing_secret: _, ...shown } = made
    expect(await webhooks.retrieve(made.id)).toEqual(shown)
    expect(await all(webhooks.list())).toEqual([shown])
    await expect(webhooks.create({ address: 'http://127.0.0.1:9/hook' })).rejects.toThrow(Mux.BadRequestError)
    await expect(webhooks.update(made.id, {})).rejects.toThrow(Mux.BadRequestError)
    const changed = await webhooks.update(made.id, { address: 'http://127.0.0.1:9/other', enabled: false })
    expect(changed).toEqual({ ...shown, address: 'http://127.0.0.1:9/other', enabled: false })
    await webhooks.delete(made.id)
    await expect(webhooks.retrieve(made.id)).rejects.toThrow(Mux.NotFoundError)
  })

  it('says whose access token it is', async () => {
    expect(await service.client.system.utilities.whoami()).toMatchObject({
      access_token_name: 'token-id',
      environment_type: 'development',
      permissions: ['system:read', 'system:write', 'video:read', 'video:write'],
    })
  })

  it('refuses a wrong secret, an unknown token and a missing one', async () => {
    for (const wrong of [
      { tokenId: 'token-id', tokenSecret: 'wrong' },
      { tokenId: 'other', tokenSecret: 'token-secret' },
    ]) {
      const client = new Mux({ ...wrong, baseURL: service.url, maxRetries: 0 })
      await expect(client.system.utilities.whoami()).rejects.toThrow(Mux.AuthenticationError)
    }
    const response = await fetch(`${service.url}/video/v1/assets`)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({
      error: { type: 'unauthorized', messages: ['The access token is missing or wrong'] },
    })
  })

  it('names what is wrong with a body', async () => {
    const post = async (body: string) => {
      const response = await fetch(`${service.url}/video/v1/uploads`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa('token-id:token-secret')}` },
        body,
      })
      return {
        status: response.status,
        body: (await response.json()) as { error: { type: string; messages: string[] } },
      }
    }
    const wrong = await post('{"timeout": 5, "new_asset_settings": {"playback_policies": ["secret"], "titel": "x"}}')
    expect(wrong.status).toBe(400)
    expect(wrong.body.error.type).toBe('invalid_parameters')
    expect(wrong.body.error.messages.join()).toMatch(/timeout.*new_asset_settings\.playback_policies\.0.*titel/s)
    expect((await post('{"cors')).body.error.messages).toEqual(['The body is not JSON'])
    expect((await post('[]')).status).toBe(400)
    expect((await post(JSON.stringify({ cors_origin: 'x'.repeat(1_100_000) }))).status).toBe(413)
  })

  it('refuses what it does not imitate instead of answering as if it had been done', async () => {
    const { uploads } = service.client.video
    for (const settings of [
      { static_renditions: [{ resolution: 'highest' as const }] },
      { playback_policies: ['drm' as const] },
      { master_access: 'temporary' as const },
    ]) {
      await expect(uploads.create({ cors_origin: '*', new_asset_settings: settings })).rejects.toThrow(
        /does not imitate/,
      )
    }
  })
})
