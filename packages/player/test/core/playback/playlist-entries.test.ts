import { assert } from 'chai'
import fc from 'fast-check'
import { readPlaylistEntries } from '../../../src/core/playback/playlist-entries.js'

const MASTER = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="sub1",NAME="English",URI="https://cdn.test/s.m3u8?sig=OLD"
#EXT-X-STREAM-INF:BANDWIDTH=100,RESOLUTION=640x360,SUBTITLES="sub1"
https://cdn.test/a.m3u8?sig=OLD
#EXT-X-STREAM-INF:BANDWIDTH=200,RESOLUTION=1280x720,SUBTITLES="sub1"
https://cdn.test/b.m3u8?sig=OLD
#EXT-X-STREAM-INF:BANDWIDTH=200,RESOLUTION=1280x720,SUBTITLES="sub1"
https://other.test/b.m3u8?sig=OLD
`
const MEDIA = `#EXTM3U
#EXT-X-TARGETDURATION:6
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-MAP:URI="init.mp4",BYTERANGE="100@0"
#EXTINF:6.0,
a.m4s?sig=OLD
#EXT-X-KEY:METHOD=AES-128,URI="key.bin"
#EXTINF:6.0,
#EXT-X-BYTERANGE:100@0
b.m4s
#EXT-X-MAP:URI="init2.mp4"
#EXTINF:6.0,
b.m4s
`

/** For each address of one playlist, what the same entry of the other holds. */
function translate(old: string, fresh: string, from = 'https://old.test/x/p.m3u8', to = 'https://new.test/y/p.m3u8') {
  const today = readPlaylistEntries(fresh, to)
  return [...readPlaylistEntries(old, from)].map(([entry, address]) => [address, today.get(entry)])
}

describe('entries of a playlist', () => {
  it('finds renditions and captions in a master that is signed again', () => {
    const fresh = MASTER.replaceAll('OLD', 'NEW')
    const pairs = translate(MASTER, fresh)
    assert.lengthOf(pairs, 4)
    for (const [old, now] of pairs) assert.equal(now, String(old).replace('OLD', 'NEW'))
  })

  it('finds them in another order too, and distinguishes two hosts of the same rendition by their order', () => {
    const lines = MASTER.trim().split('\n')
    const order = [0, 1, 5, 6, 3, 4, 7, 8, 2].map((index) => lines[index]).join('\n')
    for (const [old, now] of translate(MASTER, order.replaceAll('OLD', 'NEW'))) {
      assert.equal(now, String(old).replace('OLD', 'NEW'))
    }
  })

  it('finds segments by their number, initialisation segments and keys by their turn, relative to the playlist', () => {
    assert.deepEqual(translate(MEDIA, MEDIA.replaceAll('OLD', 'NEW')), [
      ['https://old.test/x/init.mp4', 'https://new.test/y/init.mp4'],
      ['https://old.test/x/a.m4s?sig=OLD', 'https://new.test/y/a.m4s?sig=NEW'],
      ['https://old.test/x/key.bin', 'https://new.test/y/key.bin'],
      ['https://old.test/x/b.m4s', 'https://new.test/y/b.m4s'],
      ['https://old.test/x/init2.mp4', 'https://new.test/y/init2.mp4'],
      ['https://old.test/x/b.m4s', 'https://new.test/y/b.m4s'],
    ])
  })

  it('finds a segment where the fresh playlist begins later', () => {
    const later = MEDIA.replace('SEQUENCE:7', 'SEQUENCE:8').replace('#EXTINF:6.0,\na.m4s?sig=OLD\n', '')
    const today = readPlaylistEntries(later, 'https://new.test/y/p.m3u8')
    assert.equal(today.get('segment 8#0'), 'https://new.test/y/b.m4s')
    assert.isUndefined(today.get('segment 7#0'))
  })

  it('knows no address of a rendition that is gone', () => {
    const fewer = MASTER.split('\n').slice(0, 5).join('\n')
    assert.deepEqual(
      translate(MASTER, fewer).map(([, now]) => now !== undefined),
      [true, true, false, false],
    )
  })

  it('gives every address exactly one entry, whatever the signatures are', () => {
    const anySignature = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), anySignature, anySignature, (count, old, fresh) => {
        const playlist = (signature: string) =>
          Array.from({ length: count }, (_, i) => `#EXTINF:4,\nhttps://cdn.test/${i}.ts?s=${signature}`).join('\n')
        const pairs = translate(playlist(old), playlist(fresh))
        assert.lengthOf(pairs, count)
        for (const [index, [, now]] of pairs.entries()) assert.equal(now, `https://cdn.test/${index}.ts?s=${fresh}`)
      }),
    )
  })
})
