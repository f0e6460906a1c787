/**
 * Writes a value as JSON with sorted keys and no spaces, so that the same event always has the same bytes.
 *
 * The signature is over these bytes, and the database gives the members of a `jsonb` in an order of its choosing.
 */
export function toEventText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sorted(part) : part))
}

/** Integer-like names come first in any JavaScript object, whatever the order in which they were put; that order is fixed too. */
function sorted(record: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
