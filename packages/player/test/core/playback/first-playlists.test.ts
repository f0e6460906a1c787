import { assert } from 'chai'
import fc from 'fast-check'
import { firstPlaylists, type FirstRendition } from '../../../src/core/playback/first-playlists.js'
import { readPlaylistEntries } from '../../../src/core/playback/playlist-entries.js'

const ADDRESS = 'https://cdn.test/master.m3u8'

interface Line {
  readonly bitrate: number
  readonly height: number
  readonly audio?: string
}

function master(lines: readonly Line[], sounds: readonly string[] = []): string {
  const renditions = lines.flatMap(({ bitrate, height, audio }, index) => {
    const group = audio === undefined ? '' : `,AUDIO="${audio}"`
    const resolution = `${Math.round((height * 16) / 9)}x${height}`
    const mean = `AVERAGE-BANDWIDTH=${Math.round(bitrate / 2)}`
    return [`#EXT-X-STREAM-INF:${mean},BANDWIDTH=${bitrate},RESOLUTION=${resolution}${group}`, `r${index}.m3u8`]
  })
  return ['#EXTM3U', ...sounds, ...renditions].join('\n')
}
function first(text: string, options: Partial<FirstRendition> = {}): string[] {
  const addresses = firstPlaylists(readPlaylistEntries(text, ADDRESS), {
    chosen: null,
    smallest: false,
    side: 640,
    ...options,
  })
  return addresses.map((address) => address.replace('https://cdn.test/', ''))
}

const LADDER: readonly Line[] = [
  { bitrate: 2_000_000, height: 720 },
  { bitrate: 700_000, height: 360 },
  { bitrate: 4_500_000, height: 1080 },
]

describe('the playlists that are read first', () => {
  it('are those of the rendition that the master names first, as far as it fills the player', () => {
    assert.deepEqual(first(master(LADDER)), ['r0.m3u8'])
    assert.deepEqual(first(master([LADDER[1]!, LADDER[0]!, LADDER[2]!])), ['r0.m3u8'])
    const greatestFirst = master([LADDER[2]!, LADDER[1]!, LADDER[0]!])
    assert.deepEqual(first(greatestFirst), ['r2.m3u8'])
    assert.deepEqual(first(greatestFirst, { side: 1_920 }), ['r0.m3u8'])
  })

  it('are of the smallest to save data, or of what the learner keeps to', () => {
    assert.deepEqual(first(master(LADDER), { smallest: true }), ['r1.m3u8'])
    assert.deepEqual(first(master(LADDER), { chosen: { height: 1080, bitrate: null } }), ['r2.m3u8'])
    assert.deepEqual(first(master(LADDER), { smallest: true, chosen: { height: 800, bitrate: null } }), ['r0.m3u8'])
  })

  it('are of the greatest that a slow line is taken to carry, where the first is small', () => {
    const small = [100_000, 300_000, 490_000, 510_000].map((bitrate) => ({ bitrate, height: 240 }))
    assert.deepEqual(first(master(small)), ['r2.m3u8'])
  })

  it('hold the sound that goes with it: the one that plays by itself, or else the first', () => {
    const sound = (group: string, name: string, isDefault: boolean) =>
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${group}",NAME="${name}",DEFAULT=${isDefault ? 'YES' : 'NO'},URI="${name}.m3u8"`
    const sounds = [sound('low', 'a', true), sound('high', 'b', false), sound('high', 'c', true)]
    const lines = [{ ...LADDER[0]!, audio: 'high' }]
    assert.deepEqual(first(master(lines, sounds)), ['r0.m3u8', 'c.m3u8'])
    assert.deepEqual(first(master(lines, sounds.slice(0, 2))), ['r0.m3u8', 'b.m3u8'])
    assert.deepEqual(first(master(lines, sounds.slice(0, 1))), ['r0.m3u8'])
  })

  it('are none of a playlist that is no master', () => {
    assert.deepEqual(first('#EXTM3U\n#EXTINF:6,\na.m4s'), [])
    assert.deepEqual(first(''), [])
  })

  it('name one rendition of any master, without more than it holds', () => {
    const line = fc.record({
      bitrate: fc.integer({ min: 0, max: 20_000_000 }),
      height: fc.integer({ min: 1, max: 4_320 }),
    })
    const choice = fc.option(fc.record({ height: fc.integer({ min: 1, max: 4_320 }), bitrate: fc.constant(null) }))
    const options = fc.record({ chosen: choice, smallest: fc.boolean(), side: fc.integer({ min: 0, max: 8_000 }) })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), options, (lines, options) => {
        const found = first(master(lines), options)
        assert.lengthOf(found, 1)
        const { bitrate } = lines[Number(/\d+/.exec(found[0]!)![0])]!
        const smallest = Math.min(...lines.map(({ bitrate }) => bitrate))
        if (options.smallest && !options.chosen) assert.equal(bitrate, smallest)
      }),
    )
  })
})
