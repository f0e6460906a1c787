/** A number from 0 (included) to 1 (excluded) that a text always gives. */
export function seededChance(text: string): number {
  let hash = 2166136261
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619)
  // FNV leaves the low bits of short texts alike; one more round spreads them.
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}
