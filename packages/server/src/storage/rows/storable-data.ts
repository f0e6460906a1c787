import { toStorableText } from '@enhancedhr/protocol'

/** Longest text of an event's member that is kept. */
const MAX_TEXT_LENGTH = 2_000
/** Levels of an event's members that are kept; what lies deeper is dropped. */
const MAX_DEPTH = 4

/**
 * Gives a value as a database can keep it in jsonb.
 *
 * Takes out what Postgres refuses (U+0000, halves of surrogate pairs) and what no event has (deep nesting, long texts), so
 * that no content of an event can ever fail a batch.
 */
export function toStorableData(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return toShortText(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : null
  if (depth >= MAX_DEPTH) return null
  if (Array.isArray(value)) return value.map((item) => toStorableData(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [toShortText(key), toStorableData(member, depth + 1)]),
  )
}

/** Gives a text as a database can keep it, of bounded length; a pair that the cut splits is no pair any more. */
function toShortText(text: string): string {
  return toStorableText(text.slice(0, MAX_TEXT_LENGTH))
}
