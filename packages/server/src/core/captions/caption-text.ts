/** What is wrong at a line of a text, counted from 1. */
export interface TextFault {
  readonly line: number
  readonly detail: string
}

/** A text that was read: WebVTT, or what is wrong with it. */
export type ReadText = { readonly vtt: string } | { readonly faults: readonly TextFault[] }

/** More faults than this say nothing new. */
export const MAX_FAULTS = 20

/** A line with its number. */
export interface NumberedLine {
  readonly number: number
  readonly text: string
}

/** The lines of a text, without its byte order mark, whichever line ends it has. */
export function toLines(text: string): readonly NumberedLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ number: index + 1, text: line }))
}

/** Parts of a text that empty lines keep apart. */
export function toBlocks(lines: readonly NumberedLine[]): readonly (readonly NumberedLine[])[] {
  const blocks: NumberedLine[][] = []
  let isOpen = false
  for (const line of lines) {
    if (line.text.trim() === '') isOpen = false
    else if (isOpen) blocks.at(-1)!.push(line)
    else {
      blocks.push([line])
      isOpen = true
    }
  }
  return blocks
}
