import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { parseVtt } from '../../../src/core/captions/parse-vtt.js'
import { srtToVtt } from '../../../src/core/captions/srt-to-vtt.js'

const vttOf = (text: string) => {
  const read = parseVtt(text)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.vtt
}
const faultsOf = (text: string, read = parseVtt) => {
  const result = read(text)
  return 'faults' in result ? result.faults.map(({ line }) => line) : []
}

describe('captions in WebVTT', () => {
  it('are taken as they are, with line ends of the format and no byte order mark', () => {
    const text =
      '\uFEFFWEBVTT - Alarm\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE a --> b\r\n\r\nintro\r\n' +
      '00:01.000 --> 00:04.000 line:0 align:start\r\n<v Olga>Leave at once.\r\n\r\n10:00:05.000 --> 10:00:06.500\r\nNow.\r\n\r\n\r\n'
    const read = vttOf(text.replace('NOTE a --> b', 'NOTE a'))
    assert.isTrue(read.startsWith('WEBVTT - Alarm\nKind: captions\n\nSTYLE'))
    assert.isTrue(read.endsWith('\nNow.\n'))
    assert.notInclude(read, '\r')
    assert.equal(vttOf(read), read)
  })

  it('are refused with the lines that cannot be read', () => {
    const head = 'WEBVTT\n\n'
    assert.deepEqual(faultsOf(''), [1])
    assert.deepEqual(faultsOf('WEBVTTX\n\n00:01.000 --> 00:02.000\nA'), [1])
    assert.deepEqual(faultsOf(head), [3])
    assert.deepEqual(faultsOf(`${head}00:01,000 --> 00:02,000\nA`), [3])
    assert.deepEqual(
      faultsOf(`${head}00:02.000 --> 00:02.000\nA\n\n1\n00:61.000 --> 01:02.000\nB\n\nno times\n`),
      [3, 7, 10],
    )
    assert.deepEqual(faultsOf(`${head}00:01.000 --> 00:02.000\nA\n00:02.000 --> 00:03.000\nB`), [5])
    const many = Array.from({ length: 50 }, () => 'x\n').join('\n')
    assert.lengthOf(faultsOf(head + many), 20)
  })
})

describe('captions in SubRip', () => {
  const srt = (text: string) => srtToVtt(text)

  it('become WebVTT: times, shared markup, and what would be markup', () => {
    const text =
      '1\r\n00:00:01,5 --> 00:00:04,000 X1:1\r\n{\\an8}<i>Fire</i> & <font color="red">smoke</font> <3\r\n\r\n' +
      '00:00:05.000 --> 00:00:06.000\r\n<B>Out!</B> --> now\r\n'
    const read = srt(text)
    assert.deepEqual(read, {
      vtt:
        'WEBVTT\n\n00:00:01.500 --> 00:00:04.000\n<i>Fire</i> &amp; smoke &lt;3\n\n' +
        '00:00:05.000 --> 00:00:06.000\n<b>Out!</b> --&gt; now\n',
    })
    assert.equal('vtt' in read && vttOf(read.vtt), 'vtt' in read && read.vtt)
  })

  it('are refused with the lines that cannot be read', () => {
    assert.deepEqual(faultsOf('', srt), [1])
    assert.deepEqual(faultsOf('1\n00:00:05,000 --> 00:00:04,000\nA\n\n2\nB\n', srt), [2, 6])
  })

  it('become WebVTT that is taken, whatever is said', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[\r\n]/.test(text) && text.trim() !== '')
    const cue = fc.record({ from: fc.nat(3_000_000), length: fc.integer({ min: 1, max: 60_000 }), text: line })
    fc.assert(
      fc.property(fc.array(cue, { minLength: 1, maxLength: 20 }), (cues) => {
        const time = (ms: number) => new Date(ms).toISOString().slice(11, 23).replace('.', ',')
        const text = cues.map((each, index) => {
          const times = `${time(each.from)} --> ${time(each.from + each.length)}`
          return `${(index + 1).toString()}\n${times}\n${each.text}\n`
        })
        const read = srt(text.join('\n'))
        assert.isTrue('vtt' in read, JSON.stringify(read))
        if ('vtt' in read) assert.equal(vttOf(read.vtt).match(/ --> /g)?.length, cues.length)
      }),
    )
  })
})
