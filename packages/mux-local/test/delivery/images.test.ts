import { beforeEach, describe, expect, it } from 'vitest'
import { createMux, origin, sign, start } from '../support/sign.js'

const { mux, get, clock } = createMux()
const magic: Record<string, (bytes: Buffer) => boolean> = {
  jpg: (bytes) => bytes.readUInt16BE(0) === 0xffd8,
  png: (bytes) => bytes.toString('latin1', 1, 4) === 'PNG',
  webp: (bytes) => bytes.toString('latin1', 8, 12) === 'WEBP',
}
const seconds = (stamp: string) => {
  const [h = 0, m = 0, s = 0] = stamp.split(':').map(Number)
  return h * 3600 + m * 60 + s
}

describe.each(mux.assets)('the pictures of $title', ({ playbackId, duration }) => {
  beforeEach(() => {
    clock.now = start
  })

  const thumbnail = async (format: string, claims: Record<string, unknown> = {}) => {
    const response = await get(
      `${origin}/${playbackId}/thumbnail.${format}?token=${await sign({ sub: playbackId, aud: 't', ...claims })}`,
    )
    expect(response.status).toBe(200)
    return Buffer.from(await response.arrayBuffer())
  }

  it('come as JPEG, PNG and WebP', async () => {
    for (const format of ['jpg', 'png', 'webp']) expect(magic[format]?.(await thumbnail(format))).toBe(true)
  })

  it('are the middle by default and the nearest to the time claim otherwise', async () => {
    const middle = await thumbnail('jpg')
    const early = await thumbnail('jpg', { time: 1 })
    const late = await thumbnail('jpg', { time: duration + 100 })
    expect((await thumbnail('jpg', { time: String(duration / 2) })).equals(middle)).toBe(true)
    expect((await thumbnail('jpg', { time: 'soon' })).equals(middle)).toBe(true)
    expect(new Set([middle, early, late].map((bytes) => bytes.toString('base64'))).size).toBe(3)
  })

  it('of the storyboard cover the whole lesson and name an image that answers until the token ends', async () => {
    for (const format of ['jpg', 'webp']) {
      clock.now = start
      const token = await sign({ sub: playbackId, aud: 's' })
      const response = await get(`${origin}/${playbackId}/storyboard.vtt?format=${format}&token=${token}`)
      expect(response.headers.get('content-type')).toBe('text/vtt; charset=utf-8')
      const track = await response.text()
      expect(track.startsWith('WEBVTT\n')).toBe(true)
      expect(track).not.toContain(token)
      const cues = [...track.matchAll(/(\S+) --> (\S+)\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/g)]
      expect(seconds(cues[0]?.[1] ?? '')).toBe(0)
      for (const [i, cue] of cues.entries()) if (i > 0) expect(cue[1]).toBe(cues[i - 1]?.[2])
      expect(seconds(cues.at(-1)?.[2] ?? '')).toBeCloseTo(duration, 3)
      const image = cues[0]?.[3] ?? ''
      expect(new Set(cues.map((cue) => cue[3])).size).toBe(1)
      const picture = await get(image)
      expect(picture.status).toBe(200)
      expect(magic[format]?.(Buffer.from(await picture.arrayBuffer()))).toBe(true)
      clock.now += 3_600_000
      expect((await get(image)).status).toBe(403)
    }
  })
})
