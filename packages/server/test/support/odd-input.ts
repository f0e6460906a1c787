import fc from 'fast-check'

/** Texts that databases, URLs and records stumble over. */
export const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\udc00\ud800',
  '😀',
  '\u202eabc',
  '\uffff',
  "'; drop table lessons; --",
  '%',
  '\\',
  '{}',
  '__proto__',
  'constructor',
  'é'.normalize('NFD'),
  'x'.repeat(300),
  'x'.repeat(20_000),
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00.000000001+23:59',
]

/** Numbers at and beyond what columns of 32 and 64 bits and floating point hold. */
export const ODD_NUMBERS = [
  0,
  -0,
  -1,
  0.5,
  0.0004,
  1e-320,
  5e-324,
  2_147_483,
  2_147_483.647,
  2_147_484,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  2 ** 53,
  9.3e18,
  1e21,
  1e308,
  -1e308,
]

export const oddText = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ unit: 'binary', maxLength: 30 }))

export const oddValue = fc.oneof(
  oddText,
  fc.constantFrom(...ODD_NUMBERS),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(null, true, [], {}, [[]], [[0, 1e308]], [[1e308, 0]], [[5, 4]], [null], [{}]),
  fc.array(oddText, { maxLength: 3 }),
  fc.dictionary(oddText, fc.constant(1), { maxKeys: 2 }),
)

/** The value with one place of it replaced, chosen by `pick`. */
export function replaceAt(value: unknown, pick: number, replacement: unknown): unknown {
  const places = placesOf(value)
  const path = places[pick % places.length]!
  return put(value, path, replacement)
}

function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, member]) => placesOf(member, [...path, key]))]
}

function put(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? put(item, rest, replacement) : item))
  return { ...(value as object), [key]: put((value as Record<string, unknown>)[key], rest, replacement) }
}
