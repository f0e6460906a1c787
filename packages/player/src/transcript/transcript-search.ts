import { findMatches, type MatchedPiece, type TranscriptMatch } from '../core/transcript/find-matches.js'
import type { TranscriptParagraph } from '../core/transcript/paragraphs.js'

/** A stretch of a line that is marked; `isCurrent`: it belongs to the match that the learner is at. */
export interface MarkedPiece extends MatchedPiece {
  readonly isCurrent: boolean
}

const NO_PIECES: readonly MarkedPiece[] = []

/** What the learner looks for in the transcript, and at which match they are. */
export class TranscriptSearch {
  #query = ''
  #paragraphs: readonly TranscriptParagraph[] = []
  #matches: readonly TranscriptMatch[] = []
  #current = -1
  #pieces: ReadonlyMap<number, readonly MarkedPiece[]> = new Map()

  get query(): string {
    return this.#query
  }

  get count(): number {
    return this.#matches.length
  }

  /** Index of the match that the learner is at; -1 without any. */
  get current(): number {
    return this.#current
  }

  /** The line in which that match begins; -1 without any. */
  get line(): number {
    return this.#matches[this.#current]?.[0]?.line ?? -1
  }

  /** Looks for these words, from the match on that is nearest after this line. */
  look(paragraphs: readonly TranscriptParagraph[], query: string, from: number): void {
    this.#query = query
    this.#paragraphs = paragraphs
    this.#matches = findMatches(paragraphs, query)
    const next = this.#matches.findIndex((match) => (match[0]?.line ?? -1) >= from)
    this.#current = this.#matches.length > 0 ? Math.max(0, next) : -1
    this.#mark()
  }

  /** The text may be another: looks again, and stays at the same match where there is one. */
  refresh(paragraphs: readonly TranscriptParagraph[]): void {
    if (paragraphs === this.#paragraphs) return
    const current = this.#current
    this.look(paragraphs, this.#query, 0)
    this.#current = Math.min(Math.max(0, current), this.count - 1)
    this.#mark()
  }

  /** Goes so many matches on; after the last one comes the first. */
  step(by: number): void {
    const { length } = this.#matches
    if (length === 0) return
    this.#current = (this.#current + by + length) % length
    this.#mark()
  }

  /** What is marked of a line, in order. */
  piecesOf(line: number): readonly MarkedPiece[] {
    return this.#pieces.get(line) ?? NO_PIECES
  }

  #mark(): void {
    const pieces = new Map<number, MarkedPiece[]>()
    for (const [index, match] of this.#matches.entries()) {
      for (const piece of match) {
        const marked = { ...piece, isCurrent: index === this.#current }
        const known = pieces.get(piece.line)
        if (known) known.push(marked)
        else pieces.set(piece.line, [marked])
      }
    }
    this.#pieces = pieces
  }
}
