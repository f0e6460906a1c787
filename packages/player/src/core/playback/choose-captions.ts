/**
 * Gives the index of the captions in the language that is wanted most; the first ones where no such captions exist, and -1 without any captions.
 *
 * A wanted language finds its own tag first, and else captions of the same language for another region: `de` finds `de-CH`.
 */
export function chooseCaptions(languages: readonly string[], wanted: readonly string[]): number {
  const tags = languages.map((tag) => tag.toLowerCase())
  for (const want of wanted.map((tag) => tag.toLowerCase())) {
    const exact = tags.indexOf(want)
    if (exact >= 0) return exact
    const near = tags.findIndex((tag) => primary(tag) === primary(want))
    if (near >= 0) return near
  }
  return tags.length > 0 ? 0 : -1
}

function primary(tag: string): string {
  return tag.split('-', 1)[0] ?? tag
}
