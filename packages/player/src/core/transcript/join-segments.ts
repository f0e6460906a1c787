import type { CaptionCue } from './caption-cue.js'
import type { VttFile } from './parse-vtt.js'

/**
 * Joins the captions of a playlist's segments in the order of their times.
 *
 * A caption that reaches over the border of two segments stands in both of them, and is taken once. Where segments say what the
 * stream's clock is, they are shifted against the first one; that one's second 0 is the video's.
 */
export function joinSegments(segments: readonly VttFile[]): readonly CaptionCue[] {
  const base = segments.find(({ streamTime }) => streamTime !== null)?.streamTime ?? 0
  const cues: CaptionCue[] = []
  let before = new Set<string>()
  for (const { cues: own, streamTime } of segments) {
    const shift = streamTime === null ? 0 : streamTime - base
    const shifted = own.map((cue) => ({ ...cue, from: cue.from + shift, to: cue.to + shift }))
    cues.push(...shifted.filter((cue) => !before.has(keyOf(cue))))
    before = new Set(shifted.map(keyOf))
  }
  return cues.sort((a, b) => a.from - b.from)
}

function keyOf({ from, to, text, speaker }: CaptionCue): string {
  return `${from} ${to} ${speaker ?? ''}\n${text}`
}
