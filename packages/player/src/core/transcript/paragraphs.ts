import type { CaptionCue } from './caption-cue.js'

/** A part of the video with a heading. */
export interface TranscriptChapter {
  readonly title: string
  /** In seconds. */
  readonly from: number
}

/** A caption as a line of the transcript. */
export interface TranscriptLine extends CaptionCue {
  /** Its place among all lines, from 0. */
  readonly index: number
}

/** Lines that are read together. */
export interface TranscriptParagraph {
  /** Title of the chapter that begins here; `null` for every further paragraph of a chapter. */
  readonly heading: string | null
  readonly speaker: string | null
  /** Never empty. */
  readonly lines: readonly TranscriptLine[]
}

/** A pause this long, in seconds, is heard as a new thought. */
const PAUSE = 1.5
/** After so many characters the end of a sentence ends the paragraph. */
const ENOUGH = 280
/** After so many every caption does: text that has no sentences is still to be read. */
const MOST = 700

const SENTENCE_END = /[.!?…。！？؟।]["'”’»)\]]*$/u

/**
 * Makes paragraphs of captions, which are sorted by their start: a new one begins with a chapter, with another speaker, after a pause, and after a
 * sentence once there is enough to read. Every caption is in exactly one of them, in its order.
 */
export function toParagraphs(
  cues: readonly CaptionCue[],
  chapters: readonly TranscriptChapter[] = [],
): readonly TranscriptParagraph[] {
  const titles = chapters.filter(({ title }) => title.trim() !== '').sort((a, b) => a.from - b.from)
  const paragraphs: { heading: string | null; speaker: string | null; lines: TranscriptLine[] }[] = []
  let next = 0
  let length = 0
  for (const [index, cue] of cues.entries()) {
    let heading: string | null = null
    // The one in which most of this caption lies; a chapter in which nothing is said has no heading.
    while ((titles[next]?.from ?? Infinity) <= (cue.from + cue.to) / 2) heading = titles[next++]?.title ?? null
    const current = paragraphs.at(-1)
    const before = current?.lines.at(-1)
    const isNew =
      !before ||
      heading !== null ||
      cue.speaker !== current?.speaker ||
      cue.from - before.to >= PAUSE ||
      (length >= ENOUGH && SENTENCE_END.test(before.text)) ||
      length >= MOST
    if (isNew) {
      length = 0
      paragraphs.push({ heading, speaker: cue.speaker, lines: [{ ...cue, index }] })
    } else {
      current.lines.push({ ...cue, index })
    }
    length += cue.text.length
  }
  return paragraphs
}
