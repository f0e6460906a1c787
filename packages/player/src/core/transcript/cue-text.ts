const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': '\u00A0',
  '&lrm;': '\u200E',
  '&rlm;': '\u200F',
}

/** Scripts that are written without spaces between words. */
const NO_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303F\uFF00-\uFFEF]/u

/**
 * What a caption says, on one line, from its lines in a WebVTT file: tags and entities are read as the format has them, and
 * nothing else is taken out.
 */
export function cueText(lines: readonly string[]): { readonly text: string; readonly speaker: string | null } {
  const markup = joinLines(lines)
  const voice = /<v(?:\.[^\s>]*)?\s+([^>]*)>/.exec(markup)?.[1]
  return { text: plain(markup), speaker: voice === undefined ? null : plain(voice) || null }
}

/** Joins what stands on separate lines, as running text. */
export function joinLines(lines: readonly string[]): string {
  let text = ''
  for (const line of lines) {
    const next = line.trim()
    if (next === '') continue
    const joins = text === '' || (NO_SPACES.test(lastOf(text)) && NO_SPACES.test(firstOf(next)))
    text += joins ? next : ` ${next}`
  }
  return text
}

function plain(markup: string): string {
  return (
    markup
      // A tag of WebVTT: a letter or a time after the bracket. Any other bracket is what is said.
      .replace(/<\/?(?:[a-z]|\d)[^>]*>/gi, '')
      .replace(/<\/?>/g, '')
      .replace(/&(?:amp|lt|gt|quot|nbsp|lrm|rlm);/g, (entity) => ENTITIES[entity] ?? entity)
      .replace(/\s+/g, ' ')
      .trim()
  )
}

function firstOf(text: string): string {
  return Array.from(text.slice(0, 2))[0] ?? ''
}

function lastOf(text: string): string {
  return Array.from(text.slice(-2)).at(-1) ?? ''
}
