import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MP4,
  Output,
  WebMOutputFormat,
  BufferSource,
  BufferTarget,
} from 'mediabunny'
import { describe, expect, it } from 'vitest'
import { sampleVideo, startService, uploadSample } from '../support/service.js'

/** A real container with packets that claim to be VP9: nothing decodes them unless it transcodes. */
async function webm(): Promise<Buffer> {
  const input = new Input({ source: new BufferSource(new Uint8Array(sampleVideo)), formats: [MP4] })
  const track = await input.getPrimaryVideoTrack()
  const target = new BufferTarget()
  const output = new Output({ format: new WebMOutputFormat(), target })
  const source = new EncodedVideoPacketSource('vp9')
  output.addVideoTrack(source)
  await output.start()
  if (!track) throw new Error('The sample has no video')
  for await (const packet of new EncodedPacketSink(track).packets())
    await source.add(packet, { decoderConfig: { codec: 'vp09.00.10.08', codedWidth: 640, codedHeight: 360 } })
  source.close()
  await output.finalize()
  return Buffer.from(target.buffer ?? new ArrayBuffer())
}

describe('without ffmpeg', () => {
  it('takes MP4 with H.264 and AAC, and says of anything else what it holds', async () => {
    const service = await startService()
    try {
      const { asset } = await uploadSample(service, { playback_policies: ['signed'] }, await webm())
      expect(asset.status).toBe('errored')
      expect(asset.errors?.messages?.join()).toBe(
        'The file holds vp9 in matroska,webm; without ffmpeg mux-local takes only MP4 with H.264 and AAC',
      )
    } finally {
      await service.close()
    }
  })

  it('refuses a file that ends in the middle', async () => {
    const service = await startService()
    try {
      const moov = readFileSync(
        join(fileURLToPath(new URL('../../course/', import.meta.url)), 'fire-safety-1/360p/init.mp4'),
      )
      const { asset } = await uploadSample(service, { playback_policies: ['signed'] }, moov)
      expect(asset).toMatchObject({ status: 'errored', errors: { type: 'invalid_input' } })
    } finally {
      await service.close()
    }
  })
})

describe('with ffmpeg, where this machine has it', () => {
  it('transcodes into renditions and draws real pictures; where it is missing, the file is used as it is', async () => {
    const program = process.env['MUX_LOCAL_FFMPEG'] ?? 'ffmpeg'
    const present = spawnSync(program, ['-version']).status === 0
    const service = await startService({ ffmpeg: program })
    try {
      const { asset } = await uploadSample(service, { playback_policies: ['public'] })
      expect(asset.status).toBe('ready')
      const playbackId = asset.playback_ids?.[0]?.id ?? ''
      expect(await (await fetch(`${service.url}/${playbackId}.m3u8`)).text()).toContain('RESOLUTION=640x360')
      const picture = await fetch(`${service.url}/${playbackId}/thumbnail.jpg`)
      expect(picture.headers.get('content-type')).toBe(present ? 'image/jpeg' : 'image/png')
      const storyboard = await (await fetch(`${service.url}/${playbackId}/storyboard.vtt`)).text()
      expect((await fetch(/^http\S+/m.exec(storyboard)?.[0] ?? '')).status).toBe(200)
    } finally {
      await service.close()
    }
  })
})
