import { MAX_FAULTS, type NumberedLine, type ReadText, type TextFault, toBlocks, toLines } from './caption-text.js'

const HEADER = /^WEBVTT(?:[ \t].*)?$/
const TIME = /^(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/
const ARROW = '-->'

/**
 * Reads captions in WebVTT, as strictly as every player needs them: the header, times that can be read, an end after each start, and at
 * least one cue.
 *
 * What a player ignores (notes, regions, styles, settings of a cue) is left as it is. Line ends become those of the format.
 */
export function parseVtt(text: string): ReadText {
  const lines = toLines(text)
  const [header] = lines
  if (!HEADER.test(header?.text ?? ''))
    return { faults: [{ line: 1, detail: 'Expected WEBVTT alone on the first line.' }] }
  const faults: TextFault[] = []
  let cues = 0
  for (const block of toBlocks(lines.slice(1))) {
    if (/^(?:NOTE|STYLE|REGION)\b/.test(block[0]!.text) && !block[0]!.text.includes(ARROW)) continue
    const at = block.findIndex(({ text: line }) => line.includes(ARROW))
    // Lines right below the header belong to it.
    if (at === -1 && block[0]!.number === 2) continue
    const fault = at === -1 || at > 1 ? missingTimes(block[0]!) : readCue(block, at)
    if (fault) faults.push(fault)
    else cues += 1
    if (faults.length >= MAX_FAULTS) break
  }
  if (faults.length > 0) return { faults }
  if (cues === 0) return { faults: [{ line: lines.length, detail: 'Expected at least one cue.' }] }
  return {
    vtt: `${lines
      .map(({ text: line }) => line)
      .join('\n')
      .trimEnd()}\n`,
  }
}

/** Milliseconds of a time as WebVTT writes it, or `null`. */
export function readVttTime(text: string): number | null {
  const found = TIME.exec(text)
  if (!found) return null
  const [, hours = '0', minutes, seconds, milliseconds] = found
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(milliseconds)
}

function readCue(block: readonly NumberedLine[], at: number): TextFault | null {
  const { number, text } = block[at]!
  const [start, rest = ''] = text.split(ARROW, 2)
  const end = /^\S*/.exec(rest.trim())![0]
  const [from, to] = [readVttTime(start!.trim()), readVttTime(end)]
  if (from === null || to === null) {
    return { line: number, detail: 'Expected times such as 00:00:01.000 --> 00:00:04.000.' }
  }
  if (to <= from) return { line: number, detail: 'The cue ends before it begins.' }
  const inside = block.slice(at + 1).find(({ text: line }) => line.includes(ARROW))
  return inside ? { line: inside.number, detail: 'Expected an empty line before the next cue.' } : null
}

function missingTimes({ number }: NumberedLine): TextFault {
  return { line: number, detail: 'Expected the times of a cue.' }
}
