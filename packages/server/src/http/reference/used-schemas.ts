import type { Json } from './json.js'

/** Which of the named schemas a description refers to, itself or through others: a handler describes no more than its calls. */
export function usedSchemas(description: unknown, schemas: Readonly<Record<string, Json>>): Record<string, Json> {
  const used = new Set<string>()
  const follow = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (used.has(name!)) continue
      used.add(name!)
      follow(schemas[name!])
    }
  }
  follow(description)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
}
