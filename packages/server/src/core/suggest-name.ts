/** Share of a name's characters that may differ from what was probably meant. */
const MAX_DIFFERENCE = 0.4

/**
 * Gives the known name that was probably meant by an unknown one, or `null` where none is near.
 *
 * `courseId` means `course_id`, and `treshold` means `threshold`: compared without case and underscores, at most four of ten
 * characters may be missing, added or others.
 */
export function suggestName(unknown: string, known: readonly string[]): string | null {
  const wanted = toPlain(unknown)
  let nearest: { readonly name: string; readonly distance: number } | null = null
  for (const name of known) {
    const plain = toPlain(name)
    if (Math.abs(plain.length - wanted.length) > plain.length * MAX_DIFFERENCE) continue
    const distance = editDistance(wanted, plain)
    if (distance > plain.length * MAX_DIFFERENCE) continue
    if (nearest === null || distance < nearest.distance) nearest = { name, distance }
  }
  return nearest?.name ?? null
}

function toPlain(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/** Levenshtein's distance: characters to insert, to delete or to replace, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
