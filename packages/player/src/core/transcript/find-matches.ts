import type { TranscriptParagraph } from './paragraphs.js'

/** A stretch of the text of one line. */
export interface MatchedPiece {
  readonly line: number
  /** UTF-16 offsets into the line's text; `to` is the first one after it. */
  readonly from: number
  readonly to: number
}

/** One place where the words that were looked for stand; it may reach over lines of one paragraph. */
export type TranscriptMatch = readonly MatchedPiece[]

/** More places (500) than this are not looked for: nobody goes through them one by one. */
export const MOST_MATCHES = 500

/**
 * Finds words in the transcript, in the order of the text, also where they reach over the end of a line. Upper and lower case,
 * accents and the amount of white space make no difference. Nothing is found for an empty query; at most `MOST_MATCHES`.
 */
export function findMatches(paragraphs: readonly TranscriptParagraph[], query: string): readonly TranscriptMatch[] {
  const wanted = fold(query).text.trim()
  const matches: TranscriptMatch[] = []
  if (wanted === '') return matches
  for (const { lines } of paragraphs) {
    // Where each character of the searched text stands: line and offset.
    const text: string[] = []
    const places: { line: number; at: number; to: number }[] = []
    for (const { index, text: said } of lines) {
      const folded = fold(said)
      if (text.length > 0) {
        text.push(' ')
        places.push({ line: index, at: 0, to: 0 })
      }
      for (const [position, unit] of folded.units.entries()) {
        const place = folded.places[position]
        if (!place) continue
        text.push(unit)
        places.push({ line: index, ...place })
      }
    }
    const searched = text.join('')
    for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, at + wanted.length)) {
      matches.push(pieces(places.slice(at, at + wanted.length)))
      if (matches.length >= MOST_MATCHES) return matches
    }
  }
  return matches
}

interface Folded {
  readonly text: string
  readonly units: readonly string[]
  readonly places: readonly { readonly at: number; readonly to: number }[]
}

/** One UTF-16 unit each, with where it comes from: without case and accents, white space as one space. */
function fold(text: string): Folded {
  const units: string[] = []
  const places: { at: number; to: number }[] = []
  let at = 0
  for (const character of text) {
    const to = at + character.length
    const isSpace = /^\s$/u.test(character)
    const plain = isSpace ? ' ' : character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    const last = places.at(-1)
    // An accent that stands alone belongs to the letter before.
    if (plain === '' && last) last.to = to
    if (!isSpace || units.at(-1) !== ' ') {
      for (const unit of plain.split('')) {
        units.push(unit)
        places.push({ at, to })
      }
    }
    at = to
  }
  return { text: units.join(''), units, places }
}

function pieces(places: readonly { line: number; at: number; to: number }[]): TranscriptMatch {
  const found: { line: number; from: number; to: number }[] = []
  for (const { line, at, to } of places) {
    const last = found.at(-1)
    if (last?.line === line) last.to = Math.max(last.to, to)
    else if (to > at) found.push({ line, from: at, to })
  }
  return found
}
