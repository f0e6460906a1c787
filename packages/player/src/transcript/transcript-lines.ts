import { html, nothing, type TemplateResult } from 'lit'
import type { TranscriptLine, TranscriptParagraph } from '../core/transcript/paragraphs.js'
import type { MarkedPiece } from './transcript-search.js'

/** How the lines look now. */
export interface LinesShown {
  readonly paragraphs: readonly TranscriptParagraph[]
  piecesOf(line: number): readonly MarkedPiece[]
  /** Lines that are marked as watched, and the word for it. */
  readonly counted: ReadonlySet<number>
  readonly watched: string
  /** A position as a clock shows it. */
  time(seconds: number): string
}

/** Draws the text: chapters as headings, paragraphs with their time, and every line as something to press. */
export function transcriptLines(shown: LinesShown): TemplateResult[] {
  return shown.paragraphs.map(({ heading, speaker, lines }) => {
    const title = heading === null ? nothing : html`<h3 class="chapter" part="chapter" dir="auto">${heading}</h3>`
    const who = speaker === null ? nothing : html`<strong class="speaker" part="speaker">${speaker}:</strong> `
    return html`${title}
      <p class="paragraph" part="paragraph" dir="auto">
        <span class="time" part="time">${shown.time(lines[0]?.from ?? 0)}</span>
        ${who}${lines.map((line) => html`${oneLine(line, shown)} `)}
      </p>`
  })
}

function oneLine(line: TranscriptLine, { piecesOf, counted, watched }: LinesShown): TemplateResult {
  const isCounted = counted.has(line.index)
  const tick = html`<span class="tick" part="watched" role="img" aria-label=${watched}>✓</span>`
  return html`<span
    class=${isCounted ? 'line counted' : 'line'}
    part=${isCounted ? 'line line-watched' : 'line'}
    role="button"
    tabindex="-1"
    data-line=${line.index}
    >${marked(line.text, piecesOf(line.index))}${isCounted ? tick : nothing}</span
  >`
}

/** The text with its marks; always as text, whatever it says. */
function marked(text: string, pieces: readonly MarkedPiece[]): (TemplateResult | string)[] {
  const parts: (TemplateResult | string)[] = []
  let at = 0
  for (const { from, to, isCurrent } of pieces) {
    parts.push(text.slice(at, from))
    const part = isCurrent ? 'match match-current' : 'match'
    parts.push(html`<mark class=${part} part=${part}>${text.slice(from, to)}</mark>`)
    at = to
  }
  return [...parts, text.slice(at)]
}
