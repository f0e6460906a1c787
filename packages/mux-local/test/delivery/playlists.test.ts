import { describe, it, expect } from 'vitest'
import { addressesIn, createMux, origin, sign } from '../support/sign.js'

const { mux, get } = createMux()
const typeByExtension: Record<string, string> = {
  m3u8: 'application/x-mpegURL',
  mp4: 'video/mp4',
  m4s: 'video/mp4',
  vtt: 'text/vtt; charset=utf-8',
}

async function body(url: string) {
  const response = await get(url)
  expect(response.status).toBe(200)
  const extension = new URL(url).pathname.split('.').at(-1) ?? ''
  expect(response.headers.get('content-type')).toBe(typeByExtension[extension])
  return Buffer.from(await response.arrayBuffer())
}

const master = async (playbackId: string, claims: Record<string, unknown> = {}) =>
  (await body(`${origin}/${playbackId}.m3u8?token=${await sign({ sub: playbackId, aud: 'v', ...claims })}`)).toString()

const heights = (playlist: string) => [...playlist.matchAll(/RESOLUTION=\d+x(\d+)/g)].map((match) => Number(match[1]))

/** The address that follows each `EXT-X-STREAM-INF`. */
const renditionsIn = (playlist: string) =>
  [...playlist.matchAll(/#EXT-X-STREAM-INF:.*\n(.+)/g)].map((match) => match[1] ?? '')

const lengthsIn = (playlist: string) => [...playlist.matchAll(/#EXTINF:([\d.]+),/g)].map((match) => Number(match[1]))

/** Types and payloads of the boxes of an MP4. */
function boxes(bytes: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32BE(at)
    if (size < 8) throw new Error('a box of no size')
    found.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + size))
    at += size
  }
  return found
}

describe.each(mux.assets)('the playlists of $title', ({ playbackId, duration }) => {
  it('offer 360p, 720p and 1080p with all that a player chooses by', async () => {
    const playlist = await master(playbackId)
    expect(playlist.startsWith('#EXTM3U\n')).toBe(true)
    expect(heights(playlist)).toEqual([360, 720, 1080])
    const streams = playlist.split('\n').filter((line) => line.startsWith('#EXT-X-STREAM-INF:'))
    let before = 0
    for (const stream of streams) {
      expect(stream).toMatch(/CODECS="mp4a\.40\.2,avc1\.64[0-9a-f]{4}"/)
      expect(stream).toMatch(/FRAME-RATE=25\.000/)
      expect(stream).toMatch(/SUBTITLES="sub1"/)
      const peak = Number(/:BANDWIDTH=(\d+)/.exec(stream)?.[1])
      const mean = Number(/AVERAGE-BANDWIDTH=(\d+)/.exec(stream)?.[1])
      expect(peak).toBeGreaterThanOrEqual(mean)
      expect(mean).toBeGreaterThan(before)
      before = mean
    }
    expect(playlist).toMatch(/#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="sub1",NAME="English",LANGUAGE="en"/)
  })

  it('list addresses that all answer with the right type', async () => {
    for (const address of addressesIn(await master(playbackId))) {
      for (const inner of addressesIn((await body(address)).toString())) await body(inner)
    }
  })

  it('cut every rendition at the same moments, in segments of 4 s, and end', async () => {
    const lists = await Promise.all(
      renditionsIn(await master(playbackId)).map(async (url) => (await body(url)).toString()),
    )
    const lengths = lists.map(lengthsIn)
    for (const list of lists) {
      expect(list).toContain('#EXT-X-PLAYLIST-TYPE:VOD')
      expect(list.endsWith('#EXT-X-ENDLIST\n')).toBe(true)
    }
    expect(new Set(lengths.map((list) => JSON.stringify(list))).size).toBe(1)
    const [one = []] = lengths
    expect(one.slice(0, -1).every((length) => length === 4)).toBe(true)
    expect(Math.abs(one.reduce((sum, length) => sum + length, 0) - duration)).toBeLessThan(0.05)
  })

  it('lead to an init segment and media segments that belong together', async () => {
    for (const url of renditionsIn(await master(playbackId))) {
      const [init = '', ...segments] = addressesIn((await body(url)).toString())
      const head = boxes(await body(init))
      expect([...head.keys()]).toEqual(expect.arrayContaining(['ftyp', 'moov']))
      expect(head.get('moov')?.includes('avc1')).toBe(true)
      expect(head.get('moov')?.includes('mp4a')).toBe(true)
      const segment = boxes(await body(segments[0] ?? ''))
      expect([...segment.keys()]).toEqual(expect.arrayContaining(['moof', 'mdat']))
      expect(boxes(segment.get('moof') ?? Buffer.alloc(0)).has('traf')).toBe(true)
    }
  })

  it('leave out what the claims max_resolution and min_resolution exclude, but never everything', async () => {
    expect(heights(await master(playbackId, { max_resolution: '720p' }))).toEqual([360, 720])
    expect(heights(await master(playbackId, { min_resolution: '720p' }))).toEqual([720, 1080])
    expect(heights(await master(playbackId, { min_resolution: '720p', max_resolution: '720p' }))).toEqual([720])
    expect(heights(await master(playbackId, { max_resolution: '270p' }))).toEqual([360])
    expect(heights(await master(playbackId, { min_resolution: '2160p' }))).toEqual([1080])
    expect(heights(await master(playbackId, { max_resolution: 'nonsense' }))).toEqual([360, 720, 1080])
    expect(heights(await master(playbackId, { rendition_order: 'desc' }))).toEqual([1080, 720, 360])
  })

  it('let only the token choose: the same words in the query change nothing', async () => {
    const token = await sign({ sub: playbackId, aud: 'v' })
    const playlist = await body(`${origin}/${playbackId}.m3u8?max_resolution=360p&token=${token}`)
    expect(heights(playlist.toString())).toEqual([360, 720, 1080])
  })

  it('make the captions the default only where the token asks for their language', async () => {
    expect(await master(playbackId)).toContain('DEFAULT=NO')
    expect(await master(playbackId, { default_subtitles_lang: 'en' })).toContain('DEFAULT=YES')
  })
})
