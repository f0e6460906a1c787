import { assert } from 'chai'
import fc from 'fast-check'
import { parseVtt } from '../../../src/core/transcript/parse-vtt.js'

const texts = (file: string) => parseVtt(file).cues.map(({ text }) => text)

describe('reading a WebVTT file as text', () => {
  it('gives every caption with its times', () => {
    const file =
      'WEBVTT\n\n1\n00:00:00.700 --> 00:00:04.405\nGet out.\n\n00:06.190 --> 1:00:07.975 line:0 align:start\nNow.'
    assert.deepEqual(parseVtt(file), {
      cues: [
        { from: 0.7, to: 4.405, text: 'Get out.', speaker: null },
        { from: 6.19, to: 3607.975, text: 'Now.', speaker: null },
      ],
      streamTime: null,
    })
  })

  it('leaves out notes, styles and regions, and reads every kind of line end', () => {
    const file =
      '\uFEFFWEBVTT - a title\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE not\r\nsaid\r\n\r\n' +
      'REGION\r\nid:r\r\n\r\nid\r\n00:01.000 --> 00:02.000\r\nOne\r\n\r\n00:02.000 --> 00:03.000\rTwo\r\r'
    assert.deepEqual(texts(file), ['One', 'Two'])
  })

  it('reads markup as the format has it, and nothing of it as HTML', () => {
    const file = [
      'WEBVTT\n',
      '00:01.000 --> 00:02.000\n<v.loud Ada &amp; Co>Is 1 &lt; 2? <i.x>Yes</i>, <00:01.500>and <ruby>漢<rt>kan</rt></ruby> < 3',
      '00:02.000 --> 00:03.000\n<img src=x onerror=alert(1)>&lt;script&gt;alert(1)&lt;/script&gt;',
      '00:03.000 --> 00:04.000\n<v Bo>',
    ].join('\n\n')
    assert.deepEqual(parseVtt(file).cues, [
      { from: 1, to: 2, text: 'Is 1 < 2? Yes, and 漢kan < 3', speaker: 'Ada & Co' },
      { from: 2, to: 3, text: '<script>alert(1)</script>', speaker: null },
    ])
  })

  it('joins the lines of a caption as running text, with spaces where the script has them', () => {
    const file = 'WEBVTT\n\n00:01.000 --> 00:02.000\nWalk to\n the point.\n\n00:02.000 --> 00:03.000\n避難\nします。'
    assert.deepEqual(texts(file), ['Walk to the point.', '避難します。'])
  })

  it('begins a caption where its time stands, without an empty line before it too', () => {
    assert.deepEqual(texts('WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n00:02.000 --> 00:03.000\nTwo'), ['One', 'Two'])
  })

  it('keeps what ends before it begins, and skips what has no time', () => {
    const file = 'WEBVTT\n\n00:09.000 --> 00:02.000\nOdd\n\nx --> y\nNever\n\n00:10.000 -> 00:11.000\nNo'
    assert.deepEqual(parseVtt(file).cues, [{ from: 9, to: 9, text: 'Odd', speaker: null }])
  })

  it('says where the clock of the stream is', () => {
    const header = (map: string) => parseVtt(`WEBVTT\nX-TIMESTAMP-MAP=${map}\n\n`).streamTime
    assert.equal(header('MPEGTS:900000,LOCAL:00:00:00.000'), 10)
    assert.equal(header('LOCAL:00:00:04.000,MPEGTS:900000'), 6)
    assert.isNull(header('LOCAL:00:00:04.000'))
  })

  it('loses no word of any caption and keeps their order', () => {
    // Anything that is no markup and no line end.
    const word = fc.stringMatching(/^[^<>&\s\u0000-\u001F\u007F-\u00A0\u1680\u2000-\u206F\u3000\uFEFF-]{1,12}$/)
    const captions = fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { maxLength: 20 })
    fc.assert(
      fc.property(captions, (given) => {
        const stamp = (second: number) => `00:00:${String(second).padStart(2, '0')}.000`
        const blocks = given.map((words, at) => `${stamp(at)} --> ${stamp(at + 1)}\n${words.join(' ')}`)
        const read = texts(['WEBVTT', ...blocks].join('\n\n'))
        assert.deepEqual(
          read,
          given.map((words) => words.join(' ')),
        )
      }),
    )
  })

  it('never throws, and gives texts of one line without an end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('0:1. -->\n\r<v/>&;ampMPEGTS=LOCAL,X')) }),
        (noise) => {
          for (const { from, to, text } of parseVtt(`WEBVTT\n${noise}\n\n00:01.000 --> 00:02.000\n${noise}`).cues) {
            assert.isAtLeast(to, from)
            assert.notMatch(text, /[\n\r]/)
          }
        },
      ),
    )
  })
})
