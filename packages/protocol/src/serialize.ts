/**
 * Writes plain data as JSON, whatever the page did to the prototypes of the language.
 *
 * Old libraries give `Array.prototype` or `Object.prototype` a `toJSON`, and `JSON.stringify` obeys it. So it is handed copies
 * that inherit nothing.
 */
export function serialize(value: unknown): string {
  return JSON.stringify(bare(value))
}

function bare(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.setPrototypeOf(Array.from(value as unknown[], bare), null) as unknown
  const copy = Object.create(null) as Record<string, unknown>
  for (const name of Object.keys(value)) copy[name] = bare(Reflect.get(value, name))
  return copy
}
