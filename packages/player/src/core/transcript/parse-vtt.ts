import type { CaptionCue } from './caption-cue.js'
import { cueText } from './cue-text.js'

/** The captions of one WebVTT file, and where its clock stands in the stream. */
export interface VttFile {
  /** In the order of the file. */
  readonly cues: readonly CaptionCue[]
  /** `X-TIMESTAMP-MAP`: seconds of the stream's own clock at the file's second 0; `null` where the file does not say. */
  readonly streamTime: number | null
}

const TIMING = /^\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})(?:\s|$)/
const MAP = /^X-TIMESTAMP-MAP=(?=.*LOCAL:([\d:.]+))(?=.*MPEGTS:(\d+))/m
const STREAM_TICKS_PER_SECOND = 90_000

/**
 * Reads the captions of a WebVTT file as text. What is no caption (notes, styles, regions) and what cannot be read is left out; a
 * caption whose end is not after its start is kept and ends where it starts. Never throws.
 */
export function parseVtt(file: string): VttFile {
  const lines = file.split(/\r\n|\r|\n/)
  const cues: CaptionCue[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const timing = TIMING.exec(lines[index] ?? '')
    if (!timing) continue
    const [, start = '', end = ''] = timing
    const text: string[] = []
    while (isOfCue(lines[index + 1])) text.push(lines[(index += 1)] ?? '')
    const from = toSeconds(start)
    const spoken = cueText(text)
    if (spoken.text !== '') cues.push({ from, to: Math.max(from, toSeconds(end)), ...spoken })
  }
  return { cues, streamTime: streamTime(file) }
}

/** A caption ends with an empty line, with the file, or where a next one begins without an empty line. */
function isOfCue(line: string | undefined): boolean {
  return line !== undefined && line !== '' && !line.includes('-->')
}

function toSeconds(stamp: string): number {
  const seconds = stamp
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0)
  return Math.round(seconds * 1000) / 1000
}

function streamTime(file: string): number | null {
  const [, local, ticks] = MAP.exec(file) ?? []
  if (local === undefined || ticks === undefined) return null
  const time = Number(ticks) / STREAM_TICKS_PER_SECOND - toSeconds(local)
  return Number.isFinite(time) ? time : null
}
