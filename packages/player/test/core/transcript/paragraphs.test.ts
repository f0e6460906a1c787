import { assert } from 'chai'
import fc from 'fast-check'
import type { CaptionCue } from '../../../src/core/transcript/caption-cue.js'
import { toParagraphs } from '../../../src/core/transcript/paragraphs.js'

const cue = (from: number, to: number, text: string, speaker: string | null = null): CaptionCue => {
  return { from, to, text, speaker }
}
const read = (...parameters: Parameters<typeof toParagraphs>) =>
  toParagraphs(...parameters).map(({ heading, speaker, lines }) => ({
    heading,
    speaker,
    text: lines.map(({ text }) => text).join(' '),
  }))

describe('paragraphs of a transcript', () => {
  it('begin after a pause', () => {
    assert.deepEqual(read([cue(0, 4, 'Stop.'), cue(4.4, 6, 'Leave.'), cue(7.5, 9, 'Wait.')]), [
      { heading: null, speaker: null, text: 'Stop. Leave.' },
      { heading: null, speaker: null, text: 'Wait.' },
    ])
  })

  it('begin with another speaker and with a chapter, which gives its heading', () => {
    const chapters = [
      { title: 'Later', from: 6 },
      { title: 'Begin', from: 0 },
      { title: ' ', from: 3 },
      { title: 'After the end', from: 90 },
    ]
    const cues = [cue(0, 2, 'a', 'Ada'), cue(2, 4, 'b', 'Bo'), cue(4, 6.1, 'c', 'Bo'), cue(6.1, 8, 'd', 'Bo')]
    assert.deepEqual(read(cues, chapters), [
      { heading: 'Begin', speaker: 'Ada', text: 'a' },
      { heading: null, speaker: 'Bo', text: 'b c' },
      { heading: 'Later', speaker: 'Bo', text: 'd' },
    ])
  })

  it('end with a sentence once there is enough to read, and at some length without one', () => {
    const sentences = Array.from({ length: 40 }, (_, at) => cue(at, at + 1, 'This sentence has thirty letters.'))
    const paragraphs = toParagraphs(sentences)
    assert.isAbove(paragraphs.length, 3)
    const endless = toParagraphs(sentences.map((each) => ({ ...each, text: each.text.replace('.', ',') })))
    assert.isAbove(endless.length, 1)
    assert.isBelow(endless.length, paragraphs.length)
  })

  it('hold every caption exactly once and in its order, whatever the chapters are', () => {
    const moment = fc.nat(400).map((tenth) => tenth / 10)
    const cues = fc
      .array(fc.record({ from: moment, long: moment, text: fc.string(), speaker: fc.constantFrom(null, 'Ada', 'Bo') }))
      .map((given) => given.map(({ from, long, ...said }) => ({ from, to: from + long, ...said })))
      .map((given) => given.sort((a, b) => a.from - b.from))
    const chapters = fc.array(fc.record({ title: fc.string(), from: moment }))
    fc.assert(
      fc.property(cues, chapters, (given, titles) => {
        const paragraphs = toParagraphs(given, titles)
        assert.deepEqual(
          paragraphs.flatMap(({ lines }) => lines),
          given.map((each, index) => ({ ...each, index })),
        )
        for (const { lines, speaker } of paragraphs) {
          assert.isNotEmpty(lines)
          assert.isTrue(lines.every((line) => line.speaker === speaker))
        }
        const headings = paragraphs.map(({ heading }) => heading).filter((heading) => heading !== null)
        const known = titles.map(({ title }) => title)
        assert.isTrue(headings.every((heading) => known.includes(heading)))
      }),
    )
  })
})
