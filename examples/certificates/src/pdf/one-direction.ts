const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const LEFT_TO_RIGHT =
  /(?![\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}])[\p{L}\p{N}]/u
const NO_BREAK_SPACE = '\u00a0'

/**
 * The text as the PDF library draws it in the right order. It lays words out from left to right and each word in its own direction,
 * so words from right to left have to be one word. `null` for a text in both directions, which takes more than that.
 */
export function toOneDirection(text: string): string | null {
  if (!RIGHT_TO_LEFT.test(text)) return text
  return LEFT_TO_RIGHT.test(text) ? null : text.replaceAll(' ', NO_BREAK_SPACE)
}
