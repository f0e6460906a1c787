/** A path with its parts percent-encoded. */
export function pathOf(texts, ...parts) {
  return String.raw({ raw: texts }, ...parts.map(encodeURIComponent))
}
