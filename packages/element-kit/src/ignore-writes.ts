const warned = new Set<PropertyKey>()

/**
 * Lets everything that can only be read ignore writes, with one warning for each name.
 *
 * `owner` is what the warning calls the element, as in “a lesson player”. Without a setter, a write from a module throws, and a framework that sets every property it finds would take the page down.
 */
export function ignoreWrites(prototype: object, owner: string): void {
  for (const [name, { get, set, enumerable }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (!get || set) continue
    Object.defineProperty(prototype, name, {
      get,
      set() {
        if (warned.has(name)) return
        warned.add(name)
        console.warn(`${name} of ${owner} can only be read.`)
      },
      enumerable: enumerable ?? false,
      configurable: true,
    })
  }
}
