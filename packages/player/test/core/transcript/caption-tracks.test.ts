import { assert } from 'chai'
import { captionTracks, segmentAddresses } from '../../../src/core/transcript/caption-tracks.js'

const HOST = 'https://media.example/one.m3u8?token=t'

describe('the captions that a master offers', () => {
  it('are read with language, name and address', () => {
    const master = [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",URI="sound.m3u8"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English, CC",LANGUAGE="en",FORCED=NO,URI="/subs/en.m3u8?s=1"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",LANGUAGE="de",URI="https://other.example/de.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,SUBTITLES="s"',
      'video.m3u8',
    ].join('\r\n')
    assert.deepEqual(captionTracks(master, HOST), [
      { language: 'en', label: 'English, CC', address: 'https://media.example/subs/en.m3u8?s=1' },
      { language: 'de', label: 'de', address: 'https://other.example/de.m3u8' },
    ])
  })

  it('are read once, without those for foreign parts and without addresses that no page loads', () => {
    const line = (rest: string) => `#EXT-X-MEDIA:TYPE=SUBTITLES,${rest}`
    const master = [
      line('GROUP-ID="s1",NAME="English",LANGUAGE="en",URI="a.m3u8"'),
      line('GROUP-ID="s2",NAME="English",LANGUAGE="en",URI="b.m3u8"'),
      line('GROUP-ID="s1",NAME="Signs",LANGUAGE="en",FORCED=YES,URI="c.m3u8"'),
      line('GROUP-ID="s1",NAME="Odd",LANGUAGE="xx",URI="javascript:alert(1)"'),
      line('GROUP-ID="s1",NAME="None",LANGUAGE="yy"'),
      line('GROUP-ID="s1",NAME="Broken",LANGUAGE="zz",URI="http://["'),
    ].join('\n')
    assert.deepEqual(
      captionTracks(master, HOST).map(({ address }) => address),
      ['https://media.example/a.m3u8'],
    )
  })

  it('have their segments in the order of the playlist', () => {
    const playlist = '#EXTM3U\n#EXTINF:9,\n0.vtt?a=1\n\n#EXTINF:9,\n https://other.example/1.vtt \n#EXT-X-ENDLIST\n'
    assert.deepEqual(segmentAddresses(playlist, 'https://media.example/x/en.m3u8'), [
      'https://media.example/x/0.vtt?a=1',
      'https://other.example/1.vtt',
    ])
  })
})
