/**
 * Reads one entry of a record whose names come from outside; `undefined` where the record itself has none.
 *
 * A plain `record[name]` also finds what every object inherits, and `constructor` is a legal lesson id.
 */
export function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
