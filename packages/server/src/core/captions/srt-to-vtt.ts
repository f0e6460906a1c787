import { MAX_FAULTS, type NumberedLine, type ReadText, type TextFault, toBlocks, toLines } from './caption-text.js'
import { readVttTime } from './parse-vtt.js'

const TIMES = /^\s*(\d{1,4}:[0-5]\d:[0-5]\d)[,.](\d{1,3})\s*-->\s*(\d{1,4}:[0-5]\d:[0-5]\d)[,.](\d{1,3})(?:\s.*)?$/
/** What both formats write the same way. */
const SHARED_TAG = /<(\/?[biu])>/gi

/**
 * Makes WebVTT of captions in SubRip (SRT): numbers of cues go, times get a full stop, and what would be markup in WebVTT becomes
 * text.
 *
 * Bold, italic and underlined text stays; colours, fonts and positions, which the format never described, go.
 */
export function srtToVtt(text: string): ReadText {
  const faults: TextFault[] = []
  const cues: string[] = []
  for (const block of toBlocks(toLines(text))) {
    const cue = toCue(block)
    if (typeof cue === 'string') cues.push(cue)
    else faults.push(cue)
    if (faults.length >= MAX_FAULTS) break
  }
  if (faults.length > 0) return { faults }
  if (cues.length === 0) return { faults: [{ line: 1, detail: 'Expected at least one cue.' }] }
  return { vtt: `WEBVTT\n\n${cues.join('\n\n')}\n` }
}

function toCue(block: readonly NumberedLine[]): string | TextFault {
  const isNumbered = /^\s*\d+\s*$/.test(block[0]!.text) && block.length > 1
  const [times, ...lines] = isNumbered ? block.slice(1) : block
  const found = TIMES.exec(times!.text)
  if (!found) return { line: times!.number, detail: 'Expected times such as 00:00:01,000 --> 00:00:04,000.' }
  const [, start, startMs, end, endMs] = found
  const [from, to] = [toVttTime(start!, startMs!), toVttTime(end!, endMs!)]
  if (readVttTime(to)! <= readVttTime(from)!) return { line: times!.number, detail: 'The cue ends before it begins.' }
  return [`${from} --> ${to}`, ...lines.map(({ text }) => toVttText(text))].join('\n')
}

function toVttTime(time: string, milliseconds: string): string {
  const [hours, minutes, seconds] = time.split(':')
  return `${hours!.padStart(2, '0')}:${minutes!}:${seconds!}.${milliseconds.padEnd(3, '0')}`
}

function toVttText(text: string): string {
  const plain = text.replaceAll(/\{\\[^}]*\}/g, '').replaceAll(/<\/?font\b[^>]*>/gi, '')
  return plain
    .split(SHARED_TAG)
    .map((part, index) => (index % 2 === 1 ? `<${part.toLowerCase()}>` : escape(part)))
    .join('')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
