import { ID_PATTERN } from '@enhancedhr/protocol'

/** What of a schema's finding says what was expected. */
export interface Issue {
  readonly code: string
  readonly message?: string | undefined
  readonly expected?: string
  readonly origin?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly format?: string
  readonly pattern?: string
  readonly values?: readonly unknown[]
}

/** What a schema says that has no message. */
const WORDLESS = 'Invalid input'
/**
 * How a value is parsed whose issues are described here: a schema without a message says nothing.
 *
 * Zod keeps its locale in a global. A host that imports `zod` sets the English one, and our answers would change.
 */
export const PARSE_WITHOUT_LOCALE = { error: () => WORDLESS }
/** Longest word of a list of words that an answer repeats; other texts are never repeated, for they may be about a person. */
const MAX_WORD_LENGTH = 40

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
}

/** Says what was expected at a place and what was given there; text that was given is counted and not repeated. */
export function describeIssue(issue: Issue, given: unknown): string {
  return `${describeExpected(issue)}, got ${describeGiven(given, issue.code === 'invalid_value')}`
}

function describeExpected(issue: Issue): string {
  const { code, message, expected = '', origin, format, pattern, values = [] } = issue
  if (message !== undefined && message !== WORDLESS) return message
  if (code === 'invalid_type') return `expected ${TYPES[expected] ?? expected}`
  if (code === 'invalid_value') return `expected ${values.map((value) => JSON.stringify(value)).join(' or ')}`
  if (code === 'too_small' || code === 'too_big') return `expected ${describeBound(issue, origin)}`
  if (format === 'datetime') return 'expected an instant such as 2026-01-31T12:00:00Z'
  if (pattern === String(ID_PATTERN)) return 'expected a letter or digit, then up to 127 of A–Z a–z 0–9 . _ ~ -'
  return 'expected something else'
}

function describeBound({ minimum, maximum }: Issue, origin: string | undefined): string {
  const bound = minimum === undefined ? `at most ${String(maximum)}` : `at least ${String(minimum)}`
  if (origin === 'string') return `text of ${bound} characters`
  if (origin === 'array') return `a list of ${bound} items`
  return `a number of ${bound}`
}

/** Says what kind of value was given; of text no more than its length, unless it stands for one of a few words. */
export function describeGiven(value: unknown, isWord = false): string {
  if (value === undefined) return 'nothing'
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value === 'string') {
    if (isWord && value.length <= MAX_WORD_LENGTH) return JSON.stringify(value)
    return value === '' ? 'empty text' : `text of ${value.length.toString()} characters`
  }
  if (Array.isArray(value)) return `a list of ${value.length.toString()} items`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
