import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addressesIn } from '../support/sign.js'
import { sampleVideo, startService } from '../support/service.js'

const GRAIN = 256 * 1024
const size = sampleVideo.length
let service: Awaited<ReturnType<typeof startService>>
let url = ''
let id = ''

beforeEach(async () => {
  service = await startService()
  const upload = await service.client.video.uploads.create({
    cors_origin: 'https://lms.example/',
    new_asset_settings: { playback_policies: ['public'] },
  })
  url = upload.url ?? ''
  id = upload.id
})
afterEach(async () => {
  await service.close()
})

const put = (headers: Record<string, string>, body?: Uint8Array) =>
  fetch(url, { method: 'PUT', headers, ...(body ? { body: new Uint8Array(body) } : {}) })
const part = (from: number, to: number, total: number | '*' = size) =>
  put(
    { 'content-range': `bytes ${from.toString()}-${to.toString()}/${total.toString()}` },
    sampleVideo.subarray(from, to + 1),
  )
const ask = () => put({ 'content-range': `bytes */${size.toString()}` })
const status = async () => (await service.client.video.uploads.retrieve(id)).status
const readyAsset = async () => {
  await service.mux.idle()
  const { asset_id: assetId } = await service.client.video.uploads.retrieve(id)
  return service.client.video.assets.retrieve(assetId ?? '')
}

/** Sends the beginning of a part and cuts the connection. */
async function cutAfter(bytes: number) {
  await new Promise<void>((resolve) => {
    const req = request(url, {
      method: 'PUT',
      headers: { 'content-range': `bytes 0-${(size - 1).toString()}/${size.toString()}`, 'content-length': size },
    })
    req.on('error', () => {
      resolve()
    })
    req.write(sampleVideo.subarray(0, bytes), () => {
      req.destroy(new Error('cut'))
    })
  })
}

describe('a direct upload', () => {
  it('takes a whole file at once and becomes a video that plays', async () => {
    expect((await put({}, sampleVideo)).status).toBe(200)
    const asset = await readyAsset()
    expect(asset.status).toBe('ready')
    const playbackId = asset.playback_ids?.[0]?.id ?? ''
    const master = await (await fetch(`${service.url}/${playbackId}.m3u8`)).text()
    expect(master).toContain('RESOLUTION=640x360')
    const [rendition = ''] = addressesIn(master)
    const list = await (await fetch(rendition)).text()
    const durations = [...list.matchAll(/EXTINF:([\d.]+)/g)].map((match) => Number(match[1]))
    expect(durations.reduce((sum, each) => sum + each, 0)).toBeCloseTo(19.48, 2)
    const segments = await Promise.all(addressesIn(list).map(async (address) => (await fetch(address)).arrayBuffer()))
    expect(segments).toHaveLength(durations.length + 1)
    expect(Buffer.from(segments[0] ?? new ArrayBuffer()).includes('moov')).toBe(true)
    for (const segment of segments.slice(1)) expect(Buffer.from(segment).subarray(4, 8).toString()).toBe('moof')
    const picture = await fetch(`${service.url}/${playbackId}/thumbnail.jpg`)
    expect(picture.status).toBe(200)
    const storyboard = await (await fetch(`${service.url}/${playbackId}/storyboard.vtt`)).text()
    expect((await fetch(/^http\S+/m.exec(storyboard)?.[0] ?? '')).status).toBe(200)
  })

  it('takes parts, and says with 308 and Range how far it has come', async () => {
    const first = await part(0, GRAIN - 1)
    expect(first.status).toBe(308)
    expect(first.headers.get('range')).toBe(`bytes=0-${(GRAIN - 1).toString()}`)
    expect((await part(GRAIN, size - 1)).status).toBe(200)
    expect((await readyAsset()).duration).toBe(19.48)
  })

  it('answers how far it has come: nothing, a part, everything', async () => {
    const nothing = await ask()
    expect(nothing.status).toBe(308)
    expect(nothing.headers.get('range')).toBeNull()
    await part(0, GRAIN - 1)
    const some = await ask()
    expect(some.status).toBe(308)
    expect(some.headers.get('range')).toBe(`bytes=0-${(GRAIN - 1).toString()}`)
    await part(GRAIN, size - 1)
    expect((await ask()).status).toBe(200)
    await service.mux.idle()
  })

  it('keeps of a part that is not the last only multiples of 256 KiB, and refuses one that is smaller', async () => {
    expect((await part(0, GRAIN + 99)).headers.get('range')).toBe(`bytes=0-${(GRAIN - 1).toString()}`)
    const small = await part(GRAIN, GRAIN + 99)
    expect(small.status).toBe(400)
    expect(await small.text()).toContain('262144')
  })

  it('takes a part whose beginning it has already, and refuses one that leaves a gap', async () => {
    await part(0, GRAIN - 1)
    const gap = await part(GRAIN + 1000, size - 1)
    expect(gap.status).toBe(503)
    expect((await part(0, size - 1)).status).toBe(200)
    expect((await readyAsset()).duration).toBe(19.48)
  })

  it('keeps what arrived before the connection was cut, and goes on from there', async () => {
    await cutAfter(GRAIN + 5_000)
    await expect.poll(async () => (await ask()).headers.get('range')).toBe(`bytes=0-${(GRAIN - 1).toString()}`)
    await expect.poll(async () => (await part(GRAIN, size - 1)).status).toBe(200)
    expect((await readyAsset()).duration).toBe(19.48)
  })

  it('refuses nonsense: a header that cannot be read, a body longer than it says, another address', async () => {
    expect((await put({ 'content-range': 'bytes x' }, sampleVideo)).status).toBe(400)
    const long = { 'content-range': `bytes 0-${(GRAIN - 1).toString()}/${GRAIN.toString()}` }
    expect((await put(long, sampleVideo)).status).toBe(400)
    expect((await fetch(`${service.url}/upload/unknown`, { method: 'PUT', body: 'x' })).status).toBe(404)
    expect(await status()).toBe('waiting')
  })

  it('answers a browser of the upload’s own origin only, preflight included', async () => {
    const preflight = (origin: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-range' },
      })
    const ours = await preflight('https://lms.example')
    expect(ours.status).toBe(204)
    expect(ours.headers.get('access-control-allow-origin')).toBe('https://lms.example')
    expect(ours.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(ours.headers.get('access-control-allow-headers')).toContain('Content-Range')
    const other = await preflight('https://evil.example')
    expect(other.status).toBe(403)
    expect(other.headers.get('access-control-allow-origin')).toBeNull()

    const range = { 'content-range': `bytes */${size.toString()}` }
    const answer = await put({ origin: 'https://lms.example', ...range })
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://lms.example')
    expect(answer.headers.get('access-control-expose-headers')).toContain('Range')
    const foreign = await put({ origin: 'https://evil.example', ...range })
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('makes no asset of a file that arrives after it was cancelled', async () => {
    await service.client.video.uploads.cancel(id)
    expect((await put({}, sampleVideo)).status).toBe(200)
    await service.mux.idle()
    expect(await status()).toBe('cancelled')
    expect((await service.client.video.assets.list({ upload_id: id })).data).toEqual([])
  })

  it('is timed out after its time, and takes nothing more', async () => {
    await part(0, GRAIN - 1)
    await service.control('POST', 'clock', { advance: '3599s' })
    expect(await status()).toBe('waiting')
    await service.control('POST', 'clock', { advance: '1s' })
    expect(await status()).toBe('timed_out')
    expect((await part(GRAIN, size - 1)).status).toBe(410)
  })

  it('fails in words where the file is no video', async () => {
    await put({}, new TextEncoder().encode('These are the minutes of a meeting.'.repeat(100)))
    await service.mux.idle()
    expect(await service.client.video.uploads.retrieve(id)).toMatchObject({
      status: 'errored',
      error: { type: 'invalid_input', message: 'The file is no video that is known' },
    })
  })
})
