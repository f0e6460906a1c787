/** Reads what a page gave for a property; what cannot be read is the property's default. Never throws. */
export type Coerce = (value: unknown) => unknown

/** As an attribute would hold it, without white space around it; `null` where it could hold nothing. */
export function text(value: unknown): string | null {
  if (value === null || value === undefined) return null
  try {
    return ''.concat(value as string).trim()
  } catch {
    // A symbol, or an object that has no text.
    return null
  }
}

export function flag(value: unknown): boolean {
  return Boolean(value)
}

/** One of these words, the first being the default. */
export function oneOf(...words: readonly string[]): Coerce {
  return (value) => {
    const word = text(value)?.toLowerCase() ?? ''
    return words.includes(word) ? word : words[0]
  }
}

export function callback(value: unknown): unknown {
  return typeof value === 'function' ? value : null
}

export function record(value: unknown): object | null {
  return typeof value === 'object' ? value : null
}

/** A list of speeds, as in `1 1.25 1.5` or `[1, 1.25, 1.5]`; what is no positive number is left out. */
export function rates(value: unknown): readonly number[] | null {
  const words = text(value)?.split(/[\s,]+/) ?? []
  const numbers = words.map(Number).filter((rate) => Number.isFinite(rate) && rate > 0)
  return numbers.length > 0 ? [...new Set(numbers)].sort((a, b) => a - b) : null
}
